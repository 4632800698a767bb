"""Names that two sources write differently, where it is no matter of transliteration: Garner and Gardner.

Two spellings are the same name when they differ little and stand beside the same word ("Detective", "Dimitri",
"Hyundai"), and neither is found in the other's articles. Streets of one name and another kind are two places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import NamedTuple

from summarizer.language import FUNCTION_WORDS, MONTHS, ROLES, WEEKDAYS, Analysed, fold, lexicon, stem
from summarizer.material import Material
from summarizer.types import Citation, Disagreement, DisagreementKind, Side

_CAPITALS = re.compile(r"(?:[A-ZÀ-ÞĐ0-9][\w’'-]*)(?:\s[A-ZÀ-ÞĐ][\w’'-]*)*")
_NO_NAMES = FUNCTION_WORDS | {*WEEKDAYS, *MONTHS} - {"may"}
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
            if _bare(word) in _NO_NAMES:
                continue  # "On Thursday" is no other spelling of "On Tuesday"
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


class _Used(NamedTuple):
    """A name in a sentence of the story: the number of the sentence, and the position of its origin."""

    line: int
    origin: int
    name: Name


def spellings(material: Material) -> Iterator[Disagreement]:
    """Names that two origins spell differently, each told once: the first sentence of either side."""
    every = [_sentences(material, members) for members in material.story.origins]
    used = [_vocabulary(sentences) for sentences in every]
    common = {w for sentences in every for each in sentences for w in _small(each)}
    found = [
        _Used(line, material.story.origin_of(material.sentences[line].article), name)
        for line, analysed in enumerate(material.analysed)
        for name in names(analysed.text)
        if name.word not in common or name.word in STREETS
    ]
    told: set[frozenset[str]] = set()
    for a, b in combinations(found, 2):
        pair = frozenset((a.name.word, b.name.word))
        if a.origin == b.origin or pair in told or not differ(a.name, b.name):
            continue
        if _written(b.name) & used[a.origin] or _written(a.name) & used[b.origin]:
            continue
        told.add(pair)
        kind: DisagreementKind = "place" if a.name.word in STREETS else "name"
        topic = f"{kind}: {_title(a.name, material.analysed[a.line].text)}"
        yield Disagreement(topic, kind, (_name_side(material, a), _name_side(material, b)))


def _sentences(material: Material, members: Sequence[str]) -> list[Analysed]:
    """All sentences of an origin, those that report nothing too."""
    texts = ((material.story.article(member).text, material.spans[member]) for member in members)
    return [material.analyst.one(text[start:end]) for text, spans in texts for start, end in spans]


def _vocabulary(sentences: Sequence[Analysed]) -> set[str]:
    """Folded words of an origin, and each two neighbours."""
    folded = [w.folded for each in sentences for w in each.words]
    return {*folded, *(f"{a} {b}" for a, b in pairwise(folded))}


def _small(sentence: Analysed) -> Iterator[str]:
    """Its words that are written without a capital: no names."""
    return (w.folded for w in sentence.words if w.end > w.start + 2 and sentence.text[w.start : w.end].islower())


def _written(name: Name) -> Set[str]:
    """What another origin must not have, if it is to have the name differently."""
    return {f"{name.before[-1]} {name.word}"} if name.word in STREETS else {name.word}


def _title(name: Name, text: str) -> str:
    """What comes before the word in question: "Detective", "Hyundai"."""
    before = text[name.run : name.start].strip()
    return before or name.before[-1]


def _name_side(material: Material, used: _Used) -> Side:
    sentence, text = material.sentences[used.line], material.analysed[used.line].text
    citation = Citation(sentence.article, sentence.start, sentence.end)
    return Side(re.sub(r"['’]s?$", "", text[used.name.run : used.name.end]), (citation,))
