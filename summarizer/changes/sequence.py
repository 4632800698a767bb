"""In which order values were said, and what explains that they differ: time, a source that says so, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import log

from summarizer.changes.matching import is_replaced, is_superseded
from summarizer.changes.mentions import Mention
from summarizer.changes.quantities import SCORE, TOLLS, compatible
from summarizer.changes.same_thing import Pair
from summarizer.language import lexicon
from summarizer.types import DisagreementKind

#: Seconds between two reports, from which on the later one is newer.
NEWER = 3600
#: Keys of what does not change from one hour to the next.
FIXED = frozenset({"=length"})
#: Keys of what can only become more: a lower figure later is a contradiction, unless somebody says why.
GROWS = frozenset(TOLLS.values()) - {"missing", "trapped"}
#: How far a figure and what it was put right from may be apart, as a ratio: further ones count something else.
NEAR_RATIO = 3.0
#: Sentences before one that withdraws a figure, in which the figure that stands is looked for.
BEFORE = 4
_UPDATED, _CORRECTING, _RESCHEDULED = map(lexicon.pattern, ("updated", "correcting", "rescheduled"))
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Values = Sequence[Mention]


def in_order(sides: Sequence[Values]) -> list[Values]:
    """The values from the oldest to the newest: by when each was first given, those that were taken back first."""
    return sorted(sides, key=_when)


def _when(side: Values) -> tuple[datetime, bool, bool]:
    """When a value was first said; one that is only taken back, just before the report that does so."""
    standing = [m for m in side if not is_superseded(m)]
    times = [m.published for m in standing or side if m.published]
    newer = any(_UPDATED.search(m.text) for m in standing)
    return min(times, default=_LONG_AGO), bool(standing), newer


def apart(sides: Sequence[list[Mention]]) -> Iterator[list[list[Mention]]]:
    """The values as one change; those that are only told as no longer valid as another, where the rest differ too."""
    standing = [side for side in sides if not all(map(is_superseded, side))]
    withdrawn = [side for side in sides if all(map(is_superseded, side))]
    if len(standing) < 2 or not withdrawn:
        yield list(sides)
        return
    yield standing
    last = list(in_order(standing)[-1])
    report = {m.origin for side in withdrawn for m in side}
    put_right = [side for side in standing if report & {m.origin for m in side}]
    yield [*withdrawn, put_right[0] if put_right else last]


def kind_of(sides: Sequence[Values]) -> DisagreementKind:
    """What explains that the values differ: a correction, time (`update`), or nothing (`number`, `date`)."""
    every = [m for side in sides for m in side]
    first, last = in_order(sides)[0], in_order(sides)[-1]
    value = every[0].value
    if value.sort in ("day", "year", "time"):
        return "update" if _newer(first, last) and any(_RESCHEDULED.search(m.text) for m in last) else "date"
    if value.sort != "number":
        return "number"
    superseded = any(map(is_superseded, every))
    if any(_CORRECTING.search(m.text) for m in every if m in last or is_superseded(m)):
        return "correction"
    if superseded or any(_UPDATED.search(m.text) for m in last):
        return "update"
    return "update" if _newer(first, last) and _may_move(first, last) else "number"


def _newer(first: Values, last: Values) -> bool:
    """Whether one value was first said well before the other."""
    times = [[m.published for m in side if m.published] for side in (first, last)]
    return all(times) and (min(times[1]) - min(times[0])).total_seconds() >= NEWER


def _may_move(first: Values, last: Values) -> bool:
    """Whether time alone may have made the one value of the other."""
    old, new = first[0].value, last[0].value
    if {old.key, new.key} & FIXED:
        return False
    grew = new.amount > old.amount
    return grew or not {old.key, new.key} & GROWS or old.key == SCORE


def corrections(told: Sequence[Mention]) -> Iterator[Pair]:
    """Values that a report takes back, each with the one that it puts in their place."""
    for old in told:
        if old.value.sort == "number" and is_replaced(old):
            near = [new for new in told if _may_replace(old, new)]
            if near:
                yield old, min(near, key=lambda new: (new.line != old.line, _apart(old, new)))


def _may_replace(old: Mention, new: Mention) -> bool:
    """Whether a value may stand in the place of one that was taken back."""
    if new.origin != old.origin or new.value.sort != "number" or not 0 <= old.line - new.line <= BEFORE:
        return False
    if is_superseded(new) or compatible(old.value, new.value) or new.value.family != old.value.family:
        return False
    return _apart(old, new) <= log(NEAR_RATIO)


def _apart(old: Mention, new: Mention) -> float:
    """How far two figures are apart, as the logarithm of their ratio."""
    return abs(log(max(old.value.amount, 1e-9) / max(new.value.amount, 1e-9)))
