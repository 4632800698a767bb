"""The checks of figures, days and names: each has the owner, the unit and the qualifier it has in the evidence."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.text import FUNCTION_WORDS, Number, dates, fold, numbers
from summarizer.verify.wording import Wording

#: What may stand between two parts of one name or role; "s" is left of a possessive ending.
_NAME_JOINT = re.compile(r"(?:s )?(?:(?:of|to|for)(?: the)?)?|s")


def changes_number(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a figure is new, or counts something else than in the evidence.

    What it counts follows it ("10 years of partnership"); where nothing does, what leads up to it must be the same
    ("ended on March 9").
    """
    known: dict[tuple[float, str], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for source in sources:
        for n in numbers(source.text):
            context = _leading(source, n.start), _counted(source, n.end, stop=False)
            known.setdefault(_amount(source, n), []).append(context)
    for n in numbers(candidate.text):
        leading, counted = _leading(candidate, n.start), _counted(candidate, n.end, stop=True)
        theirs = known.get(_amount(candidate, n), ())
        if not any(after[: len(counted)] == counted if counted else before == leading for before, after in theirs):
            return True
    return False


def _leading(wording: Wording, before: int) -> tuple[str, ...]:
    """The two content words before a figure."""
    return tuple(s for s, i in wording.content if wording.words[i].start < before)[-2:]


def _amount(wording: Wording, number: Number) -> tuple[float, str]:
    """A figure's value and unit; for money the sign of its currency, as "$40" is not "€40"."""
    sign = re.search(r"[$€£¥₹]", wording.text[number.start : number.end])
    return number.value, sign.group() if sign else number.unit


def _counted(wording: Wording, after: int, *, stop: bool) -> tuple[str, ...]:
    """The content words that follow a figure, up to three; with `stop`, only to the end of the phrase it counts."""
    end = _PHRASE_END.search(wording.text, after) if stop else None
    limit = end.start() if end else len(wording.text)
    return tuple(s for s, i in wording.content if after <= wording.words[i].start < limit)[:3]


#: A mark, or a word that begins another phrase; "of" does not: "10 years of partnership".
_PHRASE_END = re.compile(r"[,.;:()—–]|\b(?:on|in|at|to|from|for|by|with|and|or|but|that|who|which|as|after|before)\b")


def changes_qualifier(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a figure is less or more sure than in the evidence: "nearly", "at least", or neither."""
    known = {(n.value, n.qualifier) for source in sources for n in numbers(source.text)}
    return any((n.value, n.qualifier) not in known for n in numbers(candidate.text))


def changes_date(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a day of the year or week is new."""
    return not dates(candidate.text) <= {d for source in sources for d in dates(source.text)}


def changes_name(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Neighbouring capitalised words must be neighbours in the evidence: no role or first name changes its owner.

    Three in a row too: "Finance Minister" and "Minister Lim" do not make "Finance Minister Lim".
    """
    known = {run for source in sources for run in _capital_runs(source)}
    capitals = {w.folded for source in sources for w in source.words if source.text[w.start].isupper()}
    alone = {
        w.folded
        for i, w in enumerate(candidate.words)
        if i and candidate.text[w.start].isupper() and w.folded not in FUNCTION_WORDS
    }
    return not (set(_capital_runs(candidate)) <= known and alone <= capitals)


def _capital_runs(parsed: Wording) -> list[tuple[str, ...]]:
    """(word, what stands between, word), and the same of three, for names that touch or are joined by "of the"."""
    text = parsed.text
    capitals = [w for w in parsed.words if text[w.start].isupper() and w.folded not in FUNCTION_WORDS]
    gaps = [fold(text[a.end : b.start]).strip(" .-'").removeprefix("s ") for a, b in pairwise(capitals)]
    joined = [_NAME_JOINT.fullmatch(gap) is not None for gap in gaps]
    names = [w.folded for w in capitals]
    pairs: list[tuple[str, ...]] = [(names[i], gaps[i], names[i + 1]) for i in range(len(gaps)) if joined[i]]
    triples = [
        (names[i], gaps[i], names[i + 1], gaps[i + 1], names[i + 2])
        for i in range(len(gaps) - 1)
        if joined[i] and joined[i + 1]
    ]
    return pairs + triples
