"""A sentence as the checks see it, and how much of its word order a source has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from summarizer.language import FUNCTION_WORDS, Word, attribution, days, fold, lexicon, numbers, stem, words

#: Content words between two words that still count as said together.
PAIR_WINDOW = 3
SPEECH_CUE = attribution.CUE
NEUTRAL_SPEECH = attribution.NEUTRAL
FLOOR = lexicon.pattern("floor")
#: "On Monday, ...": a day that opens a sentence may as well close it.
_FRONTED_DAY = re.compile(r"(?:(?:On|Last|Late|Early)\s+)*(\w+day),")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence with what the checks look at."""

    text: str
    words: tuple[Word, ...]
    #: Stems of content words and verbs of saying, with the position of each in `words`.
    content: tuple[tuple[str, int], ...]

    @property
    def stems(self) -> list[str]:
        """The content words, stemmed, in order."""
        return [s for s, _ in self.content]


def pair_support(text: str, evidence: Sequence[str]) -> float:
    """Mean over neighbouring content words of how the evidence has them.

    1 near each other and in order, 0.5 further apart but in order in one sentence, else 0.
    """
    stems = wording_of(text).stems
    if not stems:
        return 0.0
    tables = [_pair_table(source) for source in evidence]
    if len(stems) == 1:
        return float(any((stems[0], stems[0]) in table for table in tables))
    scores = [max((table.get(pair, 0.0) for table in tables), default=0.0) for pair in pairwise(stems)]
    return sum(scores) / len(scores)


@lru_cache(maxsize=4096)
def _pair_table(source: str) -> dict[tuple[str, str], float]:
    stems = wording_of(source).stems
    table = {(s, s): 1.0 for s in stems}
    for i, first in enumerate(stems):
        for j in range(i + 1, len(stems)):
            value = 1.0 if j - i <= PAIR_WINDOW else 0.5
            table[first, stems[j]] = max(value, table.get((first, stems[j]), 0.0))
    opening = _FRONTED_DAY.match(source)
    if opening:
        day = stem(fold(opening[1]))
        table |= {(s, day): max(0.5, table.get((s, day), 0.0)) for s in stems}
    return table


@lru_cache(maxsize=4096)
def wording_of(text: str) -> Wording:
    """The text with its words."""
    found = tuple(words(text))
    same = _one_form(text, found)
    kept = (
        (same.get(i) or ("say" if w.folded in NEUTRAL_SPEECH else stem(w.folded)), i)
        for i, w in enumerate(found)
        if same.get(i) != "" and (w.folded not in FUNCTION_WORDS or SPEECH_CUE.fullmatch(text[w.start : w.end]))
    )
    return Wording(text, found, tuple(kept))


def _one_form(text: str, found: Sequence[Word]) -> dict[int, str]:
    """Word number -> the form in which figures and days compare equal; "" for the rest of one, and for "at least".

    "twelve" is "12", "4 per cent" and "4%" are "4", "13 March" is "03-13". Unit and qualifier have checks of their own.
    """
    spans = [(f"{n.value:g}", n.start, n.end) for n in numbers(text)] + [(d.key, d.start, d.end) for d in days(text)]
    form: dict[int, str] = {}
    for value, start, end in spans:
        inside = [i for i, w in enumerate(found) if start <= w.start < end and w.folded not in ("usa", "us")]
        form |= dict.fromkeys(inside, "") | ({inside[0]: value} if inside else {})
    for match in FLOOR.finditer(text):
        form |= {i: "" for i, w in enumerate(found) if match.start() <= w.start < match.end()}
    return form
