"""Facts read off the words of a sentence: figures, days, names, quotations, and the small words that turn it round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.language import FUNCTION_WORDS, ROLES, WEEKDAYS, Analysed, Number, fold, lexicon, marks, stem, weekdays
from summarizer.verify.facets import Evidence, Fact, Reader

_BRACKETS = re.compile(r" \([^()]*\)")


def _written(analysed: Analysed, position: int) -> str:
    word = analysed.words[position]
    return analysed.text[word.start : word.end]


# --- words ---------------------------------------------------------------------------------------------------------


def content(analysed: Analysed) -> list[Fact]:
    """Its content words."""
    return [Fact("word", s, _written(analysed, i)) for s, i in analysed.content]


def every_word(analysed: Analysed) -> list[Fact]:
    """Its content words, and each word by itself: "March" alone, where it has "March 13"."""
    return content(analysed) + [Fact("word", stem(w.folded)) for w in analysed.words]


#: Content words between two words that still count as said together.
PAIR_WINDOW = 3
#: "On Monday, ...": a day that opens a sentence may as well close it.
_FRONTED_DAY = re.compile(r"(?:(?:On|Last|Late|Early)\s+)*(\w+day),")
#: Share of a candidate's word pairs that its evidence must hold. Below about 0.7 candidates of the embedded model were
#: wrong in meaning (roles swapped) on the seeds and on `allsides_neus_val`.
MIN_ORDER = 0.75


def pair_support(candidate: Analysed, evidence: Evidence) -> float:
    """Mean over neighbouring content words of how the evidence has them.

    1 near each other and in order, 0.5 further apart but in order in one sentence, else 0.
    """
    stems = candidate.stems
    tables = [source.read(_pair_table) for source in evidence.sources]
    if not stems or not tables:
        return 0.0
    if len(stems) == 1:
        return float(any((stems[0], stems[0]) in table for table in tables))
    return sum(max(table.get(pair, 0.0) for table in tables) for pair in pairwise(stems)) / (len(stems) - 1)


def _pair_table(source: Analysed) -> dict[tuple[str, str], float]:
    stems = source.stems
    table = {(s, s): 1.0 for s in stems}
    for i, first in enumerate(stems):
        for j in range(i + 1, len(stems)):
            value = 1.0 if j - i <= PAIR_WINDOW else 0.5
            table[first, stems[j]] = max(value, table.get((first, stems[j]), 0.0))
    opening = _FRONTED_DAY.match(source.text)
    if opening:
        day = stem(fold(opening[1]))
        table |= {(s, day): max(0.5, table.get((s, day), 0.0)) for s in stems}
    return table


def out_of_order(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Neighbouring words that no source has so, if they are too many."""
    if pair_support(candidate, evidence) >= MIN_ORDER:
        return
    known = [source.read(_pair_table) for source in evidence.sources]
    for (a, i), (b, j) in pairwise(candidate.content):
        if not any((a, b) in table for table in known):
            yield f"{_written(candidate, i)} {_written(candidate, j)}"


_REPEATED_NAME = re.compile(
    rf"\b(?!The |A |In |On )[A-Z]\w+(?: (?!(?:{'|'.join(d.capitalize() for d in WEEKDAYS)})\b)[A-Z]\w+)+"
)


def repetitions(analysed: Analysed) -> list[Fact]:
    """What it says twice: a word doubled, two words in a row, a weekday or name, "a just and just", one speaker."""
    text = analysed.text
    doubled = [(a, b) for a, b in pairwise(analysed.stems) if a == b]
    repeated = [pair for pair, n in Counter(pairwise(analysed.stems)).items() if n > 1]
    found = [Fact("pair", pair, " ".join(pair)) for pair in (*doubled, *repeated)]
    names = {*weekdays(text), *_REPEATED_NAME.findall(text)}
    found += [Fact("name", n, n) for n in sorted(names) if len(re.findall(rf"\b{re.escape(n)}\b", text)) > 1]
    found += [Fact("echo", m.group().lower(), m.group()) for m in lexicon.pattern("echoes").finditer(text)]
    for kind in ("said_twice", "told_twice", "according_twice"):
        pattern = lexicon.pattern(kind)
        match = pattern.search(text) if kind == "said_twice" else pattern.match(text)
        found += [Fact(kind, True, match.group())] if match else []
    return found


# --- figures and days ----------------------------------------------------------------------------------------------


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


def without_brackets(analysed: Analysed) -> Analysed:
    """The sentence less what stands in brackets."""
    return analysed.again(_BRACKETS.sub("", analysed.text))


# --- names and quotations ------------------------------------------------------------------------------------------


def names(analysed: Analysed) -> list[Fact]:
    """Its capitalised words, and which of them are neighbours: no role or first name changes its owner.

    Three in a row too: "Finance Minister" and "Minister Lim" do not make "Finance Minister Lim".
    """
    alone = [
        Fact("name", w.folded, _written(analysed, i))
        for i, w in enumerate(analysed.words)
        if i and analysed.text[w.start].isupper() and w.folded not in FUNCTION_WORDS
    ]
    return alone + [Fact("run", run, " ".join(filter(None, run))) for run in _runs(analysed)]


