"""Material: a story prepared once for all stages - its sentences analysed, their vectors, its claims and its salience.

    Story --sentences, vectors--> likeness --claims--> Material

The only way to prepare a story: the pipeline, the training and the bench call it. `claims` says what is one claim.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.claims import SideBySide, group_same
from summarizer.language import (
    Analysed,
    Analyst,
    Reference,
    is_furniture,
    marks,
    people,
    references,
    sentence_spans,
)
from summarizer.retelling import Meant, encoded
from summarizer.types import Article, Claim, Encoder, Parser, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Shorter sentences carry no claim ("It was not immediate.", "Read it here.").
MIN_CONTENT_WORDS = 4
#: The same of those with a figure: "About 540 were injured."
MIN_WITH_FIGURE = 2
#: A summary begins with a claim that some article tells in its first sentences: they say what happened, who and when.
#: Whether both of two sentences are such is also learned from (`claims.json`), to be learned anew if this changes.
OPENING = 2
#: The language that the parser, the lexicon and the writer know.
KNOWN_LANGUAGE = "en"
#: Characters of an article without a language by whose script it is told whether it can be in the known one.
SAMPLE = 1_000


@dataclass(frozen=True)
class Material:
    """What the stages share about a story."""

    story: Story
    #: Analyses texts of the story, each once; it has the parser where the story's language is known.
    analyst: Analyst
    #: Article id -> where its sentences begin and end, furniture too.
    spans: Mapping[str, Sequence[tuple[int, int]]]
    #: Article id -> the same sentences analysed.
    lines: Mapping[str, tuple[Analysed, ...]]
    #: All sentences of the story that are reporting, of one article an origin, in story order.
    sentences: tuple[Sentence, ...]
    #: Row i belongs to `sentences[i]`; unit length.
    vectors: FloatArray
    #: Word -> weight, highest for words that few sentences of the story have.
    idf: dict[str, float]
    #: Word -> how much the story is about it, 0 to 1.
    salience: Mapping[str, float]
    #: The words of `sentences`, in their order, with what they mean there; empty in a language that is not known, and
    #: for a story of one origin.
    meant: tuple[Meant, ...] = ()

    @cached_property
    def english(self) -> bool:
        """Whether lexicon, parser and writer know the language; other stories are told by copying."""
        return in_known_language(self.story)

    @cached_property
    def analysed(self) -> tuple[Analysed, ...]:
        """Item i belongs to `sentences[i]`."""
        return tuple(map(self.analysis, self.sentences))

    @cached_property
    def row(self) -> Mapping[Sentence, int]:
        """Position of each sentence in `sentences`, `analysed` and `vectors`."""
        return {sentence: i for i, sentence in enumerate(self.sentences)}

    @cached_property
    def row_at(self) -> Mapping[tuple[str, int], int]:
        """The same by article and where the sentence begins in it."""
        return {(sentence.article, sentence.start): i for i, sentence in enumerate(self.sentences)}

    @cached_property
    def side_by_side(self) -> SideBySide:
        """The sentences, in their order, as they are held against each other."""
        begins = [self.begins(s.article, s.start) for s in self.sentences]
        owner = [self.story.origin_of(s.article) for s in self.sentences]
        return SideBySide.of(self.analysed, begins, owner, (self.likeness, self.meant), self.idf)

    @cached_property
    def same_news(self) -> Mapping[tuple[int, int], float]:
        """Rows (i < j) of two sentences of different origins that tell the same news, and how surely."""
        return self.side_by_side.same_news()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the origins tell, each piece of news once, in the order of their first sentences."""
        owner = self.side_by_side.owner
        groups = group_same(self.same_news, len(self.sentences), owner)
        return tuple(Claim(tuple(self.sentences[i] for i in g), tuple(sorted({owner[i] for i in g}))) for g in groups)

    @cached_property
    def likeness(self) -> FloatArray:
        """Cosine of each two sentences."""
        return self.vectors @ self.vectors.T

    @cached_property
    def people_of(self) -> Mapping[str, frozenset[str]]:
        """Article id -> folded last names of the people in it; nobody in a language without a lexicon."""
        return {a.id: people(a.text) if self.english else frozenset() for a in self.story.articles}

    @cached_property
    def people(self) -> frozenset[str]:
        """The same of all articles."""
        return frozenset().union(*self.people_of.values())

    @cached_property
    def references(self) -> Mapping[str, Mapping[int, Reference]]:
        """Article id -> what the open pronouns of its sentences stand for; nothing without a lexicon."""
        return {a.id: references(a.text, self.spans[a.id]) if self.english else {} for a in self.story.articles}

    def begins(self, article: str, place: int) -> bool:
        """Whether what stands at that place is of the first sentences of its article."""
        return place < self.spans[article][:OPENING][-1][1]

    def analysis(self, sentence: Sentence) -> Analysed:
        """A sentence of the story analysed."""
        return self.lines[sentence.article][sentence.index]


