"""What the checks of a written sentence let through and what they turn down."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from summarizer.language import Analyst
from summarizer.types import Parser
from summarizer.verify import REASONS, Gate, make_checker
from summarizer.verify.content import pair_support
from summarizer.verify.facets import Evidence
from summarizer.verify.roles import clefts

PROBES = tomllib.loads((Path(__file__).parent / "data" / "probes.toml").read_text(encoding="utf-8"))["probe"]


def rows() -> list[object]:
    """The probes as parameters; a known miss must fail, so that whoever mends it takes the note away."""
    return [
        pytest.param(
            probe,
            id=f"{probe['expect']}-{number}",
            marks=pytest.mark.xfail(reason=probe["xfail"], strict=True) if "xfail" in probe else (),
        )
        for number, probe in enumerate(PROBES)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("probe", rows())
def test_truth_probes(probe: dict[str, object], parser: Parser) -> None:
    verdict = make_checker(parser)(str(probe["sentence"]), list(probe["evidence"]))  # type: ignore[call-overload]
    if probe["expect"] == "pass":
        assert verdict.reasons == ()
    else:
        assert probe["expect"] in verdict.reasons


def test_probes_name_real_checks() -> None:
    assert {probe["expect"] for probe in PROBES} - {"pass"} <= set(REASONS)
    assert len(PROBES) >= 60


@pytest.mark.parametrize(
    ("text", "evidence", "support"),
    [
        ("The mayor closed the bridge.", ["The mayor closed the bridge."], 1.0),
        ("The bridge closed the mayor.", ["The mayor closed the bridge."], 0.0),
        ("The mayor closed it.", ["The mayor of the old town of Arden on the river has closed the road."], 0.5),
        ("Bridge.", ["The mayor closed the bridge."], 1.0),
        ("", ["The mayor closed the bridge."], 0.0),
        ("The mayor closed the bridge.", [], 0.0),
    ],
)
def test_pair_support(text: str, evidence: list[str], support: float) -> None:
    analyst = Analyst()
    assert pair_support(analyst.one(text), Evidence(analyst(evidence))) == support


@pytest.mark.slow
def test_the_verdict_lists_every_check_of_the_words_that_failed(parser: Parser) -> None:
    verdict = make_checker(parser)("he destroyed 12 bridges", ["The mayor closed the bridge."])
    assert set(verdict.reasons) >= {"incomplete", "word", "number"}
    assert set(verdict.reasons) <= set(REASONS)
    assert not verdict.passed
    assert verdict.support == 0.0


@pytest.mark.slow
def test_nothing_rests_on_no_evidence(parser: Parser) -> None:
    assert not make_checker(parser)("The mayor closed the bridge on Tuesday.", []).passed


#: What a source wrote as a sentence, and whether it may stand alone.
OF_A_SOURCE = [
    # The parser misses their main verbs, and takes "that left" for a clause that was dropped.
    (
        "Another 6.6 million people filed for benefits last week, it said, as workers continue to lose their jobs.",
        True,
    ),
    ("The attack on two mosques that left 49 people dead was streamed live, starting a scramble to remove it.", True),
    ("Wednesday marked the deadline to veto the bill before it became law.", True),
    ("“I am outraged and disappointed with the port police,” Aisha Tande, a Velmar resident, tweeted.", True),
    # No sentences, and a quotation of nobody.
    ("The offer: A $1 million check from a major donor to a major group.", False),
    ("Check out the full auction on the site.", False),
    ("Said Cohen, whose job also includes serving as special counsel.", False),
    ("“My goal in coming here has been to talk about the bridge.”", False),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "passes"), OF_A_SOURCE)
def test_a_sentence_of_a_source_need_only_stand_alone(parser: Parser, text: str, passes: bool) -> None:
    assert make_checker(parser)(text, [text]).passed is passes


@pytest.mark.slow
def test_a_batch_is_judged_as_its_members_are(parser: Parser) -> None:
    evidence = [
        "The mayor of Arden closed the old bridge on Monday after divers found a crack.",
        "The bridge was closed on Monday by the mayor, who said that divers had found a crack.",
    ]
    texts = [
        "The mayor of Arden closed the old bridge on Monday.",
        "The mayor of Arden closed the old bridge on Tuesday.",
        "Divers closed the old bridge on Monday after the mayor found a crack.",
        evidence[0],
    ]
    together = Gate(Analyst(parser)).judge(texts, evidence)
    alone = [Gate(Analyst(parser)).judge([text], evidence)[0] for text in texts]
    assert together == alone
    assert [verdict.passed for verdict in together] == [True, False, False, True]
    assert (together[1].failed[0].reason, together[1].failed[0].words) == ("word", ("Tuesday",))


#: A sentence, its evidence, and the words on which a facet fails.
FAILED_ON = [
    ("number", "40", "The flood killed 40 people in Arden.", "The flood killed 12 people and injured 40 in Arden."),
    ("name", "Rask", "Minister Rask closed the bridge.", "Minister Lim closed the bridge."),
    ("word", "burned", "The mayor burned the old bridge.", "The mayor closed the old bridge."),
    ("negation", "closed", "The mayor closed the old bridge.", "The mayor has not closed the old bridge."),
    ("preposition", "before vote", "The mayor left before the vote.", "The mayor left after the vote."),
]


@pytest.mark.parametrize(("reason", "words", "sentence", "source"), FAILED_ON)
def test_a_verdict_gives_the_words_that_failed(reason: str, words: str, sentence: str, source: str) -> None:
    verdict = make_checker(None)(sentence, [source])
    assert any(words in failed.words for failed in verdict.failed if failed.reason == reason), verdict.failed


#: Whole sentences of languages without a lexicon, and what is none.
BY_MARKS = [
    ("ru", "Министр закрыл старый мост в понедельник.", True),
    ("ru", "министр закрыл старый мост в понедельник", False),
    ("ar", "أغلق العمدة الجسر القديم يوم الاثنين.", True),
    ("el", "Ο δήμαρχος έκλεισε την παλιά γέφυρα τη Δευτέρα.", True),
    ("zh", "市长周一关闭了这座旧桥。", True),
    ("zh", "市长周一关闭了这座旧桥", False),
    ("ja", "市長は月曜日に古い橋を閉鎖した。", True),
    ("th", "นายกเทศมนตรีปิดสะพานเก่าเมื่อวันจันทร์", True),
    ("hi", "महापौर ने सोमवार को पुराना पुल बंद कर दिया।", True),
    ("zh", "旧桥。", False),
]


@pytest.mark.parametrize(("language", "text", "passes"), BY_MARKS)
def test_other_languages_are_judged_by_their_marks(language: str, text: str, passes: bool) -> None:
    assert Gate(Analyst(None, language)).passes(text, [text]) is passes


def test_what_ends_where_its_source_breaks_off_is_turned_down() -> None:
    gate = Gate(Analyst(None))
    cut = "Voters restored the rights of 40,000 felons on Tuesday, ending a system that activists said"
    assert gate.judge([f"{cut}."], [cut])[0].reasons[0] == "incomplete"
    whole = gate.judge(["Voters restored the rights of 40,000 felons on Tuesday."], [cut], thorough=True)[0]
    assert "incomplete" not in whole.reasons
    assert gate.passes(f"{cut} was cruel.", [f"{cut} was cruel."])


def test_one_of_two_is_not_told_by_a_namesake(parser: Parser) -> None:
    """The first lady's name is not the president's."""
    gate = Gate(Analyst(parser))
    both = "Biden and Harris, along with first lady Jill Biden, emerged from the White House at sundown."
    more = "Afterward he met first lady Jill Biden and Vice President Kamala Harris."
    alone = "Vice President Kamala Harris, along with first lady Jill Biden, emerged from the White House at sundown."
    assert "cut" in gate.judge([alone], [both, more], thorough=True)[0].reasons
    turned = "Harris and Biden, along with first lady Jill Biden, emerged from the White House at sundown."
    assert "cut" not in gate.judge([turned], [both, more], thorough=True)[0].reasons


@pytest.mark.parametrize(
    ("source", "told", "passes"),
    [
        (
            "It’s the first time voters have overturned right-to-work laws through a referendum in recent years.",
            "Voters have overturned right-to-work laws through a referendum in recent years.",
            False,
        ),
        (
            "This was the third ferry that sank near Port Arden in a single year.",
            "The ferry sank near Port Arden in a single year.",
            True,
        ),
        ("It was Ana Lim who closed the old bridge on Monday.", "Ana Lim closed the old bridge on Monday.", True),
    ],
)
def test_what_was_the_first_time_is_not_told_without_it(source: str, told: str, passes: bool, parser: Parser) -> None:
    analyst = Analyst(parser)
    assert (not list(clefts(analyst.one(told), Evidence([analyst.one(source)])))) is passes
    assert passes or "role" in Gate(analyst).judge([told], [source])[0].reasons
