"""The checks that compare words: each returns whether a candidate fails against its source sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from summarizer.text import (
    FUNCTION_WORDS,
    ROLES,
    Number,
    capitalised_words,
    dates,
    fold,
    is_furniture,
    numbers,
    open_pronoun,
    speaker,
    words,
)
from summarizer.verify.wording import SPEECH_CUE, Wording, pair_support

#: Share of a candidate's word pairs that its evidence must hold. Below about 0.7 candidates of the embedded model were
#: wrong in meaning (roles swapped) on the seeds and on `allsides_neus_val`.
MIN_ORDER = 0.75
#: Words before a content word that can change its truth; each group is one meaning.
GOVERNORS = {
    "negation": """
        not no never without nor neither none cannot can't don't doesn't didn't isn't wasn't aren't weren't won't
        wouldn't couldn't shouldn't hasn't haven't hadn't refused denied declined failed lack lacks few hardly barely
        rarely seldom scarcely
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
#: A governor reaches this many words further, and always the next content word, inside its clause.
GOVERNOR_REACH = 3
#: Words of the grammar that turn a statement round: the same content words say the opposite with another of them.
BINDING = {
    "preposition": """
        against for before after during until since from to above below over under up down into onto out off with
        between through toward towards than again by behind inside outside
        """,
    "quantity": "all both each every few many most some any only either",
}
#: Content words of the evidence, after such a word, to which it may belong.
BINDING_REACH = 3
_PRONOUN_START = re.compile(
    r"[\"“‘]?(?:He|She|They|His|Her|Their|Its|Theirs|Him|Them|This|These|Those|That|Such|It)\b"
    r"(?! (?:is|was|has been) (?:not )?\w+ (?:that|how|whether|if|to)\b)"
)
_DANGLING = re.compile(
    r"\b(?:a|an|the|and|or|but|of|to|in|on|at|by|for|from|with|that|which|who|as|than)[.!?]?[\"”’]?$", re.IGNORECASE
)
#: What may stand between two parts of one name or role; "s" is left of a possessive ending.
_NAME_JOINT = re.compile(r"(?:s )?(?:(?:of|to|for)(?: the)?)?|s")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]|(?<!\w)['‘]((?:[^'’‘\"“”]|['’]\w)+? (?:[^'’‘\"“”]|['’]\w)+?)['’](?!\w)")


def _incomplete(candidate: Wording, _: tuple[Wording, ...]) -> bool:
    text = candidate.text.strip()
    ended = re.search(r"[.!?…][\"”’')\]]?$", text) is not None
    opened = bool(re.match(r"[\"“‘'(]?[A-ZÀ-ÞĐ0-9$€£]", text)) or text[:1].isdigit()
    balanced = text.count("(") == text.count(")") and text.count("“") == text.count("”") and text.count('"') % 2 == 0
    return not (ended and opened and balanced) or bool(_DANGLING.search(text)) or len(candidate.words) < 5


def _furniture(candidate: Wording, _: tuple[Wording, ...]) -> bool:
    return is_furniture(candidate.text)


def _pronoun(candidate: Wording, _: tuple[Wording, ...]) -> bool:
    """Whether it opens with a pronoun, or has a "he" or "she" before anybody is named."""
    named = frozenset(capitalised_words(candidate.text))
    return _PRONOUN_START.match(candidate.text) is not None or open_pronoun(candidate.text, named) is not None


