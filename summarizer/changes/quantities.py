"""The values of a sentence that another source may give differently, and whether two of them can both be true.

A value is a figure with what it counts, a sum of money, a percentage, a length or area, a score, an age, a share, a
day, a year or a time of day. Two values are only comparable when they are of one sort; "nearly 100" and "98", "more
than 50" and "60", "25 feet" and "7.6 metres", "Tuesday" and "March 13", "6 p.m. GMT" and "1 p.m. EST" can all be true
at once. Sums in two currencies are never compared. Whether two figures count one thing is asked in `same_thing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

from summarizer.language import FUNCTION_WORDS, Analysed, Number, TimeOfDay, fold, lexicon, numbers, stem, times, years

Sort = Literal["number", "age", "share", "day", "year", "time"]

#: Figures nearer than this are the same figure, rounded: "1,200" and "1,234".
ROUNDING = 0.05
#: Counts below this are told exactly where nothing says "about"; percentages are rounded to this.
EXACT, POINT = 100, 1.0
#: How far "about", "nearly" and the like may reach.
LOOSE = 0.15
#: How far above it "more than" and "at least" may be: "at least 12 dead" and "40 dead" are worth telling.
ROOM = 1.5
#: Minutes by which two times of day may differ: "about 7:30" and "just before 7:30".
SAME_TIME = 15
#: Minutes of a day and of an hour.
DAY, HOUR = 1440, 60
#: A leap year, in which every day has its number, and its days.
ANY_YEAR, YEAR = 2000, 366
TOLLS = lexicon.kinds("tolls")
#: The key of a score, and what the keys of measured figures begin with.
SCORE, _FAMILIES = "=score", "="
#: Characters behind a figure in which its noun begins.
NEXT = 60
#: Characters behind a figure in which an aside may end.
LATER = 60
#: The qualifier of a height in storeys, and how far that and one in metres may be apart, as a ratio.
STOREYS, HEIGHT = "storeys", 1.7
#: The key of people of whom no more is told.
SOMEBODY = "person"
PEOPLE = lexicon.words_of("counted_people")
#: Unit -> what it measures, and how much of that in metres, square metres or storeys.
_MEASURES = {
    unit: (measured, float(factor))
    for measured, units in lexicon.entry("measures").items()
    for unit, factor in units["scales"].items()
}
_MEASURED = frozenset(f"={measured}" for measured in lexicon.entry("measures"))
_CURRENCIES = lexicon.words_of("currencies")
_UNITS = lexicon.words_of("uncounted")
_UNCOUNTED = _UNITS - lexicon.words_of("counted_time")
_NOT_COUNTED_AFTER = lexicon.words_of("not_counted_after")
_AGE = re.compile(
    r"\b(?P<n>\d{1,3}|[a-z]+)(?P<half>[ -]and[ -]a[ -]half)?[ -]years?[ -]old\b(?:[ -](?P<who>[a-z]+))?"
    r"|(?P<name>[A-Z][\w'’-]+), (?P<age>\d{1,2}),",
)
_SHARE, _SAYING, _BOUND, _RESCHEDULED = map(
    lexicon.pattern, ("shares", "day_of_statement", "day_bounds", "rescheduled")
)
_YEAR_BOUND = lexicon.pattern("year_bounds")
_RANGE, _CLAUSE, _STANDING_AT = map(lexicon.pattern, ("ranges", "clause_borders", "standing_at"))
#: "3-1", "84 votes to 76".
_SCORE = re.compile(r"(?<![\w$€£¥₹.,/:-])(\d{1,3})(?:[-–]| votes? to )(\d{1,3})(?![\w%/:-]|[.,]\d)")
#: The two figures of a score in one: those of no score are as large.
_SIDE = 1000
_MARK = re.compile(r"[,;:()](?!\d)")
_NUMBER_OF = re.compile(r"\b[Nn]umber of (?:[\w-]+ ){0,2}?([a-z-]{3,}s|people)\b")


class Value(NamedTuple):
    """A value as it stands in a sentence: `text[start:end]`, with what it is a value of."""

    sort: Sort
    #: What is counted or dated, folded: only values of one key are compared.
    key: str
    #: Comparable: a figure, the number of the day in a year, minutes since midnight.
    amount: float
    #: Of a figure a key of `qualifiers`, of a day its year, of a year which end of a time it is, of a time of day the
    #: zone that may be an hour off; or "".
    qualifier: str
    start: int
    end: int
    #: Of a time of day alone.
    clock: TimeOfDay | None = None

    @property
    def family(self) -> str:
        """Figures of different families never count one thing: money and shares, dead and injured, metres and acres."""
        return self.key if self.key[:1] in _FAMILIES else "count"

    def on(self, day: date | None) -> Value:
        """A time of day in UTC, as it was on that day; any other value, and a time of no known zone, as it is."""
        minutes = self.clock.in_utc(day) if self.clock else None
        if self.clock is None or minutes is None:
            return self
        return self._replace(
            key="time UTC", amount=minutes, qualifier=self.clock.zone if self.clock.is_loose(day) else ""
        )


def values(sentence: Analysed) -> tuple[Value, ...]:
    """The comparable values of a sentence."""
    found = [value for finder in _FINDERS for value in finder(sentence)]
    taken = [(v.start, v.end) for v in found]
    return (*found, *(v for v in _figures(sentence) if not any(a < v.end and v.start < b for a, b in taken)))


def compatible(a: Value, b: Value) -> bool:
    """Whether two values of one key can both be true: "nearly 100" and "98" can."""
    if a.sort == "day":
        return a.amount == b.amount and (a.qualifier == b.qualifier or not (a.qualifier and b.qualifier))
    if a.sort == "year":
        return a.amount == b.amount
    if a.sort == "time":
        return _same_time(a, b)
    if a.sort == "age":
        return int(a.amount) == int(b.amount)
    if a.key == SCORE:
        return a.amount in (b.amount, _turned(b.amount))
    low, high = sorted((a, b), key=lambda v: v.amount)
    apart = high.amount - low.amount
    if not apart:
        return True
    if a.family == "=%":
        return apart < POINT
    if (a.qualifier == STOREYS) != (b.qualifier == STOREYS) and a.family == "=length":
        return high.amount <= HEIGHT * low.amount
    measured = low.family in _MEASURED or high.amount >= EXACT  # nobody counts 229 feet
    if (measured and apart <= ROUNDING * high.amount) or _rounds_to(low.amount, high.amount):
        return True
    if {a.qualifier, b.qualifier} & {"about", "below"} and high.amount - low.amount <= LOOSE * high.amount:
        return True
    # "More than 50" leaves some room above it, "up to 50" below it.
    above = low.qualifier == "above" and high.qualifier != "above" and high.amount <= ROOM * low.amount
    return above or (high.qualifier == "limit" and low.qualifier != "limit")


def is_one(a: Value, b: Value) -> bool:
    """Whether two values are the same one, written alike or not: "March 21" is "March 21, 2014"."""
    return compatible(a, b) if a.sort == "day" else a.amount == b.amount


def days_apart(a: Value, b: Value) -> float:
    """Days between two days, the nearest years taken where none is given: one from 31 December to 1 January."""
    if a.qualifier and b.qualifier:
        return abs(a.amount - b.amount + YEAR * (int(a.qualifier) - int(b.qualifier)))
    apart = abs(a.amount - b.amount)
    return min(apart, YEAR - apart)


def _turned(score: float) -> float:
    """The score as the other side has it."""
    ours, theirs = divmod(int(score), _SIDE)
    return float(theirs * _SIDE + ours)


def _same_time(a: Value, b: Value) -> bool:
    """Whether two times are one, across midnight too; where a zone may be an hour off, an hour apart as well."""
    apart = abs(a.amount - b.amount) % DAY
    apart = min(apart, DAY - apart)
    return apart <= SAME_TIME or (a.qualifier != b.qualifier and abs(apart - HOUR) <= SAME_TIME)


def _rounds_to(low: float, high: float) -> bool:
    """Whether either is the other with fewer digits: 150 and 147, 1,000 and 960."""
    for rough, exact in ((low, high), (high, low)):
        digits = len(f"{rough:.0f}".rstrip("0"))
        if rough >= EXACT and exact and float(f"{exact:.{max(1, digits)}g}") == rough:
            return True
    return False


def _figures(sentence: Analysed) -> list[Value]:
    """Figures with what they count: the next content word, what befell "people", the unit in which they measure."""
    found = _scores(sentence)
    taken = [(v.start, v.end) for v in found]
    text, every = sentence.text, sentence.numbers
    ranged = {i for i in range(1, len(every)) if _RANGE.fullmatch(text[every[i - 1].end : every[i].start])}
    for i, number in enumerate(every):
        if i in ranged or i + 1 in ranged or _is_part_of_name(text, number):
            continue
        if any(start <= number.start < end for start, end in taken):
            continue
        key, amount = _counted(sentence, number)
        if key and (number.value.is_integer() or key[:1] in _FAMILIES):  # nobody counts 6.4 people
            noun_end = number.end if number.unit else _noun_end(text, number.end)
            storeys = key == "=length" and _measured(sentence, number) == STOREYS
            found.append(Value("number", key, amount, STOREYS if storeys else number.qualifier, number.start, noun_end))
    return found


def _scores(sentence: Analysed) -> list[Value]:
    """How a game or a vote stands."""
    return [
        Value("number", SCORE, float(int(m[1]) * _SIDE + int(m[2])), "", m.start(), m.end())
        for m in _SCORE.finditer(sentence.text)
    ]


def _is_part_of_name(text: str, number: Number) -> bool:
    """Whether a figure names and does not count: years, "No. 7", "Boeing 737", "41st", "100-year"."""
    bare = text[number.start : number.end]
    after, before = text[number.end : number.end + 3], text[max(0, number.start - 12) : number.start]
    unit = re.match(r"-([a-z]+)", text[number.end :])
    if number.unit or (unit and stem(unit[1]) in _MEASURES):
        return False  # "With 40 percent", "a nine-story building"
    if re.fullmatch(r"(?:19|20)\d\d", bare) or lexicon.pattern("naming_figure_after").match(after):
        return True
    named = bare[:1].isdigit() and lexicon.pattern("naming_figure_before").search(before) is not None
    return named and lexicon.pattern("counting_start").search(before) is None


def _counted(sentence: Analysed, number: Number) -> tuple[str, float]:
    """What a figure counts or measures, and how much of it; "" where that cannot be told."""
    if number.unit:
        sign = re.search(r"[$€£¥₹]", sentence.text[number.start : number.end])
        return (f"={sign.group()}" if sign else f"={number.unit}"), number.value
    mark = _MARK.search(sentence.text, number.end)
    limit = min(number.end + NEXT, mark.start() if mark else len(sentence.text))
    after = [w.folded for w in sentence.words if number.end <= w.start < limit and not w.folded.isdigit()][:3]
    nouns = [w for w in after if w not in FUNCTION_WORDS]
    unit = stem(after[0]) if after else ""
    if unit in _CURRENCIES:
        return f"={unit}", number.value
    if unit in _MEASURES:
        measured, factor = _MEASURES[unit]
        return ("=length" if measured == STOREYS else f"={measured}"), number.value * factor
    if not after or after[0] in _NOT_COUNTED_AFTER:
        return _named_before(sentence, number), number.value
    if nouns and stem(nouns[0]) in _UNITS:
        return ("" if stem(nouns[0]) in _UNCOUNTED else stem(nouns[0])), number.value  # "10 days of fighting"
    if any(noun in PEOPLE or noun in TOLLS or noun.endswith("ing") for noun in nouns):
        return _toll_of(sentence, number), number.value
    key = stem(nouns[0]) if nouns else ""
    return ("" if key in _UNCOUNTED else key), number.value


def _measured(sentence: Analysed, number: Number) -> str:
    """What the unit right behind a figure measures: "storeys", "length"; "" for no unit."""
    behind = next((w.folded for w in sentence.words if w.start >= number.end), "")
    return _MEASURES.get(stem(behind), ("", 0.0))[0]


def _named_before(sentence: Analysed, number: Number) -> str:
    """What is counted where that stands before the figure: "the death toll rose to eleven", "the number of homes"."""
    if not _STANDING_AT.search(sentence.text[: number.start]):
        return ""
    told = _NUMBER_OF.search(sentence.text[: number.start])
    named = fold(told[1]) if told else ""
    if named and named not in PEOPLE and named not in TOLLS:
        return stem(named)
    start, end = clause(sentence.text, number.start)
    found = _tolls(w.folded for w in sentence.words if start <= w.start and w.end <= end)
    return found.pop() if len(found) == 1 else ""


def clause(text: str, place: int) -> tuple[int, int]:
    """Where the clause of a place begins and ends, by marks and the words that open one."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    return max(c for c in cuts if c <= place), min((c for c in cuts if c > place), default=len(text))


