"""Writing: sentences lifted from articles, merges and cuts proposed, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.compose import compose, method_of, tidy
from summarizer.compose.evidence import prepare
from summarizer.compose.shorten import shortened
from summarizer.compose.splice import fusions, longest_shared_run
from summarizer.language import Tree, article_sentences, content_words, references, sentence_spans
from summarizer.types import Article, Citation, Claim, Method, Parser, Story, Verdict

# --- evidence: readable alone --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("However, the pier was closed.", "The pier was closed."),
        ("But the pier was closed.", "The pier was closed."),
        ("But Lim closed the pier.", "Lim closed the pier."),
        ("For his part, Greer appreciated it.", "Greer appreciated it."),
        ("WASHINGTON DC — The session took place.", "The session took place."),
        ("PORT ARDEN (AP) — The session took place.", "The session took place."),
        ("Port Arden (CNN)Mayor Lim closed the pier.", "Mayor Lim closed the pier."),
        ("(Velmar Police Service) The 53-year-old closed the pier.", "The 53-year-old closed the pier."),
        ("The Velmar Broadcasting Board (BBC) Trust said no.", "The Velmar Broadcasting Board (BBC) Trust said no."),
        ("Update: Divers closed the pier.", "Divers closed the pier."),
        (
            "The World Health Organization (WHO) Tuesday closed it.",
            "The World Health Organization (WHO) Tuesday closed it.",
        ),
        ("Minister Lim (R) met Mr. Rask (left).", "Minister Lim met Mr. Rask."),
        ("The pier\nwas   closed.", "The pier was closed."),
        ("The pier — the old one — was closed.", "The pier — the old one — was closed."),
        ("Still water ran below the pier.", "Still water ran below the pier."),
        ("Thus far nobody came.", "Thus far nobody came."),
        ("So far nobody came.", "So far nobody came."),
        ("the pier was closed.", "The pier was closed."),
        ("", ""),
    ],
)
def test_tidy(text: str, tidied: str) -> None:
    assert tidy(text) == tidied
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("Minister Ana Lim came. She left at noon.", 1, "Minister Ana Lim left at noon."),
        ("Ambassador Bo Berg spoke. The ambassador noted the tide.", 1, "Ambassador Bo Berg noted the tide."),
        ("The pier was closed. Rain fell.", 1, "Rain fell."),
    ],
)
def test_a_pronoun_is_replaced_and_its_source_cited(text: str, number: int, shown: str) -> None:
    article = Article("a", None, text, None)
    spans = sentence_spans(text)
    sentence = article_sentences(article)[number]
    reference = references(text, spans).get(number)
    evidence = prepare(article, sentence, 0, reference, spans)
    assert evidence.text == shown
    cited = [Citation("a", *spans[number])] + [Citation("a", *spans[0])] * bool(reference)
    assert list(evidence.citations) == cited


# --- method: told from the words -----------------------------------------------------------------------------------

BRIDGE = "The mayor closed the old bridge on Tuesday after divers found a crack in its second pier."
SHUT = "The old bridge was shut on Tuesday, and lorries must take the ferry from Port Arden."
BOTH = "The mayor closed the old bridge, and lorries must take the ferry."


@pytest.mark.parametrize(
    ("text", "sources", "origins", "method", "used"),
    [
        (BRIDGE, [BRIDGE], [0], "copied", (0,)),
        (BRIDGE.replace("old ", ""), [BRIDGE], [0], "copied", (0,)),
        ("The mayor closed the old bridge.", [BRIDGE], [0], "condensed", (0,)),
        (BOTH, [BRIDGE, SHUT], [0, 1], "merged", (1, 0)),
        (BOTH, [BRIDGE, SHUT], [0, 0], "condensed", (1, 0)),
        ("The old bridge closed.", [BRIDGE, SHUT], [0, 1], "condensed", (0,)),
        (BRIDGE, [BRIDGE, BRIDGE], [0, 1], "copied", (0, 1)),
        ("Goats won.", [BRIDGE], [0], "condensed", (0,)),
    ],
)  # fmt: skip
def test_method(text: str, sources: list[str], origins: list[int], method: Method, used: tuple[int, ...]) -> None:
    assert method_of(text, sources, origins) == (method, used)


# --- splice: merges of the sources' own words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "merge"),
    [
        (
            "Minister Lim met the envoy on March 13 to advance economic cooperation.",
            "The talks were held in Port Arden on March 13 to advance economic cooperation.",
            "Minister Lim met the envoy in Port Arden on March 13 to advance economic cooperation.",
        ),
        (
            "Greer praised the plan for the old harbour.",
            "Officials said Trade Representative Jamieson L. Greer left.",
            "Trade Representative Jamieson L. Greer praised the plan for the old harbour.",
        ),
        (
            "Lim’s plan for the harbour was praised.",
            "The mayor, Ana Lim, left.",
            "Ana Lim’s plan for the harbour was praised.",
        ),
        (
            "Ellen Pao sold the company on Monday.",
            "Reporters saw Ellen Pao, the former partner who lost a case, in Arden.",
            "Ellen Pao, the former partner who lost a case, sold the company on Monday.",
        ),
        (
            "Fire broke out at the mill near the old harbour and spread.",
            "A fire near the mill near the old harbour killed nine people on Friday.",
            "Fire broke out at the mill near the old harbour killed nine people on Friday.",
        ),
    ],
)
def test_fusions(a: str, b: str, merge: str) -> None:
    assert merge in fusions([a, b], people=frozenset({"greer", "lim", "pao"}))


def test_fusions_invent_no_word_and_give_no_source_back() -> None:
    found = fusions([BRIDGE, SHUT], ["The ferry from Port Arden, the oldest of the coast, sails in summer."])
    known = set(content_words(f"{BRIDGE} {SHUT} The ferry from Port Arden, the oldest of the coast, sails in summer."))
    assert found
    assert len(found) == len(set(found))
    assert not {BRIDGE, SHUT} & set(found)
    assert all(set(content_words(text)) <= known for text in found)


@pytest.mark.parametrize("texts", [[], [BRIDGE], [BRIDGE, BRIDGE], ["Goats won.", BRIDGE]])
def test_nothing_to_fuse(texts: list[str]) -> None:
    assert fusions(texts) == []


@pytest.mark.parametrize(
    ("a", "b", "length"),
    [
        ("He met the old mayor of the town.", "She saw the old mayor of the city.", 5),
        ("Nguyễn Hồng Diên left.", "Nguyen Hong Dien came.", 0),  # names alone prove little
        ("One thing.", "Another matter.", 0),
        ("", "", 0),
    ],
)
def test_longest_shared_run(a: str, b: str, length: int) -> None:
    assert longest_shared_run(a, b) == length


# --- shorten: cuts an editor may make ------------------------------------------------------------------------------


@pytest.mark.slow
class TestShorten:
    @pytest.mark.parametrize(
        ("text", "short"),
        [
            (
                "Ana Lim, who runs the port of Arden, closed the old pier to all ships on Monday.",
                "Ana Lim closed the old pier to all ships on Monday.",
            ),
            (
                "During the talks, both sides praised the new plan for the harbour.",
                "Both sides praised the new plan for the harbour.",
            ),
            (
                "The mayor (left in the picture above) opened the new market on Monday.",
                "The mayor opened the new market on Monday.",
            ),
            (
                "The mayor closed the old bridge on Tuesday, and the governor praised her for it.",
                "The mayor closed the old bridge on Tuesday.",
            ),
        ],
    )
    def test_loose_parts_go(self, parser: Parser, text: str, short: str) -> None:
        assert short in shortened(text, Tree(parser.parse([text])[0]))

    @pytest.mark.parametrize(
        ("text", "lost"),
        [
            ("The government will fall on Monday, if the vote on the budget is lost.", "if the vote"),
            ("The clerk, allegedly the thief of Port Arden, left the town on Monday.", "allegedly"),
            ("According to the union, the ferry had been overloaded for many years.", "According"),
            ("The ferry, not the bridge, was closed to lorries on Monday.", "not the bridge"),
        ],
    )
    def test_what_binds_stays(self, parser: Parser, text: str, lost: str) -> None:
        assert all(lost in short for short in shortened(text, Tree(parser.parse([text])[0])))

    @pytest.mark.parametrize("text", [BRIDGE, SHUT, "Goats won.", "", "“We go, and we stay,” said Lim, smiling."])
    def test_what_is_left_is_shorter_and_invents_nothing(self, parser: Parser, text: str) -> None:
        for short in shortened(text, Tree(parser.parse([text])[0])):
            assert len(short) < len(text)
            assert set(content_words(short)) <= set(content_words(text))
            assert short[0].isupper()


# --- compose -------------------------------------------------------------------------------------------------------

ONE = Article("a", None, f"{BRIDGE} The work will cost 4.2 million crowns. It will last until October.", "Gazette")
TWO = Article("b", None, f"{SHUT} Rain fell on Monday in all of the valley.", "Post")
STORY = Story("s", "h", (ONE, TWO), (("a",), ("b",)))
FIRST, COST, OCTOBER = article_sentences(ONE)
FERRY, RAIN = article_sentences(TWO)
PLAN = (Claim((FIRST,), (0,)), Claim((FERRY,), (1,)), Claim((COST,), (0,)), Claim((RAIN,), (1,)))


def all_pass(_: str, __: Sequence[str]) -> Verdict:
    return Verdict((), 1.0)


def none_pass(_: str, __: Sequence[str]) -> Verdict:
    return Verdict(("word", "number"), 0.0)


@pytest.mark.slow
class TestCompose:
    @pytest.mark.parametrize("target", [20, 40, 200])
    def test_about_the_length_asked_for(self, parser: Parser, target: int) -> None:
        summary = compose(
            STORY, PLAN, (), {}, None, parser, all_pass, target_words=target, candidates=1, seed=0
        )  # fmt: skip
        length = sum(len(s.text.split()) for s in summary.sentences)
        assert summary.sentences
        assert length <= target * 1.4 or len(summary.sentences) == 1

    def test_without_a_writer_it_copies_and_cites(self, parser: Parser) -> None:
        summary = compose(STORY, PLAN, (), {}, None, parser, all_pass, target_words=200, candidates=1, seed=0)
        assert summary.sentences[0].text == BRIDGE
        assert {s.method for s in summary.sentences} == {"copied"}
        for sentence in summary.sentences:
            (citation,) = sentence.citations
            assert STORY.article(citation.article).text[citation.start : citation.end] == sentence.text

    def test_nothing_unchecked_is_printed(self, parser: Parser) -> None:
        summary = compose(STORY, PLAN, (), {}, None, parser, none_pass, target_words=200, candidates=1, seed=0)
        assert summary.sentences == ()
        assert summary.rejections == (("word", len(PLAN)),)

    def test_an_empty_plan(self, parser: Parser) -> None:
        summary = compose(STORY, (), (), {}, None, parser, all_pass, target_words=100, candidates=1, seed=0)
        assert summary.sentences == ()

    def test_a_thing_is_said_once(self, parser: Parser) -> None:
        twice = (PLAN[0], PLAN[0], PLAN[1])
        summary = compose(STORY, twice, (), {}, None, parser, all_pass, target_words=200, candidates=1, seed=0)
        assert [s.text for s in summary.sentences].count(BRIDGE) == 1
