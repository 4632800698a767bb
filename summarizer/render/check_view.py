"""What a template gets of a checked draft: arranged for reading, as `view` is for a briefing."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.render.view import ArticleView, OriginView, Passage, SkippedGroup


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence that failed or did not."""

    text: str
    failed: bool


@dataclass(frozen=True, slots=True)
class FailedView:
    """A facet that failed."""

    #: In words.
    facet: str
    #: The words it failed on; empty where it is the whole sentence.
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedView:
    """A sentence of a draft with what its sources say of it."""

    #: From 1.
    number: int
    anchor: str
    text: str
    #: The same, cut where words begin and end that failed.
    pieces: tuple[Piece, ...]
    supported: bool
    failed: tuple[FailedView, ...]
    #: "12 %": how probably it follows from the passages, by the judge of meaning; empty where it was not asked.
    entailment: str
    evidence: tuple[Passage, ...]

    @property
    def cited(self) -> tuple[ArticleView, ...]:
        """The articles of the evidence, each once, in the order of their numbers."""
        return tuple(sorted({p.article for p in self.evidence}, key=lambda a: a.number))


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the draft: its sentences, or a heading that was not checked."""

    sentences: tuple[CheckedView, ...]
    #: Words that state nothing.
    heading: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A whole draft, arranged for reading."""

    #: What the draft is called.
    name: str
    #: "3 of 4 sentences supported".
    result: str
    #: "2 articles in 2 outlets".
    extent: str
    lines: tuple[LineView, ...]
    #: An article each; what is cited is numbered by it.
    origins: tuple[OriginView, ...]
    skipped: tuple[SkippedGroup, ...]
    #: The judge of meaning; empty if there was none.
    verifier: str
    version: str

    @property
    def sentences(self) -> tuple[CheckedView, ...]:
        """All sentences, in order."""
        return tuple(sentence for line in self.lines for sentence in line.sentences)

    @property
    def unsupported(self) -> tuple[CheckedView, ...]:
        """Those that the sources do not support."""
        return tuple(sentence for sentence in self.sentences if not sentence.supported)
