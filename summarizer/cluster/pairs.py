"""Which pairs of articles are worth comparing: those that share prominent words and are not weeks apart.

Found with an inverted index, block by block, so that neither the time nor the memory of all pairs is needed. Whether
two articles are a pair depends on the two alone, unless one of them has more than NEAREST that are like it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from summarizer.cluster.profiles import Matrices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Heaviest words of an article that are indexed.
SIGNATURE_WORDS = 40
#: Product of two signatures from which on a pair is compared: it keeps 99.7 % of the same-event pairs of the
#: development sets, and 1 % of the others.
SHARED = 0.05
#: Articles further apart tell different events (gold labels past it are doubtful in the development sets too).
WINDOW_HOURS = 14 * 24.0
#: Pairs of an article with later ones that are compared, the most alike first: it keeps the time in proportion to the
#: number of articles where many are alike. In the development sets an article has at most 77 pairs; in a bigger story
#: what was not compared counts as unknown (`linkage.MIDST`).
NEAREST = 128
#: Rows multiplied at a time: bounds the memory of a product.
BLOCK = 512


class Signed(NamedTuple):
    """Articles as pairs of them are looked for, item i of each for one article."""

    #: Their numbers, by which equal pairs are put in order.
    rows: NDArray[np.int64]
    #: When they came out; NaN if unknown.
    hours: NDArray[np.float64]
    #: Their heaviest words.
    signatures: csr_array

    def of(self, places: NDArray[np.int64]) -> Signed:
        """Some of the articles."""
        return Signed(self.rows[places], self.hours[places], self.signatures[places])


def candidate_pairs(matrices: Matrices) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Blocks of (rows, other rows), each pair once with the lower row first, in no order that means anything."""
    import numpy as np

    hours = matrices.hours
    signed = Signed(np.arange(len(hours)), hours, renumbered(signatures(matrices.views["body"])))
    order = in_time(hours)
    dated, undated = np.split(order, [len(hours) - int(np.isnan(hours).sum())])
    for block in _blocks(dated):
        first, last = hours[block[0]], hours[block[-1]] + WINDOW_HOURS
        near = dated[np.searchsorted(hours[dated], first) : np.searchsorted(hours[dated], last, side="right")]
        yield lower_first(*nearest(*alike(signed.of(block), signed.of(near))))
    for block in _blocks(undated):
        for others in (dated, undated):
            yield lower_first(*nearest(*alike(signed.of(block), signed.of(others))))


def in_time(hours: NDArray[np.float64]) -> NDArray[np.int64]:
    """The rows in the order of their times, those without one last."""
    import numpy as np

    return np.argsort(hours, kind="stable")


def alike(own: Signed, others: Signed) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The pairs of one of the first and one of the others that share enough words: rows, other rows, how much.

    Each pair is found from one side only: from the earlier article, from the one without a time, or from the lower row.
    """
    import numpy as np

    product = (own.signatures @ others.signatures.T).tocoo()
    enough = product.data >= SHARED
    a, b, shared = product.row[enough], product.col[enough], product.data[enough]
    rows, found, gap = own.rows[a], others.rows[b], others.hours[b] - own.hours[a]
    later = ((gap > 0) | ((gap == 0) & (found > rows))) & (gap <= WINDOW_HOURS)
    undated, both = np.isnan(own.hours[a]), np.isnan(others.hours[b])
    keep = np.where(undated, ~both | (rows < found), later)
    return rows[keep], found[keep], shared[keep]


def nearest(
    rows: NDArray[np.int64], others: NDArray[np.int64], shared: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of the pairs of each row the NEAREST that share most; of equal ones those with the lowest other rows."""
    import numpy as np

    order = np.lexsort((others, -shared, rows))
    rows, others = rows[order], others[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[place < NEAREST], others[place < NEAREST]


def signatures(bodies: csr_array) -> csr_array:
    """The heaviest words of each row."""
    from scipy.sparse import vstack

    starts = range(0, max(1, bodies.shape[0]), BLOCK)
    return vstack([heaviest(bodies[start : start + BLOCK], SIGNATURE_WORDS) for start in starts], format="csr")


def renumbered(matrix: csr_array) -> csr_array:
    """The same with the columns numbered anew: an index has an entry for each column there is."""
    import numpy as np
    from scipy.sparse import csr_array

    used, columns = np.unique(matrix.indices, return_inverse=True)
    return csr_array((matrix.data, columns.astype(np.int32), matrix.indptr), shape=(matrix.shape[0], max(1, len(used))))


def heaviest(matrix: csr_array, count: int) -> csr_array:
    """The matrix with only the `count` largest values of each row; of equal values those of the lowest columns."""
    import numpy as np
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, rows))
    place = np.arange(len(order)) - matrix.indptr[rows[order]]
    kept = np.sort(order[place < count])
    return csr_array((matrix.data[kept], (rows[kept], matrix.indices[kept])), shape=matrix.shape)


def _blocks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(rows), BLOCK):
        yield rows[start : start + BLOCK]


def lower_first(a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same pairs, the lower row first."""
    import numpy as np

    return np.minimum(a, b), np.maximum(a, b)
