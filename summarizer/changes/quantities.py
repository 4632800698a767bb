"""The values of a sentence that another source may give differently, and whether two of them can both be true.

A value is a figure with what it counts, an age, a share, a day, a year, a time of day or a name. Two values are only
comparable when they are of one sort and count the same; "nearly 100" and "98", "more than 50" and "60", "Tuesday" and
"March 13", "6 p.m. GMT" and "1 p.m. EST" can all be true at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from summarizer.language import FUNCTION_WORDS, Number, days, fold, lexicon, numbers, stem, times, words, years

Sort = Literal["number", "age", "share", "day", "year", "time", "name"]

#: Figures nearer than this are the same figure, rounded: "1,200" and "1,234".
ROUNDING = 0.05
#: How far "about", "nearly" and the like may reach.
LOOSE = 0.15
#: How far above it "more than" and "at least" may be: "at least 12 dead" and "40 dead" are worth telling.
ROOM = 1.5
#: Minutes by which two times of day may differ: "about 7:30" and "just before 7:30".
SAME_TIME = 15
TOLLS = lexicon.kinds("tolls")
_GENERIC = lexicon.words_of("counted_people")
_UNCOUNTED = lexicon.words_of("uncounted") - lexicon.words_of("counted_time")
_NOT_COUNTED_AFTER = lexicon.words_of("not_counted_after")
_AGE = re.compile(
    r"\b(?P<n>\d{1,3}|[a-z]+)(?P<half>[ -]and[ -]a[ -]half)?[ -]years?[ -]old\b(?:[ -](?P<who>[a-z]+))?"
    r"|(?P<name>[A-Z][\w'’-]+), (?P<age>\d{1,2}),",
)
_SHARE, _SAYING, _BOUND, _RANGE = map(lexicon.pattern, ("shares", "day_of_statement", "day_bounds", "ranges"))


class Value(NamedTuple):
    """A value as it stands in a sentence: `text[start:end]`, with what it is a value of."""

    sort: Sort
    #: What is counted or dated, folded: only values of one key are compared.
    key: str
    #: Comparable: a figure, days, minutes; 0 for a name.
    amount: float
    #: A key of `facts.QUALIFIERS`, or "".
    qualifier: str
    start: int
    end: int


def values(text: str) -> list[Value]:
    """The comparable values of a sentence."""
    found = [value for finder in _FINDERS for value in finder(text)]
    taken = [(v.start, v.end) for v in found]
    return found + [v for v in _figures(text) if not any(a < v.end and v.start < b for a, b in taken)]


def compatible(a: Value, b: Value) -> bool:
    """Whether two values of one key can both be true.

    >>> hundred, fewer = values("Nearly 100 houses burned.")[0], values("Flames took 98 houses.")[0]
    >>> compatible(hundred, fewer)
    True
    """
    if a.sort in ("day", "year"):
        return a.amount == b.amount
    if a.sort == "time":
        return abs(a.amount - b.amount) <= SAME_TIME
    if a.sort == "age":
        return int(a.amount) == int(b.amount)
    low, high = sorted((a, b), key=lambda v: v.amount)
    if high.amount - low.amount <= ROUNDING * high.amount or _rounds_to(low.amount, high.amount):
        return True
    if {a.qualifier, b.qualifier} & {"about", "below"} and high.amount - low.amount <= LOOSE * high.amount:
        return True
    # "More than 50" leaves some room above it, "up to 50" below it.
    above = low.qualifier == "above" and high.qualifier != "above" and high.amount <= ROOM * low.amount
    return above or (high.qualifier == "limit" and low.qualifier != "limit")


def _rounds_to(low: float, high: float) -> bool:
    """Whether either is the other with fewer digits: 150 and 147, 1,000 and 960."""
    for rough, exact in ((low, high), (high, low)):
        digits = len(f"{rough:.0f}".rstrip("0"))
        if rough >= 10 and exact and float(f"{exact:.{max(1, digits)}g}") == rough:
            return True
    return False


def _figures(text: str) -> list[Value]:
    """Figures with what they count: the next content word, or what befell "people"."""
    found = []
    every = numbers(text)
    ranged = {i for i in range(1, len(every)) if _RANGE.search(text[every[i - 1].end : every[i].start] or "x")}
    for i, number in enumerate(every):
        if i in ranged or i + 1 in ranged or _is_part_of_name(text, number):
            continue
        key = _counted(text, number)
        if key:
            noun_end = _noun_end(text, number.end)
            found.append(Value("number", key, number.value, number.qualifier, number.start, noun_end))
    return found


def _is_part_of_name(text: str, number: Number) -> bool:
    """Whether a figure names and does not count: years, "No. 7", "Boeing 737", "41st", "100-year"."""
    bare = text[number.start : number.end]
    after, before = text[number.end : number.end + 3], text[max(0, number.start - 12) : number.start]
    if re.fullmatch(r"(?:19|20)\d\d", bare) or re.match(r"-|(?:st|nd|rd|th|s)\b|:\d|\.\d|/", after):
        return True
    return (
        bool(re.search(r"(?:[A-Z][\w.’']*|#|No\.|-|/|\d[.,:])\s?$", before))
        and bare[:1].isdigit()
        and not (
            re.search(
                r"(?:^|[.“\"] )(?:The|An?|About|Some|Nearly|Over|At least|More than|Only|Around|All|As many as)\s$",
                before,
            )
        )
    )


def _counted(text: str, number: Number) -> str:
    if number.unit:
        return ""
    after = [w for w in words(text[number.end : number.end + 60]) if not w.folded.isdigit()][:3]
    nouns = [w for w in after if w.folded not in FUNCTION_WORDS]
    if not after or after[0].folded in _NOT_COUNTED_AFTER:
        return ""
    if any(noun.folded in _GENERIC or noun.folded in TOLLS or noun.folded.endswith("ing") for noun in nouns):
        return _toll_of(text, number)
    key = stem(nouns[0].folded) if nouns else ""
    return "" if key in _UNCOUNTED or not key else key


def _toll_of(text: str, number: Number) -> str:
    """What befell the people counted: the nearest such word within the clause."""
    near = text[max(0, number.start - 30) : number.end + 48]
    tolls = {TOLLS[w.folded] for w in words(near) if w.folded in TOLLS}
    return tolls.pop() if len(tolls) == 1 else ""


def _noun_end(text: str, end: int) -> int:
    match = re.match(r"[ -](?:\w[\w'’-]*)", text[end:])
    return end + match.end() if match else end


def _ages(text: str) -> list[Value]:
    found = []
    for m in _AGE.finditer(text):
        if m["name"]:
            found.append(Value("age", fold(m["name"]), float(m["age"]), "", m.start(), m.end() - 1))
            continue
        amount = numbers(m["n"])
        if amount:
            value = amount[0].value + (0.5 if m["half"] else 0.0)
            found.append(Value("age", "year-old", value, "", m.start(), m.end()))
    return found


def _shares(text: str) -> list[Value]:
    sizes = {"third": 1 / 3, "quarter": 0.25, "half": 0.5}
    found = []
    for m in _SHARE.finditer(text):
        times = {"two": 2, "three": 3}.get(m.group().split()[0].split("-")[0].lower(), 1)
        found.append(Value("share", "share", times * sizes[m["part"].lower()], "", m.start(), m.end()))
    return found


def _times(text: str) -> list[Value]:
    return [Value("time", f"time {t.zone}".strip(), float(t.minutes), "", t.start, t.end) for t in times(text)]


def _years(text: str) -> list[Value]:
    return [Value("year", "year", float(year), "", start, end) for year, start, end in years(text)]


def _days(text: str) -> list[Value]:
    return [
        Value("day", "day", day.month * 31.0 + day.day, "", day.start, day.end)
        for day in days(text)
        if not _SAYING.search(text[max(0, day.start - 25) : day.end + 20]) and not _BOUND.search(text[: day.start])
    ]


_FINDERS: tuple[Callable[[str], list[Value]], ...] = (_ages, _shares, _times, _days, _years)
