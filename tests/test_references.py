"""Whether a sentence can stand alone: who "he" is, where a careful editor would be certain, and which is "the bill"."""

import time
from pathlib import Path

import pytest

from summarizer.language import (
    Tree,
    dangling_nouns,
    has_open_pronoun,
    leaves_open,
    open_pronoun,
    references,
    sentence_spans,
)
from summarizer.language.definites import definites, share, write
from summarizer.types import Parser


def resolved(text: str) -> dict[int, tuple[str, str, int]]:
    """Sentence number -> (what is written, what it stands for, the sentence that says so)."""
    found = references(text, sentence_spans(text))
    return {number: (text[r.start : r.end], r.name, r.source) for number, r in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Ana Lim spoke first. She left at noon.", {1: ("She", "Minister Ana Lim", 0)}),
        ("Mayor Bo Berg opened the pier. On Monday he closed it again.", {1: ("he", "Mayor Bo Berg", 0)}),
        (
            "Mayor Bo Berg opened the pier. He left. He came back.",
            {1: ("He", "Mayor Bo Berg", 0), 2: ("He", "Mayor Bo Berg", 0)},
        ),
        ("Ambassador Bo Berg spoke. The ambassador noted the tide.", {1: ("The ambassador", "Bo Berg", 0)}),
        ("Ambassador Bo Berg’s boat sank. The ambassador said so.", {1: ("The ambassador", "Bo Berg", 0)}),
        # Whom a sentence names itself, it does not mean otherwise:
        ("President Bo Berg spoke. The president undid the laws of Mr Berg on Monday.", {}),
        ("Mayor Bo Berg opened the pier. He thanked Berg's wife.", {}),
        # Another office, or another holder:
        ("President Bo Berg spoke. The new president undid the laws on Monday.", {}),
        ("Former President Bo Berg spoke. The president undid the laws on Monday.", {}),
        (
            "New President Bo Berg spoke. The new president undid the laws on Monday.",
            {1: ("The new president", "Bo Berg", 0)},
        ),
        # Nobody can know:
        ("Mayor Bo Berg said Minister Tom Rask liked it. He left.", {}),
        ("Mayor Bo Berg met Minister Tom Rask. Rain fell. He left.", {}),
        ("Ambassador Bo Berg met Ambassador Ana Lim. The ambassador spoke.", {}),
        ("The pier was closed. He left.", {}),
        ("Mayor Bo Berg's aide left. He came back.", {}),
        ("Mayor Bo James' aide left. He came back.", {}),
        ("Mayor Bo Berg ’s aide left. He came back.", {}),
        ("Mayor Bo Berg campaign manager Lou Reed left. He came back.", {}),
        ("Mayor Bo Berg-led council left. He came back.", {}),
        ("Mayor Bo Berg and Mayor Ann Lim met. He left.", {}),
        # A lone mark is nobody's name:
        ("Mayor Bo Berg spoke. He met the workers ’ union.", {1: ("He", "Mayor Bo Berg", 0)}),
        ("Mayor Bo Berg spoke. He called it the city 's fault.", {1: ("He", "Mayor Bo Berg", 0)}),
        ("He left. Mayor Bo Berg stayed.", {}),
        ("", {}),
    ],
)
def test_references(text: str, expected: dict[int, tuple[str, str, int]]) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("sentence", "open_at"),
    [
        ("He left.", "He"),
        ("On Monday she left.", "she"),
        ("Ana Lim said she left.", None),
        ("The mayor said he left.", None),
        ("The pier was closed.", None),
        ("The theatre, like the shed, was closed.", None),
    ],
)
def test_open_pronoun(sentence: str, open_at: str | None) -> None:
    match = open_pronoun(sentence)
    assert (match.group() if match else None) == open_at


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("Prosecutors said the bill is dead. He will veto it.", False),
        ("Republicans say the bill is dead. He will veto it.", False),
        ("Rick Dawes came. Dawes said the bill is dead. He will veto it.", True),
    ],
)
def test_no_pronoun_means_several(text: str, refers: bool) -> None:
    spans = sentence_spans(text)
    assert (len(spans) - 1 in references(text, spans)) is refers


@pytest.mark.parametrize(
    ("text", "opening", "stems"),
    [
        ("The footage was released before the report was.", False, {"footag", "report"}),
        ("A bill on taxes and the report on it: the bill passed.", False, set()),
        ("The report that the mayor signed is public.", False, set()),
        ("The move came after a lunch with senators.", False, {"move"}),
        ("The court ruled on Monday.", False, {"court"}),
        ("The law was passed.", True, {"law"}),
        ("The law was passed.", False, set()),
        ("The economy has slowed, and the Senate is in recess.", True, set()),
        ("The zorble was closed.", True, set()),
        ("The duo left.", False, {"duo"}),
        ("", False, set()),
    ],
)
def test_dangling_nouns(text: str, opening: bool, stems: set[str]) -> None:
    assert dangling_nouns(text, opening=opening) == stems


@pytest.mark.parametrize(
    ("sentence", "is_open"),
    [
        ("He left.", True),
        ("They left.", True),
        ("We think it is over.", True),
        ("“We think it is over,” Ana Lim said.", False),
        ("That’s more than double the cost.", True),
        ("The wider of the two is 14 millimetres across.", True),
        ("The wider of the two cracks is 14 millimetres across.", False),
        ("Ana Lim and Bo Berg came, and the older of the two spoke.", False),
        ("The latter was closed on Friday.", True),
        ("The former mayor was tried on Friday.", False),
        ("The port cost 9 million, and that is more than in May.", False),
        ("Ana Lim had a sum that was more than double the cost.", False),
        ("It is clear that the port is closed.", False),
        ("Ana Lim left.", False),
        ("The war, World War I, began.", False),
    ],
)
def test_leaves_open(sentence: str, is_open: bool) -> None:
    assert leaves_open(sentence) is is_open


@pytest.mark.parametrize(
    ("sentence", "is_open"),
    [
        ("He left.", True),
        ("Lim said he left.", False),
        ("The judge praised him.", True),
        ("Nixon named him.", True),
        ("A welder said she had seen the fire.", False),
        ("A welder who saw the fire said where she stood.", False),
        ("The fire reached the house where she stood.", True),
    ],
)
def test_open_pronouns_by_the_parse(parser: Parser, sentence: str, is_open: bool) -> None:
    assert has_open_pronoun(Tree(parser.parse([sentence])[0])) is is_open


def test_a_long_article_costs_no_more_than_its_length() -> None:
    def seconds(times: int) -> float:
        text = "Mayor Bo Berg spoke. The mayor left. " * times
        spans, start = sentence_spans(text), time.process_time()
        assert len(references(text, spans)) == times
        return time.process_time() - start

    seconds(10)
    assert seconds(800) < 8 * seconds(200) + 0.1


def test_what_first_sentences_avoid_points_back(tmp_path: Path) -> None:
    articles = [["A ferry sank near Arden.", "The move was praised, as the economy grew."]] * 20
    articles += [["The economy grew, the minister for trade said.", "The move came late."]] * 20
    table = tmp_path / "definites.txt"
    assert write(articles, table) == 40
    assert table.read_text(encoding="utf-8") == "the economi 20 20\nthe move 0 40\n"
    assert share("move") < share("economi")
    assert [noun for noun, _, _ in definites("The bill on taxes: the bill passed.")] == []
