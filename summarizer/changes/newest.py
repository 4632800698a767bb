"""The newest state of a story: which values are out of date, and what of a story must not be told as if it held.

A sentence is out of date where it gives a value that a later report or a correction has replaced, and not the one that
holds; "rose to eight from three" gives both, and may be told. Nothing is reworded here: it is left out, put behind, or
told as history by whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from statistics import fmean

from summarizer.language import Analysed, weekdays, years
from summarizer.material import Material
from summarizer.types import Article, Citation, Claim, Disagreement, Sentence, Side

#: What lies further back than this when it is printed is history, and does not lead.
LONG_PAST = timedelta(days=60)


@dataclass(frozen=True)
class Newest:
    """What of a story no longer holds."""

    material: Material
    #: The changes that time or a correction explains, in the order of the story.
    changes: tuple[Disagreement, ...]

    @cached_property
    def _replaced(self) -> Mapping[Citation, tuple[tuple[Side, Side], ...]]:
        """Sentence -> the values in it that no longer hold, each with the one that does."""
        found: dict[Citation, tuple[tuple[Side, Side], ...]] = {}
        for change in self.changes:
            for side in change.sides[:-1]:
                for citation in side.citations:
                    found[citation] = (*found.get(citation, ()), (side, change.sides[-1]))
        return found

    def outdated(self, said: Analysed, cited: Iterable[Citation]) -> tuple[str, ...]:
        """The values in a text that no longer hold, by the sentences it rests on; none if it gives the newest too."""
        pairs = [
            pair for each in cited for place, found in self._replaced.items() if _touch(each, place) for pair in found
        ]
        return tuple(dict.fromkeys(old.value for old, new in pairs if _gives(said, old) and not _gives(said, new)))

    def arranged(self, plan: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims with what is out of date left out of those that others state too; the newest state leads."""
        plan = self._present_first(plan)
        if not self.changes:
            return plan
        claims = [self._in_time(claim) for claim in plan]
        current = set(self._leading.sides[-1].citations)
        ordered = [
            replace(c, sentences=tuple(sorted(c.sentences, key=lambda s: _of(s) not in current))) for c in claims
        ]
        return tuple(sorted(ordered, key=lambda c: _of(c.sentences[0]) not in current))

    def _present_first(self, plan: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims with the first that is not about a time long past at their head: an anniversary is no news."""
        first = next((i for i, claim in enumerate(plan) if not self._is_history(claim)), 0)
        return (plan[first], *plan[:first], *plan[first + 1 :]) if plan else ()

    def _is_history(self, claim: Claim) -> bool:
        """Whether its leading sentence gives dates, and all of them lie well before it was printed."""
        sentence = claim.sentences[0]
        printed = self.material.story.article(sentence.article).published
        said = self.material.analysis(sentence)
        if printed is None or weekdays(said.text):
            return False
        dated = [date(year, 12, 31) for year, _, _ in years(said.text)]
        dated += [date(day.year, day.month, day.day) for day in said.days if day.year]
        undated = any(day.year is None for day in said.days)
        return bool(dated) and not undated and max(dated) < printed.date() - LONG_PAST

    def _in_time(self, claim: Claim) -> Claim:
        """A claim by its sentences that hold, if there are any."""
        holding = tuple(s for s in claim.sentences if not self.outdated(self.material.analysis(s), [_of(s)]))
        return Claim(holding, claim.origins) if holding else claim

    @cached_property
    def _leading(self) -> Disagreement:
        """The change that the reports begin with."""
        index = {_of(s): s.index for s in self.material.sentences}

        def place(change: Disagreement) -> float:
            return fmean(min(index[c] for c in side.citations) for side in change.sides)

        return min(self.changes, key=place)

    def fresh(self) -> tuple[Article, ...]:
        """The articles that give no value that is out of date; if all do, those with the newest of the main change."""
        story = self.material.story
        stale = {
            story.origin_of(citation.article)
            for citation in self._replaced
            if self.outdated(self._sentence(citation), [citation])
        }
        fresh = tuple(a for a in story.articles if story.origin_of(a.id) not in stale)
        if fresh or not self.changes:
            return fresh
        newest = {story.origin_of(c.article) for c in self._leading.sides[-1].citations}
        return tuple(a for a in story.articles if story.origin_of(a.id) in newest)

    def _sentence(self, citation: Citation) -> Analysed:
        text = self.material.story.article(citation.article).text
        return self.material.analyst.one(text[citation.start : citation.end])


def newest_of(material: Material, found: Sequence[Disagreement]) -> Newest:
    """What no longer holds, by what was found to have changed."""
    return Newest(material, tuple(each for each in found if each.moved))


def _of(sentence: Sentence) -> Citation:
    return Citation(sentence.article, sentence.start, sentence.end)


def _touch(one: Citation, other: Citation) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end


def _gives(said: Analysed, side: Side) -> bool:
    """Whether a text gives a value: its figure or its day, else its words."""
    value = said.again(side.value)
    if value.days:
        return any(day.key == value.days[0].key for day in said.days)
    if len(value.numbers) == 1:
        return any(number.value == value.numbers[0].value for number in said.numbers)
    return re.search(rf"\b{re.escape(side.value.casefold())}\b", said.text.casefold()) is not None
