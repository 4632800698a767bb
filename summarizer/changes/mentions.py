"""A value where a sentence of the story gives it: what stands around it, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from summarizer.changes.quantities import Value, befell, clause, values
from summarizer.language import FUNCTION_WORDS, WEEKDAYS, Analysed, days, lexicon, stem
from summarizer.material import Material
from summarizer.types import Citation, Sentence

_QUALIFIER = re.compile(rf"\b(?:{lexicon.either('qualifiers')})\s+$", re.IGNORECASE)
_SAID_WHEN = lexicon.pattern("said_when")
_HOURS = {part: int(hour) for part, *hours in lexicon.rows("parts_of_day") for hour in hours if hour.isdigit()}
#: The hour of what was said on a day of which no part is told.
NOON = 12
#: Days between what was said and the report of it: what lies further back is history.
RECENT = 6
#: Relations of a word to the noun behind it.
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod"})
#: Content words on each side of a value that tell what it is about.
REACH = 7


@dataclass(frozen=True, eq=False, slots=True)
class Mention:
    """A value in a sentence of the story."""

    line: int
    origin: int
    sentence: Sentence
    analysed: Analysed
    value: Value
    #: Stems around the value -> as written.
    around: Mapping[str, str]
    #: When it was said: as the sentence tells ("said on Monday evening"), else when its article was published; None if
    #: that is unknown.
    published: datetime | None = None

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.analysed.text

    @property
    def written(self) -> str:
        """The value as the sentence writes it, with its noun: "12 spending bills"."""
        return self.text[self.value.start : self._end]

    @property
    def _end(self) -> int:
        """Where the noun ends that the last word of the value belongs to, if it stands right behind it."""
        tree, end = self.analysed.tree, self.value.end
        last = next((i for i, t in enumerate(tree) if t.start < end <= t.end), None)
        counts = self.value.sort == "number" and self.value.family == "count"
        if not counts or last is None or tree[last].relation not in _BEFORE_NOUN:
            return end
        head = tree[tree[last].head]
        near = last < tree[last].head <= last + 2
        return head.end if near and head.tag.startswith("NN") else end

    @property
    def qualified(self) -> str:
        """The same with what makes it more or less sure: "At least four people"."""
        before = _QUALIFIER.search(self.text[: self.value.start])
        return self.text[before.start() if before else self.value.start : self._end]

    @property
    def befell(self) -> str:
        """What befell those who are counted, where the clause tells one such thing: "arrested", "dead"."""
        return befell(self.analysed, self.value)

    @property
    def clause(self) -> str:
        """The words of the clause that it stands in, "some" in the place of its figure."""
        start, end = clause(self.text, self.value.start)
        figure = self.text[self.value.start : self.value.end]
        noun = figure.split()[-1] if self.value.sort == "number" and len(figure.split()) > 1 else ""
        return f"{self.text[start : self.value.start]}some {noun}{self.text[self.value.end : end]}".strip(" ,;:")

    @property
    def citation(self) -> Citation:
        """The sentence."""
        return Citation(self.sentence.article, self.sentence.start, self.sentence.end)


def mentions(material: Material) -> list[Mention]:
    """The values of the story's sentences, in their order."""
    return [each for line in range(len(material.sentences)) for each in _of(material, line)]


def _of(material: Material, line: int) -> list[Mention]:
    """The values of a sentence, times as they were on its article's day."""
    sentence, analysed = material.sentences[line], material.analysed[line]
    published = material.story.article(sentence.article).published
    origin, day = material.story.origin_of(sentence.article), published.date() if published else None
    said = said_at(analysed, published) if published else None
    return [
        Mention(line, origin, sentence, analysed, value.on(day), around(analysed, value), said)
        for value in analysed.read(values)
    ]


def said_at(sentence: Analysed, published: datetime) -> datetime:
    """When what a sentence tells was said: on the day and in the part of it that it names, never after it was printed.

    "Eleven people died, officials said on Monday evening", printed on Tuesday, was said on Monday at eight.
    """
    moments = [_moment(found, published) for found in _SAID_WHEN.finditer(sentence.text)]
    return max((m for m in moments if m), default=published)


def _moment(found: re.Match[str], published: datetime) -> datetime | None:
    """The time that the words tell; None where they tell none, and for one that had not come."""
    if not found["day"] and not found["part"]:
        return None
    day = _day_of(found["day"], published.date()) if found["day"] else published.date()
    if day is None or day > published.date() or (published.date() - day).days > RECENT:
        return None
    hour = _HOURS.get(found["part"] or "", NOON)
    if day == published.date() and (not found["part"] or hour >= published.hour):
        return published
    return datetime.combine(day, time(hour), published.tzinfo)


def _day_of(named: str, last: date) -> date | None:
    """The last such day until then; None for what is no day."""
    if named.lower() in WEEKDAYS:
        return last - timedelta(days=(last.weekday() - WEEKDAYS.index(named.lower())) % 7)
    found = days(named)
    if not found:
        return None
    years = (last.year, last.year - 1)
    return next((d for year in years if (d := date.fromordinal(found[0].ordinal(year))) <= last), None)


def around(sentence: Analysed, value: Value) -> dict[str, str]:
    """Stems of the content words around a value -> as written."""
    found = [w for w in sentence.words if w.folded not in FUNCTION_WORDS]
    before = [w for w in found if w.end <= value.start][-REACH:]
    after = [w for w in found if w.start >= value.end][:REACH]
    return {stem(w.folded): sentence.text[w.start : w.end] for w in before + after if not w.folded[0].isdigit()}
