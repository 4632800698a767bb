"""The learned part: how surely a sentence is new, how surely it is furniture, and how much a reader wants it.

Three logistic regressions over the same features, in a file of a few kilobytes; `eval/training/details.py` makes it.
There are two: `weights.json` for English, `letters.json` for languages that nobody knows.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Chances:
    """What the model makes of a sentence; each is a probability."""

    #: That it says something which no other origin says.
    new: float
    #: That it is a caption, a credit or another piece of the page.
    furniture: float
    #: That a reader of a briefing would want it.
    weight: float


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic regressions: feature -> weight, with the constant under the empty name."""

    new: Mapping[str, float]
    furniture: Mapping[str, float]
    weight: Mapping[str, float]

    def judge(self, features: Mapping[str, float]) -> Chances:
        """The probabilities for a sentence with these features; KeyError if one is missing."""
        return Chances(*(_logistic(each, features) for each in (self.new, self.furniture, self.weight)))


@cache
def shipped(name: str = "weights") -> Model:
    """The model of that name that comes with the package."""
    return Model(**json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8")))


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = weights[""] + sum(weight * features[name] for name, weight in weights.items() if name)
    return 1 / (1 + math.exp(-total))
