"""What the checks of a written sentence let through and what they turn down."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from summarizer.types import Parser, Verdict
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