def _word(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    known = {s for source in sources for s in source.stems}
    return any(s not in known for s in candidate.stems)


def _number(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a figure is new, or counts something else than in the evidence.

    What it counts follows it ("10 years of partnership"); where nothing does, what leads up to it must be the same
    ("ended on March 9").
    """
    known: dict[tuple[float, str], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for source in sources:
        for n in numbers(source.text):
            context = _leading(source, n.start), _counted(source, n.end, stop=False)
            known.setdefault(_amount(source, n), []).append(context)
    for n in numbers(candidate.text):
        leading, counted = _leading(candidate, n.start), _counted(candidate, n.end, stop=True)
        theirs = known.get(_amount(candidate, n), ())
        if not any(after[: len(counted)] == counted if counted else before == leading for before, after in theirs):
            return True
    return False


def _leading(wording: Wording, before: int) -> tuple[str, ...]:
    """The two content words before a figure."""
    return tuple(s for s, i in wording.content if wording.words[i].start < before)[-2:]


def _amount(wording: Wording, number: Number) -> tuple[float, str]:
    """A figure's value and unit; for money the sign of its currency, as "$40" is not "€40"."""
    sign = re.search(r"[$€£¥₹]", wording.text[number.start : number.end])
    return number.value, sign.group() if sign else number.unit


def _counted(wording: Wording, after: int, *, stop: bool) -> tuple[str, ...]:
    """The content words that follow a figure, up to three; with `stop`, only to the end of the phrase it counts."""
    end = _PHRASE_END.search(wording.text, after) if stop else None
    limit = end.start() if end else len(wording.text)
    return tuple(s for s, i in wording.content if after <= wording.words[i].start < limit)[:3]


#: A mark, or a word that begins another phrase; "of" does not: "10 years of partnership".
_PHRASE_END = re.compile(r"[,.;:()—–]|\b(?:on|in|at|to|from|for|by|with|and|or|but|that|who|which|as|after|before)\b")


def _qualifier(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    known = {(n.value, n.qualifier) for source in sources for n in numbers(source.text)}
    return any((n.value, n.qualifier) not in known for n in numbers(candidate.text))


def _date(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    return not dates(candidate.text) <= {d for source in sources for d in dates(source.text)}


def _name(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Neighbouring capitalised words must be neighbours in the evidence: no role or first name changes its owner.

    Three in a row too: "Finance Minister" and "Minister Lim" do not make "Finance Minister Lim".
    """
    known = {run for source in sources for run in _capital_runs(source)}
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


def _quotation(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether a quotation is not a whole one of the evidence: cut, it may say the contrary.

    A part is enough where the evidence itself begins or ends within the quotation.
    """
    known = {quoted for source in sources if _is_balanced(source.text) for quoted in _quoted(source.text)}
    parts = [_plain(source.text) for source in sources if not _is_balanced(source.text)]
    return any(mine not in known and not any(mine in part for part in parts) for mine in _quoted(candidate.text))


def _is_balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def _quoted(text: str) -> list[str]:
    """What stands in quotation marks; all of it where a quotation begins or ends in another sentence."""
    return [_plain(m.group(1) or m.group(2)) for m in _QUOTED.finditer(text)] if _is_balanced(text) else [_plain(text)]


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
    last = -1
    for s, position in parsed.content:
        under = False
        for i in range(max(0, min(position - GOVERNOR_REACH, last + 1)), position):
            between = parsed.text[parsed.words[i].end : parsed.words[position].start]
            few = parsed.words[i].folded == "few" and i and parsed.words[i - 1].folded in ("a", "the", "last", "past")
            if _GOVERNOR.get(parsed.words[i].folded) == meaning and not few and not re.search(r"[.;:!?]|, ", between):
                under = True
        found.add((s, under))
        last = position
    return frozenset(found)


def _bound(candidate: Wording, sources: tuple[Wording, ...], kind: str) -> bool:
    """Whether a preposition or quantity stands before another word than in the evidence."""
    known = {pair for source in sources for pair in _bound_pairs(source, kind)[0]}
    return not _bound_pairs(candidate, kind)[1] <= known


@lru_cache(maxsize=16384)
def _bound_pairs(parsed: Wording, kind: str) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """(word, stem) pairs that the text vouches for, and those that it states: with the head of a name that follows.

    Where a figure follows, the words are its qualifier, which has a check of its own.
    """
    small = BINDING[kind].split()
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


_CONDITION = re.compile(r"\b(?:if|unless|provided that|as long as)\b[^,;]*", re.IGNORECASE)


def _condition(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate drops an "if" on which all that the evidence says of it depends."""
    if _CONDITION.search(candidate.text) or not candidate.stems:
        return False
    free = {s for source in sources if not _CONDITION.search(source.text) for s in source.stems}
    bound = {s for source in sources if _CONDITION.search(source.text) for s in source.stems}
    return len([s for s in candidate.stems if s in bound - free]) * 2 >= len(candidate.stems)


def _attribution(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate states as fact what the evidence only has someone say."""
    if SPEECH_CUE.search(candidate.text) or '"' in candidate.text or "“" in candidate.text:
        return False
    plain = {s for source in sources for s in _reported_words(source)[0]}
    attributed = {s for source in sources for s in _reported_words(source)[1]} - plain
    return len(attributed & set(candidate.stems)) >= 2


def _speaker(candidate: Wording, sources: tuple[Wording, ...]) -> bool:
    """Whether the candidate puts into somebody's mouth what the evidence only has another say."""
    name = speaker(candidate.text)
    if name is None:
        return False
    theirs: set[str] = set()
    others: set[str] = set()
    for source in sources:
        own, said = _reported_words(source)
        spoken_by = speaker(source.text)
        same = spoken_by is None or _may_be_one(name, spoken_by)
        theirs |= own | said if same else own
        others |= set() if same else said
    return bool(_reported_words(candidate)[1] & (others - theirs))


def _may_be_one(a: str, b: str) -> bool:
    """Whether two names can mean the same: all words of one, roles aside, are in the other."""
    ours, others = ({w.folded for w in words(name) if w.folded not in FUNCTION_WORDS | ROLES} for name in (a, b))
    return ours <= others or others <= ours


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


def _bound_by(kind: str) -> Callable[[Wording, tuple[Wording, ...]], bool]:
    return lambda candidate, sources: _bound(candidate, sources, kind)


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
    "condition": _condition,
    **{kind: _bound_by(kind) for kind in BINDING},
    "attribution": _attribution,
    "speaker": _speaker,
    "order": _order,
    "repetition": _repetition,
}
