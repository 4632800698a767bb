"""The vectors of single articles as bytes, and back: what is known of an article from one run to the next.

    articles --known?--> bytes --unpacked--> Matrices      the same to the last bit as `profiles.profiled`
        |                  ^
        +----profiled------+  those that are new, from then on known

One article is two numbers, then the length of its vector in each view and how many columns it has there, then all
columns, then all values. Leaves out where the bytes are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.cluster.profiles import VIEWS, WIDTH, Matrices, profiled
from summarizer.types import Article, KnownParts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: What of an article is known, for whoever keeps it.
KIND = "profile"
#: Numbers of eight bytes in front: different words, hours, and for each view a length and a count.
_HEAD = 2 + 2 * len(VIEWS)


def profiled_once(articles: Sequence[Article], known: KnownParts) -> Matrices:
    """The vectors of all articles, in their order; only of those that are not known yet they are made."""
    found = [known.part(KIND, article) for article in articles]
    new = [n for n, data in enumerate(found) if data is None]
    made = packed(profiled([articles[n] for n in new])) if new else []
    for n, data in zip(new, made, strict=True):
        known.keep_part(KIND, articles[n], data)
        found[n] = data
    return unpacked([data for data in found if data is not None])


def packed(matrices: Matrices) -> list[bytes]:
    """The vectors of each article."""
    import numpy as np

    views = [matrices.views[name] for name in VIEWS]
    counts = np.stack([np.diff(view.indptr) for view in views], axis=1).astype(np.float64)
    norms = np.stack([matrices.norms[name] for name in VIEWS], axis=1)
    heads = np.concatenate([matrices.sizes[:, None].astype(np.float64), matrices.hours[:, None], norms, counts], axis=1)
    rows = []
    for row, head in enumerate(heads):
        spans = [slice(view.indptr[row], view.indptr[row + 1]) for view in views]
        columns = np.concatenate([view.indices[span] for view, span in zip(views, spans, strict=True)])
        values = np.concatenate([view.data[span] for view, span in zip(views, spans, strict=True)])
        rows.append(head.astype("<f8").tobytes() + columns.astype("<i4").tobytes() + values.astype("<f4").tobytes())
    return rows


def unpacked(rows: Sequence[bytes]) -> Matrices:
    """The vectors of the articles of which these are the bytes."""
    import numpy as np

    heads = np.array([np.frombuffer(row, "<f8", _HEAD) for row in rows]).reshape(len(rows), _HEAD)
    counts = heads[:, 2 + len(VIEWS) :].astype(np.int64)
    rests = [_split(row, int(count)) for row, count in zip(rows, counts.sum(axis=1), strict=True)]
    owners = np.repeat(np.tile(np.arange(len(VIEWS)), len(rows)), counts.ravel())
    order = np.argsort(owners, kind="stable")  # view by view, in each the rows in their order
    columns = np.concatenate([np.zeros(0, np.int32), *(columns for columns, _ in rests)])[order]
    values = np.concatenate([np.zeros(0, np.float32), *(values for _, values in rests)])[order]
    ends = np.cumsum(counts.sum(axis=0))
    views = {}
    for number, name in enumerate(VIEWS):
        own = slice(ends[number] - counts[:, number].sum(), ends[number])
        views[name] = _matrix(columns[own], values[own], counts[:, number])
    norms = {name: heads[:, 2 + number].copy() for number, name in enumerate(VIEWS)}
    return Matrices(views, norms, heads[:, 0].astype(np.int64), heads[:, 1].copy())


def _split(row: bytes, count: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The columns and the values of an article."""
    import numpy as np

    start = 8 * _HEAD
    return np.frombuffer(row, "<i4", count, start), np.frombuffer(row, "<f4", count, start + 4 * count)


def _matrix(columns: NDArray[np.int32], values: NDArray[np.float32], counts: NDArray[np.int64]) -> csr_array:
    import numpy as np
    from scipy.sparse import csr_array, get_index_dtype

    # Of the type that `profiled` has: four bytes, as long as they hold the number.
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(get_index_dtype(maxval=max(len(columns), WIDTH)))
    return csr_array((values, columns, starts), shape=(len(counts), WIDTH))
