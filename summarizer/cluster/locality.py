"""What is common in this folder: a name that many of its stories share is background here, however rare elsewhere.

In a local newsroom's folder the town stands in every story, in a trade desk's the company. So the stories that were
found are counted by word: one that more than FEW of them hold weighs what it would if the news at large were made of
this folder and of PACKED more articles. The reports of one event are one story, however many; so a big story's own
names keep their weight. Leaves out small folders, where a count says nothing: there no word is common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarizer.cluster.profiles import VIEWS, WIDTH, Matrices
from summarizer.cluster.similarity import KINDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Stories that may share a word before it is thought common here.
FEW = 8
#: What the packed table weighs against the folder, in articles. 30 to 200 are much the same on the development sets.
PACKED = 60.0
#: Shares of a weight are rounded to these steps: one more article changes next to nothing.
STEPS = 10
#: The views that hold something other than single words: pairs of words, figures and days are weighed as they are.
_KEPT = {*KINDS["figures"], *KINDS["dates"], "company"} | {"full_names", "main_name"}
WEIGHED = tuple(name for name in VIEWS if name not in _KEPT)


def weighed(matrices: Matrices, groups: Sequence[Sequence[int]]) -> Matrices | None:
    """The vectors with what is common in this folder weighing less; None where nothing is.

    `groups` are the rows of each story.
    """
    import numpy as np

    told = tally(matrices.views["words"], matrices.norms["words"], groups, np.arange(len(matrices.sizes)))
    shares = shares_of(told, len(groups))
    return None if shares is None else reweighed(matrices, shares)


def reweighed(matrices: Matrices, shares: NDArray[np.float32]) -> Matrices:
    """The vectors with that share of its weight left to each column.

    Vectors keep their lengths, so that two articles that share nothing but what is common are less alike.
    """
    import numpy as np
    from scipy.sparse import csr_array

    views = dict(matrices.views)
    roots = np.sqrt(shares)
    for name in WEIGHED:
        view = views[name]
        views[name] = csr_array((view.data * roots[view.indices], view.indices, view.indptr), shape=view.shape)
    return Matrices(views, matrices.norms, matrices.sizes, matrices.hours)


class Tally(NamedTuple):
    """The words of some stories, item i of each for one word."""

    #: Their columns, ascending.
    columns: NDArray[np.int64]
    #: How many of the stories hold the word.
    stories: NDArray[np.int64]
    #: How rare it is at large, as the last of the articles that have it tells.
    rarity: NDArray[np.float64]
    #: The row of that article.
    last: NDArray[np.int64]


def tally(
    words: csr_array, norms: NDArray[np.float64], groups: Sequence[Sequence[int]], rows: NDArray[np.int64]
) -> Tally:
    """The words of stories, of which `groups` are places in `words`; `rows`, ascending, are the articles' numbers."""
    import numpy as np
    from scipy.sparse import csr_array

    story = np.zeros(len(rows), np.int64)
    for number, places in enumerate(groups):
        story[list(places)] = number
    held = csr_array((np.ones(len(words.data), np.int32), words.indices, words.indptr), shape=words.shape)
    sums = csr_array((np.ones(len(story), np.int32), (story, np.arange(len(story)))), shape=(len(groups), len(story)))
    counts = np.bincount((sums @ held).indices, minlength=WIDTH)
    last = np.full(WIDTH, -1, np.int64)
    last[words.indices] = np.arange(len(words.indices))
    (columns,) = np.nonzero(counts)
    entries = last[columns]
    rarity, owners = np.repeat(norms, np.diff(words.indptr)), np.repeat(rows, np.diff(words.indptr))
    return Tally(columns, counts[columns], words.data[entries] * rarity[entries], owners[entries])


def added(tallies: Iterable[Tally]) -> Tally:
    """The words of all the stories; no story may be in two tallies."""
    import numpy as np

    stories, last = np.zeros(WIDTH, np.int64), np.full(WIDTH, -1, np.int64)
    rarity = np.zeros(WIDTH, np.float64)
    for each in tallies:
        stories[each.columns] += each.stories
        later = each.last > last[each.columns]
        rarity[each.columns[later]], last[each.columns[later]] = each.rarity[later], each.last[later]
    (columns,) = np.nonzero(stories)
    return Tally(columns, stories[columns], rarity[columns], last[columns])


def shares_of(told: Tally, stories: int) -> NDArray[np.float32] | None:
    """For each column the share of its weight that is left, of so many stories; None if all keep theirs."""
    import numpy as np

    common = told.stories > FEW
    if stories <= FEW or not common.any():
        return None
    rare = np.maximum(told.rarity[common], 1e-3)
    chance = (told.stories[common] - FEW + PACKED * np.exp(-rare)) / (stories - FEW + PACKED)
    shares = np.ones(WIDTH, np.float32)
    left = np.clip(np.round(STEPS * -np.log(np.minimum(chance, 1.0)) / rare), 1, STEPS) / STEPS
    shares[told.columns[common]] = left
    return shares if (shares < 1).any() else None
