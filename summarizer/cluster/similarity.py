"""How sure it is that two articles tell one event: a weighted sum of what they share, the same for all users.

The weights in `similarity.json` are those of a logistic regression on pairs of the development sets: see
`training/learn_cluster.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cluster.profiles import Matrices
from summarizer.linear import Linear, load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL = Path(__file__).with_suffix(".json")
#: "late" is 0.4 for articles 72 hours apart, and 0.99 after nine days.
SIGMA_HOURS = 72.0
#: Scores are cut off at this: one pair may not outvote a story. From 4 to 8 the development sets see no difference.
SURE = 6.0
#: Root of the cosine of the names below which two articles share none that matters.
COMMON_NAMES = 0.15
#: What the features are about, for people: `explain` adds up their shares of the score.
KINDS = {
    "title": ("title", "title_in_both"),
    "words": ("lead", "body", "lead_in_body", "topic", "contained", "shared", "length", "length_gap"),
    "names": ("names", "full_names", "other_main_name", "no_common_name"),
    "figures": ("figures", "figures_in_both", "other_figures"),
    "dates": ("days", "years", "years_in_both", "weekdays", "weekdays_in_both"),
    "time": ("late",),
}
FEATURES = tuple(name for names in KINDS.values() for name in names)

Values = Mapping[str, "NDArray[np.float64]"]


@cache
def shipped() -> Linear:
    """The model that comes with the program: whether two articles tell one event."""
    return load(MODEL).models["same_event"]


def features(matrices: Matrices, rows: NDArray[np.int64], others: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Feature -> its value for each pair (rows[i], others[i])."""
    import numpy as np

    def cosine(view: str, other_view: str | None = None) -> NDArray[np.float64]:
        left, right = matrices.views[view][rows], matrices.views[other_view or view][others]
        return np.asarray(left.multiply(right).sum(axis=1), dtype=np.float64).ravel()

    def in_both(view: str) -> NDArray[np.bool_]:
        return (matrices.norms[view][rows] > 0) & (matrices.norms[view][others] > 0)

    lengths = matrices.norms["words"][rows], matrices.norms["words"][others]
    shared = cosine("words") * lengths[0] * lengths[1]
    sizes = np.log(np.maximum(20, matrices.sizes))
    found = {view: cosine(view) for view in ("title", "topic", "full_names", "figures", "days", "years", "weekdays")}
    for view in ("lead", "body", "names"):
        found[view] = np.sqrt(cosine(view))
    found["lead_in_body"] = (cosine("lead", "body") + cosine("body", "lead")) / 2
    found["contained"] = shared / np.maximum(1.0, np.minimum(*lengths) ** 2)
    found["shared"] = np.log1p(shared / 50)
    found["length"] = np.minimum(sizes[rows], sizes[others])
    found["length_gap"] = np.abs(sizes[rows] - sizes[others])
    for view in ("title", "figures", "years", "weekdays"):
        found[f"{view}_in_both"] = in_both(view).astype(np.float64)
    found["other_figures"] = (in_both("figures") & (found["figures"] < 1e-6)).astype(np.float64)
    strange = (cosine("main_name", "words") < 1e-6) & (cosine("words", "main_name") < 1e-6)
    found["other_main_name"] = (in_both("main_name") & strange).astype(np.float64)
    found["no_common_name"] = found["other_main_name"] * (found["names"] < COMMON_NAMES)
    gap = np.nan_to_num(np.abs(matrices.hours[rows] - matrices.hours[others]), nan=0.0)
    found["late"] = 1 - np.exp(-(gap**2) / (2 * SIGMA_HOURS**2))
    return found


def score(values: Values, model: Linear) -> NDArray[np.float64]:
    """Log-odds that each pair tells one event, from its features; between -SURE and SURE."""
    import numpy as np

    return np.clip(model.total(values), -SURE, SURE)
