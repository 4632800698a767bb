"""Linear models: the small learned parts of the program, each a weighted sum of named features.

One part needs more than a sum, as what a feature says there depends on others: `Layered`, a sum of bent sums.

    model = load(Path("rank.json")).models["claim"]
    model.score({"echo": 0.4, "central": 0.7, ...})

They are learned by `summarizer.training` and kept as JSON in the folder of the stage that asks them, under the name of
the module that does: `rank.json`, `cluster/similarity.json`, `details/model.json`. The file says what it was learned
from.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: How a weighted sum becomes a score: a probability, or the sum itself.
Link = Literal["logistic", "identity"]
#: A logistic sum is cut off here, where its probability is 0 to all digits that a float has.
_LEAST = -700.0


@dataclass(frozen=True, slots=True)
class Linear:
    """A weight for each feature, a constant, and how their sum is read."""

    weights: Mapping[str, float]
    bias: float = 0.0
    link: Link = "identity"

    @overload
    def total(self, features: Mapping[str, float]) -> float: ...
    @overload
    def total(self, features: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]: ...
    def total(self, features: Mapping[str, float] | Mapping[str, NDArray[np.float64]]) -> float | NDArray[np.float64]:
        """The weighted sum, for a logistic model in log-odds; of arrays item by item. KeyError if a feature is missing.

        >>> Linear({"long": 2.0, "late": -1.0}, bias=0.5).total({"long": 1.0, "late": 3.0})
        -0.5
        """
        return sum((weight * features[name] for name, weight in self.weights.items()), start=self.bias)

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum, or for a logistic model the probability.

        >>> Linear({"long": 2.0}, bias=-2.0, link="logistic").score({"long": 1.0})
        0.5
        """
        total = self.total(features)
        return 1 / (1 + math.exp(-max(total, _LEAST))) if self.link == "logistic" else total


@dataclass(frozen=True, slots=True)
class Layered:
    """A weighted sum of units, each a weighted sum of the features where that is above 0, and 0 elsewhere.

    What it says is in log-odds. Worked example: with the one unit a + b - 1 and the outer weight 3, only both together
    speak for one event: (0.9, 0) and (0, 0.9) give 0, and (0.9, 0.9) gives 2.4.
    """

    features: tuple[str, ...]
    #: A row a unit, a weight a feature.
    units: tuple[tuple[float, ...], ...]
    offsets: tuple[float, ...]
    outer: tuple[float, ...]
    bias: float
    #: Feature -> weight that is added to the sum as it is: set by hand.
    by_hand: Mapping[str, float]
    #: Feature -> its mean over the pairs it was learned from: what `explain` starts from.
    typical: Mapping[str, float]

    def total(self, features: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The log-odds, item by item. KeyError if a feature is missing."""
        total: Any = self.bias + sum(weight * features[name] for name, weight in self.by_hand.items())
        for weights, offset, outer in zip(self.units, self.offsets, self.outer, strict=True):
            inner = offset + sum(weight * features[name] for name, weight in zip(self.features, weights, strict=True))
            total = total + outer * (inner * (inner > 0))
        found: NDArray[np.float64] = total
        return found


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """What a file of models was learned from: enough to make it again, or to see that it was not."""

    #: The command of `summarizer.training`.
    command: str
    #: Version of the program whose features they are.
    version: str
    #: (file name without its folder, first 12 digits of the SHA-256 of its bytes).
    data: tuple[tuple[str, str], ...]
    #: Rows that were learned from; None for a model that was made before they were counted here.
    examples: int | None
    #: Weights that were set by hand, because the data cannot tell them.
    by_hand: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learned:
    """What one training made: models by name, and what they were learned from."""

    models: Mapping[str, Linear]
    trained_on: TrainedOn


def load(path: Path) -> Learned:
    """The models of a file that `save` wrote."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    signature = kept["trained_on"]
    trained_on = TrainedOn(**{**signature, "data": tuple(signature["data"].items())})
    return Learned({name: Linear(**model) for name, model in kept["models"].items()}, trained_on)


def save(learned: Learned, path: Path) -> None:
    """Write the models as JSON that a person can read; the same models give the same bytes."""
    signature = asdict(learned.trained_on) | {"data": dict(learned.trained_on.data)}
    models = {name: {"link": m.link, "bias": m.bias, "weights": dict(m.weights)} for name, m in learned.models.items()}
    path.write_text(json.dumps({"trained_on": signature, "models": models}, indent=1) + "\n", encoding="utf-8")


def load_layered(path: Path) -> tuple[Layered, TrainedOn]:
    """The model of a file that `save_layered` wrote, and what it was learned from."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    signature, model = kept["trained_on"], kept["model"]
    trained_on = TrainedOn(**{**signature, "data": tuple(signature["data"].items())})
    listed = {name: tuple(model[name]) for name in ("features", "offsets", "outer")}
    return Layered(**{**model, **listed, "units": tuple(map(tuple, model["units"]))}), trained_on


def save_layered(model: Layered, trained_on: TrainedOn, path: Path) -> None:
    """Write a layered model as JSON; the same model gives the same bytes."""
    signature = asdict(trained_on) | {"data": dict(trained_on.data)}
    kept = asdict(model)
    # A unit's weights on one line: a file that can be read, and compared.
    units = ",\n".join(f"   {json.dumps(unit)}" for unit in kept.pop("units"))
    text = json.dumps({"trained_on": signature, "model": {**kept, "units": []}}, indent=1)
    path.write_text(text.replace('"units": []', f'"units": [\n{units}\n  ]') + "\n", encoding="utf-8")
