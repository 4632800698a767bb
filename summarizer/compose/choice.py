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
#: Share of a claim's weighted content a word must be worth: the price of length in choosing a candidate.
LENGTH_PRICE = 0.9
#: What it is worth, as such a share, to bring two sources together in one sentence.
MERGE_BONUS = 0.2
#: Length up to which a sentence reads easily.
EASY_WORDS = 24
#: A joint this unexpected, in nats, is as smooth as ordinary news; each nat above it costs this share of a claim.
SMOOTH, FLUENCY_PRICE = 6.0, 0.04
_MARK = re.compile(r"\w+|[^\w\s]")


def choose(
    jobs: Sequence[Job], options: Sequence[list[str]], writer: TextGenerator | None, salience: Mapping[str, float]
) -> list[str | None]:
    """The best candidate of each claim: much of the claim, in few words, in good English."""
    if writer is None:
        return [passing[0] if passing else None for passing in options]
    shortlists = []
    for job, passing in zip(jobs, options, strict=True):
        ranked = sorted(passing, key=lambda text: (-worth(text, job, salience), text))
        shortlists.append(list(dict.fromkeys([*ranked[:SHORTLIST], *[t for t in job.texts if t in passing][:1]])))
    flat = [text for shortlist in shortlists for text in shortlist]
    surprisal = dict(zip(flat, writer.surprisal(flat), strict=True))
    best: list[str | None] = []
    for job, shortlist in zip(jobs, shortlists, strict=True):
        value = {
            t: worth(t, job, salience) - FLUENCY_PRICE * roughness(t, job.all_texts, surprisal[t]) for t in shortlist
        }
        best.append(max(shortlist, key=lambda t: (value[t], t), default=None))
    return best


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


def worth(text: str, job: Job, salience: Mapping[str, float]) -> float:
    """Weighted content of the text less the price of its length, both as shares of the claim's fullest sentence.

    What brings two sources together is worth more than what either says alone.
    """
    content = set(content_words(text))
    fullest = max(sum(salience.get(w, 0.0) for w in set(content_words(source))) for source in job.texts)
    said = sum(salience.get(w, 0.0) for w in content)
    longest = max(len(words(source)) for source in job.texts)
    merges = not any(content <= set(content_words(source)) for source in job.all_texts)
    return said / max(1e-9, fullest) - LENGTH_PRICE * _length(text) / longest + MERGE_BONUS * merges


def _length(text: str) -> int:
    """Words, those beyond `EASY_WORDS` counted twice: long sentences are hard to read."""
    number = len(words(text))
    return number + max(0, number - EASY_WORDS)
