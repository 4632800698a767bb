"""Claims: the news that a story consists of, each with the sentences that tell it, at most one from each origin.

    "Officials delayed the launch on Monday over a leak."      one claim: an editor who has printed the one does not
    "A hydrogen leak kept the rocket on the ground."           print the other, but makes one sentence of both

Two sentences are held against each other by the share of their weighted words that they have in common, by the angle
of their vectors, by what each lacks of the other word by word (`retelling`), by their figures, and by whether both
begin their articles: what outlets open with is mostly one piece of news. A logistic model says how surely an editor
would tell only one of them; readers' answers taught it (`training/learn_claims.py`). Each sentence of a claim must be
close to all the others: no chains of strangers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.language import Analysed
from summarizer.linear import Linear, load
from summarizer.retelling import Meant, lacks

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Two sentences tell the same news when the model is at least this sure. Of 2,154 pairs, each by models of other
#: stories, 94 % of those are the same news and 53 % of what is the same is found; by words and vectors alone, at the
#: line that was drawn before, 95 and 39 %. At 0.7, 90 and 62 %: what is lost by it ("Pakistan has agreed to return the
#: tail" as the same as "the U.S. and Pakistan agreed to work together") blind readers missed more than they minded
#: repetitions.
SAME_NEWS = 0.8
#: Of pairs whose vectors are less alike than this the model is never so sure: the lowest of 600 was 0.46.
ALIKE = 0.42
#: The models, learned from the same pairs: with the words as the encoder reads them, and without.
MODEL = Path(__file__).with_suffix(".json")
READ, UNREAD = "same news", "same news, unread"


@cache
def shipped(name: str = READ) -> Linear:
    """A model that comes with the program: how surely two sentences tell the same news."""
    return load(MODEL).models[name]


@dataclass(frozen=True, eq=False, slots=True)
class Compared:
    """The sentences of a story as they are compared; item i of each belongs to sentence i."""

    bags: Sequence[frozenset[str]]
    figures: Sequence[frozenset[float]]
    #: Whether it is one of the first sentences of its article.
    begins: Sequence[bool]
    #: Position of its origin in `Story.origins`.
    owner: Sequence[int]
    #: Row i, of unit length.
    vectors: FloatArray
    #: The words with what they mean there; empty where nobody has read them.
    meant: Sequence[Meant]
    #: Word -> weight, highest for words that few sentences of the story have.
    idf: Mapping[str, float]

    @classmethod
    def of(
        cls,
        analysed: Sequence[Analysed],
        begins: Sequence[bool],
        owner: Sequence[int],
        read: tuple[FloatArray, Sequence[Meant]],
        idf: Mapping[str, float],
    ) -> Compared:
        """The sentences analysed; `read` is what the encoder makes of them."""
        figures = [frozenset(n.value for n in each.numbers) for each in analysed]
        return cls([each.bag for each in analysed], figures, begins, owner, *read, idf)

    def features(self, i: int, j: int) -> dict[str, float]:
        """What speaks for two sentences telling the same news, each 0 to 1."""
        bags = self.bags[i], self.bags[j]
        common, *weights = (_weight(bag, self.idf) for bag in (bags[0] & bags[1], *bags))
        found = {
            "cosine": float(self.vectors[i] @ self.vectors[j]),
            "words": containment(common, *weights),
            "both begin": float(self.begins[i] and self.begins[j]),
            "a figure": float(bool(self.figures[i] & self.figures[j])),
        }
        if self.meant:
            one, other = self.meant[i], self.meant[j]
            lack = sorted((lacks(one, other, self.idf), lacks(other, one, self.idf)))
            found |= {"lacks least": lack[0], "lacks most": lack[1]}
        return found

    def same_news(self, i: int, j: int) -> float:
        """How surely an editor would print only one of two sentences, 0 to 1."""
        return shipped(READ if self.meant else UNREAD).score(self.features(i, j))

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each two sentences of different origins that are worth a look, i < j."""
        cosine = self.vectors @ self.vectors.T
        for i, j in zip(*(axis.tolist() for axis in (cosine >= ALIKE).nonzero()), strict=True):
            if i < j and self.owner[i] != self.owner[j]:
                yield i, j


def find_claims(compared: Compared) -> list[list[int]]:
    """The sentences that tell one claim, by their positions: the most typical first, claims by their earliest."""
    chances = ((pair, compared.same_news(*pair)) for pair in compared.pairs())
    same = {pair: chance for pair, chance in chances if chance >= SAME_NEWS}
    return group_same(same, len(compared.bags), compared.owner)


def _weight(bag: Set[str], idf: Mapping[str, float]) -> float:
    """Of all words together; `fsum`, as a set has another order on another day."""
    return math.fsum(idf.get(word, 1.0) for word in bag)


def containment(common: float, a: float, b: float) -> float:
    """Share of the words in common, by weight: of the shorter sentence's for 70 %, of the longer one's for the rest.

    Full containment alone would let a short sentence match anything long.
    """
    small, large = sorted((a, b))
    return 0.7 * common / small + 0.3 * common / large if small else 0.0


def group_same(pairs: dict[tuple[int, int], float], n: int, owner: Sequence[int]) -> list[list[int]]:
    """Groups of 0..n-1, closest pairs first; a group holds one member an owner, and all its members are pairs.

    Each group begins with its most typical member; groups come in the order of their earliest members.

    >>> group_same({(0, 2): 0.9, (1, 2): 0.8}, 3, [0, 0, 1])
    [[0, 2], [1]]
    """
    group_of = {i: [i] for i in range(n)}
    for (i, j), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        a, b = group_of[i], group_of[j]
        if a is b or {owner[x] for x in a} & {owner[y] for y in b}:
            continue
        if all((min(x, y), max(x, y)) in pairs for x in a for y in b):
            merged = a + b
            for member in merged:
                group_of[member] = merged
    groups = {id(group): group for group in group_of.values()}.values()
    return [_typical_first(sorted(group), pairs) for group in sorted(groups, key=min)]


def _typical_first(group: list[int], pairs: dict[tuple[int, int], float]) -> list[int]:
    def closeness(i: int) -> float:
        return sum(pairs[min(i, j), max(i, j)] for j in group if j != i)

    first = max(group, key=lambda i: (closeness(i), -i))
    return [first, *(i for i in group if i != first)]
