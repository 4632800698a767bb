"""Logistic regression over standardised features, as a `Linear` of the features as they are.

What is learned from, and how well it does, is each command's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summarizer.linear import Linear


def regression(
    rows: Sequence[Mapping[str, float]], goal: Sequence[bool], names: Sequence[str], strength: float
) -> Linear:
    """The regression of the goal on the named features; `strength` is the inverse of the penalty's."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    values = np.array([[row[name] for name in names] for row in rows])
    scaler = StandardScaler().fit(values)
    return folded(LogisticRegression(C=strength, max_iter=5000).fit(scaler.transform(values), goal), scaler, names)


def folded(model: Any, scaler: Any, names: Iterable[str]) -> Linear:
    """A fitted regression with the standardisation in its weights."""
    slopes = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - slopes @ scaler.mean_)
    return Linear({n: round(float(w), 4) for n, w in zip(names, slopes, strict=True)}, round(bias, 4), "logistic")
