"""What tells a fact of one source from a shared one, from page furniture, and a weighty fact from colour.

Each sentence becomes a row of numbers, most of them 0 to 1; `model.json` holds what was learned about them
(`training/learn_details.py`). Nothing is decided here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from summarizer.language import (
    FUNCTION_WORDS,
    capitalised_words,
    content_words,
    dates,
    lexicon,
    marks,
    numbers,
    open_pronoun,
    quotations,
    words,
)
from summarizer.types import Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Sentences at the beginning of an article, which say what the story is about.
OPENING = 3
_SPEECH = re.compile(rf"\b(?:{lexicon.either('speech_cues')})\b|\baccording to\b", re.IGNORECASE)
#: Weekday, day and year together; words of captions; what is to be seen; notices of the page.
_FULL_DATE, PICTURE, _SCENE, _NOTICE = (
    lexicon.pattern(name, "boilerplate") for name in ("full_dates", "caption_words", "caption_scene", "notices")
)
_READER, _PERSONAL = lexicon.words_of("reader"), lexicon.words_of("own_person")
_DECISION = lexicon.pattern("decisions")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the story as the features look at it."""

    sentence: Sentence
    text: str
    #: Stems of its content words.
    bag: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    #: Position of its origin in `Story.origins`.
    origin: int
    #: Its place in its article, 0 to 1.
    place: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A story with what the features of any of its sentences need, computed once."""

    story: Story
    lines: tuple[Line, ...]
    #: Row i belongs to `lines[i]`; unit length.
    vectors: FloatArray
    #: Cosine of each two lines.
    likeness: FloatArray
    #: Word -> weight, highest for words that few sentences have.
    idf: Mapping[str, float]
    #: Word -> share of origins that have it.
    spread: Mapping[str, float]
    #: For each origin what the other origins hold: words, neighbouring words, figures.
    elsewhere: tuple[tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[float]], ...]


def survey(story: Story, sentences: Sequence[Sentence], vectors: FloatArray, idf: Mapping[str, float]) -> Surroundings:
    """What is compared: every reporting sentence, and what the others have."""
    lasts: dict[str, int] = {}
    for s in sentences:
        lasts[s.article] = max(lasts.get(s.article, 0), s.index)
    lines = tuple(_line(story, s, lasts[s.article]) for s in sentences)
    n = len(story.origins)
    held = [[line for line in lines if line.origin == o] for o in range(n)]
    bags = [frozenset[str]().union(*(line.bag for line in each)) for each in held]
    pairs = [frozenset[tuple[str, str]]().union(*(line.pairs for line in each)) for each in held]
    figures = [frozenset(number.value for line in each for number in numbers(line.text)) for each in held]
    spread = {w: sum(w in bag for bag in bags) / n for bag in bags for w in bag}
    elsewhere = tuple(
        (
            frozenset[str]().union(*(bags[p] for p in range(n) if p != o)),
            frozenset[tuple[str, str]]().union(*(pairs[p] for p in range(n) if p != o)),
            frozenset[float]().union(*(figures[p] for p in range(n) if p != o)),
        )
        for o in range(n)
    )
    return Surroundings(story, lines, vectors, vectors @ vectors.T, idf, spread, elsewhere)


def _line(story: Story, sentence: Sentence, last: int) -> Line:
    text = story.article(sentence.article).text[sentence.start : sentence.end]
    stems = content_words(text)
    place = sentence.index / max(1, last)
    return Line(sentence, text, frozenset(stems), frozenset(pairwise(stems)), story.origin_of(sentence.article), place)


def features(around: Surroundings) -> list[dict[str, float]]:
    """The features of each line; those of its article say how much of what it tells is shared."""
    rows = [novelty(around, i) | manner(around, i) for i in range(len(around.lines))]
    for article in around.story.articles:
        mine = [i for i, line in enumerate(around.lines) if line.sentence.article == article.id]
        if mine:
            own = float(np.mean([rows[i]["left_two"] for i in mine]))
            centrality = float(around.vectors[mine].mean(axis=0) @ around.vectors.mean(axis=0))
            for i in mine:
                rows[i] |= {"article_own": own, "article_central": centrality}
    return rows


def novelty(around: Surroundings, i: int) -> dict[str, float]:
    """How much of a line the other origins lack."""
    line = around.lines[i]
    known, pairs, figures = around.elsewhere[line.origin]
    others = [j for j, other in enumerate(around.lines) if other.origin != line.origin]
    total = sum(around.idf.get(w, 1.0) for w in line.bag) or 1.0
    left = leftovers(line.bag, [around.lines[j].bag for j in others], around.idf)
    near = np.sort(around.likeness[i, others])[::-1] if others else np.zeros(1)
    mine = numbers(line.text)
    names = [
        w.folded
        for k, w in enumerate(words(line.text))
        if k and line.text[w.start].isupper() and w.folded not in FUNCTION_WORDS
    ]
    stems = known
    new_names = {w for w in names if not set(content_words(w)) & stems}
    return {
        "absent": sum(around.idf.get(w, 1.0) for w in line.bag - known) / total,
        "absent_words": min(1.0, len(line.bag - known) / 8),
        "left_one": left[0],
        "left_two": left[1],
        "left_three": left[2],
        "nearest": float(near[0]),
        "near_three": float(near[:3].mean()),
        "new_pairs": len(line.pairs - pairs) / max(1, len(line.pairs)),
        "new_figures": min(1.0, sum(n.value not in figures for n in mine) / 2),
        "new_names": min(1.0, len(new_names) / 3),
        "others": math.log1p(len(others)) / 5,
    }


def nearby(around: Surroundings, i: int) -> frozenset[str]:
    """The words of the three sentences of other origins that hold most of a line's."""
    line = around.lines[i]
    others = [other.bag for other in around.lines if other.origin != line.origin]
    return frozenset(line.bag - _uncovered(line.bag, others, around.idf)[-1])


