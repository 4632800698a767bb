"""What chains of links join, cut into buckets: so that each bucket can be worked on by itself.

Holds a few numbers for each item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.scale.shards import in_sections

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def bucketed(
    label: NDArray[np.int64], place: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Items in buckets of about `size`, those with one label in one bucket, labels in the order of their first places.

    (items, starts): the items of bucket i, ascending, are those from starts[i] to starts[i + 1].
    """
    import numpy as np

    labels = int(label.max(initial=-1)) + 1
    first = np.full(labels, np.iinfo(np.int64).max)
    np.minimum.at(first, label, place)
    sizes = np.bincount(label, minlength=labels)
    order = np.argsort(first, kind="stable")  # of labels; those without items come last
    before = np.cumsum(sizes[order]) - sizes[order]
    bucket_of = np.zeros(labels, np.int64)
    bucket_of[order] = before // size
    _, buckets = np.unique(bucket_of[label], return_inverse=True)
    return in_sections(buckets.astype(np.int64), int(buckets.max(initial=-1)) + 1)
