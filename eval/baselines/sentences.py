"""The sentences of a story as the baselines see them, and their TF-IDF vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from eval.items import SummaryItem
from eval.measures.budget import count_words
from summarizer import sentence_spans

Matrix: TypeAlias = NDArray[np.float64]

#: Shorter ones are headings, captions and remains of pages: no system of the literature selects them.
MIN_WORDS = 5


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a story: its words, its document and its place there, both from 0."""

    text: str
    document: int
    place: int


def story_sentences(item: SummaryItem) -> list[SourceSentence]:
    """The sentences of all documents in order, without those too short to say anything."""
    found = []
    for number, document in enumerate(item.documents):
        texts = (document.text[a:b] for a, b in sentence_spans(document.text))
        kept = [" ".join(text.split()) for text in texts if count_words(text) >= MIN_WORDS]
        found += [SourceSentence(text, number, place) for place, text in enumerate(kept)]
    return found


def tfidf(texts: Sequence[str]) -> Matrix:
    """Unit-length rows of TF-IDF weights, idf taken over these texts; zero rows if none has a content word."""
    try:
        vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    except ValueError:  # an empty vocabulary
        return np.zeros((len(texts), 1))
    return np.asarray(vectors.toarray(), dtype=np.float64)
