"""What the checks of a written sentence let through and what they turn down."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from summarizer.types import Parser
from summarizer.verify import REASONS, make_checker, pair_support, support_scorer
from summarizer.verify.support import align

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
    assert pair_support(text, evidence) == support


@pytest.mark.slow
def test_support_score_ranks_the_truth_first(parser: Parser) -> None:
    source = "The mayor of Arden closed half of the bridge on Tuesday. Divers had found a crack in a pier."
    told = [
        "The mayor of Arden closed half of the bridge.",
        "The mayor of Arden closed the bridge.",  # what hung on "half" hangs on nothing
        "Divers closed the bridge.",
        "Goats won.",
    ]
    score = support_scorer(parser)
    scores = [score(sentence, [source]) for sentence in told]
    assert scores == sorted(set(scores), reverse=True)
    assert all(0 < each < 1 for each in scores)
    assert score(told[0], []) == 0.0
    assert score("", [source]) == 0.0


@pytest.mark.parametrize(
    ("mine", "theirs", "aligned"),
    [
        ("a b c", "a x b c", {0: 0, 1: 2, 2: 3}),
        ("b c", "b x b c", {0: 2, 1: 3}),  # side by side rather than first
        ("c a", "a b c", {0: 2}),
        ("x", "a b", {}),
        ("", "a", {}),
    ],
)
def test_align(mine: str, theirs: str, aligned: dict[int, int]) -> None:
    assert align(mine.split(), theirs.split()) == aligned


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
