"""How sure it is that two articles tell one event: a weighted sum of what they share, fixed for all users.

The weights are those of a logistic regression on the pairs of the development sets; `eval/fit_clusters.py` makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.cluster.profiles import Matrices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Fades to 0.6 after 72 hours, and to 0.01 after nine days.
SIGMA_HOURS = 72.0
#: Feature -> weight in log-odds. "titled" and "dated" correct for what is missing.
WEIGHTS = {
    "title": 4.3, "lead": 4.5, "body": 4.7, "names": 5.4, "figures": 3.3, "titled": 1.5, "late": -5.0, "dated": 1.5,
}  # fmt: skip
BIAS = -5.0
#: Scores are cut here: one pair may not outvote a story.
SURE = 6.0


def features(matrices: Matrices, rows: NDArray[np.int64], others: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Feature -> its value for each pair (rows[i], others[i])."""
    import numpy as np

    found = {
        name: np.asarray(view[rows].multiply(view[others]).sum(axis=1), dtype=np.float64).ravel()
        for name, view in matrices.views.items()
    }
    gap = np.abs(matrices.hours[rows] - matrices.hours[others])
    dated = ~np.isnan(gap)
    found["dated"] = dated.astype(float)
    found["late"] = np.where(dated, 1 - np.exp(-(np.nan_to_num(gap) ** 2) / (2 * SIGMA_HOURS**2)), 0.0)
    found["titled"] = (matrices.titled[rows] & matrices.titled[others]).astype(float)
    return found


def score(values: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Log-odds that each pair tells one event, from its features; between -SURE and SURE."""
    import numpy as np

    total = sum((weight * values[name] for name, weight in WEIGHTS.items()), start=np.float64(BIAS))
    return np.clip(total, -SURE, SURE)
