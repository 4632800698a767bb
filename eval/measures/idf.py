"""Words weighted by how few texts have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log


class Idf:
    """Weights of words by how few of some texts have them."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        self._texts = len(texts)
        self._holding = Counter(word for text in texts for word in text)

    def weight(self, words: frozenset[str]) -> float:
        """The summed weight of the words; smoothed, so that a word of every text still counts a little."""
        return sum(log(1 + self._texts / (1 + self._holding[word])) for word in words)

    def containment(self, words: frozenset[str], others: frozenset[str]) -> float:
        """Share of the words' weight that is among the others, 0 to 1; 1 if there are no words."""
        total = self.weight(words)
        return self.weight(words & others) / total if total else 1.0
