"""Average link on a sparse graph: no story holds strangers who only share a neighbour."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import TypeAlias

#: (row, row, score): a pair that was compared, and how sure it is that both tell one event; 0 is undecided.
Link: TypeAlias = tuple[int, int, float]


def average_link(count: int, links: Iterable[Link], *, stranger: float) -> tuple[tuple[int, ...], ...]:
    """Groups of the rows 0..count-1: the two groups with the best mean score are merged while it is above 0.

    A pair without a link scores `stranger`. Equal means are merged in the order of the lowest rows, so the caller
    fixes the outcome by the order of the rows. Worked example: with links (0, 1, 2.0) and (1, 2, 2.0) and strangers
    at -6, rows 0 and 1 merge; then the mean of {0, 1} and {2} is (2 - 6) / 2 = -2, and 2 stays alone.
    """
    sums: dict[int, dict[int, tuple[float, int]]] = {row: {} for row in range(count)}
    for a, b, score in links:
        sums[a][b] = sums[b][a] = (score, 1)
    members = {row: [row] for row in range(count)}

    def mean(a: int, b: int) -> float:
        total, known = sums[a][b]
        pairs = len(members[a]) * len(members[b])
        return (total + (pairs - known) * stranger) / pairs

    heap = [(-mean(a, b), a, b) for a, others in sums.items() for b in others if a < b and mean(a, b) > 0]
    heapq.heapify(heap)
    while heap:
        distance, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in sums[a] or -mean(a, b) != distance:
            continue  # one of the two has changed since: its new mean is on the heap
        _merge(sums, members, a, b)
        for other in sums[a]:
            if (new := mean(a, other)) > 0:
                heapq.heappush(heap, (-new, min(a, other), max(a, other)))
    return tuple(tuple(sorted(rows)) for _, rows in sorted(members.items()))


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
