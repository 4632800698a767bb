"""An article as details are taken from it: its sentences, their labels and quotations, and who speaks in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.language import Reference, Tree, labels, marks, references, sentence_spans, speaker_of
from summarizer.types import Parser

#: Sentences before and behind one of a quotation in which its speaker is looked for.
QUOTED_BEFORE, QUOTED_BEHIND = 2, 2


@dataclass(frozen=True, slots=True)
class Page:
    """An article as details are taken from it."""

    text: str
    #: Where its sentences begin and end.
    spans: Sequence[tuple[int, int]]
    #: Sentence number -> what its open pronoun stands for.
    known: Mapping[int, Reference]
    #: Sentence number -> its parse, of those that were parsed.
    parses: Mapping[int, Tree]

    def sentence(self, number: int) -> str:
        """The words of a sentence; empty before the first and after the last."""
        return self.text[slice(*self.spans[number])] if 0 <= number < len(self.spans) else ""

    def speaker(self, number: int) -> str | None:
        """Who says the sentence: it may tell so itself, or be a part of a longer quotation whose speaker is told."""
        own = self._names_speaker(number)
        if own or not self.is_quotation(number):
            return own
        return self._speaker_behind(number) or self._speaker_before(number)

    def _speaker_behind(self, number: int) -> str | None:
        """Whom the sentences name in which the quotation that is open at its end goes on."""
        for last in range(number, number + QUOTED_BEHIND):
            if last + 1 >= len(self.spans) or not self._open_at(self.spans[last][1]):
                return None
            found = self._names_speaker(last + 1)
            if found:
                return found
        return None

    def _speaker_before(self, number: int) -> str | None:
        """Whom the sentences before it in its paragraph name, or in one that ended within a quotation."""
        for before in range(number - 1, max(-1, number - 1 - QUOTED_BEFORE), -1):
            apart = "\n" in self.text[self.spans[before][1] : self.spans[before + 1][0]]
            if (apart and not self._open_at(self.spans[before][1])) or not self.is_quoted(before):
                return None
            found = self._names_speaker(before)
            if found or not self.is_quotation(before):
                return found
        return None

    def _names_speaker(self, number: int) -> str | None:
        if number not in self.parses:
            return None
        return speaker_of(self.sentence(number), self.parses[number], self.known.get(number), self.spans[number][0])

    def is_quotation(self, number: int) -> bool:
        """Whether a sentence is nothing but somebody's words."""
        start, end = self.spans[number]
        outside, inside = "", self._open_at(start)
        for mark in self.text[start:end]:
            if mark in marks.QUOTES:
                inside = mark == "“" or (mark == '"' and not inside)
            elif not inside:
                outside += mark
        return not re.search(r"\w", outside)

    def is_quoted(self, number: int) -> bool:
        """Whether a sentence holds somebody's words."""
        return any(mark in self.sentence(number) for mark in marks.QUOTES) or self._open_at(self.spans[number][0])

    def _open_at(self, position: int) -> bool:
        """Whether a quotation that began in the same paragraph is open there."""
        return marks.half_quoted(self.text[self.text.rfind("\n", 0, position) + 1 : position])


def read_page(text: str, numbers: Sequence[int], parser: Parser | None) -> Page:
    """The article with the parses of those sentences, and of those around them that one quotation may run through."""
    spans = sentence_spans(text)
    around = {m for n in numbers for m in range(n - QUOTED_BEFORE, n + QUOTED_BEHIND + 1) if 0 <= m < len(spans)}
    needed = sorted(around) if parser else []
    parsed = parser.parse([_without_labels(text[slice(*spans[n])]) for n in needed]) if parser else []
    return Page(text, spans, references(text, spans), dict(zip(needed, map(Tree, parsed), strict=True)))


def _without_labels(sentence: str) -> str:
    """The sentence with spaces for its dateline, so that the parser's offsets stay true."""
    length = labels(sentence)
    return " " * length + sentence[length:]
