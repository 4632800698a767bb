"""Intervals by the bootstrap: how far a number would move on another draw of items.

Percentile bootstrap (Efron and Tibshirani 1993). The same seed draws the same items for every system, so that two
systems are compared on the same draws (a paired bootstrap, as in Koehn 2004).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Draw: TypeAlias = NDArray[np.int64]

#: Percentiles that hold 95 % of the draws between them.
_BOUNDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Score:
    """A number with the interval that holds 95 % of its resampled values; bare where no interval makes sense."""

    value: float
    low: float | None = None
    high: float | None = None

    def scaled(self, factor: float) -> Score:
        """The same in another unit, such as per cent."""
        if self.low is None or self.high is None:
            return Score(self.value * factor)
        return Score(self.value * factor, self.low * factor, self.high * factor)


@lru_cache(maxsize=16)
def _draws(items: int, resamples: int, seed: int) -> Draw:
    """Array (resamples, items) of item numbers drawn with replacement."""
    return np.random.default_rng(seed).integers(0, items, size=(resamples, items))


@dataclass(frozen=True)
class Bootstrap:
    """How intervals are made."""

    seed: int = 0
    resamples: int = 1000

    def statistic(self, items: int, statistic: Callable[[Draw], float]) -> Score:
        """The statistic of all items, with its interval. `statistic` gets the numbers of the items drawn.

        A draw on which it is undefined (NaN: only one class was drawn, say) is left out.
        """
        value = statistic(np.arange(items))
        values = np.array([statistic(draw) for draw in _draws(items, self.resamples, self.seed)])
        return _score(value, values[~np.isnan(values)])

    def mean(self, values: Sequence[float] | Floats) -> Score:
        """The mean over items; items where the measure is undefined (NaN) are left out."""
        array = np.asarray(values, dtype=np.float64)
        array = array[~np.isnan(array)]
        if not len(array):
            return Score(float("nan"))
        return _score(float(array.mean()), array[_draws(len(array), self.resamples, self.seed)].mean(axis=1))

    def difference(self, first: Sequence[float] | Floats, second: Sequence[float] | Floats) -> Score:
        """Mean of first minus second over the same items: an interval without 0 is a difference."""
        a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
        assert a.shape == b.shape, "a paired difference needs the same items"
        return self.mean(a - b)


def _score(value: float, resampled: Floats) -> Score:
    if not len(resampled):
        return Score(value)
    low, high = np.percentile(resampled, _BOUNDS)
    return Score(value, float(low), float(high))
