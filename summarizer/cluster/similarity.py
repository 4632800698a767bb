"""How sure it is that two articles tell one event: what happened, to whom, where and when, weighed together.

The model in `similarity.json` is learned from pairs of the development sets and of made days: see
`training/learn_cluster.py`. No feature decides alone: what a shared name says depends on what is told of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cluster.profiles import Matrices
from summarizer.linear import Layered, load_layered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

MODEL = Path(__file__).with_suffix(".json")
#: Log-odds from which on a pair speaks for one event, and two groups, by their mean, are one story. Everywhere else
#: scores are counted from here, so that 0 is the border. Lower, more is joined: by cross-validation 0 loses 0.01
#: B-cubed of the labelled pool, and -1 joins look-alikes.
THRESHOLD = -0.5
#: "late" is 0.4 for articles 72 hours apart, and 0.99 after nine days.
SIGMA_HOURS = 72.0
#: Scores are cut off at this: one pair may not outvote a story. From 4 to 8 the development sets see no difference.
SURE = 6.0
#: Root of the cosine of the names below which two articles share none that matters.
COMMON_NAMES = 0.15
#: Share of the names of both openings that the other one lacks, from which on they are strangers: in the development
#: sets 1 in 100 pairs of one event, and a third of the others.
STRANGE = 0.99
#: Of a sentence or two that share no name too little is known: they are strangers where what they tell is not much the
#: same. Log of the different words, and root of the cosine of what is told.
BRIEF, LITTLE = 3.4, 0.45
#: What the features are about, for people: `explain` adds up their shares of the score.
KINDS = {
    "title": ("title", "title_in_both", "title_rest"),
    "event": ("event", "event_rest", "event_in_body", "topic", "lead", "lead_rest"),
    "words": ("body", "lead_in_body", "contained", "shared", "length", "length_gap"),
    "names": (
        "names", "full_names", "other_main_name", "no_common_name", "units", "units_rest", "names_and_event",
        "own_units", "strangers", "company", "company_rest",
    ),
    "figures": ("figures", "figures_in_both", "other_figures"),
    "dates": ("days", "years", "years_in_both", "weekdays", "weekdays_in_both"),
    "time": ("late",),
}  # fmt: skip
FEATURES = tuple(name for names in KINDS.values() for name in names)

Values = Mapping[str, "NDArray[np.float64]"]


@cache
def shipped() -> Layered:
    """The model that comes with the program: whether two articles tell one event."""
    return load_layered(MODEL)[0]


class _Pairs:
    """Rows of the matrices beside rows of others: what they share, view by view."""

    def __init__(
        self, matrices: Matrices, rows: NDArray[np.int64], beside: Matrices, others: NDArray[np.int64]
    ) -> None:
        self.matrices, self.rows, self.beside, self.others = matrices, rows, beside, others
        self._own: dict[str, csr_array] = {}
        self._other: dict[str, csr_array] = {}

    def product(self, view: str, other_view: str | None = None) -> csr_array:
        """Entry by entry, of a view of the one and a view of the other."""
        return self.own(view).multiply(self.other(other_view or view)).tocsr()

    def own(self, view: str) -> csr_array:
        if view not in self._own:
            self._own[view] = self.matrices.views[view][self.rows]
        return self._own[view]

    def other(self, view: str) -> csr_array:
        if view not in self._other:
            self._other[view] = self.beside.views[view][self.others]
        return self._other[view]

    def cosine(self, view: str, other_view: str | None = None) -> NDArray[np.float64]:
        return _total(self.product(view, other_view))

    def both_ways(self, view: str, other_view: str) -> NDArray[np.float64]:
        return (self.cosine(view, other_view) + self.cosine(other_view, view)) / 2

    def norms(self, view: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lengths of both."""
        return self.matrices.norms[view][self.rows], self.beside.norms[view][self.others]

    def in_both(self, view: str) -> NDArray[np.bool_]:
        own, other = self.norms(view)
        return (own > 0) & (other > 0)

    def own_units(self) -> NDArray[np.float64]:
        """Share of the names in title and lead that the other article lacks, of the article that lacks fewer."""
        import numpy as np

        there = _missing(self.own("lead_units"), self.other("body"))
        return np.minimum(there, _missing(self.other("lead_units"), self.own("body")))


