"""The checks of who says it: quotations word for word, and nobody's statement told as a fact or as another's."""

from __future__ import annotations

from functools import lru_cache

from summarizer.language import FUNCTION_WORDS, ROLES, fold, lexicon, marks, stem, words
from summarizer.language import speaker_in as speaker
from summarizer.verify.wording import SPEECH_CUE, Wording


def changes_quotation(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a quotation is not a whole one of the evidence: cut, it may say the contrary.

    A part is enough where the evidence itself begins or ends within the quotation.
    """
    known = {quoted for source in sources if _is_balanced(source.text) for quoted in _quoted(source.text)}
    parts = [_plain(source.text) for source in sources if not _is_balanced(source.text)]
    return any(mine not in known and not any(mine in part for part in parts) for mine in _quoted(candidate.text))


def _is_balanced(text: str) -> bool:
    return not marks.half_quoted(text)


def _quoted(text: str) -> list[str]:
    """What stands in quotation marks; all of it where a quotation begins or ends in another sentence."""
    return list(map(_plain, marks.quotations_of_any_mark(text))) if _is_balanced(text) else [_plain(text)]


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(".,;:!? ")


#: Share of a candidate's words that a source must vouch for itself, so that nobody need be named.
_PLAINLY = 0.8


def loses_attribution(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate states as fact what the evidence only has someone say."""
    if SPEECH_CUE.search(candidate.text) or '"' in candidate.text or "“" in candidate.text:
        return False
    stems = set(candidate.stems)
    if any(len(stems & _reported_words(source)[0]) >= _PLAINLY * len(stems) for source in sources):
        return False
    plain = {s for source in sources for s in _reported_words(source)[0]}
    attributed = {s for source in sources for s in _reported_words(source)[1]}
    nearest = max(sources, key=lambda source: len(stems & set(source.stems)), default=candidate)
    theirs = len(_reported_words(nearest)[1] & stems) >= _PLAINLY * len(stems)
    return theirs or len((attributed - plain) & stems) >= 2


def changes_speaker(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate puts into somebody's mouth what the evidence only has another say."""
    if _overreaches(candidate, sources):
        return True
    name = speaker(candidate.text)
    if name is None:
        return _changes_unnamed_speaker(candidate, sources)
    theirs: set[str] = set()
    others: set[str] = set()
    for source in sources:
        own, said = _reported_words(source)
        spoken_by = speaker(source.text)
        same = spoken_by is None or _may_be_one(name, spoken_by)
        theirs |= own | said if same else own
        others |= set() if same else said
    return bool(_reported_words(candidate)[1] & (others - theirs))


_UNNAMED, _VOUCHED, _VOUCHES, _ANNOUNCED_BY_ITSELF = map(
    lexicon.pattern, ("closing_source", "closing_attribution", "opening_attribution", "own_office")
)
#: Share of a candidate's words that a source must have to be the one that tells it.
_TELLS_IT = 0.6


def _changes_unnamed_speaker(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether "authorities say" what those who tell it have from others: "Chinese media say"."""
    match = _UNNAMED.search(candidate.text)
    if match is None:
        return False
    who = stem(fold(match["who"]))
    told = {s for s, i in candidate.content if candidate.words[i].start < match.start()}
    telling = [source for source in sources if len(told & set(source.stems)) >= _TELLS_IT * len(told)]
    return bool(telling) and not any(who in source.stems for source in telling)


#: Words that a merge may put under an attribution which only another source has: a fuller name, an age.
_LENT = 2


def _overreaches(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether an attribution covers more than those sources that have it let that speaker say."""
    closing, opening = _VOUCHED.search(candidate.text), _VOUCHES.match(candidate.text)
    match = closing or opening
    if match is None or len(sources) < 2:
        return False
    start, end = match.span("whom" if closing and closing["whom"] else "who")
    naming = [s for s, i in candidate.content if start <= candidate.words[i].start < end]
    named = set(naming if closing else naming[-1:])  # a name at the beginning may be fuller than in one of the sources
    if closing:
        said = {s for s, i in candidate.content if candidate.words[i].start < match.start()}
    else:
        said = {s for s, i in candidate.content if candidate.words[i].start >= match.end()}
    vouching = [
        source
        for source in sources
        if (SPEECH_CUE.search(source.text) or _VOUCHED.search(source.text))
        and len(named & set(source.stems)) >= _TELLS_IT * len(named)
    ]
    known = {s for source in vouching for s in source.stems}
    return bool(vouching) and len(said - known) > _LENT


_TITLES = lexicon.words_of("open_titles")


def _may_be_one(a: str, b: str) -> bool:
    """Whether two names can mean the same: all words of one, roles aside, are in the other."""
    ours, others = ({w.folded for w in words(n) if w.folded not in FUNCTION_WORDS | ROLES | _TITLES} for n in (a, b))
    return ours <= others or others <= ours


@lru_cache(maxsize=4096)
def _reported_words(source: Wording) -> tuple[frozenset[str], frozenset[str]]:
    """Stems the sentence itself vouches for, and stems it puts in somebody's mouth.

    After a verb of saying all is that speaker's; a verb of saying near the end makes all before it the speaker's.
    """
    cue = SPEECH_CUE.search(source.text)
    if cue is None or _ANNOUNCED_BY_ITSELF.search(source.text):
        return frozenset(source.stems), frozenset()
    trailing = len(source.text) - cue.end() < 40 or fold(cue.group()) == "according to"
    own: set[str] = set()
    said: set[str] = set()
    for s, i in source.content:
        (said if trailing or source.words[i].start > cue.start() else own).add(s)
    return frozenset(own), frozenset(said)
