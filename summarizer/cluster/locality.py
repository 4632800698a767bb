"""What is common in this folder: a name that many of its stories share is background here, however rare elsewhere.

In a local newsroom's folder the town stands in every story, in a trade desk's the company. So the stories that were
found are counted by word: one that more than FEW of them hold weighs what it would if the news at large were made of
this folder and of PACKED more articles. The reports of one event are one story, however many; so a big story's own
names keep their weight. Leaves out small folders, where a count says nothing: there no word is common.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.cluster.profiles import VIEWS, WIDTH, Matrices
from summarizer.cluster.similarity import KINDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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

    `groups` are the rows of each story. Vectors keep their lengths, so that two articles that share nothing but what
    is common are less alike.
    """
    import numpy as np
    from scipy.sparse import csr_array

    shares = _shares(matrices, groups)
    if shares is None:
        return None
    views = dict(matrices.views)
    roots = np.sqrt(shares)
    for name in WEIGHED:
        view = views[name]
        views[name] = csr_array((view.data * roots[view.indices], view.indices, view.indptr), shape=view.shape)
    return Matrices(views, matrices.norms, matrices.sizes, matrices.hours)


def _shares(matrices: Matrices, groups: Sequence[Sequence[int]]) -> NDArray[np.float32] | None:
    """For each column the share of its weight that is left; None if all keep theirs."""
    import numpy as np
    from scipy.sparse import csr_array

    if len(groups) <= FEW:
        return None
    story = np.zeros(len(matrices.sizes), np.int64)
    for number, rows in enumerate(groups):
        story[list(rows)] = number
    words = matrices.views["words"]
    one = np.ones(len(words.data), np.int32)
    held = csr_array((one, words.indices, words.indptr), shape=words.shape)
    sums = csr_array((np.ones(len(story), np.int32), (story, np.arange(len(story)))), shape=(len(groups), len(story)))
    counts = np.bincount((sums @ held).indices, minlength=WIDTH)
    (common,) = np.nonzero(counts > FEW)
    if not len(common):
        return None
    rarity = np.zeros(WIDTH, np.float64)
    rarity[words.indices] = words.data * np.repeat(matrices.norms["words"], np.diff(words.indptr))
    rare = np.maximum(rarity[common], 1e-3)
    chance = (counts[common] - FEW + PACKED * np.exp(-rare)) / (len(groups) - FEW + PACKED)
    shares = np.ones(WIDTH, np.float32)
    shares[common] = np.clip(np.round(STEPS * -np.log(np.minimum(chance, 1.0)) / rare), 1, STEPS) / STEPS
    return shares if (shares < 1).any() else None
