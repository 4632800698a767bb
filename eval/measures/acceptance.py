"""How well a score tells true sentences from false ones: the area under its curve, and points on the curve.

A sentence that was refused outright scores minus infinity: no threshold accepts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.stats import Draw, Floats


@dataclass(frozen=True, slots=True)
class Curve:
    """Sentences sorted by a score, best first, as parallel arrays."""

    true: NDArray[np.bool_]
    #: Number of the document, from 0: documents are drawn whole.
    document: Draw
    #: Position of the last sentence of each score, for scores that occur several times.
    ends: Draw
    #: How many of these scores a threshold can be: all but minus infinity.
    reachable: int

    @classmethod
    def of(cls, scores: Floats, true: NDArray[np.bool_], document: Draw) -> Curve:
        """The curve of sentences with these scores."""
        order = np.argsort(-scores, kind="stable")
        ranked = scores[order]
        ends = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))
        return cls(true[order], document[order], ends, int((ranked[ends] > -np.inf).sum()))

    def accepted(self, documents: Draw) -> tuple[Floats, Floats]:
        """How many true and how many false sentences of these documents each threshold accepts, the highest first."""
        weight = np.bincount(documents, minlength=int(self.document.max()) + 1)[self.document]
        true, false = np.cumsum(weight * self.true), np.cumsum(weight * ~self.true)
        return true[self.ends].astype(np.float64), false[self.ends].astype(np.float64)


def area(curve: Curve, documents: Draw) -> float:
    """Probability that a true sentence scores above a false one, ties counting half (AUC); NaN without both."""
    true, false = curve.accepted(documents)
    if not true[-1] or not false[-1]:
        return float("nan")
    steps = np.diff(false, prepend=0.0)
    heights = (true + np.concatenate(([0.0], true[:-1]))) / 2
    return float((steps * heights).sum() / (true[-1] * false[-1]))


def accepted_at(curve: Curve, share: float, documents: Draw) -> float:
    """Largest share of the true ones that a threshold accepts which accepts no more than `share` of the false ones.

    NaN without both. Sentences of one score are accepted or refused together.
    """
    true, false = curve.accepted(documents)
    if not true[-1] or not false[-1]:
        return float("nan")
    allowed = true[: curve.reachable][false[: curve.reachable] <= share * false[-1]]
    return float(allowed[-1] / true[-1]) if len(allowed) else 0.0


def preferences(
    scores: Sequence[float], true: Sequence[bool], documents: Sequence[str]
) -> list[tuple[float, float, int]]:
    """For each document with both kinds: pairs of a true and a false one that go right, ties, and all pairs.

    >>> preferences([0.9, 0.5, 0.9], [True, False, False], ["a", "a", "a"])
    [(1.0, 1.0, 2)]
    """
    by_document: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for score, is_true, document in zip(scores, true, documents, strict=True):
        by_document[document][0 if is_true else 1].append(score)
    return [
        (
            float(sum(a > b for a in right for b in wrong)),
            float(sum(a == b for a in right for b in wrong)),
            len(right) * len(wrong),
        )
        for right, wrong in by_document.values()
        if right and wrong
    ]
