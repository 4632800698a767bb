"""Training pairs: source sentences and the sentence an editor made of them, and which of them are fit to learn from."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.language import content_words
from summarizer.training.json_lines import SET_ASIDE, read_lines
from summarizer.types import Checker

#: Share of the target's content words that the sources must have: what is beyond them would be learned as invention.
MIN_COVERAGE = 0.8
#: Complaints of the checks that a pair may raise and still be learned from: another word for the same thing, another
#: order, a name spelled in another case. Qualifiers, figures, negations, attribution must be kept.
TOLERATED = frozenset({"word", "preposition", "order", "name"})
#: Share of its one source's content words up to which a target counts as shorter.
CONDENSED = 0.9
#: Content words that a target must take from each of two sources alone to count as a merge.
OWN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of different articles, and the one sentence to make of them."""

    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class PairFile:
    """What a file of pairs holds: the pairs, and the numbers of the lines that hold none."""

    pairs: tuple[Pair, ...]
    malformed: tuple[int, ...]


def read_pairs(path: Path) -> PairFile:
    """The pairs of a JSONL file (may be gzipped): `{"src": ["...", ...], "tgt": "..."}` a line.

    Other keys are ignored, but a line whose `split` says that it was set aside is left out. Raises InputError when the
    file cannot be read or holds no pair.
    """
    pairs, malformed = [], []
    for number, line in read_lines(path):
        value = _value(line)
        pair = _pair(value)
        if pair is None:
            malformed.append(number)
        elif value.get("split") not in SET_ASIDE:
            pairs.append(pair)
    if not pairs:
        raise InputError(f'{path}: no pairs in it; a line is {{"src": ["sentence", ...], "tgt": "sentence"}}')
    return PairFile(tuple(pairs), tuple(malformed))


def _value(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _pair(value: dict[str, Any]) -> Pair | None:
    sources, target = value.get("src"), value.get("tgt")
    if not isinstance(sources, list) or not sources or not isinstance(target, str) or not target.strip():
        return None
    if not all(isinstance(s, str) and s.strip() for s in sources):
        return None
    return Pair(tuple(" ".join(s.split()) for s in sources), " ".join(target.split()))


def fit_for_training(
    pairs: Iterable[Pair], check: Checker | None
) -> tuple[tuple[Pair, ...], tuple[tuple[str, int], ...]]:
    """The pairs that teach no bad habit, once each, and why the others were left out, as (reason, number).

    Without a check they are trusted to be true; copies, and merges of which one source tells all, are left out.
    """
    kept: dict[Pair, None] = {}
    dropped: Counter[str] = Counter()
    for pair in pairs:
        reason = _fault(pair, check)
        if reason:
            dropped[reason] += 1
        else:
            kept.setdefault(pair)
    return tuple(kept), tuple(sorted(dropped.items()))


def _fault(pair: Pair, check: Checker | None) -> str | None:
    if pair.target in pair.sources:
        return "copy"
    mine = content_words(pair.target)
    theirs = [set(content_words(source)) for source in pair.sources]
    if sum(any(word in words for words in theirs) for word in mine) < MIN_COVERAGE * max(1, len(mine)):
        return "coverage"
    if len(theirs) == 1 and len(set(mine) & theirs[0]) > CONDENSED * len(theirs[0]):
        return "near copy"
    if len(theirs) > 1 and sum(len(own) >= OWN_WORDS for own in own_words(set(mine), theirs)) < 2:
        return "one source enough"
    if check is None:
        return None
    reasons = [reason for reason in check(pair.target, pair.sources).reasons if reason not in TOLERATED]
    return reasons[0] if reasons else None


def draw(pairs: Sequence[Pair], most: int, seed: int) -> tuple[Pair, ...]:
    """At most that many pairs of one source and that many of several, drawn by the seed, in their order."""
    rng = random.Random(seed)
    chosen: set[int] = set()
    for several in (False, True):
        kind = [i for i, pair in enumerate(pairs) if (len(pair.sources) > 1) == several]
        chosen.update(rng.sample(kind, min(most, len(kind))))
    return tuple(pair for i, pair in enumerate(pairs) if i in chosen)


def own_words(mine: set[str], theirs: list[set[str]]) -> list[set[str]]:
    """For each source the words of the target that it alone has."""
    return [
        {w for w in mine & words if not any(w in other for j, other in enumerate(theirs) if j != i)}
        for i, words in enumerate(theirs)
    ]
