"""A sentence is analysed once: each thing computed when asked for, the same text the same object, parses in batches."""

from collections.abc import Sequence

from summarizer.language import Analyst, Tree, analyse
from summarizer.types import Parser, Token

TEXT = "On March 13 at least twelve men, 4 per cent of them ill, left the U.S., Mayor Lim said."


class Counting:
    """The real parser, and the batches it was asked for."""

    def __init__(self, parser: Parser) -> None:
        self.parser, self.batches = parser, list[list[str]]()

    def parse(self, texts: Sequence[str]) -> Sequence[tuple[Token, ...]]:
        self.batches.append(list(texts))
        return self.parser.parse(texts)


def test_what_is_read_off_a_sentence() -> None:
    (one,) = analyse([TEXT])
    assert [n.value for n in one.numbers] == [13, 12, 4]
    assert one.dates == {"03-13"}
    assert {"lim", "mayor", "usa"} <= one.capitals
    assert one.bag == frozenset(one.content_words)
    assert one.tree == Tree()
    assert one.statements == ()
    assert one.stems_before(0) == []
    assert one.stems_from(0) == list(one.stems)


def test_two_ways_of_writing_a_fact_are_one_form() -> None:
    a, b = analyse(["At least 12 men left on 13 March, he said.", "Twelve men left on March 13, he added."])
    assert a.stems == b.stems
    assert "03-13" in a.stems
    assert "12" in a.stems


def test_the_same_text_is_the_same_object() -> None:
    analyst = Analyst()
    a, b, again = analyst(["One came.", "Two left.", "One came."])
    assert a is again
    assert a is not b
    calls = []
    assert a.read(len_of := lambda s: calls.append(s) or len(s.text)) == 9
    assert a.read(len_of) == 9
    assert len(calls) == 1


def test_what_is_asked_for_together_is_parsed_in_one_batch(parser: Parser) -> None:
    counting = Counting(parser)
    analyst = Analyst(counting)
    some = analyst(["One came.", "Two left.", "One came.", "Three stayed."])
    trees = analyst.trees(some)
    assert counting.batches == [["One came.", "Two left.", "Three stayed."]]
    assert trees[0] is trees[2] is some[0].tree
    assert [t[1].text for t in trees] == ["came", "left", "came", "stayed"]
    assert analyst.trees(some) == trees
    assert len(counting.batches) == 1


def test_statements_by_the_parse(parser: Parser) -> None:
    one = Analyst(parser).one("The mayor said the port closed.")
    ((verb, speaker, kind, _),) = one.statements
    assert (verb, speaker, kind) == ("close", frozenset({"mayor"}), "say")


def test_a_script_without_spaces() -> None:
    (one,) = analyse(["部长说会谈很顺利。"])
    assert one.content_words[:2] == ("部长", "长说")
