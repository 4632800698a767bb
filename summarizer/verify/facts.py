"""The checks of figures, days and names: each has the owner, the unit and the qualifier it has in the evidence."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.language import FUNCTION_WORDS, ROLES, Number, dates, days, fold, lexicon, numbers
from summarizer.verify.wording import FLOOR, Wording, wording_of

#: What may stand between two parts of one name or role; "s" is left of a possessive ending.
_NAME_JOINT, _PART_OF, _PHRASE_END = map(lexicon.pattern, ("name_joint", "part_of", "phrase_end"))


def changes_number(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a figure is new, or counts something else than in the evidence.

    What it counts follows it ("10 years of partnership"); where nothing does, what leads up to it must be the same
    ("won by 40"); for a day of the year only the word before ("ended on March 9").
    """
    known: dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for source in (*sources, *map(_without_brackets, sources)):
        for figure, start, end in _figures(source):
            context = _leading(source, start, figure), _counted(source, end, stop=False)
            known.setdefault(figure, []).append(context)
    for figure, start, end in _figures(candidate):
        leading = _leading(candidate, start, figure)
        counted = () if figure[0] == "day" else _counted(candidate, end, stop=True)
        theirs = known.get(figure, ())
        if not any(_same_thing(counted, leading, after, before) for before, after in theirs):
            return True
    return False


#: Stems of what money is counted in: it does not tell what the money is for.
_CURRENCY = lexicon.words_of("currencies")


def _same_thing(
    counted: tuple[str, ...], leading: tuple[str, ...], after: tuple[str, ...], before: tuple[str, ...]
) -> bool:
    """Whether a figure tells of the same: the same follows it, or leads up to it; of money something of both."""
    if not counted:
        return before == leading
    money = counted[0] in _CURRENCY and bool(before) and bool(leading)
    return after[: len(counted)] == counted and (not money or bool(set(before) & set(leading)))


_PART_OF_NAME = re.compile(r"[A-Z]\w*-$")


def _figures(wording: Wording) -> list[tuple[tuple[str, ...], int, int]]:
    """(what the figure is, start, end) for each: a day of the year is one, and a whole is none of its parts."""
    text = wording.text
    dated = [(d.key, d.start, d.end) for d in days(text)]
    found: list[tuple[tuple[str, ...], int, int]] = [(("day", day), start, end) for day, start, end in dated]
    counts = [n for n in numbers(text) if not any(a <= n.start < b for _, a, b in dated)]
    for i, n in enumerate(counts):
        if _PART_OF_NAME.search(text[: n.start]):
            continue  # "COVID-19": nothing is counted, and the check of new words sees another
        whole = i > 0 and _PART_OF.fullmatch(text[counts[i - 1].end : n.start]) is not None
        found.append((("whole" if whole else "count", *_amount(wording, n)), n.start, n.end))
    return found


def _leading(wording: Wording, before: int, figure: tuple[str, ...]) -> tuple[str, ...]:
    """The two content words before a figure, the one before a day."""
    reach = 1 if figure[0] == "day" else 2
    return tuple(s for s, i in wording.content if wording.words[i].start < before)[-reach:]


def _amount(wording: Wording, number: Number) -> tuple[str, str]:
    """A figure's value and unit; for money the sign of its currency, as "$40" is not "€40"."""
    sign = re.search(r"[$€£¥₹]", wording.text[number.start : number.end])
    return f"{number.value:g}", sign.group() if sign else number.unit


def _counted(wording: Wording, after: int, *, stop: bool) -> tuple[str, ...]:
    """The content words that follow a figure, up to three; with `stop`, only to the end of the phrase it counts."""
    end = _PHRASE_END.search(wording.text, after) if stop else None
    limit = end.start() if end else len(wording.text)
    return tuple(s for s, i in wording.content if after <= wording.words[i].start < limit)[:3]


def changes_qualifier(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a figure is less or more sure than in the evidence: "nearly", "at least", or neither.

    "At least 12" follows from "more than 12", and not the other way round.
    """
    known = {(n.value, _qualifier(source, n)) for source in sources for n in numbers(source.text)}
    known |= {(value, "floor") for value, qualifier in known if qualifier == "above"}
    return any((n.value, _qualifier(candidate, n)) not in known for n in numbers(candidate.text))


def _qualifier(wording: Wording, number: Number) -> str:
    """The figure's qualifier; "floor" where it may be just as many."""
    least = any(
        m.end() <= number.start and wording.text[m.end() : number.start].strip() in ("", "a", "the")
        for m in FLOOR.finditer(wording.text)
    )
    or_more = wording.text.startswith(" or more", number.end)
    return "floor" if number.qualifier == "above" and (least or or_more) else number.qualifier


def changes_date(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a day of the year or week is new."""
    return not dates(candidate.text) <= {d for source in sources for d in dates(source.text)}


def _without_brackets(source: Wording) -> Wording:
    return wording_of(_BRACKETS.sub("", source.text))


_BRACKETS = re.compile(r" \([^()]*\)")


def changes_name(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Neighbouring capitalised words must be neighbours in the evidence: no role or first name changes its owner.

    Three in a row too: "Finance Minister" and "Minister Lim" do not make "Finance Minister Lim".
    """
    known = {run for source in sources for run in _capital_runs(source)}
    known |= {run for source in sources for run in _capital_runs(_without_brackets(source))}
    # "President Ana Lim" may be "President Lim" too.
    known |= {(run[0], "", run[4]) for run in known if len(run) == 5 and run[0] in ROLES and run[1] == run[3] == ""}
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
