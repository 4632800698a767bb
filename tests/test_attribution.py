"""Whose words a sentence reports: by its words alone, and by its parse."""

import pytest

from summarizer.language import Reference, Tree, analyse, speaker_in, speaker_of
from summarizer.types import Parser


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ambassador Dung said the talks went well.", "Ambassador Dung"),
        ("“We go on,” said Ana Lim.", "Ana Lim"),
        ("“We go on,” Ana Lim told reporters.", "Ana Lim"),
        ("Ana Lim, the director of the port, said it was safe.", "Ana Lim"),
        ("According to the Ministry of Ports, nothing was lost.", "the Ministry of Ports"),
        ("Nothing was lost, according to Ana Lim.", "Ana Lim"),
        ("The pier was closed on Monday.", None),
        ("It was said that the pier was safe.", None),
        ("", None),
    ],
)
def test_by_the_words(sentence: str, who: str | None) -> None:
    assert speaker_in(sentence) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Police said the port was closed.", "police"),
        ("The port was closed, Mayor Ana Lim said.", "Mayor Ana Lim"),
        ("“We go on,” Bo Berg, the harbour master, told the court.", "Bo Berg"),
        ("The port was closed, according to the Ministry of Ports.", "the Ministry of Ports"),
        ("Ana Lim denied it, saying that nobody had asked her.", "Ana Lim"),
        ("One of the officials said the port was closed.", "one of the officials"),
        ("The model predicts rain.", None),
        ("The war that the bank has warned of began on Monday.", None),
        ("The company posted a profit.", None),
        ("He said the port was closed.", None),
        ("The port was closed on Monday.", None),
    ],
)
def test_by_the_parse(parser: Parser, sentence: str, who: str | None) -> None:
    assert speaker_of(sentence, Tree(parser.parse([sentence])[0]), None, 0) == who


def test_a_pronoun_speaks_for_whom_it_stands_for(parser: Parser) -> None:
    sentence = "He said the port was closed."
    tree = Tree(parser.parse([sentence])[0])
    assert speaker_of(sentence, tree, Reference(100, 102, "Mayor Bo Berg", 0), 100) == "Mayor Bo Berg"
    assert speaker_of(sentence, tree, Reference(140, 142, "Mayor Bo Berg", 0), 100) is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The mayor said the port closed.", [("close", {"mayor"}, "say")]),
        ("He said the port closed.", [("close", set(), "say")]),
        ("Police believe the man fled.", [("flee", {"polic"}, "believe")]),
        ("The port closed, the mayor said.", [("close", {"mayor"}, "say")]),
        ("The port closed.", []),
    ],
)
def test_statements(parser: Parser, sentence: str, told: list[tuple[str, set[str], str]]) -> None:
    from summarizer.language import Analyst

    assert [(s.verb, set(s.speaker), s.kind) for s in Analyst(parser).one(sentence).statements] == told


def test_nothing_is_said_without_a_parser() -> None:
    assert analyse(["The mayor said the port closed."])[0].statements == ()
