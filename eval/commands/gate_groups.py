"""The tables of `gate` on the groups of `probes`: wrong sentences accepted, good ones turned down."""

from __future__ import annotations

from collections.abc import Sequence

from eval.commands.probes import Probe
from eval.gate_scores import GATES, Scored, score_of, verdict_of
from eval.results import Entry, Listing, Row, Table
from eval.stats import Bootstrap, Score


def group_tables(
    probes: Sequence[Probe], wrong: Sequence[Scored], good: Sequence[Scored], bootstrap: Bootstrap
) -> list[Table]:
    """How many of the wrong and of the good sentences each gate judges otherwise, by kind of group."""
    return [
        _table("Wrong sentences accepted", probes, wrong, True, bootstrap),
        _table("Good sentences turned down", probes, good, False, bootstrap),
    ]


def _table(
    title: str, probes: Sequence[Probe], scored: Sequence[Scored], accepted: bool, bootstrap: Bootstrap
) -> Table:
    rows = []
    for gate in _gates(scored):
        faults = [_accepts(each, gate) is accepted for each in scored]
        kinds = dict.fromkeys(probe.kind for probe in probes)
        by_kind = {k: Score(sum(f for f, p in zip(faults, probes, strict=True) if p.kind == k)) for k in kinds}
        scores = {"share": bootstrap.mean([float(f) for f in faults]), "of all": Score(sum(faults)), **by_kind}
        rows.append(Row(gate, scores))
    return Table(title, len(probes), tuple(rows), "groups, and how many of each kind")


def group_listings(probes: Sequence[Probe], wrong: Sequence[Scored], good: Sequence[Scored]) -> list[Listing]:
    """The sentences that each gate judges otherwise."""
    listings = []
    for gate in _gates(wrong):
        passed = [
            _entry(probe, probe.wrong, each, gate)
            for probe, each in zip(probes, wrong, strict=True)
            if _accepts(each, gate)
        ]
        refused = [
            _entry(probe, probe.good, each, gate)
            for probe, each in zip(probes, good, strict=True)
            if not _accepts(each, gate)
        ]
        listings.append(Listing(f"Wrong and accepted: {gate}", tuple(passed)))
        listings.append(Listing(f"Good and turned down: {gate}", tuple(refused)))
    return listings


def _gates(scored: Sequence[Scored]) -> list[str]:
    return [gate for gate in GATES if score_of(scored[0], gate) is not None]


def _accepts(scored: Scored, gate: str) -> bool:
    score = score_of(scored, gate)
    assert score is not None, "asked of a gate that was not there"
    return score >= 0


def _entry(probe: Probe, text: str, scored: Scored, gate: str) -> Entry:
    return Entry(f"{probe.id} ({verdict_of(scored, gate)})", "\n      ".join([text, *probe.sources]))
