"""Names that two sources write differently, where it is no matter of transliteration: Garner and Gardner.

Two spellings are the same name when they differ little and stand beside the same word ("Detective", "Dimitri",
"Hyundai"), and neither is found in the other's articles. Streets of one name and another kind are two places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from summarizer.text import ROLES, fold, stem

_CAPITALS = re.compile(r"(?:[A-ZÀ-ÞĐ0-9][\w’'-]*)(?:\s[A-ZÀ-ÞĐ][\w’'-]*)*")
STREETS = frozenset("street avenue road terrace drive lane court place boulevard circle way square".split())
#: Letters that outlets exchange when they write names of other scripts.
_LOOSE = str.maketrans({"q": "k", "g": "k", "c": "k", "y": "i", "j": "i", "w": "v", "z": "s", "h": None, "'": None})
#: Least likeness of two spellings, by `SequenceMatcher.ratio`: Sonata and Sonesta have 0.77.
ALIKE = 0.75
MIN_LETTERS = 5


class Name(NamedTuple):
    """A capitalised word at `text[start:end]`, folded, with the words before it: first names, a make, a role."""

    word: str
    before: tuple[str, ...]
    start: int
    end: int
    #: Where the capitalised words begin that it belongs to.
    run: int


def names(text: str) -> Iterator[Name]:
    """The capitalised words that follow another one or a role, in order."""
    for run in _CAPITALS.finditer(text):
        parts = [(m.group(), run.start() + m.start(), run.start() + m.end()) for m in re.finditer(r"\S+", run.group())]
        role = re.search(r"\b([a-z]+)\s$", text[: run.start()])
        before = [role[1]] if role and role[1] in ROLES else []
        for word, start, end in parts:
            if before:
                yield Name(_bare(word), tuple(before), start, end, run.start())
            before.append(_bare(word))


def differ(a: Name, b: Name) -> bool:
    """Whether they are two spellings of one name, and not two ways to write one from another script."""
    if a.word == b.word:
        return False
    if a.word in STREETS and b.word in STREETS:
        return a.before[-1] == b.before[-1]
    short, long = sorted((a.word, b.word), key=len)
    if len(short) < MIN_LETTERS or long.startswith(short) or stem(short) == stem(long) or short[0] != long[0]:
        return False
    if not set(a.before) & set(b.before):
        return False
    if sorted(short) == sorted(long):  # letters exchanged: a slip of one of them
        return True
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= ALIKE and _sound(short) != _sound(long)


def _sound(word: str) -> str:
    """Its consonants, those that are exchanged made one, doubled ones single."""
    plain = re.sub(r"[aeiou]", "", word.translate(_LOOSE).replace("i", ""))
    return re.sub(r"(.)\1", r"\1", plain)


def _bare(word: str) -> str:
    return re.sub(r"'s?$", "", fold(word)).strip("'-.")
