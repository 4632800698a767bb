"""The checks of small words that turn a statement round: negations, doubts, conditions, prepositions, quantities.

A content word must stand under the same of them as in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from summarizer.language import lexicon, numbers
from summarizer.verify.wording import FLOOR, Wording, wording_of

GOVERNORS = list(lexicon.entry("governors"))
_GOVERNOR = lexicon.kinds("governors")
_NOUNS = lexicon.words_of("governing_nouns")
_FAR = {name: lexicon.pattern(f"far.{name}") for name in lexicon.entry("far")}
_CLAUSE_END = re.compile(r"[.;:!?]|, ")
_DETERMINERS, _ASIDE = lexicon.words_of("determiners"), lexicon.pattern("asides")
#: A governor reaches this many words further, and always the next content word, inside its clause.
GOVERNOR_REACH = 3
BINDING = list(lexicon.entry("binding"))
#: Content words of the evidence, after such a word, to which it may belong.
BINDING_REACH = 3


def _governed(candidate: Wording, sources: tuple[Wording, ...], meaning: str) -> bool:
    """Whether a word stands under a negation (hedge, ...) here and nowhere in the evidence, or the other way round."""
    known = {pair for source in sources for pair in _governed_stems(source, meaning)}
    mine = _governed_stems(candidate, meaning)
    stems = {s for s, _ in known}
    return any(s in stems and (s, under) not in known for s, under in mine)


@lru_cache(maxsize=16384)
def _governed_stems(parsed: Wording, meaning: str) -> frozenset[tuple[str, bool]]:
    """(stem, whether it stands within reach of a governor of that meaning, in the same clause)."""
    direct = _without_asides(parsed.text)
    if direct != parsed.text:
        inner = _governed_stems(wording_of(direct), meaning)
        reached = {s for s, _ in inner}
        return inner | {(s, under) for s, under in _in_reach(parsed, meaning) if s not in reached}
    return frozenset(_in_reach(parsed, meaning))


def _without_asides(text: str) -> str:
    """The text without what stands between commas after a preposition: "did not, in the end, sign"."""
    return _ASIDE.sub("", text)


def _in_reach(parsed: Wording, meaning: str) -> set[tuple[str, bool]]:
    found = set()
    far = [m.end() for m in _FAR[meaning].finditer(parsed.text)] if meaning in _FAR else []
    last = -1
    for s, position in parsed.content:
        first = last if meaning == "rank" else min(position - GOVERNOR_REACH, last + 1)
        governors = [
            parsed.words[i].end
            for i in range(max(0, first), position)
            if _GOVERNOR.get(parsed.words[i].folded) == meaning and not _is_harmless(parsed, i)
        ]
        start = parsed.words[position].start
        ends = governors + [end for end in far if end <= start]
        found.add((s, any(not _CLAUSE_END.search(parsed.text[end:start]) for end in ends)))
        last = position
    return found


def _is_harmless(parsed: Wording, position: int) -> bool:
    """Whether a governor governs nothing here: "a few", "no fewer than 12", "the plan" unless it is one "to" do it."""
    before = parsed.words[position - 1].folded if position else ""
    after = parsed.words[position + 1].folded if position + 1 < len(parsed.words) else ""
    word = parsed.words[position]
    return (
        (word.folded == "few" and before in ("a", "the", "last", "past"))
        or FLOOR.match(parsed.text, word.start) is not None
        or (word.folded in _NOUNS and before in _DETERMINERS and after != "to")
    )


def _bound(candidate: Wording, sources: tuple[Wording, ...], kind: str) -> bool:
    """Whether a preposition or quantity stands before another word than in the evidence."""
    known = {pair for source in sources for pair in _bound_pairs(source, kind)[0]}
    return not _bound_pairs(candidate, kind)[1] <= known


@lru_cache(maxsize=16384)
def _bound_pairs(parsed: Wording, kind: str) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """(word, stem) pairs that the text vouches for, and those that it states: with the head of a name that follows.

    Where a figure follows, the words are its qualifier, which has a check of its own.
    """
    small = lexicon.words_of(f"binding.{kind}")
    counted = {n.start for n in numbers(parsed.text) if n.qualifier}
    vouched: set[tuple[str, str]] = set()
    stated: set[tuple[str, str]] = set()
    for position, word in enumerate(parsed.words):
        following = [(s, i) for s, i in parsed.content if i > position]
        if word.folded not in small or not following or parsed.words[following[0][1]].start in counted:
            continue
        name = _leading_name(parsed, following)
        vouched |= {(word.folded, s) for s, _ in following[: max(BINDING_REACH, len(name))]}
        stated.add((word.folded, name[-1]))
    return frozenset(vouched), frozenset(stated)


def _leading_name(parsed: Wording, content: list[tuple[str, int]]) -> list[str]:
    """The first content word, with those that make one name with it."""
    name = [content[0][0]]
    for (_, i), (s, j) in pairwise(content):
        a, b = parsed.words[i], parsed.words[j]
        touching = parsed.text[a.end : b.start].strip(" .") == ""
        if not (touching and parsed.text[a.start].isupper() and parsed.text[b.start].isupper()):
            break
        name.append(s)
    return name


_LIMIT, _PROVISIONAL, _CONDITION, _SUPERLATIVE, _BECAUSE, _CAUSES = map(
    lexicon.pattern, ("limits", "provisional", "conditions", "superlatives", "because", "causes")
)
#: Share of a candidate's words with which a source tells the same.
_TELLS = 0.5


def _tells(source: Wording, candidate: Wording) -> bool:
    return len(set(candidate.stems) & set(source.stems)) >= _TELLS * len(set(candidate.stems))


def loses_limit(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate leaves out the "for now" after a word that every source has only with one."""
    provisional = [bool(_PROVISIONAL.search(source.text)) for source in sources if _tells(source, candidate)]
    if provisional and all(provisional) and not _PROVISIONAL.search(candidate.text):
        return True
    mine = {m.group().lower() for m in _LIMIT.finditer(candidate.text)}
    bound: set[str] = set()
    free: set[str] = set()
    for source in sources:
        limited = {_limited(source, m) for m in _LIMIT.finditer(source.text) if m.group().lower() not in mine}
        bound |= limited
        free |= set(source.stems) - limited
    return bool(bound & set(candidate.stems) - free)


