"""Average link on a sparse graph: no story holds strangers who only share a neighbour."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: (row, row, score): a pair that was compared, and how sure it is that both tell one event; 0 is undecided.
Link: TypeAlias = tuple[int, int, float]


#: Likely links from which on a row stands in the midst of a big story: not all its pairs were compared
#: (`pairs.NEAREST`), so that a pair of two such rows without a link is unknown, and not one of strangers.
MIDST = 64

#: Links that are joined at a time: bounds the memory.
_LINKS = 5_000_000

#: Articles of a group from which on it stands for itself, and is merged with another such only if surely alike: what is
#: glued there is two stories and not one report too many. By cross-validation on the labelled pool 5 and 1.0 take
#: B-cubed from 0.946 to 0.956 and cost no recall, as do 0.5 and 1.5; from 2.0 on single events fall apart. That
#: fewer join a group of 3 from -1.0 on gains another 0.009 there, and joins look-alikes that have no dates.
ESTABLISHED = 5
#: Mean score that two of them need.
SURER = 1.0

#: Rows that a chain of likely pairs may join before the chain counts as one of look-alikes, and is cut at its weakest
#: links: where an article has a hundred look-alikes, some of them are likely pairs, and chains of these join half of a
#: month. Four events of the size of the largest one known. It bounds what has to be in memory at a time.
LONG = 4_096
#: How much surer the links of a longer one must be, step by step, up to the scores of the surest.
STEP, SUREST = 0.5, 6.0

#: Called with the rows of two groups: whether they tell two events, whatever their mean score.
Apart: TypeAlias = Callable[[Sequence[int], Sequence[int]], bool]


def _never(rows: Sequence[int], others: Sequence[int]) -> bool:
    del rows, others
    return False


class Links(NamedTuple):
    """Many links, as parallel arrays: of a hundred thousand articles there are millions."""

    rows: NDArray[np.int64]
    others: NDArray[np.int64]
    scores: NDArray[np.float64]

    @classmethod
    def of(cls, links: Sequence[Link]) -> Links:
        """The same links as arrays."""
        import numpy as np

        rows, others, scores = zip(*links, strict=True) if links else ((), (), ())
        return cls(np.array(rows, np.int64), np.array(others, np.int64), np.array(scores, np.float64))

    @classmethod
    def joined(cls, parts: Sequence[Links]) -> Links:
        """The links of all parts, in their order."""
        import numpy as np

        rows, others, scores = ([getattr(part, name) for part in parts] for name in cls._fields)
        return cls(np.concatenate(rows), np.concatenate(others), np.concatenate(scores))

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Links:
        """The chosen links."""
        return Links(self.rows[chosen], self.others[chosen], self.scores[chosen])

    def tuples(self) -> list[Link]:
        """The links one by one."""
        return list(zip(*(array.tolist() for array in self), strict=True))


def linked(count: int, links: Links, *, stranger: float, apart: Apart = _never) -> list[tuple[int, ...]]:
    """Groups of the rows 0..count-1 by `average_link`, in the order of their lowest rows.

    Groups are merged only for a mean above 0, to which some pair of the two must contribute. So rows that no chain of
    such pairs joins never meet, and each set of rows that one does join is grouped by itself; a LONG one in `pieces`.
    """
    import numpy as np

    component = pieces(count, lambda: [links], LONG)
    inside = links.where(component[links.rows] == component[links.others])
    inside = inside.where(np.argsort(component[inside.rows], kind="stable"))
    starts = np.flatnonzero(np.diff(component[inside.rows], prepend=-1)).tolist()
    groups: list[tuple[int, ...]] = [(row,) for row in np.flatnonzero(np.bincount(component)[component] == 1).tolist()]
    for start, end in pairwise([*starts, len(inside.rows)]):
        own = inside.where(np.arange(start, end))
        rows = np.unique(np.concatenate([own.rows, own.others])).tolist()
        groups += average_link(rows, own.tuples(), stranger=stranger, apart=apart)
    return sorted(groups)


def pieces(count: int, parts: Callable[[], Iterable[Links]], size: int) -> NDArray[np.int64]:
    """A number for each row, the same for rows that a chain of likely links joins, chains over `size` cut at weak ones.

    `parts` are asked for all links as often as chains are cut. A piece is joined by the links that the last cut left:
    so it is one piece too where it is looked at without the others.
    """
    import numpy as np

    label = chained(count, parts())
    for level in np.arange(STEP, SUREST + STEP, STEP).tolist():
        long = np.bincount(label, minlength=1)[label] > size
        if not long.any():
            break
        # The surest scores are cut off at SUREST itself.
        wanted = min(level, np.nextafter(SUREST, 0))
        found = chained(count, (_surer(part, wanted, label, long) for part in parts()))
        label = np.unique(np.where(long, found + count, label), return_inverse=True)[1]
    return label


def _surer(links: Links, wanted: float, label: NDArray[np.int64], long: NDArray[np.bool_]) -> Links:
    """Those that hold a chain that is too long together, and are so sure."""
    inside = long[links.rows] & (label[links.rows] == label[links.others])
    return links.where(inside & (links.scores > wanted))


def chained(count: int, parts: Iterable[Links]) -> NDArray[np.int64]:
    """A label for each of `count` rows, the same for those that a chain of likely links joins."""
    import numpy as np

    label = np.arange(count)
    waiting: list[Links] = []
    for found in parts:
        waiting.append(found.where(found.scores > 0))
        if sum(len(each.rows) for each in waiting) > _LINKS:
            label, waiting = _joined(label, waiting), []
    return _joined(label, waiting)


def _joined(label: NDArray[np.int64], links: Sequence[Links]) -> NDArray[np.int64]:
    """The labels after some more links."""
    every = Links.joined([Links.of([]), *links])
    named = Links(label[every.rows], label[every.others], every.scores)
    found: NDArray[np.int64] = components(len(label), named)[label].astype("int64")
    return found


def components(count: int, links: Links) -> NDArray[np.int32]:
    """A number for each row, the same for rows that a chain of likely links joins."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    likely = links.where(links.scores > 0)
    graph = csr_array((np.ones(len(likely.rows), np.int8), (likely.rows, likely.others)), shape=(count, count))
    found: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return found


