"""What tells a fact of one source from a shared one, from boilerplate, and a weighty fact from colour.

Each sentence becomes a row of numbers, most of them 0 to 1; `weights.json` holds what was learned about them
(`eval/training/details.py`). Nothing is decided here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from summarizer.language import FUNCTION_WORDS, Analysed, lexicon, marks, open_pronoun, stem
from summarizer.material import Material
from summarizer.retelling import NEAREST, Meant, by_stems, lacking, told_words
from summarizer.types import Article, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Sentences at the beginning of an article, which say what the story is about.
OPENING = 3
#: Sentences of other origins whose words are taken away from a line's, one after the other.
STEPS = 3
#: A word is told by another that is as like it, each in its sentence. Chosen on the spans that `details_gold_dev` gives
#: as new, by words: precision 0.57, recall 0.87; without it, and with `form.WHOLE` 0.7, 0.53, 0.94 and 82 % whole ones.
SAME_WORD = 0.7
#: Smaller figures may be alike by chance.
TELLING = 10
#: How new a word is at least that no other origin has, nor says in another word; from `marking.KNOWN` on it counts.
UNTOLD = 0.55
_CLAUSE = lexicon.pattern("clause_borders")
_SPEECH = re.compile(rf"\b(?:{lexicon.either('speech_cues')})\b|\baccording to\b", re.IGNORECASE)
#: Weekday, day and year together; words of captions; what is to be seen; notices of the page.
FULL_DATE, PICTURE, _SCENE, _NOTICE = (
    lexicon.pattern(name, "boilerplate") for name in ("full_dates", "caption_words", "caption_scene", "notices")
)
_READER, _PERSONAL = lexicon.words_of("reader"), lexicon.words_of("own_person")
_DECISION = lexicon.pattern("decisions")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the story as the features look at it."""

    sentence: Sentence
    analysed: Analysed
    #: Its words as they are compared: of English the stems of its content words.
    bag: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    #: Position of its origin in `Story.origins`.
    origin: int


