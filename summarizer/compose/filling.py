"""Filling the space: best claims first until the words are used up, in the order in which the outlets tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.compose.evidence import Evidence
from summarizer.compose.jobs import Job
from summarizer.language import content_words, dangling_nouns, lexicon, numbers, words
from summarizer.types import Story

#: Share of the words wanted from which on a summary is full.
ENOUGH = 0.95
#: Words beyond those wanted that the last sentence may take, about as many as a sentence has, and at most this share of
#: those wanted. So the length is met on average: 64.5 words for 66, on `allsides_neus_val`.
OVERRUN, OVERRUN_SHARE = 26, 0.4
#: A sentence is left out when this share of its content words has been said already. On `allsides_neus_val` and
#: `multi_news_raw_dev50` 0.5 and 0.6 give the same R-2 (17.8 and 17.9, 15.4 and 15.3); 0.5 repeats less.
REPEATED = 0.5
#: And when this share has been said and one of its figures.
REPEATED_FIGURE = 0.4


#: What begins no summary: "Kerry also announced", "Meanwhile, ...".
_GOES_ON = lexicon.pattern("goes_on")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of the summary with what it rests on, before its method and citations are told."""

    text: str
    evidence: tuple[Evidence, ...]


def fill(story: Story, jobs: Sequence[Job], ranked: Sequence[Sequence[str]], target: int) -> list[Draft]:
    """The sentences in reading order: best claims first until the words are used up, without repetition.

    Each job has its candidates, best first; one that does not fit, or speaks of "the bill" where none has been told of,
    gives way to the next that does. Where no sentence can begin a summary, the best one does.
    """
    headline = set(content_words(story.headline))
    opening = next((i for i, texts in enumerate(ranked) if any(_can_begin(t, headline) for t in texts)), None)
    order = sorted(range(len(jobs)), key=lambda i: i != opening)  # what can begin comes first, the rest as ranked
    said: set[str] = set()
    figures: set[float] = set()
    taken: list[tuple[float, Draft]] = []
    length = 0
    most = target + min(OVERRUN, OVERRUN_SHARE * target)
    for i in order:
        job, candidates = jobs[i], ranked[i]
        known = said | headline
        if i == opening:
            fitting = (t for t in candidates if _can_begin(t, headline))
        else:
            fitting = (t for t in candidates if _has_space(t, most - length, taken) and not dangling_nouns(t) - known)
        text = next(fitting, "")
        content = set(content_words(text))
        if not content or _is_repeated(text, content, said, figures):
            continue
        said |= content
        figures |= _telling_figures(text)
        length += len(words(text))
        place = -1.0 if not taken else _place(story, job)
        taken.append((place, Draft(text, job.evidence)))
        if length >= target * ENOUGH:
            break
    return [draft for _, draft in sorted(taken, key=lambda item: item[0])]


def _can_begin(text: str, headline: set[str]) -> bool:
    return not dangling_nouns(text, opening=True) - headline and not _GOES_ON.search(text)


def _has_space(text: str, space: float, taken: Sequence[object]) -> bool:
    return not taken or len(words(text)) <= space


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