def prepare(story: Story, encoder: Encoder, parser: Parser | None) -> Material:
    """The story prepared; without a parser, and for a language that it does not know, trees are empty."""
    known = in_known_language(story)
    language = next((a.language for a in story.articles if a.language), None)
    analyst = Analyst(parser if known else None, KNOWN_LANGUAGE if known else language)
    spans = {a.id: sentence_spans(a.text, a.language) for a in story.articles}
    lines = {a.id: analyst(a.text[start:end] for start, end in spans[a.id]) for a in story.articles}
    chosen = [_fullest(story, origin).id for origin in story.origins]
    sentences = tuple(s for a in chosen for s in reporting_sentences(a, spans[a], lines[a]))
    analysed = [lines[s.article][s.index] for s in sentences]
    bags = [each.bag for each in analysed]
    idf = inverse_frequencies(bags)
    several = known and len(story.origins) > 1  # of one report nothing is held against another
    vectors, meant = encoded(analysed, encoder) if several else (encoder.encode([each.text for each in analysed]), ())
    salience = salience_of([content_words_of(lines[origin[0]]) for origin in story.origins])
    return Material(story, analyst, spans, lines, sentences, vectors, idf, salience, meant)


def in_known_language(story: Story) -> bool:
    """Whether all articles are in the language that the embedded models know; others are told by copying."""
    return all(map(is_known, story.articles))


def is_known(article: Article) -> bool:
    """Whether an article is in the known language, or may be: nobody has named its own, and the letters are right."""
    return article.language == KNOWN_LANGUAGE or (article.language is None and marks.is_latin(article.text[:SAMPLE]))


def reporting_sentences(article: str, spans: Sequence[tuple[int, int]], analysed: Sequence[Analysed]) -> list[Sentence]:
    """The sentences of an article that report: no furniture, no fragments, no repetition of an earlier one."""
    kept, seen = [], set()
    for index, ((start, end), each) in enumerate(zip(spans, analysed, strict=True)):
        key = tuple(w.folded for w in each.words)
        least = MIN_WITH_FIGURE if each.numbers else MIN_CONTENT_WORDS
        if key in seen or is_furniture(each.text) or len(each.content_words) < least:
            continue
        seen.add(key)
        kept.append(Sentence(article, index, start, end))
    return kept


def _fullest(story: Story, origin: tuple[str, ...]) -> Article:
    """The article that stands for its copies: the longest, then by content, so that file names play no part."""
    return max((story.article(i) for i in origin), key=lambda a: (len(a.text), a.text, a.source or "", a.id))


def content_words_of(lines: Iterable[Analysed]) -> tuple[str, ...]:
    """The content words of sentences in order, with repetitions."""
    return tuple(word for line in lines for word in line.content_words)


def salience_of(origins: Sequence[Sequence[str]]) -> dict[str, float]:
    """Word -> how much the story is about it: the share of origins that use it, times how often they do.

    Each origin is given by its content words. Repetition counts by its logarithm, and is 1 for the most frequent word.
    """
    spread = Counter(word for used in origins for word in set(used))
    often = Counter(word for used in origins for word in used)
    most = math.log1p(max(often.values(), default=1))
    return {w: n / len(origins) * math.log1p(often[w]) / most for w, n in spread.items()}


def inverse_frequencies(bags: Sequence[Set[str]]) -> dict[str, float]:
    """log(1 + n / df) of each word over the sentences of a story."""
    frequency = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / n) for word, n in frequency.items()}
