"""Facts read off the figures and days of a sentence: what each counts, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from summarizer.language import Analysed, Number, lexicon
from summarizer.language.attribution import CUE
from summarizer.verify.content import without_brackets
from summarizer.verify.facets import Evidence, Fact

#: Words around two figures that must be the same for both to count one thing.
SAME_THING = 2


class Figure(NamedTuple):
    """A figure or day with what it stands beside."""

    #: ("day", "03-13"), ("count", value, unit) or ("whole", value, unit): a whole is none of its parts.
    what: tuple[str, ...]
    #: The content words that lead up to it, and that follow it, up to three.
    before: tuple[str, ...]
    after: tuple[str, ...]
    #: Of those that follow the ones in the phrase that it counts: "10 years of partnership".
    counted: tuple[str, ...]
    words: str


_PART_OF_NAME = re.compile(r"[A-Z]\w*-$")


def figures(analysed: Analysed) -> list[Figure]:
    """Its figures and days, each with what it counts; of "COVID-19" none, as nothing is counted."""
    text, part_of = analysed.text, lexicon.pattern("part_of")
    found = [_figure(analysed, ("day", day.key), day.start, day.end) for day in analysed.days]
    counts = [n for n in analysed.numbers if not any(d.start <= n.start < d.end for d in analysed.days)]
    for i, n in enumerate(counts):
        if not _PART_OF_NAME.search(text[: n.start]):
            whole = i > 0 and part_of.fullmatch(text[counts[i - 1].end : n.start]) is not None
            found.append(_figure(analysed, ("whole" if whole else "count", *_amount(text, n)), n.start, n.end))
    return found


def _figure(analysed: Analysed, what: tuple[str, ...], start: int, end: int) -> Figure:
    stop = lexicon.pattern("phrase_end").search(analysed.text, end)
    limit = stop.start() if stop else len(analysed.text)
    counted = [s for s, i in analysed.content if end <= analysed.words[i].start < limit][:3]
    reach = 1 if what[0] == "day" else 2
    before, after = analysed.stems_before(start)[-reach:], analysed.stems_from(end)[:3]
    counted = [] if what[0] == "day" else counted
    return Figure(what, tuple(before), tuple(after), tuple(counted), analysed.text[start:end])


def _amount(text: str, number: Number) -> tuple[str, str]:
    """A figure's value and unit; for money the sign of its currency, as "$40" is not "€40"."""
    sign = re.search(r"[$€£¥₹]", text[number.start : number.end])
    return f"{number.value:g}", sign.group() if sign else number.unit


def new_figures(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Figures, days and amounts of money that the evidence has not."""
    known = evidence.pooled(_known_figures)
    yield from (figure.words for figure in candidate.read(figures) if figure.what not in known)


def mixed_values(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Values taken from two sources that disagree: a morning's figure with the evening's day, or speaker.

    Where two sources give different figures for one thing, a figure, day or speaker that only one of them has may not
    stand beside one that only the other has.
    """
    mine = candidate.read(_values)
    for a, b in evidence.pooled(_disagreeing):
        only_a = [words for key, words in mine.items() if key in a and key not in b]
        only_b = [words for key, words in mine.items() if key in b and key not in a]
        if only_a and only_b:
            yield from (only_a[0], only_b[0])


def _values(analysed: Analysed) -> dict[tuple[str, ...], str]:
    """What tells two reports of a thing apart -> its words: figures, days of the week and year, who says it."""
    found = {figure.what: figure.words for figure in analysed.read(figures)}
    found |= {("date", date): date for date in sorted(analysed.dates)}
    cue = CUE.search(analysed.text)
    speaker = analysed.stems_before(cue.start())[-1:] if cue else []
    return found | {("speaker", stem): stem for stem in speaker}


def _disagreeing(evidence: Evidence) -> list[tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]]:
    """The values of each two reports that give different figures for one thing; what both give is no difference."""
    reports: dict[int, list[Analysed]] = {}
    for origin, source in zip(evidence.origins, evidence.sources, strict=True):
        reports.setdefault(origin, []).append(source)
    found = []
    for (a, told_a), (b, told_b) in combinations(sorted(reports.items()), 2):
        values_a, values_b = (frozenset(v for s in told for v in s.read(_values)) for told in (told_a, told_b))
        only_a = [figure for s in told_a for figure in s.read(figures) if figure.what not in values_b]
        only_b = [figure for s in told_b for figure in s.read(figures) if figure.what not in values_a]
        if (a, b) in evidence.rivals or any(_in_conflict(one, other) for one in only_a for other in only_b):
            found.append((values_a, values_b))
    return found


