"""Which claims a summary should tell, best first.

A claim is scored by a linear model of a few features - what many sources say, early, centrally, in the words that the
whole story uses - whose weights were learned from what human summaries kept (`training/learn_rank.py`). The order is
then made by maximal marginal relevance (Carbonell and Goldstein 1998), so that nothing is told twice.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.language import content_words, lexicon, quotations, words
from summarizer.linear import Linear, load
from summarizer.types import Claim, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: The weights. Learned by ridge regression on 1,146 stories of `multi_news_trunc_val` and `allsides_neus_train`; on
#: stories not trained on it orders claims as well as boosted trees did (rank correlation with what the human summary
#: kept 0.47 and 0.48; order of appearance alone 0.22).
MODEL = Path(__file__).with_suffix(".json")
#: Likeness to a claim already chosen is paid for at this rate; 0.4 to 0.6 did equally well on the same files.
REDUNDANCY = 0.5
#: A claim this like one already chosen comes after all others: it tells the same in other words. On `allsides_neus_val`
#: and `multi_news_raw_dev50` 0.75 and 0.8 leave ROUGE as it is, 0.7 costs 0.3 R-2.
SAME = 0.75
#: A summary begins with a claim that some article tells in its first sentences: they say what happened, who and when.
OPENING = 2
_SPEECH = re.compile(rf"\b(?:{lexicon.either('speech_cues')})\b")
_PERSONAL = lexicon.words_of("personal")


@cache
def shipped() -> Linear:
    """The model that comes with the program: how much a summary wants a claim, the largest weight 1."""
    return load(MODEL).models["claim"]


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
    #: Mean of the vectors.
    middle: FloatArray
    #: Article id -> how near the mean of its vectors is to `middle`.
    article_centrality: Mapping[str, float]


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
    scores = [shipped().score(features(setting, claim)) for claim in claims]
    leaders = vectors[[setting.row[claim.sentences[0]] for claim in claims]]
    openings = [i for i, claim in enumerate(claims) if min(s.index for s in claim.sentences) < OPENING]
    return tuple(claims[i] for i in _marginal_order(scores, leaders @ leaders.T, openings))


def describe(
    story: Story, sentences: Sequence[Sentence], vectors: FloatArray, salience: Mapping[str, float]
) -> Setting:
    """What the features of any claim of the story need, computed once."""
    title = frozenset(w for article in story.articles for w in content_words(article.title or ""))
    pairs: Counter[tuple[str, str]] = Counter()
    for origin in story.origins:
        pairs.update(set(pairwise(content_words(story.article(origin[0]).text))))
    middle = vectors.mean(axis=0)
    row = {s: i for i, s in enumerate(sentences)}
    rows: dict[str, list[int]] = {}
    for sentence, i in row.items():
        rows.setdefault(sentence.article, []).append(i)
    centrality = {article: float(vectors[i].mean(axis=0) @ middle) for article, i in rows.items()}
    return Setting(story, row, vectors, salience, title, pairs, middle, centrality)


def features(setting: Setting, claim: Claim) -> dict[str, float]:
    """What speaks for telling a claim, each about 0 to 1: the model has a weight for each."""
    first = claim.sentences[0]
    text = setting.story.article(first.article).text[first.start : first.end]
    bag, found = set(content_words(text)), words(text)
    vector = setting.vectors[setting.row[first]]
    return {
        "echo": _echo(setting, first, vector),
        "central": float(vector @ setting.middle),
        "salience": sum(setting.salience.get(w, 0.0) for w in bag) / max(1, len(bag)),
        "pairs": _shared_pairs(setting, text),
        "early": 1 / math.sqrt(1 + min(s.index for s in claim.sentences)),
        "article": setting.article_centrality[first.article],
        "length": min(1.0, len(found) / 30),
        "quoted": sum(len(words(q)) for q in quotations(text)) / max(1, len(found)),
        "speech": float(_SPEECH.search(text) is not None),
        "personal": min(1.0, sum(w.folded in _PERSONAL for w in found) / 2),
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


def _marginal_order(scores: Sequence[float], similarity: FloatArray, openings: Sequence[int]) -> list[int]:
    """Positions best first, each score lowered by its likeness to what was taken before; ties keep their order.

    The first is the best of the openings, if there are any.
    """
    left = list(range(len(scores)))
    order: list[int] = []
    worst = [0.0] * len(scores)
    while left:
        eligible = openings if openings and not order else left
        best = max(eligible, key=lambda i: (worst[i] < SAME, scores[i] - REDUNDANCY * worst[i], -i))
        left.remove(best)
        order.append(best)
        for i in left:
            worst[i] = max(worst[i], float(similarity[i, best]))
    return order
