"""What of an article is compared: sparse vectors of its title, lead, body, names and figures, and its time.

A vector's columns are hashes of words, so that nothing about an article depends on the other articles.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from summarizer.cluster.background import rarity
from summarizer.text import FUNCTION_WORDS, Word, stem, words
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Columns of a vector. Of 100,000 different words about one in 80 shares its column with another: harmless.
WIDTH = 1 << 23
#: Words of the text that are looked at: past them an article is background, and other events.
BODY_WORDS = 400
#: Words of the text that tell what happened.
LEAD_WORDS = 60

Vector = Mapping[str, float]
#: The vectors of a profile that are compared.
VIEWS = ("title", "lead", "body", "names", "figures")


class Profile(NamedTuple):
    """One article's vectors, by word; a word's weight grows with its frequency and its rarity."""

    title: Vector
    lead: Vector
    body: Vector
    names: Vector
    figures: Vector
    #: Hours since the epoch; NaN if unknown.
    hours: float


def profile(article: Article) -> Profile:
    """The vectors of one article."""
    title = _stems(article.title or "")
    tokens = words(article.text[: BODY_WORDS * 12])[:BODY_WORDS]
    stems = [stem(w.folded) for w in tokens if w.folded not in FUNCTION_WORDS]
    lead = [stem(w.folded) for w in tokens[:LEAD_WORDS] if w.folded not in FUNCTION_WORDS]
    names = _names(article, tokens)
    return Profile(
        title=_weighted(title),
        lead=_weighted(title + lead),
        body=_weighted(title * 2 + lead + stems),
        names=names,
        figures=_weighted(s for s in title + stems if s[:1].isdigit()),
        hours=article.published.timestamp() / 3600 if article.published else math.nan,
    )


def _stems(text: str) -> list[str]:
    return [stem(w.folded) for w in words(text) if w.folded not in FUNCTION_WORDS]


def _weighted(stems: Iterable[str]) -> dict[str, float]:
    return {s: (1 + math.log(n)) * rarity(s) for s, n in Counter(stems).items()}


def _names(article: Article, tokens: Sequence[Word]) -> dict[str, float]:
    """Stems written with a capital inside a sentence, or always, weighted by how often and how early they stand."""
    text = article.text
    capital: Counter[str] = Counter()
    small: set[str] = set()
    inside: set[str] = set()
    for w in tokens:
        if w.folded in FUNCTION_WORDS:
            continue
        if text[w.start].isupper():
            s = stem(w.folded)
            capital[s] += 1
            before = text[max(0, w.start - 3) : w.start].rstrip(" \"“‘'")
            if before and before[-1] not in ".!?:\n":
                inside.add(s)
        elif text[w.start].isalpha():
            small.add(stem(w.folded))
    return {s: (1 + math.log(n)) * rarity(s) for s, n in capital.items() if s in inside and s not in small}


@dataclass(frozen=True, slots=True)
class Matrices:
    """The vectors of many articles, a row each, of unit length; and their times."""

    views: Mapping[str, csr_array]
    hours: NDArray[np.float64]
    titled: NDArray[np.bool_]


def stack(profiles: Sequence[Profile]) -> Matrices:
    """The vectors of all articles, in their order, as sparse matrices."""
    import numpy as np

    views = {name: _matrix([getattr(p, name) for p in profiles]) for name in VIEWS}
    titled = np.array([bool(p.title) for p in profiles], dtype=np.bool_)
    return Matrices(views, np.array([p.hours for p in profiles], dtype=np.float64), titled)


def _matrix(vectors: Sequence[Vector]) -> csr_array:
    import numpy as np
    from scipy.sparse import csr_array

    starts = np.zeros(len(vectors) + 1, dtype=np.int64)
    columns: list[int] = []
    values: list[float] = []
    for row, vector in enumerate(vectors):
        scale = 1 / (math.sqrt(sum(v * v for v in vector.values())) or 1)
        columns += [crc32(word.encode()) % WIDTH for word in vector]
        values += [v * scale for v in vector.values()]
        starts[row + 1] = len(columns)
    data = (np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32), starts)
    matrix = csr_array(data, shape=(len(vectors), WIDTH))
    matrix.sum_duplicates()
    return matrix
