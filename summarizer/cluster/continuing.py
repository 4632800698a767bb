"""How sure it is that a story of today goes on from one of an earlier day.

The pairs of their articles are compared as when stories are made; beside their scores stands how like the two are in
words as a whole, for news of an event drifts from day to day. The weights in `continuing.json` are those of a logistic
regression on development events spread over days: `training/learn_threads.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cluster.packed import profiled_once
from summarizer.cluster.profiles import Matrices, profiled
from summarizer.cluster.similarity import features, score, shipped
from summarizer.language import content_words
from summarizer.linear import Linear, load
from summarizer.types import Article, KnownParts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL = Path(__file__).with_suffix(".json")
#: Log-odds from which a story goes on from another. Events of four development sets spread over two weeks, each set
#: left out of the learning in turn: of the continued stories 1.00 are found in basil, 0.95 in ecbplus, 0.92 in
#: giveme5w1h, 0.74 in wikinews, and 0.006, 0.022, 0.07 and 0.07 of all are put to another thread. From -1.5 up it is
#: 0.96 and 0.025 in ecbplus; from 0: 0.91 and 0.009, but 0.67 in wikinews.
GOES_ON = -1.0
#: Words of the beginning by which it is seen at once that two have nothing in common, how many they must share, and
#: how many of the others are looked at more closely.
OPENING_WORDS, COMMON, NEAREST = 80, 4, 8
#: Pairs of articles that are compared at a time: bounds the memory.
CHUNK = 20_000
#: What of an article is known, for whoever keeps it.
KIND = "beginning"
#: What stands for "surely not".
NEVER = -100.0

Rows = Sequence[int]


@cache
def shipped_continuing() -> Linear:
    """The model that comes with the program."""
    return load(MODEL).models["same_thread"]


def stories_alike(
    stories: Sequence[Sequence[Article]], others: Sequence[Sequence[Article]], known: KnownParts | None = None
) -> list[list[float]]:
    """How sure it is that each story (row) goes on from each of the others (column), all given by their articles.

    From 0 up it does. What is `known` of an article is not computed again.
    """
    articles = [article for group in (*stories, *others) for article in group]
    places = list(pairwise(accumulate(map(len, (*stories, *others)), initial=0)))
    rows = [range(start, end) for start, end in places]
    openings = [opening_of(group, known) for group in (*stories, *others)]
    found = [[NEVER] * len(others) for _ in stories]
    pairs = [(i, j) for i in range(len(stories)) for j in nearest(openings[i], openings[len(stories) :])]
    if pairs:
        needed = sorted({row for i, j in pairs for row in (*rows[i], *rows[len(stories) + j])})
        place = {row: n for n, row in enumerate(needed)}
        beside = [([place[r] for r in rows[i]], [place[r] for r in rows[len(stories) + j]]) for i, j in pairs]
        chosen = [articles[r] for r in needed]
        matrices = profiled_once(chosen, known) if known else profiled(chosen)
        for (i, j), told in zip(pairs, compared(matrices, beside), strict=True):
            found[i][j] = shipped_continuing().total(told) - GOES_ON
    return found


def nearest(opening: frozenset[str], others: Sequence[frozenset[str]]) -> list[int]:
    """The positions of those that share most with it, the first of equals first."""
    shared = [len(opening & other) / (1 + len(other)) ** 0.5 for other in others]
    order = sorted(range(len(others)), key=lambda j: -shared[j])
    return [j for j in order if len(opening & others[j]) >= COMMON][:NEAREST]


def compared(matrices: Matrices, pairs: Sequence[tuple[Rows, Rows]]) -> list[dict[str, float]]:
    """For each two groups of articles, given by their rows, what speaks for their being one story."""
    import numpy as np

    a = np.concatenate([np.repeat(rows, len(others)) for rows, others in pairs])
    b = np.concatenate([np.tile(others, len(rows)) for rows, others in pairs])
    ends = np.cumsum([len(rows) * len(others) for rows, others in pairs])[:-1]
    parts = [features(matrices, a[n : n + CHUNK], b[n : n + CHUNK]) for n in range(0, len(a), CHUNK)]
    scores = np.concatenate([score(part, shipped()) for part in parts])
    cosines = np.concatenate([part["body"] for part in parts]) ** 2
    return [
        told_of(found.reshape(len(rows), len(others)), alike)
        for (rows, others), found, alike in zip(pairs, np.split(scores, ends), np.split(cosines, ends), strict=True)
    ]


def told_of(scores: NDArray[np.float64], cosines: NDArray[np.float64]) -> dict[str, float]:
    """The features, from the scores (a row an article of the one group) and the cosines of all pairs."""
    import numpy as np

    return {
        "mean": float(scores.mean()),
        "best": float(scores.max()),
        "best_of_each": float(scores.max(axis=1).mean()),
        "words": float(np.sqrt(cosines.mean())),
        "words_best": float(np.sqrt(cosines.max())),
        "articles": float(np.log(scores.shape[0])),
        "others": float(np.log(scores.shape[1])),
    }


def opening_of(articles: Sequence[Article], known: KnownParts | None = None) -> frozenset[str]:
    """The content words that its articles begin with."""
    return frozenset(word for article in articles for word in _opening_words(article, known))


def _opening_words(article: Article, known: KnownParts | None) -> Sequence[str]:
    """Those of one article as they are known, else found and from now on known."""
    found = known.part(KIND, article) if known else None
    if found is not None:
        return found.decode("utf-8", "surrogatepass").split(" ")
    words = content_words(f"{article.title or ''} {' '.join(article.text.split()[:OPENING_WORDS])}")
    if known:
        known.keep_part(KIND, article, " ".join(words).encode("utf-8", "surrogatepass"))
    return words