def befell(sentence: Analysed, value: Value) -> str:
    """What befell those whom a figure counts, where its clause tells one such thing; else ""."""
    if value.family != "count" or value.key in TOLLS.values():
        return value.key if value.family == "count" else ""
    if value.key in _UNITS:
        return ""
    start, end = clause(sentence.text, value.start)
    found = _tolls(w.folded for w in sentence.words if start <= w.start and w.end <= end)
    return found.pop() if len(found) == 1 else ""


def _toll_of(sentence: Analysed, number: Number) -> str:
    """What befell the people counted: the one such word within the clause, or behind an aside; "" if there are two."""
    start, end = clause(sentence.text, number.start)
    inside = _tolls(w.folded for w in sentence.words if start <= w.start and w.end <= end)
    if not inside and sentence.text[end - 1 : end] == ",":  # "12 people, a child among them, were killed"
        inside = _tolls(w.folded for w in sentence.words if end <= w.start and w.end <= number.end + LATER)
    return next(iter(inside or {SOMEBODY})) if len(inside) < 2 else ""


def _tolls(words: Iterable[str]) -> set[str]:
    return {TOLLS[word] for word in words if word in TOLLS}


def _noun_end(text: str, end: int) -> int:
    match = re.match(r"[ -](\w[\w'’-]*)", text[end:])
    return end + match.end() if match and fold(match[1]) not in FUNCTION_WORDS else end


