"""Filling the space: best claims first until the words are used up, in the order in which the outlets tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.compose.evidence import Evidence
from summarizer.compose.proposals import Job
from summarizer.language import Analysed, dangling_nouns, lexicon, marks
from summarizer.retelling import Meant, lacking, only, told_words

if TYPE_CHECKING:
    from summarizer.material import Material

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
#: And when no more than this of its words is new by their meaning. Of pairs of news sentences below 0.3 people called
#: 83 % the same (Microsoft paraphrase corpus); in a summary half a repetition is one too. On 103 stories of
#: `allsides_neus_val` 0.45 leaves 22 sentences out, 20 of them told already as a reading found, and mostly tells new
#: facts instead; it costs 0.5 R-2, as the editors' words stand in both. At 0.5 it costs 1.4.
RETOLD = 0.45
#: "The attack" may be told where a word as like it was, each as it stands there: "shooting", "bomb". What has nothing
#: to do with it is below 0.25 (a dozen pairs), other words for the same thing are above 0.3 mostly.
SAME_THING = 0.3
#: What begins no summary: "Kerry also announced", "Meanwhile, ...".
_GOES_ON = lexicon.pattern("goes_on")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of the summary with what it rests on, before its method and citations are told."""

    said: Analysed
    evidence: tuple[Evidence, ...]


def fill(material: Material, jobs: Sequence[Job], ranked: Sequence[Sequence[Analysed]], target: int) -> list[Draft]:
    """The sentences in reading order: best claims first until the words are used up, without repetition.

    Each job has its candidates, best first; one that does not fit, or speaks of "the bill" where none has been told of,
    gives way to the next that does. Where no sentence can begin a summary, the best one does.
    """
    headline = material.analyst.one(material.story.headline).bag
    opening = next((i for i, told in enumerate(ranked) if any(_can_begin(s, headline) for s in told)), None)
    order = sorted(range(len(jobs)), key=lambda i: i != opening)  # what can begin comes first, the rest as ranked
    known: set[str] = set()
    figures: set[float] = set()
    told: list[Meant] = []
    taken: list[tuple[float, Draft]] = []
    length = 0
    most = target + min(OVERRUN, OVERRUN_SHARE * target)
    for i in order:
        if i == opening:
            fitting = (s for s in ranked[i] if _can_begin(s, headline))
        else:
            space = most - length if taken else float("inf")
            fitting = (
                s
                for s in ranked[i]
                if len(s.words) <= space and not points_nowhere(s, jobs[i].meant, told, known | headline)
            )
        said = next(fitting, None)
        if said is None or not said.bag or _is_repeated(said, known, figures):
            continue
        meant = [piece for each in jobs[i].meant if (piece := only(each, said.bag)).words]
        if _is_retold(meant, told, material.idf):
            continue
        told += meant
        known |= said.bag
        figures |= said.read(_telling_figures)
        length += len(said.words)
        place = _place(material, jobs[i]) if taken else -1.0
        taken.append((place, Draft(said, jobs[i].evidence)))
        if length >= target * ENOUGH:
            break
    return [draft for _, draft in sorted(taken, key=lambda item: item[0])]


def points_nowhere(said: Analysed, meant: Sequence[Meant], told: Sequence[Meant], known: Set[str]) -> bool:
    """Whether it speaks of "the attack" where neither that nor, in another word, the thing has been told of."""
    open_ones = said.read(_dangling) - known
    return any(max(_likenesses(noun, meant, told), default=0.0) < SAME_THING for noun in open_ones)


def _likenesses(noun: str, meant: Sequence[Meant], told: Sequence[Meant]) -> Iterator[float]:
    """How like the words that were told are to a noun, as it stands in the evidence."""
    for mine in (only(each, {noun}) for each in meant):
        if mine.words and mine.vectors is not None:
            yield from (float(told_words(mine, other).max()) for other in told)


def _can_begin(said: Analysed, headline: frozenset[str]) -> bool:
    quotes = said.text.startswith(tuple(marks.ALL_QUOTES))  # who speaks, and of what, is told first
    return not quotes and not said.read(_dangling_at_first) - headline and not said.read(_goes_on)


def _dangling(said: Analysed) -> frozenset[str]:
    return dangling_nouns(said.text)


def _dangling_at_first(said: Analysed) -> frozenset[str]:
    return dangling_nouns(said.text, opening=True)


def _goes_on(said: Analysed) -> bool:
    return _GOES_ON.search(said.text) is not None


def _is_repeated(said: Analysed, known: set[str], figures: set[float]) -> bool:
    """Whether a sentence has been told: most of its words, or a figure of it with some of its words."""
    share = len(said.bag & known) / len(said.bag)
    return share >= REPEATED or (share >= REPEATED_FIGURE and bool(said.read(_telling_figures) & figures))


def _is_retold(meant: Sequence[Meant], told: Sequence[Meant], idf: Mapping[str, float]) -> bool:
    """Whether what a sentence says has been told in other words: of the evidence that it says most of."""
    most = max(meant, key=lambda each: len(each.words), default=None)
    return bool(told) and most is not None and lacking(most, told, idf)["lack"] < RETOLD


def _telling_figures(said: Analysed) -> frozenset[float]:
    """Figures that few facts share: no small counts and no years."""
    return frozenset(n.value for n in said.numbers if n.value > 12 and not 1900 <= n.value <= 2100)


def _place(material: Material, job: Job) -> float:
    """Where in their articles the sentences of a claim stand, 0 to 1: the order in which the outlets tell it."""
    firsts = [e.citations[0] for e in job.evidence]
    places = [first.start / max(1, len(material.story.article(first.article).text)) for first in firsts]
    return sum(places) / len(places)