@dataclass(frozen=True)
class Surroundings:
    """A story with what the features of any of its sentences need, computed once."""

    material: Material
    lines: tuple[Line, ...]
    #: Word -> weight, highest for words that few sentences have.
    idf: Mapping[str, float]

    @cached_property
    def elsewhere(self) -> tuple[tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[float]], ...]:
        """For each origin what the other origins hold: words, neighbouring words, figures."""
        found = []
        for origin in range(len(self.material.story.origins)):
            others = [line for line in self.lines if line.origin != origin]
            words = frozenset(word for line in others for word in line.bag)
            pairs = frozenset(pair for line in others for pair in line.pairs)
            found.append((words, pairs, frozenset(n.value for line in others for n in line.analysed.numbers)))
        return tuple(found)

    @cached_property
    def spread(self) -> Mapping[str, float]:
        """Word -> share of origins that have it."""
        n = len(self.material.story.origins)
        bags = [{word for line in self.lines if line.origin == origin for word in line.bag} for origin in range(n)]
        return {word: sum(word in bag for bag in bags) / n for bag in bags for word in bag}

    @cached_property
    def meant(self) -> tuple[Meant, ...]:
        """The words of each line with what they mean there; by their stems where nobody read them."""
        return self.material.meant or tuple(by_stems(line.analysed) for line in self.lines)

    @cached_property
    def _origins(self) -> NDArray[np.int64]:
        return np.array([line.origin for line in self.lines])

    def others(self, i: int) -> NDArray[np.int64]:
        """The lines of other origins than that of a line."""
        return np.flatnonzero(self._origins != self.lines[i].origin)

    def weight(self, words: Iterable[str]) -> float:
        """The weights of words together; in one order, for the same sum to the last bit every time."""
        return sum(self.idf.get(word, 1.0) for word in sorted(words))

    @cached_property
    def uncovered(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """For each line the words left when the best sentence of others is taken away, then the next best, a third."""
        holders: dict[str, list[int]] = {}
        for i, line in enumerate(self.lines):
            for word in line.bag:
                holders.setdefault(word, []).append(i)
        return tuple(self._steps(line, holders) for line in self.lines)

    def _steps(self, line: Line, holders: Mapping[str, Sequence[int]]) -> tuple[frozenset[str], ...]:
        left, steps = line.bag, []
        for _ in range(STEPS):
            held = np.zeros(len(self.lines))
            for word in sorted(left):
                held[holders[word]] += self.idf.get(word, 1.0)
            held[self._origins == line.origin] = 0.0
            best = int(held.round(9).argmax())
            left = left - self.lines[best].bag if held[best] else left
            steps.append(left)
        return tuple(steps)

    @cached_property
    def nearest(self) -> tuple[tuple[int, ...], ...]:
        """For each line the sentences of other origins that are nearest to it, the nearest first."""
        likeness = self.material.likeness.round(6)
        every = (self.others(i) for i in range(len(self.lines)))
        return tuple(
            tuple(others[np.argsort(-likeness[i, others], kind="stable")[:NEAREST]].tolist())
            for i, others in enumerate(every)
        )

    def newness(self, i: int) -> list[tuple[int, float, float]]:
        """For each content word of a line where it begins, how unlike the nearest of other origins, and its weight.

        A word that no other origin has is `UNTOLD` at least: to an encoder one person's name is much like another's.
        """
        mine, counted, untold = self.meant[i], self._counted_elsewhere(i), self.untold(i)
        told = np.zeros(len(mine.words), dtype=np.float32)
        for j in self.nearest[i]:
            told = np.maximum(told, told_words(mine, self.meant[j]))
        rows = zip(mine.words, mine.stems, told.tolist(), strict=True)
        new = ((w, s, max(1.0 - like, UNTOLD if s in untold else 0.0)) for w, s, like in rows)
        return [(w.start, 0.0 if s in counted else how, self.idf.get(s, 1.0)) for w, s, how in new]

    def untold(self, i: int) -> frozenset[str]:
        """Stems of the words of a line that no other origin has nearby, nor says in another word."""
        mine = self.meant[i]
        told = [told_words(mine, self.meant[j]) for j in self.nearest[i]]
        known = {s for row in told for s, like in zip(mine.stems, row.tolist(), strict=True) if like >= SAME_WORD}
        return self.uncovered[i][-1] - known - self._counted_elsewhere(i)

    def _counted_elsewhere(self, i: int) -> frozenset[str]:
        """Stems of the clauses of a line whose figures one nearby sentence of another origin gives too.

        Two reports that give one telling figure once each tell one thing by it: so `training changes` learns as well.
        """
        line, mine = self.lines[i], self.meant[i]
        nearby = [frozenset(n.value for n in self.lines[j].analysed.numbers) for j in self.nearest[i]]
        found: set[str] = set()
        for start, end in clauses(line.analysed.text):
            inside = {n.value for n in line.analysed.numbers if start <= n.start < end}
            if any(value >= TELLING for value in inside) and any(inside <= figures for figures in nearby):
                found |= {s for w, s in zip(mine.words, mine.stems, strict=True) if start <= w.start < end}
        return frozenset(found)

    def leftovers(self, i: int) -> list[float]:
        """Weighted share of a line's words that the best one, two and three sentences of others do not hold."""
        total = self.weight(self.lines[i].bag) or 1.0
        return [self.weight(left) / total for left in self.uncovered[i]]

    def of(self, article: Article) -> list[int]:
        """The lines of an article."""
        return [i for i, line in enumerate(self.lines) if line.sentence.article == article.id]


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end, by marks and the words that open one."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    return list(pairwise(cuts))


def survey(material: Material) -> Surroundings:
    """What is compared: every reporting sentence, by its content words."""
    return Surroundings(material, lines(material, [each.content_words for each in material.analysed]), material.idf)


def lines(material: Material, words: Sequence[Sequence[str]]) -> tuple[Line, ...]:
    """The sentences of the story as they are compared, item i by the words at i."""
    return tuple(
        Line(sentence, analysed, frozenset(each), frozenset(pairwise(each)), material.story.origin_of(sentence.article))
        for sentence, analysed, each in zip(material.sentences, material.analysed, words, strict=True)
    )


def features(around: Surroundings) -> list[dict[str, float]]:
    """The features of each line, in English."""
    rows = uncovered_shares(around)
    vectors = around.material.vectors
    central = {a.id: float(vectors[around.of(a)].mean(axis=0) @ vectors.mean(axis=0)) for a in _told(around)}
    for i, line in enumerate(around.lines):
        rows[i] |= _novelty(around, i) | _position(around, i) | _manner(around, line) | _lacking(around, i)
        rows[i]["article_central"] = central[line.sentence.article]
    return rows


def _told(around: Surroundings) -> list[Article]:
    """The articles that have lines: one of each origin."""
    return [a for a in around.material.story.articles if around.of(a)]


def uncovered_shares(around: Surroundings) -> list[dict[str, float]]:
    """The features of each line that need no word of its language: how much of it, and of its article, others lack."""
    rows = []
    for i, line in enumerate(around.lines):
        absent = around.weight(line.bag - around.elsewhere[line.origin][0])
        left = zip(("left_one", "left_two", "left_three"), around.leftovers(i), strict=True)
        share = {"absent": absent / (around.weight(line.bag) or 1.0)}
        rows.append(share | dict(left) | {"others": math.log1p(len(around.others(i))) / 5})
    for article in _told(around):
        own = float(np.mean([rows[i]["left_two"] for i in around.of(article)]))
        for i in around.of(article):
            rows[i]["article_own"] = own
    return rows


def _novelty(around: Surroundings, i: int) -> dict[str, float]:
    """How much of a line the other origins lack, by its meaning, figures and names."""
    line, others = around.lines[i], around.others(i)
    known, pairs, figures = around.elsewhere[line.origin]
    near = np.sort(around.material.likeness[i, others])[::-1] if len(others) else np.zeros(1)
    text, found = line.analysed.text, line.analysed.words
    names = {w.folded for w in found[1:] if text[w.start].isupper() and w.folded not in FUNCTION_WORDS}
    return {
        "absent_words": min(1.0, len(line.bag - known) / 8),
        "nearest": float(near[0]),
        "near_three": float(near[:3].mean()),
        "new_pairs": len(line.pairs - pairs) / max(1, len(line.pairs)),
        "new_figures": min(1.0, sum(n.value not in figures for n in line.analysed.numbers) / 2),
        "new_names": min(1.0, sum(stem(w) not in known for w in names) / 3),
    }


def _lacking(around: Surroundings, i: int) -> dict[str, float]:
    """How much of a line the nearest sentences of other origins lack, word by word and by meaning."""
    return lacking(around.meant[i], [around.meant[j] for j in around.nearest[i]], around.idf)


def _position(around: Surroundings, i: int) -> dict[str, float]:
    """Where a line stands, and how near the heart of the story."""
    sentence, vectors, likeness = around.lines[i].sentence, around.material.vectors, around.material.likeness
    last = max(line.sentence.index for line in around.lines if line.sentence.article == sentence.article)
    opening = [j for j, other in enumerate(around.lines) if other.sentence.index < OPENING and j != i]
    spread = [around.spread[w] for w in sorted(around.lines[i].bag)]
    return {
        "early": 1 / math.sqrt(1 + sentence.index),
        "place": sentence.index / max(1, last),
        "central": float(vectors[i] @ vectors.mean(axis=0)),
        "opening": float(max((likeness[i, j] for j in opening), default=0.0)),
        "openings": float(np.mean(likeness[i, opening])) if opening else 0.0,
        "spread": sum(spread) / max(1, len(spread)),
    }


def _manner(around: Surroundings, line: Line) -> dict[str, float]:
    """What kind of sentence a line is."""
    read, text, found = line.analysed, line.analysed.text, line.analysed.words
    n = max(1, len(found))
    quoted = sum(len(around.material.analyst.one(q).words) for q in read.quotations)
    return {
        "length": min(1.0, n / 40),
        "short": float(n < 9),
        "ended": float(marks.ended(text, dots=True)),
        "grammar": sum(w.folded in FUNCTION_WORDS for w in found) / n,
        "capitals": sum(text[w.start].isupper() for w in found) / n,
        "full_date": float(FULL_DATE.search(text) is not None),
        "picture": float(PICTURE.search(text) is not None),
        "scene": float(_SCENE.search(text) is not None and not _SPEECH.search(text)),
        "notice": float(_NOTICE.search(text) is not None),
        "brackets": min(1.0, (text.count("(") + text.count("[")) / 2),
        "you": min(1.0, sum(w.folded in _READER for w in found) / 2),
        "figures": min(1.0, len(read.numbers) / 2),
        "dates": float(bool(read.dates)),
        "names": min(1.0, len(read.capitals) / 6),
        "speech": float(_SPEECH.search(text) is not None),
        "quoted": min(1.0, quoted / n),
        "personal": min(1.0, sum(w.folded in _PERSONAL for w in found) / 2),
        "pronoun": float(open_pronoun(text) is not None),
        "decision": float(_DECISION.search(text) is not None),
        "question": float(text.rstrip("\"”’' ").endswith("?")),
    }
