"""Facts read off the small words that turn a statement round: negations, doubts, limits, conditions, causes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from summarizer.language import Analysed, lexicon
from summarizer.verify.content import written
from summarizer.verify.facets import Evidence, Fact, Reader

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
        yield Fact(s, under, written(analysed, position))
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