def average_link(
    rows: Iterable[int], links: Iterable[Link], *, stranger: float, apart: Apart = _never
) -> tuple[tuple[int, ...], ...]:
    """Groups of the rows: the two groups with the best mean score are merged while it is above 0.

    Two ESTABLISHED groups are merged only above SURER, and two that must stay `apart` are passed over until one of them
    has grown. A pair without a link scores `stranger`, unless both rows stand in the MIDST of a big story. Equal means
    are merged in the order of the lowest rows, so the caller fixes the outcome by the order of the rows. Worked
    example: with links (0, 1, 2.0) and (1, 2, 2.0) and strangers at -6, rows 0 and 1 merge; then the mean of {0, 1} and
    {2} is (2 - 6) / 2 = -2, and 2 stays alone.
    """
    sums: dict[int, dict[int, tuple[float, int]]] = {row: {} for row in rows}
    likely: Counter[int] = Counter()
    for a, b, score in links:
        sums[a][b] = sums[b][a] = (score, 1)
        likely.update((a, b) if score > 0 else ())
    members = {row: [row] for row in sums}
    #: How many of a group's rows stand in the midst of a big story.
    midst = {row: int(likely[row] >= MIDST) for row in sums}

    def mean(a: int, b: int) -> float:
        total, known = sums[a][b]
        pairs = len(members[a]) * len(members[b])
        unknown = (pairs - known) * (midst[a] * midst[b] / pairs)
        return (total + (pairs - known - unknown) * stranger) / (pairs - unknown)

    heap = [(-mean(a, b), a, b) for a, others in sums.items() for b in others if a < b and mean(a, b) > 0]
    heapq.heapify(heap)
    while heap:
        distance, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in sums[a] or -mean(a, b) != distance:
            continue  # one of the two has changed since: its new mean is on the heap
        if -distance <= _wanted(members[a], members[b]) or apart(members[a], members[b]):
            continue  # the two have grown since, to the same mean; or tell two events
        _merge(sums, members, a, b)
        midst[a] += midst.pop(b)
        for other in sums[a]:
            if (new := mean(a, other)) > _wanted(members[a], members[other]):
                heapq.heappush(heap, (-new, min(a, other), max(a, other)))
    return tuple(tuple(sorted(rows)) for _, rows in sorted(members.items()))


def _wanted(rows: Sequence[int], others: Sequence[int]) -> float:
    """The mean above which two groups are merged."""
    return SURER if min(len(rows), len(others)) >= ESTABLISHED else 0.0


def _merge(sums: dict[int, dict[int, tuple[float, int]]], members: dict[int, list[int]], a: int, b: int) -> None:
    """Moves b's members and links to a; a is the lower row, and so the group's name."""
    members[a] += members.pop(b)
    for other, (total, known) in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            old_total, old_known = sums[a].get(other, (0.0, 0))
            sums[a][other] = sums[other][a] = (old_total + total, old_known + known)


def widest_path(start: int, goal: int, links: Sequence[Link]) -> tuple[int, ...]:
    """The rows from start to goal along which the weakest link is as strong as can be; () if there is no way."""
    neighbours: dict[int, list[tuple[int, float]]] = {}
    for a, b, score in links:
        neighbours.setdefault(a, []).append((b, score))
        neighbours.setdefault(b, []).append((a, score))
    heap: list[tuple[float, tuple[int, ...]]] = [(float("-inf"), (start,))]
    done: set[int] = set()
    while heap:
        weakest, path = heapq.heappop(heap)
        if path[-1] == goal:
            return path
        if path[-1] in done:
            continue
        done.add(path[-1])
        for row, score in neighbours.get(path[-1], ()):
            if row not in done:
                heapq.heappush(heap, (max(weakest, -score), (*path, row)))
    return ()
