"""What only one origin says: its sentences, or the part of one, that no other origin states anywhere.

A fact is looked for in all sentences of the other origins, in other words and other spelling, and spread over two
sentences. What is left is weighed by what a reader of a briefing wants to know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.text import (
    Reference,
    capitalised_words,
    content_words,
    numbers,
    open_pronoun,
    quotations,
    references,
    sentence_spans,
    speaker,
    words,
)
from summarizer.types import Detail, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: A sentence is new when at least this share of its weighted words is in no one or two sentences of another origin.
NEW_SHARE = 0.45
#: A sentence is told elsewhere when an embedding this near stands in another origin, whatever its words.
NEAR = 0.8


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of a story with how new and how weighty it is."""

    sentence: Sentence
    text: str
    #: Weighted share of its words that no other origin has in one or two sentences, 0 to 1.
    novelty: float
    #: Similarity to the middle of the story.
    centrality: float


def find_details(
    story: Story, sentences: Sequence[Sentence], vectors: FloatArray, idf: Mapping[str, float]
) -> tuple[Detail, ...]:
    """What only one origin reports, weightiest first; nothing for a story of one origin.

    `vectors[i]` is the embedding of `sentences[i]`, of unit length; `idf` weighs words.
    """
    if len(story.origins) < 2:
        return ()
    new = [c for c in _candidates(story, sentences, vectors, idf) if c.novelty >= NEW_SHARE]
    details = []
    for article in story.articles:
        mine = [c for c in new if c.sentence.article == article.id]
        spans = sentence_spans(article.text)
        known = references(article.text, spans)
        details += [d for c in mine if (d := _detail(article.text, spans, known, c)) is not None]
    return tuple(sorted(_without_overlaps(details), key=lambda d: (-d.weight, d.article, d.start)))


def _candidates(
    story: Story, sentences: Sequence[Sentence], vectors: FloatArray, idf: Mapping[str, float]
) -> list[_Candidate]:
    owner = [story.origin_of(s.article) for s in sentences]
    texts = [story.article(s.article).text[s.start : s.end] for s in sentences]
    bags = [set(content_words(text)) for text in texts]
    cosine = vectors @ vectors.T
    centre = vectors @ vectors.mean(axis=0)
    found = []
    for i, sentence in enumerate(sentences):
        others = [j for j in range(len(sentences)) if owner[j] != owner[i]]
        near = max((float(cosine[i, j]) for j in others), default=0.0)
        novelty = 0.0 if near >= NEAR else _new_share(bags[i], [bags[j] for j in others], idf)
        found.append(_Candidate(sentence, texts[i], novelty, float(centre[i])))
    return found


def _new_share(bag: set[str], others: Sequence[set[str]], idf: Mapping[str, float]) -> float:
    """Weighted share of the words that the two sentences that hold most of them, together, do not hold."""
    total = sum(idf.get(w, 1.0) for w in bag)
    left = set(bag)
    for _ in range(2):
        best = max(others, key=lambda other: sum(idf.get(w, 1.0) for w in left & other), default=set())
        left -= best
    return sum(idf.get(w, 1.0) for w in left) / total if total else 0.0


def _detail(
    text: str, spans: Sequence[tuple[int, int]], known: Mapping[int, Reference], candidate: _Candidate
) -> Detail | None:
    """The candidate as it is shown: with its antecedent, or with the sentence before it if nobody can know who "he" is.

    None when even that sentence begins with a pronoun.
    """
    number = candidate.sentence.index
    start, end = spans[number]
    reference = known.get(number)
    antecedent = reference.name if reference and reference.start - start < 40 else None
    if antecedent is None and open_pronoun(text[start:end]):
        if number == 0 or open_pronoun(text[slice(*spans[number - 1])]) or "\n\n" in text[spans[number - 1][1] : start]:
            return None
        start = spans[number - 1][0]
    said_by = speaker(text[slice(*spans[number])], reference, spans[number][0])
    return Detail(candidate.sentence.article, start, end, spans[number], said_by, _weight(candidate), antecedent)


def _weight(candidate: _Candidate) -> float:
    """How much a reader of a briefing would want it, 0 to 1: figures, names and statements near the heart of it."""
    text = candidate.text
    values = (
        0.30 * candidate.centrality,
        0.25 * min(1.0, len(numbers(text)) / 2),
        0.15 * min(1.0, len(capitalised_words(text)) / 4),
        0.10 * bool(speaker(text)),
        0.10 / (1 + candidate.sentence.index / 5),
        0.10 * candidate.novelty,
        -0.10 * (sum(len(words(q)) for q in quotations(text)) > len(words(text)) / 2),
    )
    return round(max(0.0, min(1.0, sum(values))), 4)


def _without_overlaps(details: Sequence[Detail]) -> list[Detail]:
    """The details with those of one article that share a sentence joined into one."""
    joined: list[Detail] = []
    for detail in sorted(details, key=lambda d: (d.article, d.end)):
        last = joined[-1] if joined else None
        if last and last.article == detail.article and detail.start < last.end:
            focus = (last.focus[0], detail.focus[1])
            weight = max(last.weight, detail.weight)
            joined[-1] = Detail(
                last.article, min(last.start, detail.start), detail.end, focus, last.speaker, weight, last.antecedent
            )
        else:
            joined.append(detail)
    return joined
