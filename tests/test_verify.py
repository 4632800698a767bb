"""What the checks of a written sentence let through and what they turn down."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from summarizer.types import Parser
from summarizer.verify import REASONS, make_checker, pair_support, support_score

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


def test_support_score_ranks_the_truth_first() -> None:
    source = "The mayor closed the bridge on Tuesday. Divers had found a crack in a pier."
    told = ["The mayor closed the bridge.", "Divers closed the bridge.", "The bridge closed the mayor.", "Goats won."]
    scores = [support_score(sentence, [source]) for sentence in told]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0
    assert scores[-1] == 0.0
    assert support_score(told[0], []) == 0.0


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
