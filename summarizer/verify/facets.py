"""What of a sentence must be as its evidence has it: a table of facets, each read off an analysis, and three policies.

A fact is a key with a value: a preposition with the word it stands before, a verb with whether it is negated. A facet
compares the facts of a candidate with those that its evidence has, by one of three policies:

    vouched    all of mine are in the evidence
    as known   where the evidence knows the key, it has it with my value
    kept       what the evidence binds to a statement is with it wherever that is told

A facet gives back the words it failed on; none means that it holds. How the facts are read stands in `content`,
`amounts` and `binding` (by words), `roles` and `cuts` (by the parse) and `sayings` (who says it).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeVar

from summarizer.language import Analysed


class Fact(NamedTuple):
    """Something that a sentence says: a key with a value."""

    key: Hashable
    value: Hashable
    #: The words that say it, as the sentence writes them.
    words: str = ""


Pair: TypeAlias = tuple[Hashable, Hashable]
Reader: TypeAlias = Callable[[Analysed], Iterable[Fact]]
#: Words that failed; empty where the facet holds.
Failure: TypeAlias = tuple[str, ...]
T = TypeVar("T")


class Evidence:
    """The sentences that a candidate may rest on, with what they vouch for together; asked often, computed once.

    `origins` says which of them come from the same report; `rivals` are reports known to give different values.
    """

    def __init__(
        self,
        sources: Sequence[Analysed],
        origins: Sequence[int] = (),
        rivals: Set[tuple[int, int]] = frozenset(),
    ) -> None:
        self.sources = tuple(sources)
        self.origins = tuple(origins) or tuple(range(len(self.sources)))
        self.rivals = rivals
        self.texts = tuple(source.text for source in self.sources)
        self._pooled: dict[Callable[..., object], object] = {}

    def pooled(self, reader: Callable[[Evidence], T]) -> T:
        """What a reader reads off the evidence as a whole."""
        if reader not in self._pooled:
            self._pooled[reader] = reader(self)
        found: T = self._pooled[reader]  # type: ignore[assignment]  # what that reader gave
        return found

    def facts(self, reader: Reader) -> frozenset[Pair]:
        """The facts of all sources."""
        if reader not in self._pooled:
            self._pooled[reader] = frozenset((f.key, f.value) for s in self.sources for f in s.read(reader))
        found: frozenset[Pair] = self._pooled[reader]  # type: ignore[assignment]  # nobody else uses a reader as key
        return found


#: A facet's question: what of the candidate fails against the evidence.
Test: TypeAlias = Callable[[Analysed, Evidence], Failure]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that must be right, under the reason that it is counted by."""

    reason: str
    test: Test
    #: What it is weighed as, where a judge of meaning weighs its failure with all else; None: its failure refuses.
    weighed: str | None = None
    #: Whether it refuses where nothing is weighed.
    strict: bool = True


def vouched(reader: Reader, known: Reader | None = None) -> Test:
    """All facts of the candidate are in the evidence, which may be read more widely (`known`)."""

    def test(candidate: Analysed, evidence: Evidence) -> Failure:
        theirs = evidence.facts(known or reader)
        return tuple(f.words for f in candidate.read(reader) if (f.key, f.value) not in theirs)

    return test


def as_known(reader: Reader, known: Reader | None = None) -> Test:
    """A fact of the candidate whose key the evidence knows has there the same value too."""

    def test(candidate: Analysed, evidence: Evidence) -> Failure:
        theirs = evidence.facts(known or reader)
        keys = {key for key, _ in theirs}
        return tuple(f.words for f in candidate.read(reader) if f.key in keys and (f.key, f.value) not in theirs)

    return test


def kept(lost: Callable[[Analysed, Evidence], Sequence[Failure]]) -> Test:
    """What every source that tells the candidate's statement binds to it is told with it.

    `lost` gives for each of these sources the words that belong to the statement there and are not told with it; what
    one source leaves out too may go.
    """

    def test(candidate: Analysed, evidence: Evidence) -> Failure:
        each = lost(candidate, evidence)
        return each[0] if each and all(each) else ()

    return test


def own(fails: Callable[[Analysed, Evidence], Iterable[str]]) -> Test:
    """A comparison that is more than looking a fact up."""
    return lambda candidate, evidence: tuple(fails(candidate, evidence))
