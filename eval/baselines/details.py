"""Baseline rankings of what only one source says, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from eval.measures.details import ShownDetail
from eval.measures.idf import Idf
from eval.measures.tokens import content_tokens
from summarizer import sentence_spans

#: The documents' texts -> details, best first.
DetailRanker: TypeAlias = Callable[[Sequence[str]], list[ShownDetail]]


@dataclass(frozen=True, slots=True)
class _Sentence:
    detail: ShownDetail
    words: frozenset[str]


def _sentences(texts: Sequence[str]) -> list[_Sentence]:
    return [
        _Sentence(ShownDetail(number, a, b, (a, b)), frozenset(content_tokens(text[a:b])))
        for number, text in enumerate(texts)
        for a, b in sentence_spans(text)
    ]


def by_novelty(texts: Sequence[str]) -> list[ShownDetail]:
    """All sentences, those least contained in any one sentence of another document first."""
    sentences = _sentences(texts)
    idf = Idf([sentence.words for sentence in sentences])

    def known(sentence: _Sentence) -> float:
        others = (other for other in sentences if other.detail.document != sentence.detail.document)
        return max((idf.containment(sentence.words, other.words) for other in others), default=0.0)

    # Stable, and 1 for sentences without content words: equal ones stay in document order.
    return [sentence.detail for sentence in sorted(sentences, key=known)]


def by_place(texts: Sequence[str]) -> list[ShownDetail]:
    """All sentences in turns, the first of each document, then the second: newspapers put what matters first."""
    sentences = _sentences(texts)
    places: Counter[int] = Counter()
    placed = []
    for sentence in sentences:
        placed.append((places[sentence.detail.document], sentence.detail))
        places[sentence.detail.document] += 1
    return [detail for _, detail in sorted(placed, key=lambda pair: (pair[0], pair[1].document))]


BASELINES: dict[str, DetailRanker] = {"novelty": by_novelty, "place": by_place}
