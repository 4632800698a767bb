"""Look-alikes: two groups of articles that are much alike, but each opens with somebody with whom the other does not.

Two title fights of one boxer, or two arrests in one team, share most of their words, and so does each pair of articles;
a pair of articles on one event may also name different people. Only the groups show that it is the rule: these open
with Rahman and never with Thompson, those with Thompson and never with Rahman. Then they tell two events, even if some
mention the other one further down.

And the odd one out: a report that has the names of a group, but with none of them a word that any of the group tells
of it. The miners' pay dispute is of the same mine and town as the rescue of the miners, and shares nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarizer.cluster.profiles import Matrices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Articles that a group needs before what they open with is the rule and not chance. In the development sets the merges
#: of two events that are stopped have at least 6 on each side; of those of one event, all have 3 or 4 on one side.
GROUP = 5
#: Share of a group's articles that name somebody in title or lead: 0.6 would part two halves of one event there.
NAMED = 0.7
#: Share of the other group's articles that may do so too.
ELSEWHERE = 0.2
#: Articles of a group, at least and at most, against which one is held: below nothing is the rule yet, and of more
#: some share a word with anything. None of 95 articles of an event of `giveme5w1h` is odd among the others of it.
HELD_AGAINST = range(3, 65)
AT_A_TIME = 4
#: Cosine of the company of names, and root of that of what happened beside the word that weighs most, up to which two
#: articles share nothing but names.
NO_COMPANY, NOTHING_TOLD = 0.0025, 0.15
#: Cosine of the company that each article of the group must have with another of it: else lacking it says nothing.
COMPANY = 0.3


class Naming(NamedTuple):
    """Who is named where, a row for each article and a column for each word; an entry is 1."""

    #: Names in title or lead.
    names: csr_array
    #: All words of title and lead.
    words: csr_array
    #: Names of title and lead with the words near them, and what is told there; vectors of unit length.
    company: csr_array
    event: csr_array


#: The vectors that say who is named, and what is told of them.
NAMED_IN, TOLD_IN = ("names", "lead"), ("company", "event")


def naming(matrices: Matrices) -> Naming:
    """Who is named where, from the vectors of the articles."""
    names, words = (matrices.views[view].sign() for view in NAMED_IN)
    company, event = (matrices.views[view] for view in TOLD_IN)
    return Naming(names.multiply(words).tocsr(), words, company, event)


def own_names(found: Naming, rows: Sequence[int], others: Sequence[int]) -> NDArray[np.int64]:
    """Columns of the names that a group has to itself, against another group; none for groups that are too small."""
    import numpy as np

    if min(len(rows), len(others)) < GROUP:
        return np.zeros(0, np.int64)
    columns, counts = np.unique(found.names[list(rows)].indices, return_counts=True)
    usual = columns[counts >= NAMED * len(rows)]
    columns, counts = np.unique(found.words[list(others)].indices, return_counts=True)
    known = columns[counts > ELSEWHERE * len(others)]
    return np.setdiff1d(usual, known).astype(np.int64)


def look_alike(found: Naming, rows: Sequence[int], others: Sequence[int]) -> bool:
    """Whether each of two groups has a name to itself."""
    return bool(len(own_names(found, rows, others)) and len(own_names(found, others, rows)))


def odd_one(found: Naming, rows: Sequence[int], others: Sequence[int]) -> bool:
    """Whether one of two groups is a single article that shares nothing with any of the other but names."""
    few, many = sorted((rows, others), key=len)
    if len(few) > 1 or len(many) not in HELD_AGAINST or not found.company[[few[0]]].nnz:
        return False
    # A few at a time: nearly always one of the first has something in common with it.
    parts = [many[start : start + AT_A_TIME] for start in range(0, len(many), AT_A_TIME)]
    return all(_only_names(found, few[0], part) for part in parts) and _keep_company(found, parts[0])


def _keep_company(found: Naming, rows: Sequence[int]) -> bool:
    """Whether the articles of a group tell much the same of the names that they share, each of them with another."""
    pairs = [(a, b) for a in rows for b in rows if a != b]
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    shared = found.company[first].multiply(found.company[second]).sum(axis=1).reshape(len(rows), -1)
    return bool((shared.max(axis=1) >= COMPANY).all())


def _only_names(found: Naming, row: int, others: Sequence[int]) -> bool:
    """Whether an article shares nothing with any of these but names."""
    import numpy as np

    same = [row] * len(others)
    company = found.company[list(others)].multiply(found.company[same]).sum(axis=1)
    if company.max() > NO_COMPANY:
        return False
    told = found.event[list(others)].multiply(found.event[same]).tocsr()
    most = told.max(axis=1).toarray().ravel()
    rest = np.maximum(0.0, np.asarray(told.sum(axis=1)).ravel() - most) / np.maximum(0.05, 1 - most)
    return bool((np.sqrt(rest) <= NOTHING_TOLD).all())


def apart(found: Naming, rows: Sequence[int], others: Sequence[int]) -> bool:
    """Whether two groups tell two events, however alike their articles are."""
    return look_alike(found, rows, others) or odd_one(found, rows, others)