def names_vouched(analysed: Analysed) -> list[Fact]:
    """The same, also without what stands in brackets; "President Ana Lim" may be "President Lim" too."""
    runs = {*_runs(analysed), *_runs(analysed.read(without_brackets))}
    runs |= {(r[0], "", r[4]) for r in runs if len(r) == 5 and r[0] in ROLES and r[1] == r[3] == ""}
    capitals = {w.folded for w in analysed.words if analysed.text[w.start].isupper()}
    return [*(Fact("run", run) for run in runs), *(Fact("name", name) for name in capitals)]


def _runs(analysed: Analysed) -> list[tuple[str, ...]]:
    """(word, what stands between, word), and the same of three, for names that touch or are joined by "of the"."""
    text, joint = analysed.text, lexicon.pattern("name_joint")
    capitals = [w for w in analysed.words if text[w.start].isupper() and w.folded not in FUNCTION_WORDS]
    gaps = [fold(text[a.end : b.start]).strip(" .-'").removeprefix("s ") for a, b in pairwise(capitals)]
    joined = [joint.fullmatch(gap) is not None for gap in gaps]
    found = [w.folded for w in capitals]
    pairs: list[tuple[str, ...]] = [(found[i], gaps[i], found[i + 1]) for i in range(len(gaps)) if joined[i]]
    triples = [
        (found[i], gaps[i], found[i + 1], gaps[i + 1], found[i + 2])
        for i in range(len(gaps) - 1)
        if joined[i] and joined[i + 1]
    ]
    return pairs + triples


