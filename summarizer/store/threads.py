"""Which story of an earlier day each story of today goes on from: its thread. Pure.

Articles that a thread has had already decide first: a growing folder has them for days. A story without any is
compared with the threads of the last weeks by what is told and by whom, as articles are when stories are made. A thread
goes on in one story a day; another story that has its articles, or is as like it, has split from it, and a thread whose
articles went into another one's story has joined it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the threads in one of today's stories."""

    #: The thread that it goes on; None for a new one.
    thread: str | None
    #: The threads that went into it, and the one that it came out of.
    joined: tuple[str, ...] = ()
    split: str | None = None


class Likeness(Protocol):
    """Whoever compares stories with threads."""

    def __call__(self, stories: Sequence[int], threads: Sequence[str]) -> Sequence[Sequence[float]]:
        """A row a story, a column a thread: from 0 up they tell one event."""


def follow(
    articles: Sequence[Sequence[bytes]], owner: Mapping[bytes, str], recent: Mapping[str, bool], likeness: Likeness
) -> list[Followed]:
    """For each of today's stories, given by the keys of its articles, what it goes on from.

    `owner` tells the thread of each article that was told; `recent` are the threads that a story may still go on from,
    and whether each was there before today: of two stories of one day none came out of the other.
    """
    votes = [Counter(owner[key] for key in keys if key in owner) for keys in articles]
    by_articles = _best_first((n, story, thread) for story, counts in enumerate(votes) for thread, n in counts.items())
    taken = dict(by_articles)
    unknown = [story for story, counts in enumerate(votes) if not counts]
    used = set(taken.values())
    alike = _alike(unknown, [t for t, older in recent.items() if older or t not in used], likeness)
    taken |= _best_first((like, s, t) for like, s, t in alike if t not in used)
    going_on = set(taken.values())
    nearest = {s: t for _, s, t in sorted(alike, key=lambda each: (each[0], each[2]))}
    found = []
    for story, counts in enumerate(votes):
        thread = taken.get(story)
        others = [other for other, _ in counts.most_common() if other != thread]
        joined = tuple(sorted(other for other in others if other not in going_on)) if thread else ()
        split = None if thread else others[0] if others else nearest.get(story)
        found.append(Followed(thread, joined, split))
    return found


def _alike(stories: Sequence[int], threads: Sequence[str], likeness: Likeness) -> list[tuple[float, int, str]]:
    """(likeness, story, thread) of the pairs that tell one event."""
    if not stories or not threads:
        return []
    rows = likeness(stories, threads)
    return [
        (like, story, thread)
        for story, row in zip(stories, rows, strict=True)
        for thread, like in zip(threads, row, strict=True)
        if like >= 0
    ]


def _best_first(pairs: Iterable[tuple[float, int, str]]) -> dict[int, str]:
    """Story -> thread, the best pairs first, each story and each thread once."""
    found: dict[int, str] = {}
    used: set[str] = set()
    for _, story, thread in sorted(pairs, key=lambda each: (-each[0], each[1], each[2])):
        if story not in found and thread not in used:
            found[story] = thread
            used.add(thread)
    return found
