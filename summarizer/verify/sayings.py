"""Who is said to say it: no statement told as a fact, in another's mouth, or of what is only suspected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.language import (
    FUNCTION_WORDS,
    ROLES,
    Analysed,
    Statement,
    fold,
    lexicon,
    marks,
    speaker_in,
    stem,
    words,
)
from summarizer.language.attribution import CUE
from summarizer.verify.facets import Evidence

#: Share of a candidate's words that a source must vouch for itself, so that nobody need be named.
PLAINLY = 0.8
#: Share of a candidate's words that a source must have to be the one that tells it.
TELLS_IT = 0.6
#: Words that a merge may put under an attribution which only another source has: a fuller name, an age.
LENT = 2
#: Words that every source only has somebody say, from which on the candidate needs a speaker too.
ATTRIBUTED = 2
#: A verb of saying this near the end, in characters, makes all before it the speaker's.
CLOSING = 40


class _Reported(NamedTuple):
    """Stems that a sentence itself vouches for, and stems that it puts in somebody's mouth."""

    own: frozenset[str]
    said: frozenset[str]


def _reported(analysed: Analysed) -> _Reported:
    """After a verb of saying all is that speaker's; one near the end makes all before it the speaker's."""
    cue = CUE.search(analysed.text)
    if cue is None or lexicon.pattern("own_office").search(analysed.text):
        return _Reported(frozenset(analysed.stems), frozenset())
    if len(analysed.text) - cue.end() < CLOSING or fold(cue.group()) == "according to":
        return _Reported(frozenset(), frozenset(analysed.stems))
    said = frozenset(s for s, i in analysed.content if analysed.words[i].start > cue.start())
    own = frozenset(s for s, i in analysed.content if analysed.words[i].start <= cue.start())
    return _Reported(own, said)


def lost_attribution(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Words that the candidate states as fact, and that the evidence only has someone say."""
    if CUE.search(candidate.text) or '"' in candidate.text or "“" in candidate.text:
        return
    stems, sources = set(candidate.stems), evidence.sources
    if any(len(stems & source.read(_reported).own) >= PLAINLY * len(stems) for source in sources):
        return
    plain = {s for source in sources for s in source.read(_reported).own}
    attributed = {s for source in sources for s in source.read(_reported).said}
    nearest = max(sources, key=lambda source: len(stems & set(source.stems)), default=candidate)
    theirs = nearest.read(_reported).said & stems
    if len(theirs) >= PLAINLY * len(stems):
        yield from sorted(theirs)
    elif len((attributed - plain) & stems) >= ATTRIBUTED:
        yield from sorted((attributed - plain) & stems)


def changed_speaker(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """What the candidate puts into somebody's mouth and the evidence only has another say, by their words."""
    name = speaker_in(candidate.text)
    if name is None:
        yield from _changed_source(candidate, evidence)
        return
    theirs: set[str] = set()
    others: set[str] = set()
    for source in evidence.sources:
        own, said = source.read(_reported)
        spoken_by = speaker_in(source.text)
        same = spoken_by is None or _may_be_one(name, spoken_by)
        theirs |= own | said if same else own
        others |= set() if same else said
    yield from sorted(candidate.read(_reported).said & (others - theirs))


def _changed_source(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """The "authorities" of "..., authorities say" where those who tell it have it from others: "Chinese media say"."""
    match = lexicon.pattern("closing_source").search(candidate.text)
    if match is None:
        return
    told = set(candidate.stems_before(match.start()))
    telling = [s for s in evidence.sources if len(told & set(s.stems)) >= TELLS_IT * len(told)]
    if telling and not any(stem(fold(match["who"])) in source.stems for source in telling):
        yield match["who"]


def overreach(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """What an attribution covers beyond that which those sources that have it let that speaker say."""
    closing = lexicon.pattern("closing_attribution").search(candidate.text)
    match = closing or lexicon.pattern("opening_attribution").match(candidate.text)
    if match is None or len(evidence.sources) < 2:
        return
    start, end = match.span("whom" if closing and closing["whom"] else "who")
    naming = [s for s, i in candidate.content if start <= candidate.words[i].start < end]
    named = set(naming if closing else naming[-1:])  # a name at the beginning may be fuller than in one of the sources
    said = set(candidate.stems_before(match.start()) if closing else candidate.stems_from(match.end()))
    vouching = [
        source
        for source in evidence.sources
        if (CUE.search(source.text) or lexicon.pattern("closing_attribution").search(source.text))
        and len(named & set(source.stems)) >= TELLS_IT * len(named)
    ]
    beyond = said - {s for source in vouching for s in source.stems}
    if vouching and len(beyond) > LENT:
        yield from sorted(beyond)


def _may_be_one(a: str, b: str) -> bool:
    """Whether two names can mean the same: all words of one, roles aside, are in the other."""
    open_words = FUNCTION_WORDS | ROLES | lexicon.words_of("open_titles")
    ours, others = ({w.folded for w in words(name)} - open_words for name in (a, b))
    return ours <= others or others <= ours


def changed_sayer(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Verbs of what somebody is made to say that only others say, or that he only suspects, by the parse."""
    known: dict[str, list[Statement]] = {}
    for source in evidence.sources:
        for each in source.statements:
            known.setdefault(each.verb, []).append(each)
    for each in candidate.statements:
        if each.verb in known and each.speaker and not any(_agree(each, theirs) for theirs in known[each.verb]):
            yield candidate.tree[each.position].text


def _agree(mine: Statement, theirs: Statement) -> bool:
    return mine.kind == theirs.kind and (not theirs.speaker or bool(mine.speaker & theirs.speaker))


def quoted_alone(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The whole of a text that is nothing but a quotation: nobody would know whose."""
    if marks.only_quoted(candidate.text):
        yield candidate.text