def changed_quotations(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Quotations that are no whole ones of the evidence: cut, one may say the contrary.

    A part is enough where the evidence itself begins or ends within the quotation.
    """
    sources = evidence.sources
    known = {q for s in sources if not marks.half_quoted(s.text) for q in _quoted(s.text)}
    parts = [_plain(s.text) for s in sources if marks.half_quoted(s.text)]
    for mine in _quoted(candidate.text):
        if mine not in known and not any(mine in part for part in parts):
            yield mine


def _quoted(text: str) -> list[str]:
    """What stands in quotation marks; all of it where a quotation begins or ends in another sentence."""
    return [_plain(text)] if marks.half_quoted(text) else list(map(_plain, marks.quotations_of_any_mark(text)))


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(".,;:!? ")


# --- small words that turn a statement round -----------------------------------------------------------------------

#: Meanings of the words before a content word that can change its truth, and kinds of words that bind one.
GOVERNORS, BINDING = tuple(lexicon.entry("governors")), tuple(lexicon.entry("binding"))
_GOVERNOR = lexicon.kinds("governors")
_FAR = {meaning: lexicon.pattern(f"far.{meaning}") for meaning in lexicon.entry("far")}
_CLAUSE_END = re.compile(r"[.;:!?]|, ")
#: A governor reaches this many words further, and always the next content word, inside its clause.
GOVERNOR_REACH = 3
#: Content words of the evidence, after such a word, to which it may belong.
BINDING_REACH = 3


@cache
def governed(meaning: str) -> Reader:
    """For each content word whether it stands under a word of that meaning: negated, only alleged, intended."""

    def read(analysed: Analysed) -> list[Fact]:
        direct = analysed.read(_without_asides)
        inner = [] if direct is analysed else direct.read(read)
        reached = {f.key for f in inner}
        return [*inner, *(f for f in _in_reach(analysed, meaning) if f.key not in reached)]

    return read


def _without_asides(analysed: Analysed) -> Analysed:
    """The sentence without what stands between commas after a preposition: "did not, in the end, sign"."""
    return analysed.again(lexicon.pattern("asides").sub("", analysed.text))


def _in_reach(analysed: Analysed, meaning: str) -> Iterator[Fact]:
    far = [m.end() for m in _FAR[meaning].finditer(analysed.text)] if meaning in _FAR else []
    last = -1
    for s, position in analysed.content:
        first = last if meaning == "rank" else min(position - GOVERNOR_REACH, last + 1)
        governors = [
            analysed.words[i].end
            for i in range(max(0, first), position)
            if _GOVERNOR.get(analysed.words[i].folded) == meaning and not _is_harmless(analysed, i)
        ]
        start = analysed.words[position].start
        ends = governors + [end for end in far if end <= start]
        under = any(not _CLAUSE_END.search(analysed.text[end:start]) for end in ends)
        yield Fact(s, under, _written(analysed, position))
        last = position


def _is_harmless(analysed: Analysed, position: int) -> bool:
    """Whether a governor governs nothing here: "a few", "no fewer than 12", "the plan" unless it is one "to" do it."""
    words, word = analysed.words, analysed.words[position]
    before = words[position - 1].folded if position else ""
    after = words[position + 1].folded if position + 1 < len(words) else ""
    noun = word.folded in lexicon.words_of("governing_nouns") and before in lexicon.words_of("determiners")
    return (
        (word.folded == "few" and before in ("a", "the", "last", "past"))
        or lexicon.pattern("floor").match(analysed.text, word.start) is not None
        or (noun and after != "to")
    )


@cache
def bound(kind: str) -> Reader:
    """Its prepositions (or quantities), each with the word that it stands before: the head of a name."""
    return lambda analysed: [Fact(w, name[-1], f"{w} {name[-1]}") for w, name, _ in _before_words(analysed, kind)]


@cache
def bound_vouched(kind: str) -> Reader:
    """The same, each with all words near behind it."""
    return lambda analysed: [
        Fact(w, s)
        for w, name, following in _before_words(analysed, kind)
        for s in following[: max(BINDING_REACH, len(name))]
    ]


def _before_words(analysed: Analysed, kind: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(small word, the name or word that follows it, all content words behind it).

    Where a figure follows, the words are its qualifier, which is a facet of its own.
    """
    small = lexicon.words_of(f"binding.{kind}")
    counted = {n.start for n in analysed.numbers if n.qualifier}
    for position, word in enumerate(analysed.words):
        if word.folded not in small:
            continue
        following = [(s, i) for s, i in analysed.content if i > position]
        if following and analysed.words[following[0][1]].start not in counted:
            yield word.folded, _leading_name(analysed, following), [s for s, _ in following]


def _leading_name(analysed: Analysed, following: Sequence[tuple[str, int]]) -> list[str]:
    """The first content word, with those that make one name with it."""
    name = [following[0][0]]
    for (_, i), (s, j) in pairwise(following):
        a, b = analysed.words[i], analysed.words[j]
        touching = analysed.text[a.end : b.start].strip(" .") == ""
        if not (touching and analysed.text[a.start].isupper() and analysed.text[b.start].isupper()):
            break
        name.append(s)
    return name


# --- limits, conditions, causes ------------------------------------------------------------------------------------

#: Share of a candidate's words with which a source tells the same.
TELLS = 0.5
#: Content words after a superlative that say of what it is one.
SUPERLATIVE_REACH = 7
#: Share of the words of a cause that a source must give as one.
CAUSED = 0.6


def lost_limits(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Words that every source has only with a "for now", which the candidate leaves out."""
    provisional, limits = lexicon.pattern("provisional"), lexicon.pattern("limits")
    stems = set(candidate.stems)
    telling = [s for s in evidence.sources if len(stems & set(s.stems)) >= TELLS * len(stems)]
    if telling and all(provisional.search(s.text) for s in telling) and not provisional.search(candidate.text):
        yield from (m.group() for s in telling if (m := provisional.search(s.text)))
    mine = {m.group().lower() for m in limits.finditer(candidate.text)}
    bound_words: set[str] = set()
    free: set[str] = set()
    for source in evidence.sources:
        limited = {_limited(source, m) for m in limits.finditer(source.text) if m.group().lower() not in mine}
        bound_words |= limited
        free |= set(source.stems) - limited
    yield from sorted(bound_words & stems - free)


def _limited(source: Analysed, limit: re.Match[str]) -> str:
    """The stem of the word that it keeps to a time: before it, or behind "temporarily" and what opens a sentence."""
    before, after = source.stems_before(limit.start()), source.stems_from(limit.end())
    leads = limit.group().lower() in lexicon.words_of("leading_limits") or not before
    return (after[:1] if leads else before[-1:] or [""])[0] if after or before else ""


def lost_conditions(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """The "if" on which all that the evidence says of the candidate depends, if it drops it."""
    condition = lexicon.pattern("conditions")
    if condition.search(candidate.text) or not candidate.stems:
        return
    free = {s for source in evidence.sources if not condition.search(source.text) for s in source.stems}
    dependent = [s for s in evidence.sources if condition.search(s.text)]
    only = {s for source in dependent for s in source.stems} - free
    if sum(s in only for s in candidate.stems) * 2 >= len(candidate.stems):
        yield from (m.group() for source in dependent if (m := condition.search(source.text)))


def changed_superlatives(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Superlatives of other things, or elsewhere, than in each source that has the word."""
    for match in lexicon.pattern("superlatives").finditer(candidate.text):
        after = set(candidate.stems_from(match.start() + 1)[:SUPERLATIVE_REACH])
        word = re.compile(rf"\b{match.group()}\b", re.IGNORECASE)
        having = [set(source.stems) for source in evidence.sources if word.search(source.text)]
        if having and not any(after <= stems for stems in having):
            yield match.group()


def changed_causes(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """What follows a "because" and is given by no source as a cause."""
    causes = lexicon.pattern("causes")
    known = {s for source in evidence.sources for m in causes.finditer(source.text) for s in _inside(source, m)}
    for match in lexicon.pattern("because").finditer(candidate.text):
        cause = _inside(candidate, match)
        if len(cause & known) < CAUSED * len(cause):
            yield match.group()


def _inside(analysed: Analysed, match: re.Match[str]) -> set[str]:
    """The stems inside the group that matched."""
    start, end = match.span(match.lastindex or 0)
    return {s for s, i in analysed.content if start <= analysed.words[i].start < end}
