"""What a sentence holds that its cited text lacks: numbers, days, names, quotations.

It shares no code with the product, on purpose, and looks from another angle: the product's checks compare parsed
values, this compares what is printed. A doubt counts against the sentence, so each offender is to be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

#: What is looked for, in the order of the table.
KINDS = ("number", "date", "name", "quotation")

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
_VALUES = {name: str(value) for value, name in enumerate(_SMALL)}
_VALUES |= {name: str(10 * value) for value, name in enumerate("twenty thirty forty fifty sixty".split(), 2)}
_VALUES |= {"seventy": "70", "eighty": "80", "ninety": "90"}
#: What multiplies or measures the figure before it; "percent" and "per cent" are "%".
_SCALES = frozenset("hundred thousand million billion trillion dozen % k m bn".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = """
    january february march april may june july august september october november december
    """.split()
_SHORT_MONTHS = {name[:3]: name for name in _MONTHS} | {"sept": "september"}
_TOKEN = re.compile(r"[$€£¥]|\d+(?:[.,]\d+)*|%|[^\W\d_]+(?:['’][^\W\d_]+)*")
_PER_CENT = re.compile(r"\bper\s?cent\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)")
#: What stands before a word that opens a sentence or a quotation.
_OPENING = re.compile(r"(?:\A|[.!?:]\s+|[\"“‘])[\"“‘'(]*\Z")
#: Words that open a sentence without naming anything.
_SMALL_WORDS = frozenset(
    """
    the a an in on at by for from to of with after before during until since while when where as if it its this that
    these those there and but or nor so yet he she they we i his her our both each every some many most all no not
    another other others according
    """.split()
)


class Missing(NamedTuple):
    """Something that stands in a sentence and not in its cited text."""

    #: One of KINDS.
    kind: str
    what: str


class _Mark(NamedTuple):
    text: str
    start: int
    end: int


def missing(sentence: str, cited: Iterable[str]) -> list[Missing]:
    """What the sentence has and none of its cited texts has, each once.

    >>> missing("Ana Lim paid 40 crowns on Monday.", ["Ana Lim paid 14 crowns on Sunday."])
    [Missing(kind='number', what='40'), Missing(kind='date', what='Monday')]
    """
    texts = [_plain(text) for text in cited]
    sentence = _plain(sentence)
    finders = {"number": _numbers, "date": _dates, "name": _names, "quotation": _quotations}
    return [Missing(kind, what) for kind, finder in finders.items() for what in dict.fromkeys(finder(sentence, texts))]


def _plain(text: str) -> str:
    """The text with white space, quotation marks and the word per cent written in one way."""
    text = unicodedata.normalize("NFC", " ".join(text.split())).replace("`", "'").replace("''", '"')
    return _PER_CENT.sub("%", _ABBREVIATION.sub(lambda m: m.group().replace(".", ""), text))


def _marks(text: str) -> list[_Mark]:
    return [_Mark(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _figures(text: str) -> Iterator[tuple[str, str]]:
    """(a figure in digits with its scale, as it is printed): ("4 million", "four million")."""
    marks = _marks(text)
    for i, mark in enumerate(marks):
        value = mark.text.replace(",", "") if mark.text[0].isdigit() else _VALUES.get(mark.text.lower())
        if value is None:
            continue
        after = marks[i + 1] if i + 1 < len(marks) else None
        scale = after.text.lower() if after and after.text.lower() in _SCALES else ""
        sign = marks[i - 1].text if i and marks[i - 1].text in "$€£¥" else ""
        yield f"{sign}{value} {scale}".strip(), text[mark.start : after.end if after and scale else mark.end]


def _numbers(sentence: str, cited: list[str]) -> Iterator[str]:
    known = {value for text in cited for value, _ in _figures(text)}
    yield from (printed for value, printed in _figures(sentence) if value not in known)


def _dates(sentence: str, cited: list[str]) -> Iterator[str]:
    known = {day for text in cited for day, _ in _days(text)}
    yield from (printed for day, printed in _days(sentence) if day not in known)


def _days(text: str) -> Iterator[tuple[str, str]]:
    """(weekdays, months, and days of a month in one form, as they are printed)."""
    marks = _marks(text)
    for i, mark in enumerate(marks):
        name = mark.text.lower()
        if name in _DAYS and mark.text[0].isupper():
            yield name, mark.text
        month = _SHORT_MONTHS.get(name, name if name in _MONTHS else None)
        if month is None or not mark.text[0].isupper():
            continue
        beside = [
            marks[j].text for j in (i - 1, i + 1) if 0 <= j < len(marks) and re.fullmatch(r"\d\d?", marks[j].text)
        ]
        yield from ((f"{month} {day}", f"{mark.text} {day}") for day in beside)
        if not beside:
            yield month, mark.text


def _names(sentence: str, cited: list[str]) -> Iterator[str]:
    """Capitalised words that the cited text has not, and neighbours of one name that it has not side by side."""
    there = {_bare(mark.text) for text in cited for mark in _marks(text)}
    lower = {form.lower() for form in there}
    joined = {pair for text in cited for pair in _name_pairs(text)}
    for mark in _capitals(sentence):
        form = _bare(mark.text)
        opens = _OPENING.search(sentence[: mark.start]) is not None
        if form not in there and not (opens and form.lower() in lower | _SMALL_WORDS | _VALUES.keys()):
            yield mark.text
    for pair in _name_pairs(sentence):
        if pair not in joined and all(form in there for form in pair):
            yield " ".join(pair)


def _capitals(text: str) -> list[_Mark]:
    months_and_days = _DAYS | set(_MONTHS)
    return [mark for mark in _marks(text) if mark.text[0].isupper() and mark.text.lower() not in months_and_days]


def _name_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Capitalised words that stand side by side."""
    for a, b in pairwise(_capitals(text)):
        if text[a.end : b.start] in (" ", ". ", "-") and a.text.lower() not in _SMALL_WORDS:
            yield _bare(a.text), _bare(b.text)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _quotations(sentence: str, cited: list[str]) -> Iterator[str]:
    """Quotations that are not in the cited text to the letter, save for the mark at their end."""
    texts = [_straight(text) for text in cited]
    if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
        yield "an unpaired quotation mark"
    for match in _QUOTED.finditer(sentence):
        quoted = _straight(match.group(1) or match.group(2)).strip(" .,;:!?")
        if not any(quoted in text for text in texts):
            yield match.group()


def _straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))
