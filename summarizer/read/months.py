"""Month names of many languages, and the days that are written with them: "13. Mai 2031", "2031年5月13日".

The names are those of `dateparser`; of its parser nothing is used, since it takes 03/04 for March and "yesterday" for a
date. English and plain figures are `dates`'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from summarizer.language import lexicon
from summarizer.language.calendar import MONTHS, WEEKDAYS

#: Languages of which the names are known together, for texts whose language is not told; those with many newspapers.
_LANGUAGES = """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fo fr ga gl gu he hi hr hu hy id is it ka kk km kn
    ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl pt ro ru si sk sl so sq sr sr-Latn sv sw ta te th tr uk ur
    uz vi zu
""".split()
#: Codes that pages use for languages that the table has under another.
_ALIASES = {"no": "nb", "iw": "he", "in": "id", "tl": "fil"}
_YEAR = r"(?P<year>(?:1[89]|2[0-6])\d\d)(?!\d)"
#: A month's name may hold marks that no letter class knows, and a dot ("พ.ค.").
_NAME = r"(?P<month>[^\W\d_][^\s\d,:;()<>|/]{1,19}(?:\s[^\W\d_]{2,6}\.?)?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}\s?[年년]\s?(?P<number>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일号號]?",
        rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?:tháng|thg)\s(?P<number>\d{{1,2}})(?:,|\snăm|,\snăm)?\s+{_YEAR}",
        # 13 de mayo de 2031, 13. Mai 2031, le 13 mai 2031, 1er mai 2031, 13 พฤษภาคม 2574
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:er|[ºª°.]|-?(?:го|е|ე))?[\s-]+(?:(?:de|di|do|d|den|na)[\s'’]+)?{_NAME}[.,]?"
        # In the Levant and in Bosnia a month has two names: "24 نيسان / أبريل 2020".
        rf"(?:\s?/\s?(?P<other>[^\W\d_]{{2,15}})[.,]?)?[\s-]+(?:(?:de|del|of|năm|m)\s+)?{_YEAR}",
        # Mayıs 13, 2031
        rf"(?<!\w){_NAME}\s+(?P<day>\d{{1,2}})[.,]?\s+(?:(?:de|del)\s+)?{_YEAR}",
        # 2031. május 13., 2031 m. gegužės 13 d., 2031. gada 13. maijā
        rf"(?<!\d){_YEAR}\.?\s+(?:m\.\s+)?{_NAME}\s+(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\.\s?gada\s+(?P<day>\d{{1,2}})\.\s+{_NAME}",
    )
)
#: What stands beside the date on a line that is only a date, besides the weekday.
DATE_WORDS = lexicon.words_of("beside_dates", "pages")
#: Thai years are counted from 543 BC.
_BUDDHIST_FROM, _BUDDHIST = 2400, 543
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def foreign_day(text: str, language: str | None = None) -> tuple[tuple[int, int, int], int, int] | None:
    """Year, month and day of the first full date that names its month, and where it stands; None without one.

    >>> foreign_day("Publié le 13 mai 2031 à 9h20", "fr")
    ((2031, 5, 13), 10, 21)
    """
    if not any(char.isdigit() for char in text):
        return None
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            names = [name for key in ("month", "other") if (name := groups.get(key))]
            named = next((number for name in names if (number := _month(name, language))), None)
            month = int(groups["number"]) if groups.get("number") else named
            if month:
                year = int(match["year"])
                if year > _BUDDHIST_FROM and _THAI.search(match[0]):
                    year -= _BUDDHIST
                return (year, month, int(match["day"])), match.start(), match.end()
    return None


def _month(name: str, language: str | None) -> int | None:
    """The number of a month by its name in a language, or in all where they agree."""
    key = _key(name)
    code = _ALIASES.get((language or "")[:2].lower(), (language or "")[:2].lower())
    own = _names(code) if re.fullmatch("[a-z]{2}", code) else {}
    return own.get(key) or own.get(key.split(" ")[0]) or _all_names().get(key) or _all_names().get(key.split(" ")[0])


def _key(name: str) -> str:
    return " ".join(name.casefold().replace(".", "").split())


@cache
def _names(code: str) -> dict[str, int]:
    """The months of one language, by every form of their names; empty for one that nobody wrote down."""
    try:
        info = import_module(f"dateparser.data.date_translation_data.{code}").info
    except (ImportError, ValueError):
        return {}
    return {_key(name): number for number, month in enumerate(MONTHS, 1) for name in info.get(month, ())}


@cache
def _all_names() -> dict[str, int]:
    """The months of all languages, without the names that mean one month here and another there (listopad)."""
    found: dict[str, set[int]] = {}
    for code in _LANGUAGES:
        for name, number in _names(code).items():
            found.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def is_date_words(text: str) -> bool:
    """Whether what stands beside a date is only a weekday, "published", "at", "Uhr" and the like.

    >>> is_date_words("Veröffentlicht am Dienstag, Uhr")
    True
    """
    words = re.findall(r"[^\W\d_][^\s\d,.:;()|/–—-]*", text.casefold())
    return all(word in DATE_WORDS or word in weekdays() for word in words)


@cache
def weekdays() -> frozenset[str]:
    """The words of the names of the days of the week in every language of the table."""
    return frozenset(_weekdays())


def _weekdays() -> Iterator[str]:
    for code in _LANGUAGES:
        try:
            info = import_module(f"dateparser.data.date_translation_data.{code}").info
        except ImportError:
            continue
        for day in WEEKDAYS:
            for name in info.get(day, ()):
                yield from _key(name).split()
