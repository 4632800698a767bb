"""Filling the space: best claims first until the words are used up, in the order in which the outlets tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.compose.evidence import Evidence
from summarizer.compose.jobs import Job
from summarizer.text import content_words, numbers, words
from summarizer.types import Story

#: Shares of the words wanted: from the one on a summary is full, beyond the other no sentence is added.
ENOUGH, MOST = 0.95, 1.2
#: A sentence is left out when this share of its content words has been said already.
REPEATED = 0.6
#: And when this share has been said and one of its figures.
REPEATED_FIGURE = 0.4


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of the summary with what it rests on, before its method and citations are told."""

    text: str
    evidence: tuple[Evidence, ...]


def fill(story: Story, jobs: Sequence[Job], chosen: Sequence[str | None], target: int) -> list[Draft]:
    """The sentences in reading order: best claims first until the words are used up, without repetition."""
    said: set[str] = set()
    figures: set[float] = set()
    taken: list[tuple[float, Draft]] = []
    length = 0
    for job, text in zip(jobs, chosen, strict=True):
        if text is None:
            continue
        content = set(content_words(text))
        size = len(words(text))
        fits = length + size <= target * MOST or not taken
        if not content or not fits or _is_repeated(text, content, said, figures):
            continue
        said |= content
        figures |= _telling_figures(text)
        length += size
        place = -1.0 if not taken else _place(story, job)
        taken.append((place, Draft(text, job.evidence)))
        if length >= target * ENOUGH:
            break
    return [draft for _, draft in sorted(taken, key=lambda item: item[0])]


def _is_repeated(text: str, content: set[str], said: set[str], figures: set[float]) -> bool:
    """Whether a sentence has been told: most of its words, or a figure of it with some of its words."""
    share = len(content & said) / len(content)
    return share >= REPEATED or (share >= REPEATED_FIGURE and bool(_telling_figures(text) & figures))


def _telling_figures(text: str) -> set[float]:
    """Figures that few facts share: no small counts and no years."""
    return {n.value for n in numbers(text) if n.value > 12 and not 1900 <= n.value <= 2100}


def _place(story: Story, job: Job) -> float:
    """Where in their articles the sentences of a claim stand, 0 to 1: the order in which the outlets tell it."""
    places = [e.citations[0].start / max(1, len(story.article(e.citations[0].article).text)) for e in job.evidence]
    return sum(places) / len(places)
