"""Which sentences of its sources a sentence can rest on, where nobody says which: those that have most of its words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.language import Analysed

#: Sentences that are taken, and what the last of them must have of what is left, by weight.
MOST, LEAST = 4, 0.08


def select(
    sentence: Analysed,
    sources: Sequence[Analysed],
    most: int = MOST,
    weights: Mapping[str, float] | None = None,
) -> tuple[int, ...]:
    """Positions of the source sentences that together have most of its content words, in their order.

    Greedy cover by inverse document frequency: the first is the sentence with most of it, each other one the sentence
    with most of what is left; what several have still counts a little, as who says it best says it most fully.
    `weights` are those of its words where more sources are known than are given.
    """
    weight = weigh(sentence, sources) if weights is None else weights
    total, left = math.fsum(weight.values()), dict(weight)
    chosen: list[int] = []
    for _ in range(min(most, len(sources))):
        gains = [(math.fsum(left[w] for w in sorted(source.bag & left.keys())), -i) for i, source in enumerate(sources)]
        gain, place = max((g, i) for g, i in gains if -i not in chosen)
        if chosen and gain <= LEAST * total:
            break
        chosen.append(-place)
        for word in sources[-place].bag & left.keys():
            left[word] *= 0.25
    return tuple(sorted(chosen))


def weigh(sentence: Analysed, sources: Sequence[Analysed]) -> dict[str, float]:
    """Inverse document frequency of each content word of the sentence that the sources have."""
    frequency = Counter(word for source in sources for word in source.bag)
    return {w: math.log(1 + len(sources) / frequency[w]) for w in sentence.bag if w in frequency}
