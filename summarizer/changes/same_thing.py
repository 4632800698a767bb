"""Whether two figures of two reports count, measure or price one thing: matched by meaning, never by the figures.

A logistic regression over what the two sentences, and the two clauses without their figures, have in common. It was
learned from figures that two outlets give alike, beside the other figures of the same reports
(`training/learn_changes.py`): nobody labelled anything, and no figure is a feature, so that it can be asked of two
that differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.changes.mentions import Mention
from summarizer.changes.quantities import SCORE, SOMEBODY
from summarizer.linear import Linear, load
from summarizer.material import Material
from summarizer.types import Encoder

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: The weights.
MODEL = Path(__file__).with_suffix(".json")
#: Sentences further apart than this are of no one thing, and are not compared any closer: it keeps large stories quick.
APART = 0.3
#: No one thing is told to be so many times as much, not even from the first toll to the last.
FURTHEST = 50
#: Content words right before and after a figure that are compared.
BESIDE = 3

Pair = tuple[Mention, Mention]


@cache
def shipped() -> Linear:
    """The model that comes with the program: a probability."""
    return load(MODEL).models["same"]


def lone(told: Sequence[Mention]) -> frozenset[tuple[int, str]]:
    """(origin, what befell people) where the origin gives one figure for it."""
    given: dict[tuple[int, str], set[float]] = {}
    for each in told:
        if each.befell:
            given.setdefault((each.origin, each.befell), set()).add(each.value.amount)
    return frozenset(key for key, amounts in given.items() if len(amounts) == 1)


def comparable(material: Material, a: Mention, b: Mention) -> bool:
    """Whether it is worth asking: figures of two origins and one family, in sentences that are not strangers."""
    if a.origin == b.origin or a.value.family != b.value.family:
        return False
    if a.befell and b.befell and a.befell != b.befell:
        return False
    low, high = sorted((a.value.amount, b.value.amount))
    if high > FURTHEST * low and a.value.key != SCORE:
        return False
    return bool(material.likeness[a.line, b.line] >= APART)


def features(material: Material, pairs: Sequence[Pair], encoder: Encoder | None) -> list[dict[str, float]]:
    """What two figures have in common, each about 0 to 1; without an encoder a clause means what its sentence does."""
    clauses = list(dict.fromkeys(m.clause for pair in pairs for m in pair))
    row = {text: i for i, text in enumerate(clauses)}
    alone = lone(list({id(m): m for pair in pairs for m in pair}.values()))
    vectors = encoder.encode(clauses) if encoder and clauses else None
    return [_features(material, a, b, row, vectors) | {"lone": _lone(a, b, alone)} for a, b in pairs]


def _features(
    material: Material, a: Mention, b: Mention, row: Mapping[str, int], vectors: FloatArray | None
) -> dict[str, float]:
    likeness = float(material.likeness[a.line, b.line])
    shared = a.around.keys() & b.around.keys()
    weights = [sum(material.idf.get(s, 1.0) for s in sorted(each)) for each in (shared, a.around, b.around)]
    return {
        "likeness": likeness,
        "clause": likeness if vectors is None else float(vectors[row[a.clause]] @ vectors[row[b.clause]]),
        "befell": float(a.befell != "" and a.befell == b.befell),
        "counted": float(a.value.key == b.value.key and a.value.family == "count" and not a.befell),
        "other": float(
            a.value.key != b.value.key and not a.befell and not b.befell and SOMEBODY not in (a.value.key, b.value.key)
        ),
        "measured": float(a.value.family != "count"),
        "shared": min(1.0, len(shared) / 5),
        "share": weights[0] / max(1e-9, min(weights[1:])),
        "before": _beside(a, b, before=True),
        "after": _beside(a, b, before=False),
        "crowd": min(1.0, (_figures(a) + _figures(b) - 2) / 4),
    }


def _lone(a: Mention, b: Mention, alone: frozenset[tuple[int, str]]) -> float:
    """Whether both reports give but one figure for what befell these people."""
    return float(a.befell == b.befell and {(a.origin, a.befell), (b.origin, b.befell)} <= alone)


def _beside(a: Mention, b: Mention, *, before: bool) -> float:
    """Share of the content words right before, or right after, the figures that both have."""
    sides = []
    for m in (a, b):
        near = (
            m.analysed.stems_before(m.value.start)[-BESIDE:]
            if before
            else m.analysed.stems_from(m.value.start)[1 : BESIDE + 1]
        )
        sides.append(set(near))
    least = min(map(len, sides))
    return len(sides[0] & sides[1]) / least if least else 0.0


def _figures(mention: Mention) -> int:
    return len(mention.analysed.numbers)
