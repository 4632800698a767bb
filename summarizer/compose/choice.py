"""Choosing among what passed the checks: much of the claim, in few words, in good English."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeVar

from summarizer.compose.news import brings
from summarizer.compose.proposals import Job
from summarizer.language import Analysed
from summarizer.types import Judged, TextGenerator

if TYPE_CHECKING:
    from summarizer.verify import Gate, Screened

T = TypeVar("T")

#: Candidates of a claim that are read by the writer's sense of language.
SHORTLIST = 6
#: Candidates of a claim that are parsed, and that the judge of meaning reads, at each of two prices of length.
PARSED, WEIGHED = 10, 4
#: What a claim's length is charged, as a share of its weighted content: the first price, and those that are tried when
#: there is too little to tell for the space. Chosen on 16 stories of `multi_news_raw_dev50` (R-2 18.3; 17.0 from 0.9
#: down, which condenses 5 % more of the sentences; 18.0 without a writer).
LENGTH_PRICES = (0.6, 0.3, 0.0)
#: What it is worth, as such a share, to bring two sources together in one sentence. From 0.1 on half of the claims that
#: origins of `allsides_neus_val` state differently are merged; on 80 of its stories 0.05 gave 0.9 R-2 more (inside the
#: intervals) and fewer merges, on the 16 above 0.2 less.
MERGE_BONUS = 0.1
#: Length up to which a sentence reads easily.
EASY_WORDS = 24
#: A joint this unexpected, in nats, is as smooth as ordinary news; each nat above it costs this share of a claim.
SMOOTH, FLUENCY_PRICE = 6.0, 0.04
_MARK = re.compile(r"\w+|[^\w\s]")


class Ear:
    """The writer's sense of language, asked once about each text, and no further than its last joint."""

    def __init__(self, writer: TextGenerator) -> None:
        self._writer = writer
        self._heard: dict[str, tuple[tuple[int, float], ...]] = {}

    def listen(self, texts: Iterable[tuple[Analysed, Sequence[Analysed]]]) -> None:
        """Read these texts, each given with its sources, in one batch."""
        openings = (_up_to_last(said, joints(said, sources)) for said, sources in texts)
        new = [text for text in dict.fromkeys(openings) if text and text not in self._heard]
        self._heard.update(zip(new, self._writer.surprisal(new) if new else (), strict=True))

    def roughness(self, said: Analysed, sources: Sequence[Analysed]) -> float:
        """How much the joints of a text jar, in nats; see `roughness`."""
        self.listen([(said, sources)])
        starts = joints(said, sources)
        opening = _up_to_last(said, starts)
        return roughness(starts, self._heard[opening]) if opening else 0.0


def roughness(starts: Set[int], surprisal: Sequence[tuple[int, float]]) -> float:
    """How much the joints of a text jar: the worst surprise, in nats over `SMOOTH`.

    Only joints are looked at: elsewhere the words are a source's own, and rare names are no fault. `surprisal` need
    reach no further than the last of them.
    """
    nats = [n for start, n in surprisal if start in starts or start + 1 in starts]
    return max(0.0, max(nats, default=0.0) - SMOOTH)


def joints(said: Analysed, sources: Sequence[Analysed]) -> set[int]:
    """Where a word or mark begins that follows the one before it in no source."""
    known = frozenset().union(*(source.read(_neighbours) for source in sources))
    return {b.start() for a, b in pairwise(said.read(_marks)) if (a[0].lower(), b[0].lower()) not in known}


def _marks(said: Analysed) -> list[re.Match[str]]:
    """The words and marks of a text."""
    return list(_MARK.finditer(said.text))


def _neighbours(said: Analysed) -> frozenset[tuple[str, str]]:
    """Each two words or marks that follow each other in a text."""
    return frozenset(pairwise(mark[0].lower() for mark in said.read(_marks)))


def _up_to_last(said: Analysed, starts: Set[int]) -> str:
    """The text up to the last word or mark that begins at one of these places; empty without one."""
    return said.text[: max((mark.end() for mark in said.read(_marks) if mark.start() in starts), default=0)]


