"""What is softer than a wrong figure, weighed together: what the judge of meaning says, and which soft facets failed.

A logistic regression (`weights.json`, learned by `summarizer.training gate`) over the facets that failed, the words
without a match, and the log-odds that the sentence follows. What is learned is never asked about a hard facet: those
have refused before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from summarizer.linear import Linear, load
from summarizer.types import Failed

#: Log-odds beyond these say no more.
SURE = 6.0
#: Failures of one facet beyond these say no more.
MANY = 3
#: Name of the feature, beside those of the facets.
ENTAILED, SUPPORT, UNMATCHED = "entailed", "support", "unmatched"


@cache
def weights() -> Linear:
    """The learned combination; its sum is above nothing where a sentence may be printed."""
    return load(Path(__file__).with_name("weights.json")).models["supported"]


def features(
    doubts: Sequence[tuple[str, Failed]], support: float, unmatched: float, entailment: float
) -> dict[str, float]:
    """What is known of a sentence that no hard facet refused: a 0 to 1 for each soft facet, shares, log-odds."""
    found: dict[str, float] = {SUPPORT: support, UNMATCHED: unmatched, ENTAILED: log_odds(entailment)}
    for name, failed in doubts:
        found[name] = 1.0
        found[f"{name}, more"] = min(len(failed.words), MANY) - 1.0
    return found


def log_odds(probability: float) -> float:
    """The log-odds of a probability, no further from nothing than `SURE`."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return min(max(math.log(bounded / (1 - bounded)), -SURE), SURE)


def probability(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-odds))


def total(found: Mapping[str, float]) -> float:
    """The weighted sum; what was not found counts nothing."""
    model = weights()
    return model.bias + math.fsum(weight * found.get(name, 0.0) for name, weight in sorted(model.weights.items()))
