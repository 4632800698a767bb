"""The parts of a sentence that must not change when it is rewritten: figures, dates, names, quotations.

Each is found by rule, in a form in which two ways of writing it compare equal. Nothing here knows a sentence's meaning.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.text.words import FUNCTION_WORDS, fold, words

_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    """.split()
_UNITS += ["seventeen", "eighteen", "nineteen"]
_NUMBER_WORDS = {word: float(i) for i, word in enumerate(_UNITS)}
_NUMBER_WORDS |= {w: 10.0 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_NUMBER_WORDS |= {"dozen": 12.0}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?:(?P<money>US\$|[A-Z]{1,2}\$|[$€£¥₹])\s?)?"
    r"(?:(?P<digits>(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w])\d+(?:\.\d+)?)|"
    rf"\b(?P<word>{'|'.join(_NUMBER_WORDS)})\b(?:-(?P<unit>{'|'.join(_UNITS[1:10])})\b)?)"
    r"(?:(?P<percent>\s?%|\s?per\s?cent\b|\s?percent\b)"
    r"|[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|[kmb])\b)?",
    re.IGNORECASE,
)
#: Words before a figure that change what it says; each group is one meaning.
QUALIFIERS = {
    "below": ("nearly", "almost", "close to", "just under", "less than", "fewer than", "under", "not quite"),
    "above": ("more than", "over", "at least", "no fewer than", "no less than", "upwards of", "exceeding", "beyond"),
    "about": ("about", "around", "roughly", "approximately", "some", "an estimated", "estimated"),
    "limit": ("up to", "as many as", "as much as", "at most", "no more than", "a maximum of"),
}
_QUALIFIER = {
    meaning: re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\s+(?:a\s+|the\s+)?$", re.IGNORECASE)
    for meaning, phrases in QUALIFIERS.items()
}
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{m}|{m[:3]}\\.?" for m in _MONTHS) + r"|sept\.?"
_MONTH_DAY = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|:)", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_QUOTATION = re.compile(r"[\"“]([^\"“”]{2,}?)[\"”]")


class Number(NamedTuple):
    """A figure: `text[start:end]`."""

    value: float
    #: "%" or "money" or "".
    unit: str
    #: A key of QUALIFIERS, or "".
    qualifier: str
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """The figures of a text, in digits or words, scaled ("US$1.5bn" is 1.5e9 money).

    "one" and "zero" in words are left out: they are pronouns more often than figures.
    """
    return [n for m in _NUMBER.finditer(text) if (n := _number(m, text)) is not None]


def _number(match: re.Match[str], text: str) -> Number | None:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    else:
        value = _NUMBER_WORDS[match["word"].lower()]
        if match["unit"]:
            value += _NUMBER_WORDS[match["unit"].lower()]
        if value <= 1 and not match["scale"]:
            return None
    scale = (match["scale"] or "").lower()
    if scale in ("m", "b", "k") and not match["digits"]:
        scale = ""
    value *= _SCALES.get(scale, 1.0)
    unit = "%" if match["percent"] else "money" if match["money"] else ""
    return Number(value, unit, _qualifier(text, match.start(), match.end()), match.start(), match.end())


def _qualifier(text: str, start: int, end: int) -> str:
    """What the words around a figure make of it; the longest phrase tells, as "no more than" holds "more than"."""
    after = re.match(r"\s+or (?:(more)|(?:less|fewer))\b", text[end : end + 12], re.IGNORECASE)
    if after:
        return "above" if after[1] else "limit"
    before = text[max(0, start - 24) : start]
    found = [(m.start(), meaning) for meaning, pattern in _QUALIFIER.items() if (m := pattern.search(before))]
    return min(found, default=(0, ""))[1]


def dates(text: str) -> set[str]:
    """Days of the year as "03-13", and weekdays in lower case.

    >>> sorted(dates("on March 13, a Thursday"))
    ['03-13', 'thursday']
    """
    return {m.group().lower() for m in _WEEKDAY.finditer(text)} | {day for day, _, _ in days(text)}


def days(text: str) -> list[tuple[str, int, int]]:
    """The days of the year in a text with where they stand: ("03-13", start, end)."""
    found: list[tuple[str, int, int]] = []
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for match in pattern.finditer(text):
            month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].lower()[:3]))
            found.append((f"{month:02d}-{int(match['day']):02d}", *match.span()))
    return found


def quotations(text: str) -> list[str]:
    """The words between double quotation marks, without them."""
    return [m.group(1).strip() for m in _QUOTATION.finditer(text)]


def without_quotations(text: str) -> str:
    """The text less what stands between double quotation marks: what the writer says himself."""
    return _QUOTATION.sub(" ", text)


def capitalised_words(text: str) -> set[str]:
    """Folded words that a text writes with a capital letter, except function words that open a sentence."""
    return {w.folded for w in words(text) if text[w.start].isupper() and fold(w.folded) not in FUNCTION_WORDS}
