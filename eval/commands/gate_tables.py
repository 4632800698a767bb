"""The tables of `gate` on judgements: shares accepted, AUC and points of the curves, by data set and by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from eval.gate_scores import COLUMNS, GATES, Scored, reasons_of, score_of, verdict_of
from eval.items import Judgement
from eval.measures.acceptance import Curve, accepted_at, area, preferences
from eval.results import Entry, Listing, Row, Table
from eval.stats import Bootstrap, Draw, Floats, Score

#: Kind of a sentence that nothing was changed in, and of one whose evidence lacks a source: such have no counterpart.
AS_WRITTEN, ONE_SOURCE = "as written", "one source"
#: Points of the curves: shares of false sentences accepted.
SHARES = (0.01, 0.02, 0.03, 0.05, 0.1)
#: False sentences of a kind below which it is not looked at as the worst.
FEWEST = 50
#: Data sets of a right and wrong sentences for each document.
PAIRED = ("FIB", "rank19")
_ACCEPTED = "shares accepted at the shipped threshold, and how many there are; documents are resampled"
_AREA = "a judge that sees no evidence can only know edits by their looks; the old gate has but two values"
_CURVE = "the largest share of the true ones accepted by a threshold that accepts no more of the false ones"
_PREFERRED = "of pairs of a true and a false sentence of one document, by which is scored higher"


@dataclass(frozen=True)
class Judged:
    """Judgements with what was found of them."""

    items: tuple[Judgement, ...]
    scored: tuple[Scored, ...]

    def part(self, wanted: Callable[[Judgement], bool]) -> Judged:
        """Those that are wanted."""
        kept = [(i, s) for i, s in zip(self.items, self.scored, strict=True) if wanted(i)]
        return Judged(tuple(i for i, _ in kept), tuple(s for _, s in kept))

    @cached_property
    def true(self) -> NDArray[np.bool_]:
        """Whether each follows."""
        return np.array([item.true for item in self.items], dtype=bool)

    @cached_property
    def document(self) -> Draw:
        """The number of each one's document, from 0."""
        numbers: dict[tuple[str, str], int] = {}
        return np.array([numbers.setdefault((i.data, i.document), len(numbers)) for i in self.items], dtype=np.int64)

    @cached_property
    def documents(self) -> int:
        """How many documents there are."""
        return int(self.document.max()) + 1

    @cached_property
    def scores(self) -> dict[str, Floats]:
        """The scores that there are, by column."""
        found = {column: [score_of(each, column) for each in self.scored] for column in COLUMNS}
        return {c: np.array(values, dtype=np.float64) for c, values in found.items() if None not in values}

    @cached_property
    def mixed(self) -> bool:
        """Whether there are true and false ones."""
        return bool(self.true.any() and not self.true.all())


def judged_tables(judged: Judged, bootstrap: Bootstrap) -> list[Table]:
    """All tables."""
    sets, kinds = _by_set(judged), _by_kind(judged)
    tables = [
        _table(f"Accepted, by {what}", judged, parts, partial(_accepted, bootstrap=bootstrap), _ACCEPTED)
        for what, parts in (("data set", sets), ("kind", kinds))
    ]
    tables += [_worst(judged, kinds, bootstrap), _reasons(judged)]
    tables += [
        _table(f"AUC, by {what}", judged, mixed, partial(_areas, bootstrap=bootstrap), _AREA)
        for what, parts in (("data set", sets), ("kind", kinds))
        if (mixed := {name: part for name, part in parts.items() if part.mixed})
    ]
    tables += [_curve(name, part, bootstrap) for name, part in sets.items() if name in _WHOLE and part.mixed]
    tables += [_preferred(name, part, bootstrap) for name, part in sets.items() if name in PAIRED and part.mixed]
    return tables


def _table(
    title: str, judged: Judged, parts: Mapping[str, Judged], measure: Callable[[Judged], dict[str, Score]], note: str
) -> Table:
    return Table(title, len(judged.items), tuple(Row(name, measure(part)) for name, part in parts.items()), note)


#: The rows that stand before those of single data sets.
_WHOLE = ("all", "edit pairs", "by people")


def _by_set(judged: Judged) -> dict[str, Judged]:
    names = _names(item.data for item in judged.items)
    edited = {item.data for item in judged.items if item.kind != AS_WRITTEN}
    groups: dict[str, Callable[[Judgement], bool]] = {
        "all": lambda _: True,
        "edit pairs": lambda item: item.kind not in (AS_WRITTEN, ONE_SOURCE),
        "by people": lambda item: item.data not in edited,
        **{name: partial(_is_of, name) for name in names},
    }
    return _filled(judged, groups)


def _is_of(data: str, item: Judgement) -> bool:
    return item.data == data


def _by_kind(judged: Judged) -> dict[str, Judged]:
    def is_kind(kind: str, item: Judgement) -> bool:
        return item.kind == kind

    return _filled(judged, {kind: partial(is_kind, kind) for kind in _names(item.kind for item in judged.items)})


def _names(values: Iterable[str]) -> list[str]:
    return sorted(set(values))


def _filled(judged: Judged, groups: Mapping[str, Callable[[Judgement], bool]]) -> dict[str, Judged]:
    parts = {name: judged.part(wanted) for name, wanted in groups.items()}
    return {name: part for name, part in parts.items() if part.items}


