"""Which pairs of articles are worth comparing: those that share prominent words and are not weeks apart.

Found with an inverted index, block by block, so that neither the time nor the memory of all pairs is needed. Whether
two articles are a pair depends on the two alone, unless one of them has more than NEAREST that are like it or more
than FEW that share little, or a word is so COMMON in these weeks that it is background: by such a word alone nobody is
looked up. They bound what an article costs, however many articles a day has; the labelled folders meet none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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
#: Of these, pairs that share less than ALIKE, at most: more are there where a month has tens of thousands of articles,
#: and few of them are of one event. Of the likely pairs of 2,769 undated articles 0.8 % are lost, with 32 2 %; of the
#: labelled articles none.
FEW, ALIKE = 48, 0.3
#: Articles of a fortnight and the next that have a word among their heaviest, from which on it is background there: it
#: is in one article of two hundred where a million stand in two months.
COMMON = 2_000
#: Words of an article that are looked up all the same, its rarest: an event of thousands of reports has made its own
#: words common.
RAREST = 8
#: The fortnight of articles without a time.
UNDATED = 1 << 40
#: Rows multiplied at a time: bounds the memory of a product.
BLOCK = 512


#: A fortnight, its columns, how many articles have each.
Counted: TypeAlias = "tuple[int, NDArray[np.int64], NDArray[np.int32]]"


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


class Common(NamedTuple):
    """The words that are background in a fortnight, item i of each for one word of one fortnight."""

    #: Ascending; UNDATED, which comes last, is for articles without a time.
    fortnights: NDArray[np.int64]
    columns: NDArray[np.int64]
    #: How many articles have it.
    counts: NDArray[np.int64]


def candidate_pairs(matrices: Matrices) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Blocks of (rows, other rows), each pair once with the lower row first, in no order that means anything."""
    import numpy as np

    hours = matrices.hours
    signed = Signed(np.arange(len(hours)), hours, renumbered(signatures(matrices.views["body"])))
    order = in_time(hours)
    asking = looked_up(signed, common_words([signed.of(order)], signed.signatures.shape[1]))
    dated, undated = np.split(order, [len(hours) - int(np.isnan(hours).sum())])
    for block in _blocks(dated):
        first, last = hours[block[0]], hours[block[-1]] + WINDOW_HOURS
        near = dated[np.searchsorted(hours[dated], first) : np.searchsorted(hours[dated], last, side="right")]
        yield lower_first(*nearest(*alike(asking.of(block), signed.of(near))))
    for block in _blocks(undated):
        for others in (dated, undated):
            yield lower_first(*nearest(*alike(asking.of(block), signed.of(others))))


def common_words(parts: Iterable[Signed], width: int) -> Common:
    """The background of each fortnight of the articles, which come in the order of time, those without one last.

    Counted are the articles that one of the fortnight may be paired with: its own and the next; without a time, all.
    Columns are below `width`.
    """
    import numpy as np

    every = np.zeros(width, np.int32)
    held: list[tuple[int, NDArray[np.int32]]] = []
    found: list[Counted] = []
    for fortnight, words in chain.from_iterable(map(_by_fortnight, parts)):
        counts = np.bincount(words, minlength=width).astype(np.int32)
        every += counts
        if held and held[-1][0] == fortnight:
            np.add(held[-1][1], counts, out=held[-1][1])
        elif fortnight != UNDATED:
            held.append((fortnight, counts))
            found += _finished(held, 2)
    found += [*_finished(held, 0), *_finished([(UNDATED, every)], 0)]
    nothing = np.zeros((3, 0), np.int64)
    return Common(*np.concatenate([nothing, *(np.stack(np.broadcast_arrays(*each)) for each in found)], axis=1))


def _finished(held: list[tuple[int, NDArray[np.int32]]], left: int) -> Iterator[Counted]:
    """The background of the first fortnights, until so many are left."""
    import numpy as np

    while len(held) > left:
        fortnight, counts = held.pop(0)
        if held and held[0][0] == fortnight + 1:
            counts = counts + held[0][1]
        columns = np.flatnonzero(counts > COMMON)
        yield fortnight, columns, counts[columns]


