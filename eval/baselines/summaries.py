"""Baseline summarisers: each gives sentences in the order of telling, at least as many words as the budget.

Lead and centrality need no tuning; MMR (Carbonell and Goldstein 1998) has one weight. The oracle sees the reference:
it is the ceiling of copying whole sentences, no system.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import TypeAlias

import numpy as np

from eval.baselines.graphs import lexrank, textrank
from eval.baselines.sentences import SourceSentence, story_sentences, tfidf
from eval.items import SummaryItem
from eval.measures.budget import count_words
from eval.measures.tokens import UnicodeTokenizer

#: (story, word budget) -> sentences in the order of telling.
Summariser: TypeAlias = Callable[[SummaryItem, int], list[str]]

#: Weight of relevance against novelty in MMR: best ROUGE-1 and -2 of 0.5 to 0.9 on the first 400 stories of
#: `allsides_neus_train`.
MMR_RELEVANCE = 0.7


def lead(item: SummaryItem, budget: int) -> list[str]:
    """The first sentence of each document, then the second of each, and so on."""
    return _until(_in_turns(story_sentences(item)), budget)


def central_lead(item: SummaryItem, budget: int) -> list[str]:
    """The opening of the document most like all the others, then of the next."""
    vectors = tfidf([document.text for document in item.documents])
    centrality = (vectors @ vectors.T).sum(axis=1)
    order = {int(document): rank for rank, document in enumerate(np.argsort(-centrality, kind="stable"))}
    sentences = sorted(story_sentences(item), key=lambda sentence: (order[sentence.document], sentence.place))
    return _until((sentence.text for sentence in sentences), budget)


def mmr(item: SummaryItem, budget: int) -> list[str]:
    """Sentences near the centre of the story and far from those already chosen, openings told first."""
    sentences = story_sentences(item)
    if not sentences:
        return []
    vectors = tfidf([sentence.text for sentence in sentences])
    centre = vectors.mean(axis=0)
    relevance = vectors @ centre / (np.linalg.norm(centre) or 1.0)
    nearest = np.zeros(len(sentences))
    chosen: list[int] = []
    while len(chosen) < len(sentences) and sum(count_words(sentences[i].text) for i in chosen) < budget:
        gain = MMR_RELEVANCE * relevance - (1 - MMR_RELEVANCE) * nearest
        gain[chosen] = -np.inf
        best = int(np.argmax(gain))
        chosen.append(best)
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return [s.text for s in sorted((sentences[i] for i in chosen), key=lambda s: (s.place, s.document))]


def oracle(item: SummaryItem, budget: int) -> list[str]:
    """The sentences that raise ROUGE-1 plus ROUGE-2 against the reference most, one by one (Nallapati et al. 2017)."""
    tokenize = UnicodeTokenizer().tokenize
    reference = tokenize(item.summary)
    sentences = [(sentence.text, tokenize(sentence.text)) for sentence in story_sentences(item)]
    chosen: list[str] = []
    tokens: list[str] = []
    best = 0.0
    while sentences and sum(map(count_words, chosen)) < budget:
        gains = [_rouge_12(tokens + words, reference) for _, words in sentences]
        index = int(np.argmax(gains))
        if gains[index] <= best:
            break
        best = gains[index]
        text, words = sentences.pop(index)
        chosen.append(text)
        tokens += words
    return chosen


def _rouge_12(prediction: Sequence[str], reference: Sequence[str]) -> float:
    """ROUGE-1 plus ROUGE-2, F-measures."""
    total = 0.0
    for n in (1, 2):
        ours, theirs = (Counter(zip(*(words[i:] for i in range(n)), strict=False)) for words in (prediction, reference))
        sizes = sum(ours.values()) + sum(theirs.values())
        total += 2 * sum((ours & theirs).values()) / sizes if sizes else 0.0
    return total


def _in_turns(sentences: Iterable[SourceSentence]) -> Iterable[str]:
    documents: dict[int, list[str]] = {}
    for sentence in sentences:
        documents.setdefault(sentence.document, []).append(sentence.text)
    return (text for turn in zip_longest(*documents.values()) for text in turn if text is not None)


def _until(sentences: Iterable[str], budget: int) -> list[str]:
    """The first sentences that together reach the budget."""
    taken: list[str] = []
    words = 0
    for sentence in sentences:
        if words >= budget:
            break
        taken.append(sentence)
        words += count_words(sentence)
    return taken


BASELINES: dict[str, Summariser] = {
    "lead": lead,
    "central-lead": central_lead,
    "lexrank": lexrank,
    "textrank": textrank,
    "mmr": mmr,
    "oracle": oracle,
}