def _missing(named: csr_array, bodies: csr_array) -> NDArray[np.float64]:
    """Share of each row's names that the body beside it lacks; 0 for a row without names."""
    import numpy as np

    found, all_of = _total(named.multiply(bodies.sign())), _total(named)
    return np.where(all_of > 0, 1 - found / np.maximum(all_of, 1e-9), 0.0)


def features(
    matrices: Matrices, rows: NDArray[np.int64], others: NDArray[np.int64], beside: Matrices | None = None
) -> dict[str, NDArray[np.float64]]:
    """Feature -> its value for each pair (rows[i], others[i]); the others are rows of `beside`, where it is given."""
    import numpy as np

    beside = beside or matrices
    pairs = _Pairs(matrices, rows, beside, others)
    lengths = pairs.norms("words")
    shared = pairs.cosine("words") * lengths[0] * lengths[1]
    own, other = (np.log(np.maximum(20, sizes)) for sizes in (matrices.sizes[rows], beside.sizes[others]))
    found = {view: pairs.cosine(view) for view in ("topic", "full_names", "figures", "days", "years", "weekdays")}
    for view in ("body", "names"):
        found[view] = np.sqrt(pairs.cosine(view))
    for view in ("title", "lead", "event", "company"):
        product = pairs.product(view)
        bend = np.asarray if view == "title" else np.sqrt
        found |= {view: bend(_total(product)), f"{view}_rest": bend(_beside_one(product))}
    found["lead_in_body"] = pairs.both_ways("lead", "body")
    found["contained"] = shared / np.maximum(1.0, np.minimum(*lengths) ** 2)
    found["shared"] = np.log1p(shared / 50)
    found["length"] = np.minimum(own, other)
    found["length_gap"] = np.abs(own - other)
    for view in ("title", "figures", "years", "weekdays"):
        found[f"{view}_in_both"] = pairs.in_both(view).astype(np.float64)
    found["other_figures"] = (pairs.in_both("figures") & (found["figures"] < 1e-6)).astype(np.float64)
    gap = np.nan_to_num(np.abs(matrices.hours[rows] - beside.hours[others]), nan=0.0)
    found["late"] = 1 - np.exp(-(gap**2) / (2 * SIGMA_HOURS**2))
    return found | _of_names(pairs, found)


def _of_names(pairs: _Pairs, known: Values) -> dict[str, NDArray[np.float64]]:
    """What the names of two openings say: how much is shared beside the one name that weighs most, and with what."""
    import numpy as np

    there, back = pairs.product("lead_units", "units"), pairs.product("units", "lead_units")
    found = {"units": np.sqrt((_total(there) + _total(back)) / 2)}
    found["units_rest"] = np.sqrt((_beside_one(there) + _beside_one(back)) / 2)
    found["event_in_body"] = np.sqrt(pairs.both_ways("event", "topic"))
    found["names_and_event"] = found["units"] * found["event_in_body"]
    found["own_units"] = pairs.own_units()
    brief = (known["length"] < BRIEF) & (found["units"] < 1e-6) & (known["event"] < LITTLE)
    found["strangers"] = ((found["own_units"] > STRANGE) | brief).astype(np.float64)
    strange = (pairs.cosine("main_name", "words") < 1e-6) & (pairs.cosine("words", "main_name") < 1e-6)
    found["other_main_name"] = (pairs.in_both("main_name") & strange).astype(np.float64)
    found["no_common_name"] = found["other_main_name"] * (known["names"] < COMMON_NAMES)
    return found


def _total(product: csr_array) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(product.sum(axis=1), dtype=np.float64).ravel()


def _beside_one(product: csr_array) -> NDArray[np.float64]:
    """What a cosine would be without the word that weighs most in it: one name can never decide."""
    import numpy as np

    if not product.nnz:
        return np.zeros(product.shape[0])
    most = np.asarray(product.max(axis=1).toarray(), dtype=np.float64).ravel()
    return np.maximum(0.0, _total(product) - most) / np.maximum(0.05, 1 - most)


def score(values: Values, model: Layered) -> NDArray[np.float64]:
    """Log-odds that each pair tells one event, from its features, above THRESHOLD; between -SURE and SURE."""
    import numpy as np

    return np.clip(model.total(values) - THRESHOLD, -SURE, SURE)