def leftovers(bag: frozenset[str], others: Sequence[frozenset[str]], idf: Mapping[str, float]) -> list[float]:
    """Weighted share of the words that the best one, two and three sentences, together, do not hold."""
    total = sum(idf.get(w, 1.0) for w in bag) or 1.0
    return [sum(idf.get(w, 1.0) for w in left) / total for left in _uncovered(bag, others, idf)]


def _uncovered(bag: frozenset[str], others: Sequence[frozenset[str]], idf: Mapping[str, float]) -> list[frozenset[str]]:
    """The words that are left when the best sentence is taken away, then the next best, then a third."""
    left, steps = bag, []
    for _ in range(3):
        weights = [sum(idf.get(w, 1.0) for w in left & other) for other in others]
        left = left - others[weights.index(max(weights))] if weights else left
        steps.append(left)
    return steps


def manner(around: Surroundings, i: int) -> dict[str, float]:
    """What kind of sentence a line is, and how near the heart of the story."""
    line = around.lines[i]
    text, found = line.text, words(line.text)
    n = max(1, len(found))
    vector = around.vectors[i]
    opening = [j for j, other in enumerate(around.lines) if other.sentence.index < OPENING and j != i]
    spread = [around.spread[w] for w in line.bag]
    capitals = sum(text[w.start].isupper() for w in found)
    return {
        "length": min(1.0, n / 40),
        "short": float(n < 9),
        "ended": float(marks.ended(text)),
        "grammar": sum(w.folded in FUNCTION_WORDS for w in found) / n,
        "capitals": capitals / n,
        "full_date": float(_FULL_DATE.search(text) is not None),
        "picture": float(PICTURE.search(text) is not None),
        "scene": float(_SCENE.search(text) is not None and not _SPEECH.search(text)),
        "notice": float(_NOTICE.search(text) is not None),
        "brackets": min(1.0, (text.count("(") + text.count("[")) / 2),
        "you": min(1.0, sum(w.folded in _READER for w in found) / 2),
        "early": 1 / math.sqrt(1 + line.sentence.index),
        "place": line.place,
        "central": float(vector @ around.vectors.mean(axis=0)),
        "opening": float(max((around.likeness[i, j] for j in opening), default=0.0)),
        "openings": float(np.mean(around.likeness[i, opening])) if opening else 0.0,
        "spread": sum(spread) / max(1, len(spread)),
        "figures": min(1.0, len(numbers(text)) / 2),
        "dates": float(bool(dates(text))),
        "names": min(1.0, len(capitalised_words(text)) / 6),
        "speech": float(_SPEECH.search(text) is not None),
        "quoted": min(1.0, sum(len(words(q)) for q in quotations(text)) / n),
        "personal": min(1.0, sum(w.folded in _PERSONAL for w in found) / 2),
        "pronoun": float(open_pronoun(text) is not None),
        "decision": float(_DECISION.search(text) is not None),
        "question": float(text.rstrip("\"”’' ").endswith("?")),
    }
