"""What the checks of a written sentence let through and what they turn down."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from summarizer.types import Parser
from summarizer.verify import REASONS, make_checker, pair_support

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
