"""A sentence analysed once: its words, figures, days and names when somebody asks, its parse in batches.

    Analyst(parser)(texts) --> Analysed, Analysed, ...     the same text is the same object, whoever asks

Every stage reads these; none takes a sentence apart by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from summarizer.language import calendar, figures, lexicon, marks
from summarizer.language.attribution import CUE, NEUTRAL, Statement, statements
from summarizer.language.names import capitalised_words
from summarizer.language.tree import Tree
from summarizer.language.words import FUNCTION_WORDS, Word, content_words, stem, words
from summarizer.types import Parser

T = TypeVar("T")
#: Texts that an analyst keeps; a story of a hundred articles has a quarter as many.
MAX_KNOWN = 20_000
#: Letters of a run, and signs that stand for a syllable or word.
RUN, RUN_OF_SIGNS = 4, 2
_UNBROKEN = re.compile(rf"(?:[^\W_]|[{marks.COMBINING}])+")


@dataclass(frozen=True, eq=False)
class Analysed:
    """One sentence, or another short text, with all that can be read off it; each thing is computed once."""

    text: str
    _analyst: Analyst = field(repr=False)

    @cached_property
    def _readings(self) -> dict[Callable[[Analysed], Any], Any]:
        return {}

    def read(self, reader: Callable[[Analysed], T]) -> T:
        """What a reader reads off this sentence, computed once."""
        if reader not in self._readings:
            self._readings[reader] = reader(self)
        found: T = self._readings[reader]
        return found

    def again(self, text: str) -> Analysed:
        """Another text, analysed by the same analyst; itself if the text is its own."""
        return self if text == self.text else self._analyst.one(text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words and figures in order."""
        return tuple(words(self.text))

    @cached_property
    def content_words(self) -> tuple[str, ...]:
        """Stems of the words that carry facts, in order, with repetitions."""
        if marks.unspaced(self.text):
            return tuple(content_words(self.text))
        return tuple(stem(w.folded) for w in self.words if w.folded not in FUNCTION_WORDS)

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """Runs of letters in which texts of a language without a stemmer are compared, inflected forms among them.

        Four letters are best for retrieval in European languages, two of Chinese (McNamee and Mayfield 2004).
        """
        pieces = [w.folded for w in self.words]
        if marks.unspaced(self.text):
            pieces = _UNBROKEN.findall(self.text)
        length = RUN_OF_SIGNS if marks.written_in_signs(self.text) else RUN
        return tuple(piece[i : i + length] for piece in pieces for i in range(max(1, len(piece) - length + 1)))

    @cached_property
    def bag(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.content_words)

    @cached_property
    def content(self) -> tuple[tuple[str, int], ...]:
        """Stems of content words and verbs of saying, figures and days in one form, each with its place in `words`."""
        same = self._one_form()
        kept = (
            (same.get(i) or ("say" if w.folded in NEUTRAL else stem(w.folded)), i)
            for i, w in enumerate(self.words)
            if same.get(i) != "" and (w.folded not in FUNCTION_WORDS or CUE.fullmatch(self.text[w.start : w.end]))
        )
        return tuple(kept)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of `content`, in order."""
        return tuple(s for s, _ in self.content)

    def stems_before(self, place: int) -> list[str]:
        """The stems of `content` that begin before a place in the text."""
        return [s for s, i in self.content if self.words[i].start < place]

    def stems_from(self, place: int) -> list[str]:
        """The stems of `content` that begin at or behind a place in the text."""
        return [s for s, i in self.content if self.words[i].start >= place]

    @cached_property
    def numbers(self) -> tuple[figures.Number, ...]:
        """Its figures."""
        return tuple(figures.numbers(self.text))

    @cached_property
    def days(self) -> tuple[calendar.Day, ...]:
        """The days of the year that it names."""
        return tuple(calendar.days(self.text))

    @cached_property
    def dates(self) -> frozenset[str]:
        """Its days of the year as "03-13", and weekdays."""
        return frozenset(calendar.dates(self.text))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Folded words that it writes with a capital letter."""
        return frozenset(capitalised_words(self.text))

    @cached_property
    def quotations(self) -> tuple[str, ...]:
        """The words between double quotation marks."""
        return tuple(marks.quotations(self.text))

    @cached_property
    def tree(self) -> Tree:
        """Its parse; an empty tree without a parser."""
        return self._analyst.trees([self])[0]

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What it has somebody say or suspect, by its parse."""
        return tuple(statements(self.tree))

    def _one_form(self) -> dict[int, str]:
        """Word number -> the form in which figures and days compare equal; "" for the rest of one, and for "at least".

        "twelve" is "12", "4 per cent" and "4%" are "4", "13 March" is "03-13". Unit and qualifier are other facts.
        """
        spans = [(f"{n.value:g}", n.start, n.end) for n in self.numbers]
        spans += [(day.key, day.start, day.end) for day in self.days]
        form: dict[int, str] = {}
        for value, start, end in spans:
            inside = [i for i, w in enumerate(self.words) if start <= w.start < end and w.folded not in ("usa", "us")]
            form |= dict.fromkeys(inside, "") | ({inside[0]: value} if inside else {})
        for match in lexicon.pattern("floor").finditer(self.text):
            form |= {i: "" for i, w in enumerate(self.words) if match.start() <= w.start < match.end()}
        return form


class Analyst:
    """Analyses texts, each once, and parses those that are asked for together in one batch.

    Without a parser, for languages it does not know, trees are empty.
    """

    def __init__(self, parser: Parser | None = None, language: str | None = "en") -> None:
        self.parser = parser
        #: Whether the lexicon knows the language of the texts.
        self.knows_language = language is None or "saying" in lexicon.table(language)
        self._known: dict[str, Analysed] = {}

    def __call__(self, texts: Iterable[str]) -> tuple[Analysed, ...]:
        """The texts analysed, in their order."""
        return tuple(map(self.one, texts))

    def one(self, text: str) -> Analysed:
        """One text analysed."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= MAX_KNOWN:  # a long run over many stories keeps within bounds
                self._known.clear()
            known = self._known[text] = Analysed(text, self)
        return known

    def trees(self, analysed: Sequence[Analysed]) -> list[Tree]:
        """The parses of these, those that are not known yet in one batch."""
        if self.parser is None:
            return [Tree() for _ in analysed]
        new = list(dict.fromkeys(each.text for each in analysed if "tree" not in each.__dict__))
        for text, tokens in zip(new, self.parser.parse(new) if new else (), strict=True):
            # `cached_property` looks here first, so that whoever asks for the tree finds it.
            self.one(text).__dict__["tree"] = Tree(tokens)
        return [self.one(each.text).__dict__["tree"] for each in analysed]


def analyse(texts: Iterable[str], parser: Parser | None = None) -> tuple[Analysed, ...]:
    """The texts analysed, in their order; parsed when a tree is asked for."""
    return Analyst(parser)(texts)