def choose(
    jobs: Sequence[Job],
    allowed: Sequence[Sequence[Analysed]],
    ear: Ear | None,
    salience: Mapping[str, float],
    price: float,
) -> list[list[Analysed]]:
    """The best candidates of each claim at this price of length, best first: much of it, in few words, in good English.

    `allowed` are those that passed the gate. Without an ear the first of them, alone.
    """
    if ear is None:
        return [list(passing[:1]) for passing in allowed]
    # A source's own sentence has no joints. Its other sentences are told only where the first, which states the claim
    # best, fails: another one would win by being short, and cost 0.3 R-2.
    plain = [[said for said in job.stated if said in passing][:1] for job, passing in zip(jobs, allowed, strict=True)]
    values = [{s: worth(s, job, salience, price) for s in told} for job, told in zip(jobs, plain, strict=True)]
    waiting = [_shortlist(job, passing, salience, price) for job, passing in zip(jobs, allowed, strict=True)]
    while True:
        # No joint makes a text worth more: where the best one heard is worth more than the next, no more are heard.
        best = [max(value.values(), default=-math.inf) for value in values]
        unsettled = [i for i, left in enumerate(waiting) if left and left[0][0] > best[i]]
        if not unsettled:
            return [sorted(value, key=lambda s: (value[s], s.text), reverse=True) for value in values]
        heard = [(i, *waiting[i].pop(0)) for i in unsettled]
        ear.listen((said, jobs[i].said) for i, _, said in heard)
        for i, most, said in heard:
            values[i][said] = most - FLUENCY_PRICE * ear.roughness(said, jobs[i].said)


def judge(
    jobs: Sequence[Job], screened: Sequence[Sequence[Screened]], gate: Gate, salience: Mapping[str, float]
) -> list[list[Judged]]:
    """The verdicts on what the facets of the words have let pass and might be told; all jobs in one batch.

    One sentence of a claim is told, the parser costs more than the facets do, and the judge of meaning several times
    what both do: each is asked about the candidates that are worth most. Without a judge all are parsed.
    """
    left = [list(these) for these in screened]
    if gate.weighs:
        left = [_promising(job, these, salience, PARSED) for job, these in zip(jobs, left, strict=True)]
    left = _apart(gate.parsed([each for these in left for each in these]), left)
    if gate.weighs:
        left = [_promising(job, these, salience, WEIGHED) for job, these in zip(jobs, left, strict=True)]
    verdicts = _apart(gate.weigh([each for these in left for each in these]), left)
    return [
        [Judged(s.candidate.text, s.evidence.texts, v) for s, v in zip(these, told, strict=True)]
        for these, told in zip(left, verdicts, strict=True)
    ]


def _apart(flat: Sequence[T], like: Sequence[Sequence[object]]) -> list[list[T]]:
    """The items in lists as long as those."""
    items = iter(flat)
    return [list(islice(items, len(each))) for each in like]


def _promising(job: Job, screened: Sequence[Screened], salience: Mapping[str, float], most: int) -> list[Screened]:
    """What is refused already, the sources' own sentences, and of the rest those worth most at both prices."""
    settled = [each for each in screened if each.refused or each.copied]
    left = [each for each in screened if not each.refused and not each.copied]
    best: dict[str, Screened] = {}
    for price in (LENGTH_PRICES[0], LENGTH_PRICES[-1]):
        ranked = sorted(left, key=lambda s: (-worth(s.candidate, job, salience, price), s.candidate.text))
        best |= {each.candidate.text: each for each in ranked[:most]}
    return [*settled, *best.values()]


def _shortlist(
    job: Job, passing: Sequence[Analysed], salience: Mapping[str, float], price: float
) -> list[tuple[float, Analysed]]:
    """The most promising candidates that are no source's own sentence, with what they are worth, best first."""
    made = ((worth(said, job, salience, price), said) for said in passing if said not in job.stated)
    return sorted(made, key=lambda item: (-item[0], item[1].text))[:SHORTLIST]


def worth(said: Analysed, job: Job, salience: Mapping[str, float], price: float = LENGTH_PRICES[0]) -> float:
    """Weighted content of a text less the price of its length, both as shares of the claim's fullest sentence.

    What brings two sources together is worth more than what either says alone.
    """
    fullest = max(_weight(source.bag, salience) for source in job.stated)
    longest = max(len(source.words) for source in job.stated)
    merges = not any(said.bag <= source.bag for source in job.said) and brings(said, job)
    share = _weight(said.bag, salience) / max(1e-9, fullest)
    return share - price * _length(said) / longest + MERGE_BONUS * merges


def _weight(bag: Set[str], salience: Mapping[str, float]) -> float:
    return math.fsum(salience.get(word, 0.0) for word in bag)


def _length(said: Analysed) -> int:
    """Words, those beyond `EASY_WORDS` counted twice: long sentences are hard to read."""
    return len(said.words) + max(0, len(said.words) - EASY_WORDS)
