"""Names that two sources write differently, where it is no matter of transliteration: Garner and Gardner.

Two spellings are the same name when they differ little and stand beside the same word ("Detective", "Dimitri",
"Hyundai"), and neither is found in the other's articles. Streets of one name and another kind are two places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from summarizer.language import ROLES, fold, lexicon, stem, words
from summarizer.types import Citation, Disagreement, DisagreementKind, Sentence, Side, Story

_CAPITALS = re.compile(r"(?:[A-ZÀ-ÞĐ0-9][\w’'-]*)(?:\s[A-ZÀ-ÞĐ][\w’'-]*)*")
STREETS = lexicon.words_of("streets")
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


def spellings(story: Story, sentences: Sequence[Sentence]) -> Iterator[Disagreement]:
    """Names that two origins spell differently, each told once: the first sentence of either side."""
    used = {i: _vocabulary(story, members) for i, members in enumerate(story.origins)}
    common = {w for article in story.articles for w in re.findall(r"\b[a-z]{3,}\b", article.text)}
    found = [(s, n) for s in sentences for n in names(_text(story, s)) if n.word not in common or n.word in STREETS]
    told: set[frozenset[str]] = set()
    for i, (sentence, name) in enumerate(found):
        for other, second in found[i + 1 :]:
            origins = story.origin_of(sentence.article), story.origin_of(other.article)
            pair = frozenset((name.word, second.word))
            if origins[0] == origins[1] or pair in told or not differ(name, second):
                continue
            if _written(second) & used[origins[0]] or _written(name) & used[origins[1]]:
                continue
            told.add(pair)
            kind: DisagreementKind = "place" if name.word in STREETS else "name"
            yield Disagreement(
                f"{kind}: {_title(name, _text(story, sentence))}",
                kind,
                (_name_side(story, sentence, name), _name_side(story, other, second)),
            )


def _vocabulary(story: Story, members: Sequence[str]) -> set[str]:
    """Folded words of an origin, and each two neighbours."""
    folded = [w.folded for member in members for w in words(story.article(member).text)]
    return {*folded, *(f"{a} {b}" for a, b in pairwise(folded))}


def _written(name: Name) -> set[str]:
    """What another origin must not have, if it is to have the name differently."""
    return {f"{name.before[-1]} {name.word}"} if name.word in STREETS else {name.word}


def _title(name: Name, text: str) -> str:
    """What comes before the word in question: "Detective", "Hyundai"."""
    before = text[name.run : name.start].strip()
    return before or name.before[-1]


def _name_side(story: Story, sentence: Sentence, name: Name) -> Side:
    citation = Citation(sentence.article, sentence.start, sentence.end)
    return Side(re.sub(r"['’]s?$", "", _text(story, sentence)[name.run : name.end]), (citation,))


def _text(story: Story, sentence: Sentence) -> str:
    return story.article(sentence.article).text[sentence.start : sentence.end]