def _in_conflict(one: Figure, other: Figure) -> bool:
    """Whether two figures that differ count one thing: they have one unit, and share two of the words around them."""
    if one.what[0] != "count" or other.what[0] != "count" or one.what[2] != other.what[2]:
        return False
    if any(1900 <= float(figure.what[1]) <= 2100 for figure in (one, other)):  # as good as always a year
        return False
    around = [{*figure.before, *figure.after} for figure in (one, other)]
    return len(around[0] & around[1]) >= SAME_THING


def changed_figures(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Figures that are new, or count something else than in the evidence.

    What one counts follows it ("10 years of partnership"); where nothing does, what leads up to it must be the same
    ("won by 40"); for a day of the year only the word before ("ended on March 9").
    """
    known = evidence.pooled(_known_figures)
    for figure in candidate.read(figures):
        if not any(_same_thing(figure, other) for other in known.get(figure.what, ())):
            yield figure.words


def exchanged_figures(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Figures that count what the sources give another figure for, and never this one."""
    known = evidence.pooled(_known_figures)
    for figure in candidate.read(figures):
        if any(_same_thing(figure, other) for other in known.get(figure.what, ())):
            continue
        others = (other for what, those in known.items() if what != figure.what for other in those)
        if any(other.what[0] == figure.what[0] and _same_thing(figure, other) for other in others):
            yield figure.words


def _known_figures(evidence: Evidence) -> dict[tuple[str, ...], list[Figure]]:
    known: dict[tuple[str, ...], list[Figure]] = {}
    for source in evidence.sources:
        for figure in (*source.read(figures), *source.read(without_brackets).read(figures)):
            known.setdefault(figure.what, []).append(figure)
    return known


def _same_thing(mine: Figure, theirs: Figure) -> bool:
    """Whether a figure tells of the same: the same follows it, or leads up to it; of money something of both."""
    if not mine.counted:
        return mine.before == theirs.before
    money = mine.counted[0] in lexicon.words_of("currencies") and bool(mine.before) and bool(theirs.before)
    follows = theirs.after[: len(mine.counted)] == mine.counted
    return follows and (not money or bool(set(mine.before) & set(theirs.before)))


def qualifiers(analysed: Analysed) -> list[Fact]:
    """Its figures with what makes them less or more sure: "nearly", "at least", or neither."""
    return [
        Fact(n.value, _qualifier(analysed, n), analysed.text[max(0, n.start - 12) : n.end].strip())
        for n in analysed.numbers
    ]


def qualifiers_vouched(analysed: Analysed) -> list[Fact]:
    """The same, with what follows: "at least 12" follows from "more than 12", and not the other way round."""
    found = qualifiers(analysed)
    return found + [Fact(f.key, "floor") for f in found if f.value == "above"]


def _qualifier(analysed: Analysed, number: Number) -> str:
    """The figure's qualifier; "floor" where it may be just as many."""
    text = analysed.text
    least = any(
        m.end() <= number.start and text[m.end() : number.start].strip() in ("", "a", "the")
        for m in lexicon.pattern("floor").finditer(text)
    )
    or_more = text.startswith(" or more", number.end)
    return "floor" if number.qualifier == "above" and (least or or_more) else number.qualifier


def dates(analysed: Analysed) -> list[Fact]:
    """Its days of the year and of the week."""
    return [Fact("date", date, date) for date in analysed.dates]
