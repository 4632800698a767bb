"""What a finished sentence is - merged, condensed or copied - told from its words and sources, not from its making."""

from __future__ import annotations

from collections.abc import Sequence, Set

from summarizer.language import Analysed, full_names, stem, words
from summarizer.types import Method

#: Share of a sentence's content words from which another source is cited as saying the same.
AGREEING = 0.85


def method_of(
    said: Analysed, sources: Sequence[Analysed], origins: Sequence[int], own: Set[str] = frozenset()
) -> tuple[Method, tuple[int, ...]]:
    """How a sentence came from its sources, and the positions of the sources that it rests on, best first.

    Copied: it is one of the sentences of `own`, the sources' own, with not a word changed. Merged: its content words
    come from two or more origins, and no single origin has them all, somebody's given names aside. Condensed: it is
    one origin's, reworded or shortened.
    """
    mine, theirs = said.bag, [source.bag for source in sources]
    used = _cover(mine, theirs)
    pooled: dict[int, frozenset[str]] = {}
    for i in used:
        pooled[origins[i]] = pooled.get(origins[i], frozenset()) | theirs[i]
    if len(pooled) > 1 and said.text not in own and not any(mine - _given(said) <= pool for pool in pooled.values()):
        return "merged", used
    agreeing = tuple(i for i in range(len(sources)) if i not in used and len(mine & theirs[i]) >= AGREEING * len(mine))
    return "copied" if said.text in own else "condensed", used + agreeing


def _given(said: Analysed) -> frozenset[str]:
    """The stems of given names: that a name is told in full is no second source's news."""
    return frozenset(stem(w.folded) for name in full_names(said.text) for w in words(name.rpartition(" ")[0]))


def _cover(mine: frozenset[str], theirs: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """Sources that together have the words, greedily: the one that has most first, then any that adds one."""
    left, used = set(mine), []
    while left:
        best = max(range(len(theirs)), key=lambda i: (len(left & theirs[i]), -i))
        if not left & theirs[best]:
            break
        used.append(best)
        left -= theirs[best]
    return tuple(used) or (0,)
