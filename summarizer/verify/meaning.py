"""What is softer than a wrong figure, weighed together: what the judge of meaning says, and which soft facets failed.

A logistic regression (`weights.json`, learned by `summarizer.training gate`) over the facets that failed, the words
without a match, the log-odds that the sentence follows, and how much the sentence surprises a writer that has read the
evidence. A second one has learned to do without that writer, a third to judge what the embedded writer wrote
(`training written`). What is learned is never asked about a hard facet: those
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
#: The same of what surprises the writer: a token on average, and the one that does most, in nats.
SURPRISE, GREATEST = "surprise", "greatest surprise"
#: A token that surprises more than this says no more.
BAFFLED = 12.0
#: The learned combinations: with a writer that reads, without one, and of what a writer wrote (`training written`).
READ, UNREAD, WRITTEN = "supported", "supported, unread", "supported, written"


@cache
def weights(name: str = READ) -> Linear:
    """A learned combination; its sum is above nothing where a sentence may be printed."""
    return load(Path(__file__).with_name("weights.json")).models[name]


def surprise(nats: Sequence[float]) -> dict[str, float]:
    """What is weighed of the surprisal of a sentence's tokens; the first only tells with what of it all it begins."""
    bounded = [min(each, BAFFLED) for each in nats[1:]]
    return {SURPRISE: math.fsum(bounded) / max(1, len(bounded)), GREATEST: max(bounded, default=0.0)}


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


def total(found: Mapping[str, float], name: str = READ) -> float:
    """The weighted sum; what was not found counts nothing. Surprise speaks against a sentence: without it, the most."""
    model = weights(name)
    return model.bias + math.fsum(weight * found.get(name, 0.0) for name, weight in sorted(model.weights.items()))
