"""The checks that compare words: each returns whether a candidate fails against its source sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from summarizer.text import FUNCTION_WORDS, dates, fold, is_furniture, numbers, open_pronoun
from summarizer.verify.wording import SPEECH_CUE, Wording, pair_support

#: Share of a candidate's word pairs that its evidence must hold. Below about 0.7 candidates of the embedded model were
#: wrong in meaning (roles swapped) on the seeds and on `allsides_neus_val`.
MIN_ORDER = 0.75
#: Words before a content word that can change its truth; each group is one meaning.
GOVERNORS = {
    "negation": """
        not no never without nor neither none cannot can't don't doesn't didn't isn't wasn't aren't weren't won't
        wouldn't couldn't shouldn't hasn't haven't hadn't refused denied declined failed lack lacks
        """,
    "hedge": """
        alleged allegedly suspected reportedly accused purported apparently unconfirmed rumored rumoured supposedly
        """,
    "modal": "may might could would should if unless whether possible possibly likely unlikely expected",
    "intent": """
        plans plan planned wants want wanted hopes hoped tried trying attempt attempted proposed threatened seeks
        """,
}
_GOVERNOR = {word: meaning for meaning, group in GOVERNORS.items() for word in group.split()}
#: A governor reaches this many words further, inside its clause.
GOVERNOR_REACH = 3
_PRONOUN_START = re.compile(
    r"[\"“‘]?(?:He|She|They|His|Her|Their|Its|Theirs|Him|Them|This|These|Those|That|Such|It)\b"
    r"(?! (?:is|was|has been) \w+ (?:that|how|whether|if|to)\b)"
)
_DANGLING = re.compile(
    r"\b(?:a|an|the|and|or|but|of|to|in|on|at|by|for|from|with|that|which|who|as|than)[.!?]?[\"”’]?$", re.IGNORECASE
)
#: What may stand between two parts of one name or role; "s" is left of a possessive ending.
_NAME_JOINT = re.compile(r"(?:s )?(?:(?:of|to|for)(?: the)?)?|s")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")


def _incomplete(candidate: Wording, _: tuple[Wording, ...]) -> bool:
    text = candidate.text.strip()
    ended = re.search(r"[.!?…][\"”’')\]]?$", text) is not None
    opened = bool(re.match(r"[\"“‘'(]?[A-ZÀ-ÞĐ0-9$€£]", text)) or text[:1].isdigit()
    balanced = text.count("(") == text.count(")") and text.count("“") == text.count("”") and text.count('"') % 2 == 0
    return not (ended and opened and balanced) or bool(_DANGLING.search(text)) or len(candidate.words) < 5


def _furniture(candidate: Wording, _: tuple[Wording, ...]) -> bool:
    return is_furniture(candidate.text)


def _pronoun(candidate: Wording, _: tuple[Wording, ...]) -> bool:
    """Whether it begins with a pronoun, or has a "he" before anybody is named."""
    return bool(_PRONOUN_START.match(candidate.text) or open_pronoun(candidate.text))


def _word(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    known = {s for source in sources for s in source.stems}
    return any(s not in known for s in candidate.stems)


def _number(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a figure is new, or counts something else than in the evidence."""
    known: dict[tuple[float, str], list[tuple[str, ...]]] = {}
    for source in sources:
        for n in numbers(source.text):
            known.setdefault((n.value, n.unit), []).append(_counted(source, n.end, stop=False))
    for n in numbers(candidate.text):
        counted = _counted(candidate, n.end, stop=True)
        if not any(theirs[: len(counted)] == counted for theirs in known.get((n.value, n.unit), ())):
            return True
    return False


def _counted(wording: Wording, after: int, *, stop: bool) -> tuple[str, ...]:
    """The content words that follow a figure, up to three; with `stop`, only as far as the next mark."""
    end = re.compile(r"[,.;:()—–]").search(wording.text, after) if stop else None
    limit = end.start() if end else len(wording.text)
    return tuple(s for s, i in wording.content if after <= wording.words[i].start < limit)[:3]


