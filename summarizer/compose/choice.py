"""Choosing among what passed the checks: much of the claim, in few words, in good English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import inf

from summarizer.compose.jobs import Job
from summarizer.language import content_words, words
from summarizer.types import TextGenerator

#: Candidates of a claim that are read by the writer's sense of language.
SHORTLIST = 6
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

    def listen(self, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Read these texts, each given with its sources, in one batch."""
        openings = (_up_to_last(text, joints(text, sources)) for text, sources in texts)
        new = [text for text in dict.fromkeys(openings) if text and text not in self._heard]
        self._heard.update(zip(new, self._writer.surprisal(new) if new else (), strict=True))

    def roughness(self, text: str, sources: Sequence[str]) -> float:
        """How much the joints of a text jar, in nats; see `roughness`."""
        self.listen([(text, sources)])
        opening = _up_to_last(text, joints(text, sources))
        return roughness(text, sources, self._heard[opening]) if opening else 0.0


def _up_to_last(text: str, starts: set[int]) -> str:
    """The text up to the last word or mark that begins at one of these places; empty without one."""
    return text[: max((m.end() for m in _MARK.finditer(text) if m.start() in starts), default=0)]


def choose(
    jobs: Sequence[Job], options: Sequence[list[str]], ear: Ear | None, salience: Mapping[str, float], price: float
) -> list[list[str]]:
    """The best candidates of each claim at this price of length, best first: much of it, in few words, in good English.

    Without an ear the first that passed, alone.
    """
    if ear is None:
        return [passing[:1] for passing in options]
    # A source's own sentence has no joints. Its other sentences are told only where the first, which states the claim
    # best, fails: another one would win by being short, and cost 0.3 R-2.
    plain = [[text for text in job.texts if text in passing][:1] for job, passing in zip(jobs, options, strict=True)]
    values = [{t: worth(t, job, salience, price) for t in texts} for job, texts in zip(jobs, plain, strict=True)]
    waiting = [_shortlist(job, passing, salience, price) for job, passing in zip(jobs, options, strict=True)]
    while True:
        # No joint makes a text worth more: where the best one heard is worth more than the next, no more are heard.
        unsettled = [i for i, left in enumerate(waiting) if left and left[0][0] > max(values[i].values(), default=-inf)]
        if not unsettled:
            return [sorted(value, key=lambda text: (value[text], text), reverse=True) for value in values]
        heard = [(i, *waiting[i].pop(0)) for i in unsettled]
        ear.listen((text, jobs[i].all_texts) for i, _, text in heard)
        for i, most, text in heard:
            values[i][text] = most - FLUENCY_PRICE * ear.roughness(text, jobs[i].all_texts)


def _shortlist(
    job: Job, passing: Sequence[str], salience: Mapping[str, float], price: float
) -> list[tuple[float, str]]:
    """The most promising candidates that are no source's own sentence, with what they are worth, best first."""
    made = ((worth(text, job, salience, price), text) for text in passing if text not in job.texts)
    return sorted(made, key=lambda item: (-item[0], item[1]))[:SHORTLIST]


def joints(text: str, sources: Sequence[str]) -> set[int]:
    """Where a word or mark begins that follows the one before it in no source."""
    known = {pair for source in sources for pair in pairwise(_marks(source))}
    found = [(m.group().lower(), m.start()) for m in _MARK.finditer(text)]
    return {b[1] for a, b in pairwise(found) if (a[0], b[0]) not in known}


def roughness(text: str, sources: Sequence[str], surprisal: Sequence[tuple[int, float]]) -> float:
    """How much the joints of a text jar: the worst surprise, in nats over `SMOOTH`.

    Only joints are looked at: elsewhere the words are a source's own, and rare names are no fault. `surprisal` need
    reach no further than the last of them.
    """
    starts = joints(text, sources)
    nats = [n for start, n in surprisal if start in starts or start + 1 in starts]
    return max(0.0, max(nats, default=0.0) - SMOOTH)


def _marks(text: str) -> list[str]:
    return [m.group().lower() for m in _MARK.finditer(text)]


def worth(text: str, job: Job, salience: Mapping[str, float], price: float = LENGTH_PRICES[0]) -> float:
    """Weighted content of the text less the price of its length, both as shares of the claim's fullest sentence.

    What brings two sources together is worth more than what either says alone.
    """
    content = set(content_words(text))
    fullest = max(sum(salience.get(w, 0.0) for w in set(content_words(source))) for source in job.texts)
    said = sum(salience.get(w, 0.0) for w in content)
    longest = max(len(words(source)) for source in job.texts)
    merges = not any(content <= set(content_words(source)) for source in job.all_texts)
    return said / max(1e-9, fullest) - price * _length(text) / longest + MERGE_BONUS * merges


def _length(text: str) -> int:
    """Words, those beyond `EASY_WORDS` counted twice: long sentences are hard to read."""
    number = len(words(text))
    return number + max(0, number - EASY_WORDS)
