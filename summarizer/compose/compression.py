"""Shorter forms of a sentence: parts that hang loosely on it are left out, as its parse tells.

Dependency-based compression (Filippova and Strube 2008), held to parts an editor may cut without changing what the rest
says: asides between commas, openings before the subject, the second half of a compound sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from summarizer.language import FINITE, SUBJECTS, Analysed, Tree, lexicon, marks

#: Parts tried, and how many of them may go together.
MAX_PARTS, MAX_TOGETHER = 7, 3
#: Words that must be left.
MIN_WORDS = 7
#: Relations of parts that can go when a comma, dash or bracket sets them off.
_LOOSE = frozenset({"relcl", "appos", "advcl", "acl", "prep", "npadvmod", "advmod", "nmod"})
#: Relations of what may explain the words before it.
_EXPLAINING = frozenset({"appos", "relcl", "acl", "npadvmod", "attr", "dobj", "pobj", "conj", "nmod", "dep"})
#: Marks that stand on both sides of an aside.
_DASHES = "—–-"
_BINDING = lexicon.pattern("binding_parts")
_LOOSE_PREPOSITIONS = lexicon.words_of("loose_prepositions")
#: "..., adding that ...": a statement of its own, which takes its negation with it.
_FURTHER_SPEECH = lexicon.marked("saying", "adds")


def shortened(said: Analysed) -> list[str]:
    """The sentence without one to three of its loose parts, longest parts first; each once."""
    text, parse = said.text, said.tree
    parts = sorted(set(_loose_parts(text, parse)), key=lambda p: (p[0] - p[1], p))[:MAX_PARTS]
    found: dict[str, None] = {}
    for size in range(1, MAX_TOGETHER + 1):
        for chosen in combinations(sorted(parts), size):
            if all(a[1] <= b[0] for a, b in pairwise(chosen)):
                short = _without(text, chosen)
                if len(short.split()) >= MIN_WORDS and short != text:
                    found.setdefault(short)
    found.update(dict.fromkeys(_second_halves(text, parse)))
    return list(found)


def _loose_parts(text: str, parse: Tree) -> Iterator[tuple[int, int]]:
    """Character spans that can go, with the marks that set them off."""
    root = next((i for i, t in enumerate(parse) if t.relation == "ROOT"), None)
    for match in re.finditer(r" \([^()]{2,100}\)", text):
        yield match.span()
    for i, token in enumerate(parse):
        members = parse.subtree(i)
        start, end = parse[min(members)].start, parse[max(members)].end
        if len(members) != max(members) - min(members) + 1:
            continue
        end += text[end : end + 2] in (".,", ".;", ".)")  # of "D-W.Va.," the last point, which the parser makes a mark
        further = token.relation == "advcl" and token.tag == "VBG" and token.lemma in _FURTHER_SPEECH
        if _BINDING.search(text[start:end]) and not further:
            continue
        if token.relation == "advcl" and text[start:end].startswith("while ") and not text[end:].strip('.!?"”’ '):
            yield len(text[:start].rstrip()), _before_mark(text, end)
        limits = token.relation == "prep" and token.lemma not in _LOOSE_PREPOSITIONS
        if token.relation in _LOOSE and len(members) >= 2 and not limits and not _is_explained(parse, max(members) + 1):
            verb_next = max(members) + 2 < len(parse) and parse[max(members) + 2].tag in FINITE
            yield from _set_off(text, start, end, both=verb_next and "," not in text[: start - 2])
        elif token.relation == "conj" and token.head == root and token.tag.startswith("VB"):
            yield from _conjunct(text, parse, i, start, end)


def _is_explained(parse: Tree, closing: int) -> bool:
    """Whether what follows the comma that closes a part may speak of the part, and would then speak of another thing.

    "By June 3, a week before the fair of June 10, the day that was promised": without the part, June 3 was. "60 percent
    are white, the share of the country, according to the census": the census did not count them. "The tests in July,
    which were lofted, meaning they flew higher": no others did.
    """
    first = closing + 1
    if first >= len(parse) or parse[closing].text != ",":
        return False
    if parse[first].text.lower() == "according":
        return True
    opened = (j for j in range(first, len(parse)) if min(parse.subtree(j)) == first)
    widest = max(opened, key=lambda j: len(parse.subtree(j)), default=first)
    told = parse[widest]
    return told.relation in _EXPLAINING or (told.relation == "advcl" and told.tag == "VBG")


def _set_off(text: str, start: int, end: int, *, both: bool) -> Iterator[tuple[int, int]]:
    """The span with the marks around it, if it is set off on both sides or opens the sentence.

    "X, who left, said" loses `both` commas; "It is white, a fact known, say experts" keeps one.
    """
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if marks.in_quotation(text, start):
        return
    if not before and after[:1] == ",":
        yield 0, text.index(",", end) + 1
    elif before[-1:] and before[-1:] in marks.ASIDE_MARKS and after[:1] in (*marks.ASIDE_MARKS, ".", ";", ""):
        opened = len(before) - 1
        if after[:1] in tuple(_DASHES) and before[-1] not in _DASHES:
            return  # the dash opens the next aside, which may speak of this part
        closed = text.index(after[0], end) if after else end
        marked = both or (bool(after) and after[0] in f"{_DASHES}()")
        yield len(text[:opened].rstrip()), closed + 1 if marked and after[:1] in tuple(marks.ASIDE_MARKS) else closed


def _conjunct(text: str, parse: Tree, conjunct: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The "and ..." half of a compound predicate or sentence, when it comes last."""
    joints = [t for t in parse if t.relation == "cc" and t.head == parse[conjunct].head and t.start < start]
    if _shares_its_subject(parse, conjunct):
        return
    if joints and joints[-1].text.lower() == "and" and not text[end:].strip('.!?"”’ '):
        yield len(text[: joints[-1].start].rstrip().rstrip(",")), _before_mark(text, end)


def _shares_its_subject(parse: Tree, conjunct: int) -> bool:
    """Whether more do it than the one that the parse says: "they believe Cummings and his friend were taking pictures".

    The number of the verb shows that the "and" joins those who do it, and no two clauses.
    """
    subject = next((parse[j] for j in parse.children[conjunct] if parse[j].relation in SUBJECTS), None)
    carriers = [parse[conjunct], *parse.helpers(conjunct)]
    plural = any(t.tag == "VBP" or (t.tag == "VBD" and t.text.lower() == "were") for t in carriers)
    return plural and subject is not None and subject.tag in ("NN", "NNP")


def _before_mark(text: str, end: int) -> int:
    """The end of a part, short of the sentence's final mark, which some parses count to the part."""
    return min(end, len(text.rstrip('.!?"”’ ')))


def _second_halves(text: str, parse: Tree) -> Iterator[str]:
    """The last half of "A did this, and B did that", when B is named."""
    for i, token in enumerate(parse):
        if token.relation != "conj" or parse[token.head].relation != "ROOT":
            continue
        subject = next((parse[j] for j in parse.children[i] if parse[j].relation in SUBJECTS), None)
        if subject and subject.tag[:3] == "NNP" and not _shares_its_subject(parse, i):
            members = parse.subtree(i)
            half = text[parse[min(members)].start :]
            if len(half.split()) >= MIN_WORDS and len(members) == max(members) - min(members) + 1:
                yield half[:1].upper() + half[1:]


def _without(text: str, parts: Sequence[tuple[int, int]]) -> str:
    kept, position = [], 0
    for start, end in parts:
        kept.append(text[position:start])
        position = end
    kept.append(text[position:])
    joined = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(piece.strip() for piece in kept if piece.strip()))
    return joined[:1].upper() + joined[1:]