def _limited(source: Wording, limit: re.Match[str]) -> str:
    """The stem of the word that it keeps to a time: before it, or behind "temporarily" and what opens a sentence."""
    before = [s for s, i in source.content if source.words[i].start < limit.start()]
    after = [s for s, i in source.content if source.words[i].start >= limit.end()]
    leads = limit.group().lower() in lexicon.words_of("leading_limits") or not before
    return (after[:1] if leads else before[-1:] or [""])[0] if after or before else ""


def loses_condition(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate drops an "if" on which all that the evidence says of it depends."""
    if _CONDITION.search(candidate.text) or not candidate.stems:
        return False
    free = {s for source in sources if not _CONDITION.search(source.text) for s in source.stems}
    bound = {s for source in sources if _CONDITION.search(source.text) for s in source.stems}
    return len([s for s in candidate.stems if s in bound - free]) * 2 >= len(candidate.stems)


#: Content words after such a word that say of what it is one.
SUPERLATIVE_REACH = 7


def changes_superlative(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether "the most direct warning" is one of other things, or elsewhere, than in each source that has the word."""
    for match in _SUPERLATIVE.finditer(candidate.text):
        after = set([s for s, i in candidate.content if candidate.words[i].start > match.start()][:SUPERLATIVE_REACH])
        word = re.compile(rf"\b{match.group()}\b", re.IGNORECASE)
        having = [set(source.stems) for source in sources if word.search(source.text)]
        if having and not any(after <= stems for stems in having):
            return True
    return False


#: Share of the words of a cause that a source must give as one.
CAUSED = 0.6


def changes_cause(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a "because" is followed by what no source gives as a cause."""
    known = {s for source in sources for m in _CAUSES.finditer(source.text) for s in _stems_in(source, m)}
    given = (_stems_in(candidate, match) for match in _BECAUSE.finditer(candidate.text))
    return any(len(cause & known) < CAUSED * len(cause) for cause in given)


def _stems_in(wording: Wording, match: re.Match[str]) -> set[str]:
    """The stems inside the group that matched."""
    start, end = match.span(match.lastindex or 0)
    return {s for s, i in wording.content if start <= wording.words[i].start < end}


def governed_by(meaning: str) -> Callable[[Wording, tuple[Wording, ...]], bool]:
    """The check of one group of `GOVERNORS`."""
    return lambda candidate, sources: _governed(candidate, sources, meaning)


def bound_by(kind: str) -> Callable[[Wording, tuple[Wording, ...]], bool]:
    """The check of one group of `BINDING`."""
    return lambda candidate, sources: _bound(candidate, sources, kind)
