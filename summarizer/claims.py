"""Claims: the news that a story consists of, each with the sentences that tell it, at most one from each origin.

    "Officials delayed the launch on Monday over a leak."      one claim: an editor who has printed the one does not
    "A hydrogen leak kept the rocket on the ground."           print the other, but makes one sentence of both

Two sentences are held against each other by the share of their weighted words that they have in common, by the angle
of their vectors, by what each lacks of the other word by word (`retelling`), by their figures, and by whether both
begin their articles: what outlets open with is mostly one piece of news. A logistic model says how surely an editor
would tell only one of them; readers' answers taught it (`training/learn_claims.py`). Each sentence of a claim must be
close to all the others: no chains of strangers.

Which claim comes first, and which of its sentences leads it, says `rank`. Two sentences of one outlet are not compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.language import Analysed
from summarizer.linear import Linear, load
from summarizer.retelling import Meant, lacks

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Two sentences tell the same news when the model is at least this sure. Of 2,122 pairs, each by models of other
#: stories, 94 % of those are the same news and 52 % of what is the same is found; by words and vectors alone, at the
#: line that was drawn before, 95 and 39 %. At 0.7 it is 89 and 61 %, but then "Pakistan has agreed to return the tail"
#: counts as "the U.S. and Pakistan agreed to work together". Of nine long stories told so two blind readers liked those
#: of before better (9 to 7). Where no encoder reads the words, 0.8 gives 94 and 49 %; all the pairs are English.
SAME_NEWS = 0.8
#: Pairs whose vectors are less alike than this are not looked at: of 600 that were found the lowest had 0.46.
ALIKE = 0.42
#: The models, learned from the same pairs: with the words as an encoder reads them where they stand, and without.
MODEL = Path(__file__).with_suffix(".json")
READ, UNREAD = "same news", "same news, unread"
#: Their features.
PLAIN = ("cosine", "words", "both begin", "a figure")
WORD_BY_WORD = ("lacks least", "lacks most")


@cache
def shipped(name: str = READ) -> Linear:
    """A model that comes with the program: how surely two sentences tell the same news."""
    return load(MODEL).models[name]


@dataclass(frozen=True, eq=False, slots=True)
class SideBySide:
    """The sentences of a story as they are compared; item i of each belongs to sentence i."""

    bags: Sequence[frozenset[str]]
    #: Of the words of each together.
    weights: Sequence[float]
    figures: Sequence[frozenset[float]]
    #: Whether it is one of the first sentences of its article.
    begins: Sequence[bool]
    #: Position of its origin in `Story.origins`.
    owner: Sequence[int]
    #: Cosine of each two.
    likeness: FloatArray
    #: The words with what they mean there; empty where no encoder has read them.
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
    ) -> SideBySide:
        """The sentences analysed; `read` is their likeness, and their words as the encoder gives them."""
        likeness, meant = read
        bags = [each.bag for each in analysed]
        figures = [frozenset(n.value for n in each.numbers) for each in analysed]
        known = meant if all(each.vectors is not None for each in meant) else ()
        return cls(bags, [_weight(bag, idf) for bag in bags], figures, begins, owner, likeness, known, idf)

    def features(self, i: int, j: int) -> dict[str, float]:
        """What speaks for two sentences telling the same news, each about 0 to 1."""
        common = _weight(self.bags[i] & self.bags[j], self.idf)
        plain = (
            float(self.likeness[i, j]),
            containment(common, self.weights[i], self.weights[j]),
            float(self.begins[i] and self.begins[j]),
            float(bool(self.figures[i] & self.figures[j])),
        )
        found = dict(zip(PLAIN, plain, strict=True))
        if self.meant:
            one, other = self.meant[i], self.meant[j]
            least_first = sorted((lacks(one, other, self.idf), lacks(other, one, self.idf)))
            found |= zip(WORD_BY_WORD, least_first, strict=True)
        return found

    def chance(self, i: int, j: int) -> float:
        """How surely an editor would print only one of two sentences, 0 to 1."""
        return shipped(READ if self.meant else UNREAD).score(self.features(i, j))

    def same_news(self) -> dict[tuple[int, int], float]:
        """The pairs (i < j) of different origins that tell the same news, and how surely."""
        if len(set(self.owner)) < 2:
            return {}
        near = zip(*(axis.tolist() for axis in (self.likeness >= ALIKE).nonzero()), strict=True)
        pairs = ((i, j) for i, j in near if i < j and self.owner[i] != self.owner[j])
        return {(i, j): chance for i, j in pairs if (chance := self.chance(i, j)) >= SAME_NEWS}


def _weight(bag: Set[str], idf: Mapping[str, float]) -> float:
    """Of all words together; `fsum`, as a set has another order on another day."""
    return math.fsum(idf.get(word, 1.0) for word in bag)


def containment(common: float, a: float, b: float) -> float:
    """Share of the words in common, by weight: of the shorter sentence's for 70 %, of the longer one's for the rest.

    Full containment alone would let a short sentence match anything long.
    """
    small, large = sorted((a, b))
    return 0.7 * common / small + 0.3 * common / large if small else 0.0


def group_same(pairs: Mapping[tuple[int, int], float], n: int, owner: Sequence[int]) -> list[list[int]]:
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


def _typical_first(group: list[int], pairs: Mapping[tuple[int, int], float]) -> list[int]:
    def closeness(i: int) -> float:
        return sum(pairs[min(i, j), max(i, j)] for j in group if j != i)

    first = max(group, key=lambda i: (closeness(i), -i))
    return [first, *(i for i in group if i != first)]
