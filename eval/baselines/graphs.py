"""LexRank (Erkan and Radev 2004) and TextRank (Mihalcea and Tarau 2004), as sumy implements them.

Sumy is given our sentences and words by way of its tokenizer interface, so that it needs no NLTK download and all
systems choose from the same sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import regex
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from eval.baselines.sentences import story_sentences
from eval.items import SummaryItem
from eval.measures.budget import count_words

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")


class _Words:
    """Sumy's tokenizer interface; sentences are split before sumy sees them."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, figures left out as sumy's own tokenizer does."""
        return tuple(_WORD.findall(sentence))


def _rank(summariser_type: Callable[[Any], Any], item: SummaryItem, budget: int) -> list[str]:
    """The best-rated sentences that reach the budget, in the order of the documents (sumy's order)."""
    words = _Words()
    document = ObjectDocumentModel(
        [Paragraph([Sentence(sentence.text, words) for sentence in story_sentences(item)])],
    )
    summariser = summariser_type(Stemmer("english"))
    summariser.stop_words = ENGLISH_STOP_WORDS
    # Where no two sentences are alike sumy divides 0 by 0; the ratings are then NaN and the sentences keep their order.
    with np.errstate(invalid="ignore"):
        return [str(sentence) for sentence in summariser(document, partial(_within, budget=budget))]


def _within(best_first: Sequence[Any], budget: int) -> list[Any]:
    """Sumy asks this how many of its rated sentences to keep."""
    kept: list[Any] = []
    for info in best_first:
        if sum(count_words(str(each.sentence)) for each in kept) >= budget:
            break
        kept.append(info)
    return kept


def lexrank(item: SummaryItem, budget: int) -> list[str]:
    """Sentences central in the graph of similar sentences."""
    return _rank(LexRankSummarizer, item, budget)


def textrank(item: SummaryItem, budget: int) -> list[str]:
    """Sentences central in the graph of shared words."""
    return _rank(TextRankSummarizer, item, budget)
