"""Which claims a summary should tell, best first.

A claim is scored by a linear model of a few features - what many sources say, early, centrally, in the words that the
whole story uses - whose weights were learned from what human summaries kept (`eval/training/rank.py`). The order is
then made by maximal marginal relevance (Carbonell and Goldstein 1998), so that nothing is told twice.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.text import SPEECH, content_words, numbers, quotations, words
from summarizer.types import Claim, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Weight of each feature.
WEIGHTS: Mapping[str, float] = {
    "support": 0.5,
    "echo": 0.6,
    "central": 0.6,
    "salience": 1.0,
    "pairs": 0.0,
    "early": 0.6,
    "first": 0.2,
    "article": 0.3,
    "figures": 0.1,
    "length": 0.4,
    "short": -0.3,
    "quoted": -0.4,
    "speech": 0.0,
    "pronoun": -0.2,
    "personal": -0.5,
    "title": 0.3,
}
#: Likeness to a claim already chosen is paid for at this rate.
REDUNDANCY = 0.5
_SPEECH = re.compile(rf"\b{SPEECH}\b")
_LEADING_PRONOUN = re.compile(r"[\"“‘]?(?:he|she|they|it|his|her|their|its|this|these|that|those|but|and)\b", re.I)
_PERSONAL = frozenset("i we you my our your me i'm we're you're i've we've".split())


@dataclass(frozen=True, slots=True)
class Setting:
    """A story as the features look at it."""

    story: Story
    #: Position of each sentence in `vectors`.
    row: Mapping[Sentence, int]
    #: Embeddings of the sentences, rows of unit length.
    vectors: FloatArray
    #: Word -> how much the story is about it, 0 to 1.
    salience: Mapping[str, float]
    #: Words of the titles.
    title: frozenset[str]
    #: Neighbouring content words -> number of origins that have them so.
    pairs: Mapping[tuple[str, str], int]


def rank(
    story: Story,
    claims: Sequence[Claim],
    sentences: Sequence[Sentence],
    vectors: FloatArray,
    salience: Mapping[str, float],
) -> tuple[Claim, ...]:
    """All claims, in the order in which a summary of growing length would take them up.

    `vectors[i]` is the embedding of `sentences[i]`, of unit length; `salience` says what the story is about.
    """
    if not claims:
        return ()
    setting = describe(story, sentences, vectors, salience)
    scores = [sum(WEIGHTS[name] * value for name, value in features(setting, claim).items()) for claim in claims]
    leaders = vectors[[setting.row[claim.sentences[0]] for claim in claims]]
    return tuple(claims[i] for i in _marginal_order(scores, leaders @ leaders.T))


def describe(
    story: Story, sentences: Sequence[Sentence], vectors: FloatArray, salience: Mapping[str, float]
) -> Setting:
    """What the features of any claim of the story need, computed once."""
    title = frozenset(w for article in story.articles for w in content_words(article.title or ""))
    pairs: Counter[tuple[str, str]] = Counter()
    for origin in story.origins:
        pairs.update(set(pairwise(content_words(story.article(origin[0]).text))))
    return Setting(story, {s: i for i, s in enumerate(sentences)}, vectors, salience, title, pairs)


def features(setting: Setting, claim: Claim) -> dict[str, float]:
    """What speaks for and against telling a claim, each about 0 to 1."""
    first = claim.sentences[0]
    text = setting.story.article(first.article).text[first.start : first.end]
    bag, size = set(content_words(text)), len(words(text))
    others = len(setting.story.origins) - 1
    index = min(s.index for s in claim.sentences)
    vector = setting.vectors[setting.row[first]]
    return {
        "support": (len(claim.origins) - 1) / others if others else 0.0,
        "echo": _echo(setting, first, vector),
        "central": float(vector @ setting.vectors.mean(axis=0)),
        "salience": sum(setting.salience.get(w, 0.0) for w in bag) / max(1, len(bag)),
        "pairs": _shared_pairs(setting, text),
        "early": 1 / math.sqrt(1 + index),
        "first": float(index == 0),
        "article": _article_centrality(setting, first.article),
        "figures": min(1.0, len(numbers(text)) / 2),
        "length": min(1.0, size / 30),
        "short": float(size < 9),
        "quoted": sum(len(words(q)) for q in quotations(text)) / max(1, size),
        "speech": float(_SPEECH.search(text) is not None),
        "pronoun": float(_LEADING_PRONOUN.match(text) is not None),
        "personal": min(1.0, sum(w.folded in _PERSONAL for w in words(text)) / 2),
        "title": len(bag & setting.title) / max(1, len(setting.title)) if setting.title else 0.0,
    }


def _shared_pairs(setting: Setting, text: str) -> float:
    """Mean share of the other origins that have each two neighbouring content words of a text."""
    found = list(pairwise(content_words(text)))
    others = max(1, len(setting.story.origins) - 1)
    return sum(max(0, setting.pairs.get(pair, 0) - 1) / others for pair in found) / max(1, len(found))


def _echo(setting: Setting, sentence: Sentence, vector: FloatArray) -> float:
    """How near the nearest sentence of each other origin comes, on average."""
    best: dict[int, float] = {}
    mine = setting.story.origin_of(sentence.article)
    likeness = setting.vectors @ vector
    for other, row in setting.row.items():
        origin = setting.story.origin_of(other.article)
        if origin != mine:
            best[origin] = max(best.get(origin, 0.0), float(likeness[row]))
    return sum(best.values()) / len(best) if best else 0.0


def _article_centrality(setting: Setting, article: str) -> float:
    """How near the middle of an article is to the middle of the story."""
    rows = [row for sentence, row in setting.row.items() if sentence.article == article]
    return float(setting.vectors[rows].mean(axis=0) @ setting.vectors.mean(axis=0))


def _marginal_order(scores: Sequence[float], similarity: FloatArray) -> list[int]:
    """Positions best first, each score lowered by its likeness to what was taken before; ties keep their order."""
    left, order = list(range(len(scores))), []
    worst = [0.0] * len(scores)
    while left:
        best = max(left, key=lambda i: (scores[i] - REDUNDANCY * worst[i], -i))
        left.remove(best)
        order.append(best)
        for i in left:
            worst[i] = max(worst[i], float(similarity[i, best]))
    return order


def salience_of(story: Story) -> dict[str, float]:
    """Word -> how much the story is about it: the share of origins that use it, times how often they do.

    Repetition counts by its logarithm, and is 1 for the most frequent word.
    """
    spread: Counter[str] = Counter()
    often: Counter[str] = Counter()
    for origin in story.origins:
        used = content_words(story.article(origin[0]).text)
        spread.update(set(used))
        often.update(used)
    most = math.log1p(max(often.values(), default=1))
    return {w: n / len(story.origins) * math.log1p(often[w]) / most for w, n in spread.items()}
