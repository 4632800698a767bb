"""The learned part: how surely a sentence is new, how surely it is furniture, and how much a reader wants it.

Three logistic regressions over the same features, in a file of a few kilobytes: see `training/learn_details.py`. There
are two: `model.json` for English, `letters.json` for languages that nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from summarizer.linear import Linear, load

#: The models of English and of languages that nobody knows.
MODEL = Path(__file__).with_suffix(".json")
LETTERS = Path(__file__).with_name("letters.json")


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
    """The three regressions."""

    new: Linear
    furniture: Linear
    weight: Linear

    def judge(self, features: Mapping[str, float]) -> Chances:
        """The probabilities for a sentence with these features; KeyError if one is missing."""
        return Chances(*(each.score(features) for each in (self.new, self.furniture, self.weight)))


@cache
def shipped(file: Path = MODEL) -> Model:
    """One of the models that come with the program."""
    return Model(**load(file).models)