def _accepted(part: Judged, bootstrap: Bootstrap) -> dict[str, Score]:
    scores = {
        f"{gate}: {name}": _share(part, gate, truth, bootstrap)
        for gate in GATES
        if gate in part.scores
        for name, truth in (("true", True), ("false", False))
        if (part.true == truth).any()
    }
    counts = {"true": part.true.sum(), "false": (~part.true).sum(), "documents": part.documents}
    return scores | {name: Score(int(count)) for name, count in counts.items()}


def _share(part: Judged, gate: str, truth: bool, bootstrap: Bootstrap) -> Score:
    """The share of the true, or of the false, that a gate accepts."""
    these = part.true == truth
    accepted, document = part.scores[gate][these] >= 0, part.document[these]

    def share(documents: Draw) -> float:
        weight = np.bincount(documents, minlength=part.documents)[document]
        return float((weight * accepted).sum() / weight.sum()) if weight.any() else float("nan")

    return bootstrap.statistic(part.documents, share)


def _worst(judged: Judged, kinds: Mapping[str, Judged], bootstrap: Bootstrap) -> Table:
    """The kind of which each gate accepts the largest share of the false ones, of all kinds and of the edits."""
    rows = []
    enough = {kind: part for kind, part in kinds.items() if int((~part.true).sum()) >= FEWEST}
    edits = {kind: part for kind, part in enough.items() if kind not in (AS_WRITTEN, ONE_SOURCE)}
    for gate in (gate for gate in GATES if gate in judged.scores):
        for which, some in (("all kinds", enough), ("edits", edits)):
            shares = {kind: float((part.scores[gate][~part.true] >= 0).mean()) for kind, part in some.items()}
            if shares:
                kind = max(shares, key=lambda k: (shares[k], k))
                rows.append(
                    Row(f"{gate}, {which}: {kind}", {"false accepted": _share(some[kind], gate, False, bootstrap)})
                )
    note = f"of kinds with {FEWEST} false sentences and more"
    return Table("The kind of which most false ones are accepted", len(judged.items), tuple(rows), note)


def _reasons(judged: Judged) -> Table:
    """The first reason for which each gate turned a sentence down: shares of the true and of the false ones."""
    shares: dict[str, dict[str, Score]] = {}
    for gate in (gate for gate in GATES if gate in judged.scores):
        for name, truth in (("true", True), ("false", False)):
            these = [each for each, true in zip(judged.scored, judged.true, strict=True) if true == truth]
            for reason, count in Counter(next(iter(reasons_of(each, gate)), None) for each in these).most_common():
                if reason is not None:
                    shares.setdefault(reason, {})[f"{gate}: {name}"] = Score(count / len(these))
    columns = [f"{gate}: {name}" for gate in GATES if gate in judged.scores for name in ("true", "false")]
    rows = [Row(r, {c: found.get(c, Score(0.0)) for c in columns}) for r, found in shares.items()]
    return Table(
        "Turned down, by the first reason", len(judged.items), tuple(rows), "shares of the true and false ones"
    )


def _areas(part: Judged, bootstrap: Bootstrap) -> dict[str, Score]:
    return {
        column: bootstrap.statistic(part.documents, partial(area, Curve.of(scores, part.true, part.document)))
        for column, scores in part.scores.items()
    }


def _curve(name: str, part: Judged, bootstrap: Bootstrap) -> Table:
    rows = []
    for column, scores in part.scores.items():
        curve = Curve.of(scores, part.true, part.document)
        points = {
            f"{share:.0%}": bootstrap.statistic(part.documents, partial(accepted_at, curve, share)) for share in SHARES
        }
        rows.append(Row(column, points))
    return Table(f"True accepted at a share of false accepted: {name}", len(part.items), tuple(rows), _CURVE)


def _preferred(name: str, part: Judged, bootstrap: Bootstrap) -> Table:
    documents = [item.document for item in part.items]
    rows = []
    for column, scores in part.scores.items():
        right, ties, pairs = np.array(preferences(list(scores), list(part.true), documents)).T
        shares = {
            "right preferred": bootstrap.statistic(len(pairs), partial(_ratio, right, pairs)),
            "ties": bootstrap.statistic(len(pairs), partial(_ratio, ties, pairs)),
            "wrong preferred": bootstrap.statistic(len(pairs), partial(_ratio, pairs - right - ties, pairs)),
        }
        rows.append(Row(column, shares))
    return Table(f"True or false, by pair: {name}", int(pairs.sum()), tuple(rows), _PREFERRED)


def _ratio(part: Floats, whole: Floats, drawn: Draw) -> float:
    return float(part[drawn].sum() / whole[drawn].sum())


def judged_listings(judged: Judged) -> list[Listing]:
    """False sentences that the gate accepts, best scored first, and true ones that it turns down, best first."""
    gate = next(gate for gate in GATES if gate in judged.scores)
    order = sorted(range(len(judged.items)), key=lambda i: (-judged.scores[gate][i], judged.items[i].id))
    entries: dict[bool, list[Entry]] = {True: [], False: []}
    for i in order:
        item, score = judged.items[i], judged.scores[gate][i]
        if item.true != (score >= 0):
            text = "\n      ".join([item.text, *item.evidence])
            entries[item.true].append(Entry(f"{item.id} ({item.kind}; {verdict_of(judged.scored[i], gate)})", text))
    return [
        Listing(f"False and accepted: {gate}", tuple(entries[False])),
        Listing(f"True and turned down: {gate}", tuple(entries[True])),
    ]
