"""Choosing among what passed the checks: much of the claim, in few words, in good English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from summarizer.compose.jobs import Job
from summarizer.text import content_words, words
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
    """The writer's sense of language, asked once about each text."""

    def __init__(self, writer: TextGenerator) -> None:
        self._writer = writer
        self._heard: dict[str, tuple[tuple[int, float], ...]] = {}

    def listen(self, texts: Sequence[str]) -> None:
        """Read these texts in one batch."""
        new = [text for text in dict.fromkeys(texts) if text not in self._heard]
        self._heard.update(zip(new, self._writer.surprisal(new) if new else (), strict=True))

    def roughness(self, text: str, sources: Sequence[str]) -> float:
        """How much the joints of a text jar, in nats; see `roughness`."""
        self.listen([text])
        return roughness(text, sources, self._heard[text])


def choose(
    jobs: Sequence[Job], options: Sequence[list[str]], ear: Ear | None, salience: Mapping[str, float], price: float
) -> list[list[str]]:
    """The best candidates of each claim at this price of length, best first: much of it, in few words, in good English.

    Without an ear the first that passed, alone.
    """
    if ear is None:
        return [passing[:1] for passing in options]
    shortlists = [_shortlist(job, passing, salience, price) for job, passing in zip(jobs, options, strict=True)]
    ear.listen([text for shortlist in shortlists for text in shortlist])
    ranked: list[list[str]] = []
    for job, shortlist in zip(jobs, shortlists, strict=True):
        value = {
            text: worth(text, job, salience, price) - FLUENCY_PRICE * ear.roughness(text, job.all_texts)
            for text in shortlist
        }
        ranked.append(sorted(value, key=lambda text: (value[text], text), reverse=True))
    return ranked


def _shortlist(job: Job, passing: Sequence[str], salience: Mapping[str, float], price: float) -> list[str]:
    """The most promising candidates, and the claim's first sentence; its other sentences only where that fails.

    The first states the claim best; another one would win by being short, and cost 0.3 R-2.
    """
    plain = [text for text in job.texts if text in passing][:1]
    made = [text for text in passing if text not in job.texts]
    ranked = sorted(made, key=lambda text: (-worth(text, job, salience, price), text))
    return [*ranked[:SHORTLIST], *plain]


def roughness(text: str, sources: Sequence[str], surprisal: Sequence[tuple[int, float]]) -> float:
    """How much the joints of a text jar: the worst surprise, in nats over `SMOOTH`, where no source has the two words.

    Only joints are looked at: elsewhere the words are a source's own, and rare names are no fault.
    """
    known = {pair for source in sources for pair in pairwise(_marks(source))}
    found = [(m.group().lower(), m.start()) for m in _MARK.finditer(text)]
    joints = {b[1] for a, b in pairwise(found) if (a[0], b[0]) not in known}
    nats = [n for start, n in surprisal if start in joints or start + 1 in joints]
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
