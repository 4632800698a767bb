"""The learned part: how surely a sentence is new, how surely it is furniture, and how much a reader wants it.

Three logistic regressions over the same features, in a file of a few kilobytes: see `training/learn_details.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from summarizer.linear import Linear, load

MODEL = Path(__file__).with_suffix(".json")


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
    """One logistic regression for each chance."""

    new: Linear
    furniture: Linear
    weight: Linear

    def judge(self, features: Mapping[str, float]) -> Chances:
        """The probabilities for a sentence with these features; KeyError if one is missing."""
        return Chances(self.new.score(features), self.furniture.score(features), self.weight.score(features))


@cache
def shipped() -> Model:
    """The model that comes with the program."""
    return Model(**load(MODEL).models)