def _qualifier(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    known = {(n.value, n.qualifier) for source in sources for n in numbers(source.text)}
    return any((n.value, n.qualifier) not in known for n in numbers(candidate.text))


def _date(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    return not dates(candidate.text) <= {d for source in sources for d in dates(source.text)}


def _name(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Neighbouring capitalised words must be neighbours in the evidence: no role or first name changes its owner."""
    known = {pair for source in sources for pair in _capital_pairs(source)}
    capitals = {w.folded for source in sources for w in source.words if source.text[w.start].isupper()}
    alone = {
        w.folded
        for i, w in enumerate(candidate.words)
        if i and candidate.text[w.start].isupper() and w.folded not in FUNCTION_WORDS
    }
    return not (set(_capital_pairs(candidate)) <= known and alone <= capitals)


def _capital_pairs(parsed: Wording) -> list[tuple[str, str, str]]:
    """(word, what stands between, word) for names that touch or are joined by "of", "to the" and the like."""
    text = parsed.text
    capitals = [w for w in parsed.words if text[w.start].isupper() and w.folded not in FUNCTION_WORDS]
    between = (fold(text[a.end : b.start]).strip(" .-'") for a, b in pairwise(capitals))
    return [
        (a.folded, gap.removeprefix("s "), b.folded)
        for a, b, gap in zip(capitals, capitals[1:], between, strict=False)
        if _NAME_JOINT.fullmatch(gap)
    ]


def _quotation(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    quoted = [_plain(m.group(1)) for m in _QUOTED.finditer(candidate.text)]
    return any(not any(q in _plain(source.text) for source in sources) for q in quoted)


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(".,;:!? ")


def _governed(candidate: Wording, sources: tuple[Wording, ...], meaning: str) -> bool:
    """Whether a word stands under a negation (hedge, ...) here and nowhere in the evidence, or the other way round."""
    known = {pair for source in sources for pair in _governed_stems(source, meaning)}
    mine = _governed_stems(candidate, meaning)
    stems = {s for s, _ in known}
    return any(s in stems and (s, under) not in known for s, under in mine)


@lru_cache(maxsize=16384)
def _governed_stems(parsed: Wording, meaning: str) -> frozenset[tuple[str, bool]]:
    """(stem, whether it stands within reach of a governor of that meaning, in the same clause)."""
    found = set()
    for s, position in parsed.content:
        under = False
        for i in range(max(0, position - GOVERNOR_REACH), position):
            between = parsed.text[parsed.words[i].end : parsed.words[position].start]
            if _GOVERNOR.get(parsed.words[i].folded) == meaning and not re.search(r"[.;:!?]|, ", between):
                under = True
        found.add((s, under))
    return frozenset(found)


def _attribution(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate states as fact what the evidence only has someone say."""
    if SPEECH_CUE.search(candidate.text) or '"' in candidate.text or "“" in candidate.text:
        return False
    plain = {s for source in sources for s in _reported_words(source)[0]}
    attributed = {s for source in sources for s in _reported_words(source)[1]} - plain
    return len(attributed & set(candidate.stems)) >= 2


@lru_cache(maxsize=4096)
def _reported_words(source: Wording) -> tuple[frozenset[str], frozenset[str]]:
    """Stems the sentence itself vouches for, and stems it puts in somebody's mouth.

    After a verb of saying all is that speaker's; a verb of saying near the end makes all before it the speaker's.
    """
    cue = SPEECH_CUE.search(source.text)
    if cue is None:
        return frozenset(source.stems), frozenset()
    trailing = len(source.text) - cue.end() < 40 or fold(cue.group()) == "according to"
    own: set[str] = set()
    said: set[str] = set()
    for s, i in source.content:
        (said if trailing or source.words[i].start > cue.start() else own).add(s)
    return frozenset(own), frozenset(said)


def _order(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    return pair_support(candidate.text, [source.text for source in sources]) < MIN_ORDER


def _repetition(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Two words doubled, or three repeated, that no source sentence repeats."""
    mine = set(_repeated(candidate.stems))
    return not mine <= {r for source in sources for r in _repeated(source.stems)}


def _repeated(stems: list[str]) -> list[tuple[str, ...]]:
    doubled = [(a, b) for a, b in pairwise(stems) if a == b]
    triples = Counter(zip(stems, stems[1:], stems[2:], strict=False))
    return doubled + [triple for triple, n in triples.items() if n > 1]


def _governed_by(meaning: str) -> Callable[[Wording, tuple[Wording, ...]], bool]:
    return lambda candidate, sources: _governed(candidate, sources, meaning)


#: Reason -> check, in the order in which they are counted.
CHECKS: dict[str, Callable[[Wording, tuple[Wording, ...]], bool]] = {
    "incomplete": _incomplete,
    "furniture": _furniture,
    "pronoun": _pronoun,
    "word": _word,
    "number": _number,
    "qualifier": _qualifier,
    "date": _date,
    "name": _name,
    "quotation": _quotation,
    **{meaning: _governed_by(meaning) for meaning in GOVERNORS},
    "attribution": _attribution,
    "order": _order,
    "repetition": _repetition,
}
