"""Days, weekdays, months, years and times of day as a text names them, each with where it stands."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from summarizer.language import lexicon

#: In the order of the year and of the week, lower case.
MONTHS = lexicon.listed("months")
WEEKDAYS = lexicon.listed("weekdays")
_MONTH = "|".join(f"{m}|{m[:3]}\\.?" for m in MONTHS) + r"|sept\.?"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
_DAY_PATTERNS = (
    re.compile(
        rf"(?P<named>\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)(?!\d|:){_YEAR}", re.IGNORECASE
    ),
    re.compile(
        rf"(?P<named>\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b){_YEAR}", re.IGNORECASE
    ),
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(day.capitalize() for day in WEEKDAYS)})\b")
#: A leap year: a day without a year may be the 29th of February.
ANY_YEAR = 2000
_YEAR_ALONE = re.compile(r"\b(?:[Ii]n|[Ss]ince|of|by|from|until|during|early|late) (?P<year>(?:19|20)\d\d)\b(?!s)")
_TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"(?:\s?\(?(?P<zone>(?:GMT|UTC)(?:[+-]\d{1,2})?|[A-Z]{2,4}T|[ECMP]T|local)\)?)?"
)
#: Names of zones in the news -> where their clocks are; ET and PT change with the season, EST and PDT do not.
ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
#: Without IST, which is Indian, Irish and Israeli time.
_OFFSETS = {
    "GMT": 0, "UTC": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


class Day(NamedTuple):
    """A day of the year at `text[start:end]`."""

    month: int
    day: int
    #: None where the text gives none.
    year: int | None
    start: int
    end: int

    @property
    def key(self) -> str:
        """The day without its year, "03-13"."""
        return f"{self.month:02d}-{self.day:02d}"

    def ordinal(self, year: int = ANY_YEAR) -> int:
        """Days since the first day of the calendar, in its own year or else in that one."""
        return date(self.year or year, self.month, self.day).toordinal()


class TimeOfDay(NamedTuple):
    """A time of day at `text[start:end]`."""

    #: Minutes since midnight, as the clock of its zone shows them.
    minutes: int
    #: As written: "ET", "GMT+7"; "" without one.
    zone: str
    start: int
    end: int

    def in_utc(self, day: date | None = None) -> float | None:
        """Minutes since midnight in UTC on that day (summer time counts); None where the zone is not known."""
        if self.zone in ZONES:
            noon = datetime.combine(day or date(ANY_YEAR, 1, 15), datetime.min.time(), ZoneInfo(ZONES[self.zone]))
            offset = noon.replace(hour=12).utcoffset()
            return self.minutes - offset.total_seconds() / 60 if offset else None
        name = self.zone[:3] if self.zone[:3] in ("GMT", "UTC") else self.zone
        hours = _OFFSETS.get(name)
        if hours is None:
            return None
        return self.minutes - 60 * (hours + (int(self.zone[3:]) if name != self.zone else 0))

    def is_loose(self, day: date | None = None) -> bool:
        """Whether it may be an hour off: without a day nobody knows what ET was, and many write EST in summer too."""
        american = f"{self.zone[:1]}{self.zone[-1:]}" in ZONES
        return american and (day is None or self.zone not in ZONES)


def days(text: str) -> list[Day]:
    """The days of the year that a text names, by pattern and place."""
    found = []
    for pattern in _DAY_PATTERNS:
        for match in pattern.finditer(text):
            day = _day(match)
            if day is not None:
                found.append(day)
    return found


def _day(match: re.Match[str]) -> Day | None:
    """The day of a match; None for the 31st of June."""
    month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["month"].lower()[:3]))
    year = int(match["year"]) if match["year"] else None
    try:
        date(year or ANY_YEAR, month, int(match["day"]))
    except ValueError:
        return None
    return Day(month, int(match["day"]), year, *match.span("named"))


def dates(text: str) -> set[str]:
    """Days of the year as "03-13", and weekdays in lower case.

    >>> sorted(dates("on March 13, a Thursday"))
    ['03-13', 'thursday']
    """
    return {name.lower() for name in weekdays(text)} | {day.key for day in days(text)}


def weekdays(text: str) -> list[str]:
    """The weekdays that a text names, as written, in order."""
    return _WEEKDAY.findall(text)


def years(text: str) -> list[tuple[int, int, int]]:
    """(year, start, end) of each year that stands alone: "in 2014"."""
    return [(int(m["year"]), *m.span("year")) for m in _YEAR_ALONE.finditer(text)]


def times(text: str) -> list[TimeOfDay]:
    """The times of day with "a.m." or "p.m."."""
    found = []
    for m in _TIME.finditer(text):
        hour = int(m["hour"]) % 12 + (12 if m["half"] == "p" else 0)
        found.append(TimeOfDay(hour * 60 + int(m["minute"] or 0), m["zone"] or "", m.start(), m.end()))
    return found
