"""Baseline scores of support: how many of a sentence's word pairs occur in the source."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from rouge_score.rouge_scorer import RougeScorer

from eval.measures.tokens import UnicodeTokenizer
from summarizer import sentence_spans

#: (sentence, source text) -> 0 to 1, higher is better supported.
SupportScore: TypeAlias = Callable[[str, str], float]


def pairs_in_best_sentence(sentence: str, source: str) -> float:
    """Share of the sentence's word pairs that one source sentence holds: the sentence that holds most."""
    wanted = _pairs(sentence)
    found = (len(wanted & _pairs(source[a:b])) for a, b in sentence_spans(source))
    return max(found, default=0) / len(wanted) if wanted else 1.0


def pairs_in_article(sentence: str, source: str) -> float:
    """Share of the sentence's word pairs that occur anywhere in the source."""
    wanted = _pairs(sentence)
    return len(wanted & _pairs(source)) / len(wanted) if wanted else 1.0


def rouge_2(sentence: str, source: str) -> float:
    """ROUGE-2 F-measure of the sentence against the source, the baseline of SummaC (Laban et al. 2022)."""
    return float(_scorer().score(source, sentence)["rouge2"].fmeasure)


def rouge_2_precision(sentence: str, source: str) -> float:
    """Share of the sentence's word pairs, each as often as it occurs, that the source has."""
    return float(_scorer().score(source, sentence)["rouge2"].precision)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Neighbouring words, stemmed."""
    return set(pairwise(UnicodeTokenizer().tokenize(text)))


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(["rouge2"], tokenizer=UnicodeTokenizer())


BASELINES: dict[str, SupportScore] = {
    "pairs in best sentence": pairs_in_best_sentence,
    "pairs in article": pairs_in_article,
    "rouge-2": rouge_2,
}
