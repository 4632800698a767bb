"""Dates as fields of feeds, mails and exports write them, also with a month's name in another language than English.

`parse_date` comes first and is enough for nearly all. What is left here is read only where day, month and year are all
written out: a month's name that stands for two months in two languages ("listopad") is not used, and nothing is ever
reckoned from today ("yesterday"). The names of months are those of dateparser's tables, for 205 languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from datetime import datetime
from functools import cache
from importlib import import_module

from summarizer.language import fold
from summarizer.language.calendar import MONTHS
from summarizer.read.dates import parse_date

_LONGEST = 200
#: Languages of dateparser's list, which goes by speakers on the web, that have a say in what a name means: a short
#: form in one of the others ("out" in Mauritian Creole) does not make the Portuguese one doubtful.
_FREQUENT = 80
_WORD = r"(?P<month>[^\s\d,;:|/()–—-]{2,20}?)"
_DAY = r"(?P<day>\d{1,2})(?!\d)"
#: Years of other calendars are left alone.
_YEAR = r"(?P<year>(?:1[89]|20|21)\d\d)(?!\d)"
_OF = r"(?:(?:de|del|di|do|da|of|den)\s+|d['’]|ta['’]\s?)?"
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|\.|º|ª|°|er|e|-?го)?[\s-]*{_OF}{_WORD}\.?,?[\s-]*{_OF}{_YEAR}",
        rf"(?:^|(?<=[\s,])){_WORD}\.?\s+{_DAY}(?:st|nd|rd|th|\.)?,?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}\.?(?:\s+m\.|\.\s+gada)?\s+{_WORD}\.?\s+{_DAY}",
    )
)
#: "2031年5月13日", "2031년 5월 13일", "13. 5. 2031", "ngày 13 tháng 5 năm 2031".
_FIGURES = (
    re.compile(rf"(?<!\d){_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*{_DAY}\s*[日일]"),
    re.compile(rf"(?<!\d){_DAY}\.\s(?P<month>\d{{1,2}})\.\s?{_YEAR}"),
    re.compile(rf"(?<!\d){_DAY}\s+(?:tháng|thang)\s+(?P<month>\d{{1,2}}),?\s+(?:năm\s+|nam\s+)?{_YEAR}"),
)
#: A leap second, and the hour 24 that programs write for the first of a day.
_REPAIRS = ((re.compile(r"(:\d\d):60\b"), r"\1:59"), (re.compile(r"\b24(:\d\d:\d\d)\b"), r"00\1"))


def worded_date(value: object) -> datetime | None:
    """The moment a field names, timezone-aware; None if it names none for certain.

    >>> worded_date("Ti, 13 Touko 2031 09:20:00 +0300").isoformat(), worded_date("yesterday"), worded_date("05/06/2031")
    ('2031-05-13T09:20:00+03:00', None, None)
    """
    if (found := parse_date(value)) or not isinstance(value, str) or len(value) > _LONGEST:
        return found
    text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in " ".join(value.split()))
    for pattern, repaired in _REPAIRS:
        text = pattern.sub(repaired, text)
    return parse_date(_in_figures(text))


def _in_figures(text: str) -> str:
    """The text with its first written day as `2031-05-13`; as it is where it has none."""
    for pattern in (*_FIGURES, *_WRITTEN):
        for match in pattern.finditer(text):
            month = int(match["month"]) if match["month"].isdecimal() else _month_names().get(_key(match["month"]), 0)
            if month:
                return f"{match['year']}-{month:02}-{int(match['day']):02} {text[match.end() :]}"
    return text


def _key(name: str) -> str:
    return fold(name).strip(".")


@cache
def _month_names() -> dict[str, int]:
    """Folded name -> month, for every name that means one month only."""
    from dateparser.data.languages_info import language_order  # 600 ms with the tables: only for unknown names

    meanings: defaultdict[str, set[int]] = defaultdict(set)
    for place, language in enumerate(language_order):
        info = import_module(f"dateparser.data.date_translation_data.{language}").info
        for number, month in enumerate(MONTHS, 1):
            for name in map(_key, info.get(month, ())):
                if place < _FREQUENT or not meanings[name]:
                    meanings[name].add(number)
    return {name: months.pop() for name, months in meanings.items() if len(months) == 1}
