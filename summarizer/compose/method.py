"""What a finished sentence is - merged, condensed or copied - told from its words and sources, not from its making."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from summarizer.language import Analysed
from summarizer.types import Method

#: Word-for-word likeness to one source sentence from which a sentence counts as copied: one word in ten differs.
COPIED = 0.9
#: Share of a sentence's content words from which another source is cited as saying the same.
AGREEING = 0.85


def method_of(said: Analysed, sources: Sequence[Analysed], origins: Sequence[int]) -> tuple[Method, tuple[int, ...]]:
    """How a sentence came from its sources, and the positions of the sources that it rests on, best first.

    Merged: its content words come from two or more origins, and no single origin has them all. Copied: it is one source
    sentence, verbatim or nearly. Condensed: one source sentence, rewritten or clearly shorter.
    """
    mine, theirs = said.bag, [source.bag for source in sources]
    used = _cover(mine, theirs)
    pooled: dict[int, frozenset[str]] = {}
    for i in used:
        pooled[origins[i]] = pooled.get(origins[i], frozenset()) | theirs[i]
    if len(pooled) > 1 and not any(mine <= pool for pool in pooled.values()):
        return "merged", used
    agreeing = tuple(i for i in range(len(sources)) if i not in used and len(mine & theirs[i]) >= AGREEING * len(mine))
    if any(_likeness(said, source) >= COPIED for source in sources):
        return "copied", used + agreeing
    return "condensed", used + agreeing


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


def _likeness(a: Analysed, b: Analysed) -> float:
    return SequenceMatcher(None, [w.folded for w in a.words], [w.folded for w in b.words], autojunk=False).ratio()
