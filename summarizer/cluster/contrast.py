"""Look-alikes: two groups of articles that are much alike, but each is about somebody whom the other never mentions.

Two title fights of one boxer, or two arrests in one team, share most of their words, and so does each pair of articles;
a pair of articles on one event may also name different people. Only the groups show that it is the rule: all of these
name Rahman and none Thompson, all of those Thompson and none Rahman. Then they tell two events.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarizer.cluster.profiles import Matrices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Articles that a group needs before what they all name is the rule and not chance.
GROUP = 3
#: Share of a group's articles that name somebody in title or lead.
NAMED = 0.7
#: Share of the other group's articles that may mention him, in passing.
MENTIONED = 0.1


class Naming(NamedTuple):
    """Who is named where, a row for each article and a column for each word; an entry is 1."""

    #: Names in title or lead.
    leads: csr_array
    #: Words of title and text.
    texts: csr_array


def naming(matrices: Matrices) -> Naming:
    """Who is named where, from the vectors of the articles."""
    views = {name: matrices.views[name].sign() for name in ("names", "lead", "body")}
    return Naming(views["names"].multiply(views["lead"]).tocsr(), views["body"])


def own_names(found: Naming, rows: Sequence[int], others: Sequence[int]) -> NDArray[np.int64]:
    """Columns of the names that a group has to itself, against another group; none for groups that are too small."""
    import numpy as np

    if min(len(rows), len(others)) < GROUP:
        return np.zeros(0, np.int64)
    columns, counts = np.unique(found.leads[list(rows)].indices, return_counts=True)
    usual = columns[counts >= NAMED * len(rows)]
    columns, counts = np.unique(found.texts[list(others)].indices, return_counts=True)
    known = columns[counts > MENTIONED * len(others)]
    return np.setdiff1d(usual, known).astype(np.int64)


def look_alike(found: Naming, rows: Sequence[int], others: Sequence[int]) -> bool:
    """Whether each of two groups has a name to itself."""
    return bool(len(own_names(found, rows, others)) and len(own_names(found, others, rows)))
