"""The words and patterns that the program knows of a language, read from its TOML file once.

`en.toml` holds the classes of English, `boilerplate.toml` what a page says that is no news, `pages.toml` how pages,
mails and feeds name what stands around a text; a class has a `note` that says why it is there. Other languages have a
file for what their sentences need, or none: then `marks` alone serves them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

#: A class named inside a pattern: "{speech_cues}". Quantifiers hold digits, so the two cannot be taken for each other.
_NAMED = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")


@cache
def table(file: str = "en") -> dict[str, Any]:
    """The classes of a file of this folder, by name; empty for a language without one."""
    source = files(__package__) / f"{file}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}


def entry(name: str, file: str = "en") -> dict[str, Any]:
    """One class, "qualifiers.below"; KeyError if the file has none of that name."""
    found = table(file)
    for part in name.split("."):
        found = found[part]
    return found


def listed(name: str, file: str = "en") -> tuple[str, ...]:
    """The words or phrases of a class in their order; of a class of classes those of all.

    >>> listed("weekdays")[:2]
    ('monday', 'tuesday')
    """
    found = entry(name, file)
    if "phrases" in found:
        return tuple(found["phrases"])
    if "words" in found:
        return tuple(found["words"].split())
    return tuple(word for part in found if part != "note" for word in listed(f"{name}.{part}", file))


@cache
def words_of(name: str, file: str = "en") -> frozenset[str]:
    """The words of a class; of a class of classes those of all."""
    return frozenset(listed(name, file))


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file, by their code, English apart."""
    names = (each.name.removesuffix(".toml") for each in files(__package__).iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(name for name in names if len(name) == 2 and name != "en"))


def common_words(language: str) -> frozenset[str]:
    """The commonest words of another language; none if its file does not list them."""
    return words_of("common_words", language) if "common_words" in table(language) else frozenset()


@cache
def kinds(name: str, file: str = "en") -> dict[str, str]:
    """Word -> the class that it is in, for a class of classes such as "governors"."""
    return {word: part for part in entry(name, file) if part != "note" for word in listed(f"{name}.{part}", file)}


def either(name: str, file: str = "en") -> str:
    """A pattern for any word or phrase of a class, longest first, without a group around it."""
    return "|".join(re.escape(word) for word in sorted(listed(name, file), key=lambda word: (-len(word), word)))


def source(name: str, file: str = "en") -> str:
    """The regular expression of a class as text, other classes filled in."""
    found = entry(name, file)["pattern"]
    text = found if isinstance(found, str) else "|".join(found)
    return _NAMED.sub(lambda match: f"(?:{either(match[1], file)})", text)


@cache
def pattern(name: str, file: str = "en") -> re.Pattern[str]:
    """The compiled regular expression of a class."""
    found = entry(name, file)
    flags = (re.IGNORECASE if found.get("ignore_case") else 0) | (re.DOTALL if found.get("all_lines") else 0)
    return re.compile(source(name, file), flags)


def rows(name: str, file: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of a class that is a table, as words."""
    return tuple(tuple(line.split()) for line in entry(name, file)["table"].strip().splitlines())


@cache
def marked(name: str, mark: str, file: str = "en") -> frozenset[str]:
    """The first words of the rows that have that mark behind them; KeyError for a mark that none has.

    >>> sorted(marked("saying", "acts"))
    ['ask', 'urge']
    """
    found = frozenset(word for word, *marks in rows(name, file) if mark in marks)
    if not found:
        raise KeyError(f"{name}: {mark}")
    return found
