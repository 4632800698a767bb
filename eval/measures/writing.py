"""Is a written sentence fit to print? A simple gate, sharing no code with the product's checks, and who it draws on.

The gate is that of the first trials, so that later writers can be compared with them: every number and name of the
sentence is in the source sentences, at least 60 % of its word pairs are, and it is a complete sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise

from eval.measures.rouge import rouge
from eval.measures.tokens import UnicodeTokenizer, content_tokens

#: Share of word pairs that must be in the sources.
PAIRS = 0.6
#: Content words that the sentence takes from one source alone, for that source to count as used.
OWN_WORDS = 2
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
#: A capitalised word that does not open the sentence or a quotation.
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÞĐ][\w’'-]*")
_COMPLETE = re.compile(r"[A-ZÀ-ÞĐ\d\"“'‘$£€].*[.!?][\"”'’)]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WritingScores:
    """Of one sentence: shares and ROUGE F-measures, 0 to 1; NaN where a measure does not apply."""

    gate: float
    #: Whether two sources or more are used; NaN where only one was given.
    several: float
    rouge1: float
    rouge2: float
    rouge_l: float


COLUMNS = ("passes gate", "uses 2+ sources", "R-1", "R-2", "R-L")


def columns(scores: WritingScores) -> dict[str, float]:
    """The scores by column name."""
    return dict(zip(COLUMNS, astuple(scores), strict=True))


def measure(written: str, sources: Sequence[str], reference: str) -> WritingScores:
    """All measures of one written sentence."""
    scores = rouge([written], reference)
    several = float(len(used(written, sources)) > 1) if len(sources) > 1 else float("nan")
    return WritingScores(float(passes(written, sources)), several, scores.rouge1, scores.rouge2, scores.rouge_l)


def passes(written: str, sources: Sequence[str]) -> bool:
    """Whether the sentence passes the gate.

    >>> passes("The toll rose to 98.", ["The toll rose to 98 on Friday."])
    True
    >>> passes("The toll rose to 99.", ["The toll rose to 98 on Friday."])
    False
    """
    tokens = UnicodeTokenizer().tokenize
    known = {pair for source in sources for pair in pairwise(tokens(source))}
    mine = list(pairwise(tokens(written)))
    whole = " ".join(sources)
    numbers = set(_NUMBER.findall(written)) <= set(_NUMBER.findall(whole))
    names = {n.lower() for n in _NAME.findall(written)} <= {w.lower() for w in re.findall(r"[\w’'-]+", whole)}
    complete = bool(_COMPLETE.fullmatch(written.strip()))
    return complete and numbers and names and sum(pair in known for pair in mine) >= PAIRS * max(1, len(mine))


def used(written: str, sources: Sequence[str]) -> list[int]:
    """Positions of the sources that give the sentence words which no other source has."""
    mine = set(content_tokens(written))
    theirs = [set(content_tokens(source)) for source in sources]
    own = [
        mine & words - set().union(*(other for j, other in enumerate(theirs) if j != i))
        for i, words in enumerate(theirs)
    ]
    return [i for i, words in enumerate(own) if len(words) >= OWN_WORDS]
