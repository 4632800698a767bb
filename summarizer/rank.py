"""Which claims a summary should tell, best first: what many sources say, early and centrally, with facts in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.text import capitalised_words, content_words, numbers, quotations, words
from summarizer.types import Claim, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Weight of each feature of a claim, all scaled to about 0..1. Set by hand; see `features`.
WEIGHTS = {
    "support": 1.0,
    "early": 0.8,
    "central": 1.2,
    "figures": 0.15,
    "names": 0.25,
    "length": 0.3,
    "quoted": -0.5,
}
#: Similarity to a claim already chosen is paid for at this rate (maximal marginal relevance, Carbonell 1998).
REDUNDANCY = 0.8


def rank(
    story: Story, claims: Sequence[Claim], sentences: Sequence[Sentence], vectors: FloatArray
) -> tuple[Claim, ...]:
    """All claims, in the order in which a summary of growing length would take them up.

    `vectors[i]` is the embedding of `sentences[i]`, of unit length.
    """
    if not claims:
        return ()
    row = {sentence: i for i, sentence in enumerate(sentences)}
    centre = vectors.mean(axis=0)
    scores = []
    for claim in claims:
        values = features(story, claim, float(vectors[row[claim.sentences[0]]] @ centre))
        scores.append(sum(WEIGHTS[name] * value for name, value in values.items()))
    leaders = vectors[[row[claim.sentences[0]] for claim in claims]]
    return tuple(claims[i] for i in _marginal_order(scores, leaders @ leaders.T))


def features(story: Story, claim: Claim, centrality: float) -> dict[str, float]:
    """What speaks for telling a claim, each about 0 to 1."""
    first = claim.sentences[0]
    text = story.article(first.article).text[first.start : first.end]
    size = len(words(text))
    others = len(story.origins) - 1
    return {
        "support": (len(claim.origins) - 1) / others if others else 0.0,
        "early": 1 / math.sqrt(1 + min(s.index for s in claim.sentences)),
        "central": centrality,
        "figures": min(1.0, len(numbers(text)) / 2),
        "names": min(1.0, len(capitalised_words(text)) / 4),
        "length": min(1.0, len(content_words(text)) / 15),
        "quoted": sum(len(words(q)) for q in quotations(text)) / max(1, size),
    }


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