def _by_fortnight(part: Signed) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """The words of articles in the order of time, those of each fortnight together."""
    import numpy as np

    numbers, ends = fortnights(part.hours), part.signatures.indptr
    firsts = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 1)).tolist()
    for first, past in pairwise([*firsts, len(numbers)]):
        yield int(numbers[first]), part.signatures.indices[ends[first] : ends[past]]


def fortnights(hours: NDArray[np.float64]) -> NDArray[np.int64]:
    """The number of the WINDOW_HOURS in which each article came out; UNDATED without a time."""
    import numpy as np

    return np.where(np.isnan(hours), UNDATED, np.nan_to_num(hours) // WINDOW_HOURS).astype(np.int64)


def looked_up(signed: Signed, common: Common) -> Signed:
    """The articles with the words by which others are looked up: less those that are background, but for RAREST."""
    import numpy as np
    from scipy.sparse import csr_array

    matrix = signed.signatures
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    numbers = fortnights(signed.hours)[rows]
    held = np.zeros(matrix.nnz, np.int64)
    for fortnight in np.intersect1d(common.fortnights, numbers):
        own, told = numbers == fortnight, common.fortnights == fortnight
        counts = np.zeros(matrix.shape[1], np.int64)
        counts[common.columns[told]] = common.counts[told]
        held[own] = counts[matrix.indices[own]]
    if not held.any():
        return signed
    order = np.lexsort((matrix.indices, held, rows))
    place = np.empty(matrix.nnz, np.int64)
    place[order] = np.arange(matrix.nnz) - matrix.indptr[rows[order]]
    kept = (held == 0) | (place < RAREST)
    ends = np.concatenate([[0], np.cumsum(kept)])[matrix.indptr]
    fewer = csr_array((matrix.data[kept], matrix.indices[kept], ends.astype(np.int32)), shape=matrix.shape)
    return signed._replace(signatures=fewer)


def in_time(hours: NDArray[np.float64]) -> NDArray[np.int64]:
    """The rows in the order of their times, those without one last."""
    import numpy as np

    return np.argsort(hours, kind="stable")


def alike(own: Signed, others: Signed) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The pairs of one of the first and one of the others that share enough words: rows, other rows, how much.

    Each pair is found from one side only: from the earlier article, from the one without a time, or from the lower row.
    """
    import numpy as np

    a, b, shared = _enough(own.signatures, others.signatures)
    rows, found, gap = own.rows[a], others.rows[b], others.hours[b] - own.hours[a]
    later = ((gap > 0) | ((gap == 0) & (found > rows))) & (gap <= WINDOW_HOURS)
    undated, both = np.isnan(own.hours[a]), np.isnan(others.hours[b])
    keep = np.where(undated, ~both | (rows < found), later)
    return rows[keep], found[keep], shared[keep]


def _enough(matrix: csr_array, others: csr_array) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The places of rows that share SHARED or more, and how much; some rows at a time, to bound the memory."""
    import numpy as np

    turned = others.T.tocsr()
    parts = []
    for start in range(0, max(1, matrix.shape[0]), BLOCK):
        product = (matrix[start : start + BLOCK] @ turned).tocoo()
        enough = product.data >= SHARED
        parts.append((product.row[enough].astype(np.int64) + start, product.col[enough], product.data[enough]))
    a, b, shared = (np.concatenate(each) for each in zip(*parts, strict=True))
    return a, b, shared


def nearest(
    rows: NDArray[np.int64], others: NDArray[np.int64], shared: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of the pairs of each row those that share most; of equal ones those with the lowest other rows."""
    import numpy as np

    order = np.lexsort((others, -shared, rows))
    rows, others, shared = rows[order], others[order], shared[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    kept = place < np.where(shared < ALIKE, FEW, NEAREST)
    return rows[kept], others[kept]


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
