"""The figures of a sentence: values in digits or words, with unit and qualifier, and what they count.

Each is found by rule, in a form in which two ways of writing it compare equal. Nothing here knows a sentence's meaning.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.language import lexicon

_UNITS = lexicon.entry("number_words")["units"].split()
_TENS = lexicon.entry("number_words")["tens"].split()
_NUMBER_WORDS = {word: float(i) for i, word in enumerate(_UNITS)}
_NUMBER_WORDS |= {word: 10.0 * i for i, word in enumerate(_TENS, 2)} | {"dozen": 12.0}
_SCALES: dict[str, float] = lexicon.entry("number_scales")["scales"]
_SCALE = "|".join([*(s for s in _SCALES if len(s) > 1), "[kmb]"])
_NUMBER = re.compile(
    r"(?:(?P<money>US\$|[A-Z]{1,2}\$|[$€£¥₹])\s?)?"
    r"(?:(?P<digits>(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w])\d+(?:\.\d+)?)|"
    rf"\b(?P<word>{'|'.join(_NUMBER_WORDS)})\b(?:-(?P<unit>{'|'.join(_UNITS[1:10])})\b)?)"
    r"(?:(?P<percent>\s?%|\s?per\s?cent\b|\s?percent\b)"
    rf"|[\s-]?(?P<scale>{_SCALE})\b)?",
    re.IGNORECASE,
)
#: Words before a figure that change what it says -> what they make of it: "below", "above", "about", "limit".
_QUALIFIER = {
    meaning: re.compile(rf"\b(?:{lexicon.either(f'qualifiers.{meaning}')})\s+(?:a\s+|the\s+)?$", re.IGNORECASE)
    for meaning in lexicon.entry("qualifiers")
}


class Number(NamedTuple):
    """A figure: `text[start:end]`."""

    value: float
    #: "%" or "money" or "".
    unit: str
    #: "below", "above", "about", "limit" or "".
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
