"""A value where a sentence of the story gives it: what stands around it, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from summarizer.changes.quantities import Value, befell, clause, values
from summarizer.language import FUNCTION_WORDS, Analysed, lexicon, stem
from summarizer.material import Material
from summarizer.types import Citation, Sentence

_QUALIFIER = re.compile(rf"\b(?:{lexicon.either('qualifiers')})\s+$", re.IGNORECASE)
#: Content words on each side of a value that tell what it is about.
REACH = 7


@dataclass(frozen=True, eq=False, slots=True)
class Mention:
    """A value in a sentence of the story."""

    line: int
    origin: int
    sentence: Sentence
    analysed: Analysed
    value: Value
    #: Stems around the value -> as written.
    around: Mapping[str, str]
    #: When its article was published; None if unknown.
    published: datetime | None = None

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.analysed.text

    @property
    def written(self) -> str:
        """The value as the sentence writes it."""
        return self.text[self.value.start : self.value.end]

    @property
    def qualified(self) -> str:
        """The same with what makes it more or less sure: "At least four people"."""
        before = _QUALIFIER.search(self.text[: self.value.start])
        return self.text[before.start() if before else self.value.start : self.value.end]

    @property
    def befell(self) -> str:
        """What befell those who are counted, where the clause tells one such thing: "arrested", "dead"."""
        return befell(self.analysed, self.value)

    @property
    def clause(self) -> str:
        """The words of the clause that it stands in, "some" in the place of its figure."""
        start, end = clause(self.text, self.value.start)
        figure = self.text[self.value.start : self.value.end]
        noun = figure.split()[-1] if self.value.sort == "number" and len(figure.split()) > 1 else ""
        return f"{self.text[start : self.value.start]}some {noun}{self.text[self.value.end : end]}".strip(" ,;:")

    @property
    def citation(self) -> Citation:
        """The sentence."""
        return Citation(self.sentence.article, self.sentence.start, self.sentence.end)


def mentions(material: Material) -> list[Mention]:
    """The values of the story's sentences, in their order."""
    return [each for line in range(len(material.sentences)) for each in _of(material, line)]


def _of(material: Material, line: int) -> list[Mention]:
    """The values of a sentence, times as they were on its article's day."""
    sentence, analysed = material.sentences[line], material.analysed[line]
    published = material.story.article(sentence.article).published
    origin, day = material.story.origin_of(sentence.article), published.date() if published else None
    return [
        Mention(line, origin, sentence, analysed, value.on(day), around(analysed, value), published)
        for value in analysed.read(values)
    ]


def around(sentence: Analysed, value: Value) -> dict[str, str]:
    """Stems of the content words around a value -> as written."""
    found = [w for w in sentence.words if w.folded not in FUNCTION_WORDS]
    before = [w for w in found if w.end <= value.start][-REACH:]
    after = [w for w in found if w.start >= value.end][:REACH]
    return {stem(w.folded): sentence.text[w.start : w.end] for w in before + after if not w.folded[0].isdigit()}
