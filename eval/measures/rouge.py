"""ROUGE (Lin 2004) by `rouge-score`, with the tokenizer of `tokens.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache

from rouge_score.rouge_scorer import RougeScorer

from eval.measures.tokens import UnicodeTokenizer
from summarizer import sentence_spans

_TYPES = ("rouge1", "rouge2", "rougeL", "rougeLsum")


@dataclass(frozen=True, slots=True)
class RougeScores:
    """F-measures of one summary, 0 to 1."""

    rouge1: float
    rouge2: float
    rouge_l: float
    #: Of sentence-split summaries (Lin 2004, section 3.2): about 16 points above `rouge_l`, never to be confused.
    rouge_lsum: float


#: Names of the fields of `RougeScores` in tables, in their order.
COLUMNS = ("R-1", "R-2", "R-L", "R-Lsum")


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(list(_TYPES), tokenizer=UnicodeTokenizer())


def rouge(prediction: Sequence[str], reference: str) -> RougeScores:
    """The scores of a summary, given as its sentences, against a reference text."""
    lines = "\n".join(" ".join(sentence.split()) for sentence in prediction)
    target = "\n".join(" ".join(reference[a:b].split()) for a, b in sentence_spans(reference))
    scores = _scorer().score(target, lines)
    return RougeScores(*(float(scores[kind].fmeasure) for kind in _TYPES))


def columns(scores: RougeScores) -> dict[str, float]:
    """The scores by column name, 0 to 1."""
    return dict(zip(COLUMNS, astuple(scores), strict=True))
