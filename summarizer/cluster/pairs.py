"""Which pairs of articles are worth comparing: those that share prominent words and are not weeks apart.

Found with an inverted index, block by block, so that neither the time nor the memory of all pairs is needed. Whether
two articles are a pair depends on the two alone, unless one of them has more than NEAREST that are like it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

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


def candidate_pairs(matrices: Matrices) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Blocks of (rows, other rows), each pair once with the lower row first, in no order that means anything."""
    import numpy as np

    signatures = _signatures(matrices.views["body"])
    hours = matrices.hours
    undated = np.flatnonzero(np.isnan(hours))
    dated = np.argsort(hours, kind="stable")[: len(hours) - len(undated)]
    for block in _blocks(dated):
        first, last = hours[block[0]], hours[block[-1]] + WINDOW_HOURS
        near = dated[np.searchsorted(hours[dated], first) : np.searchsorted(hours[dated], last, side="right")]
        rows, others, shared = _product(signatures, block, near)
        keep = (hours[others] > hours[rows]) | ((hours[others] == hours[rows]) & (others > rows))
        keep &= hours[others] - hours[rows] <= WINDOW_HOURS
        yield _lower_first(*nearest(rows[keep], others[keep], shared[keep]))
    for block in _blocks(undated):
        yield _lower_first(*nearest(*_product(signatures, block, dated)))
        rows, others, shared = _product(signatures, block, undated)
        keep = rows < others
        yield nearest(rows[keep], others[keep], shared[keep])


def nearest(
    rows: NDArray[np.int64], others: NDArray[np.int64], shared: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of the pairs of each row the NEAREST that share most; of equal ones those with the lowest other rows."""
    import numpy as np

    order = np.lexsort((others, -shared, rows))
    rows, others = rows[order], others[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[place < NEAREST], others[place < NEAREST]


def _signatures(bodies: csr_array) -> csr_array:
    """The heaviest words of each row, the columns numbered anew: an index has an entry for each column there is."""
    import numpy as np
    from scipy.sparse import csr_array, vstack

    starts = range(0, max(1, bodies.shape[0]), BLOCK)
    kept = vstack([heaviest(bodies[start : start + BLOCK], SIGNATURE_WORDS) for start in starts], format="csr")
    used, columns = np.unique(kept.indices, return_inverse=True)
    return csr_array((kept.data, columns.astype(np.int32), kept.indptr), shape=(bodies.shape[0], max(1, len(used))))


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


def _product(
    signatures: csr_array, rows: NDArray[np.int64], others: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The pairs of one of `rows` and one of `others` whose signatures share enough, and how much they share."""
    product = (signatures[rows] @ signatures[others].T).tocoo()
    enough = product.data >= SHARED
    return rows[product.row[enough]], others[product.col[enough]], product.data[enough]


def _lower_first(a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    import numpy as np

    return np.minimum(a, b), np.maximum(a, b)
