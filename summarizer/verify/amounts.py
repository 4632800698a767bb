"""Facts read off the figures and days of a sentence: what each counts, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.language import Analysed, Number, lexicon
from summarizer.verify.content import without_brackets
from summarizer.verify.facets import Evidence, Fact


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


def changed_figures(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Figures that are new, or count something else than in the evidence.

    What one counts follows it ("10 years of partnership"); where nothing does, what leads up to it must be the same
    ("won by 40"); for a day of the year only the word before ("ended on March 9").
    """
    known = evidence.pooled(_known_figures)
    for figure in candidate.read(figures):
        if not any(_same_thing(figure, other) for other in known.get(figure.what, ())):
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
