"""The word budget: every system's summary is cut in the same way before it is scored.

Sentences are kept whole until the budget is reached; the one that reaches it is cut to the word. A word is what stands
between white space, as the lengths in the Multi-News literature are counted.
"""

from __future__ import annotations

from collections.abc import Iterable


def count_words(text: str) -> int:
    """The number of white-space separated words."""
    return len(text.split())


def cut(sentences: Iterable[str], budget: int) -> list[str]:
    """The sentences up to the budget, the last one cut to the word.

    >>> cut(["one two three", "four five", "six"], 4)
    ['one two three', 'four']
    """
    kept: list[str] = []
    for sentence in sentences:
        room = budget - sum(map(count_words, kept))
        if room <= 0:
            break
        words = sentence.split()
        kept.append(sentence if len(words) <= room else " ".join(words[:room]))
    return kept