def _ages(sentence: Analysed) -> list[Value]:
    found = []
    for m in _AGE.finditer(sentence.text):
        if m["name"]:
            found.append(Value("age", fold(m["name"]), float(m["age"]), "", m.start(), m.end() - 1))
            continue
        amount = numbers(m["n"])
        if amount:
            value = amount[0].value + (0.5 if m["half"] else 0.0)
            found.append(Value("age", "year-old", value, "", m.start(), m.end()))
    return found


def _shares(sentence: Analysed) -> list[Value]:
    sizes = {"third": 1 / 3, "quarter": 0.25, "half": 0.5}
    found = []
    for m in _SHARE.finditer(sentence.text):
        times = {"two": 2, "three": 3}.get(m.group().split()[0].split("-")[0].lower(), 1)
        found.append(Value("share", "share", times * sizes[m["part"].lower()], "", m.start(), m.end()))
    return found


def _times(sentence: Analysed) -> list[Value]:
    """The times of day; of two that are the ends of one, "1:30 to 4 p.m.", the first alone."""
    text, every = sentence.text, times(sentence.text)
    found = [t for i, t in enumerate(every) if not (i and _RANGE.fullmatch(text[every[i - 1].end : t.start]))]
    return [Value("time", f"time {t.zone}".strip(), float(t.minutes), "", t.start, t.end, t) for t in found]


def _years(sentence: Analysed) -> list[Value]:
    """The years it names; where one is only a bound, which: governor "from 1996 to 2007" is governor in 2002 too."""
    text = sentence.text
    return [Value("year", "year", float(year), _bound_of(text[:start]), start, end) for year, start, end in years(text)]


def _bound_of(before: str) -> str:
    found = _YEAR_BOUND.search(before)
    return (found.lastgroup or "") if found else ""


def _days(sentence: Analysed) -> list[Value]:
    """The days on which something happened, their years with them where they are given."""
    text, found = sentence.text, []
    for day in sentence.days:
        stated = _SAYING.search(text[max(0, day.start - 25) : day.end + 20])
        if (stated or _BOUND.search(text[: day.start])) and not _RESCHEDULED.search(text[: day.start]):
            continue
        year = str(day.year or "")
        end = text.index(year, day.end) + len(year) if year else day.end
        number = date(ANY_YEAR, day.month, day.day).timetuple().tm_yday
        found.append(Value("day", "day", float(number), year, day.start, end))
    return found


_FINDERS: tuple[Callable[[Analysed], list[Value]], ...] = (_ages, _shares, _times, _days, _years)
