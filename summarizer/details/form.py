"""How a detail is shown: verbatim, readable alone, with the span that is new and who says it.

The span that is new is the run of clauses that holds most that no other origin has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.details.novelty import FULL_DATE, PICTURE
from summarizer.language import (
    BEFORE_NOUN,
    CUE,
    FINITE,
    FUNCTION_WORDS,
    Analysed,
    Analyst,
    Speech,
    Word,
    bare_names,
    dangling_nouns,
    full_name_of,
    full_names,
    is_furniture,
    labels,
    lexicon,
    marks,
    open_pronoun,
    stem,
)
from summarizer.types import Detail, DetailReason, Sentence, Token

#: A pronoun this many characters into a sentence is explained by a name in brackets before it.
EARLY = 40
_POINTS_BACK, _CONNECTIVE, _DEFINITE, _BACK_INSIDE, _NO_NEWS = map(
    lexicon.pattern, ("points_back", "connectives", "definite_start", "points_back_inside", "no_news")
)
_OWN_VOICE = lexicon.pattern("own_voice")
#: "Check out the auction", "GOP: Stop making ...": what a page asks of its reader.
_LABEL = re.compile(r"(?:\w+ ){0,2}\w+: ")
_CLAUSE = lexicon.pattern("clause_borders")
#: A word that another origin has takes this much of what a new one gives; chosen by reading 60 spans of
#: `details_events_dev`: with less the span swallows what is shared, with more it loses "nearly" before the figure.
KNOWN_COST = 0.6
#: A span with this share of the sentence's words is the whole sentence; with 0.7 a tenth more spans were.
WHOLE = 0.9
#: Fewer words with content are nothing to mark: "Md.", "according to data".
LEAST = 2
_LEADING = re.compile(r"[ —–,;:-]*(?:(?:and|but)\s)?")


@dataclass(frozen=True, slots=True)
class Page(Speech):
    """An article as details are taken from it."""

    analyst: Analyst
    #: Folded last names of its people.
    people: frozenset[str]
    #: Folded words of the story's titles: who is not named there is introduced by the full name.
    titles: frozenset[str]

    def read(self, number: int) -> Analysed:
        """A sentence analysed."""
        return self.analyst.one(self.sentence(number))


def new_span(
    sentence: Analysed, start: int, new: Set[str], idf: Mapping[str, float], tree: Sequence[Token] = ()
) -> tuple[int, int]:
    """The run of clauses of a sentence that holds most that is new and least that is known; offsets into the article.

    The sentence begins at `start`; `new` are the stems that no other origin has nearby. Of "The bridge, which opened
    in 1931, was shut on Tuesday." with new "open" and "1931" it is "which opened in 1931". By its `tree` no phrase is
    cut: "economic and trade ties" are one.
    """
    text = sentence.text
    borders = (m.end() for m in _CLAUSE.finditer(text))
    cuts = [0, *(cut for cut in borders if not _in_phrase(tree, cut)), len(text)]
    clauses = [[w for w in sentence.words if a <= w.start < b] for a, b in pairwise(cuts)]
    # "... according to data of the ministry" tells who says it, and is not what is new.
    known = [new if not CUE.match(text[a:b].strip(" ,—–-")) else frozenset[str]() for a, b in pairwise(cuts)]
    worth = [_worth(clause, words, idf) for clause, words in zip(clauses, known, strict=True)]
    low, high = _best_run(worth)
    span = text[cuts[low] : cuts[high]]
    told = [w for clause in clauses[low:high] for w in clause if w.folded not in FUNCTION_WORDS]
    nothing = len(told) < LEAST or sum(worth[low:high]) <= 0
    if nothing or sum(map(len, clauses[low:high])) >= WHOLE * len(sentence.words):
        return start, start + len(text)
    left = cuts[low] + len(_LEADING.match(span)[0])  # type: ignore[index]  # it matches the empty string
    right = cuts[low] + len(span.rstrip(" —–-,;:"))
    return start + left, start + right


def _in_phrase(tree: Sequence[Token], cut: int) -> bool:
    """Whether a place is between members of a list of nouns or the like, or between a noun and what is before it."""
    for token in tree:
        head = tree[token.head]
        if token.relation == "conj" and head.tag[:2] != "VB" and head.start < cut <= token.start:
            return True
        if token.relation in BEFORE_NOUN and token.start < cut <= head.start:
            return True
    return False


def _best_run(values: Sequence[float]) -> tuple[int, int]:
    """Where the run with the greatest sum begins and ends, the first and shortest of equals (Kadane's algorithm)."""
    best, low, high = float("-inf"), 0, len(values)
    total, start = 0.0, 0
    for i, value in enumerate(values):
        if total < 0:
            total, start = 0.0, i
        total += value
        if total > best:
            best, low, high = total, start, i + 1
    return low, high


def _worth(clause: Sequence[Word], new: Set[str], idf: Mapping[str, float]) -> float:
    stems = [stem(w.folded) for w in clause if w.folded not in FUNCTION_WORDS]
    return sum(idf.get(s, 1.0) * (1.0 if s in new else -KNOWN_COST) for s in stems)


def as_shown(page: Page, sentence: Sentence, focus: tuple[int, int], weight: float) -> Detail | DetailReason:
    """A sentence as a detail: with its antecedent, or with the sentence before it if nobody can know who "he" is.

    Where even the sentence before does not explain it, and for what is no statement, why it cannot be shown.
    """
    number = sentence.index
    if not _is_statement(page, number):
        return "fragment"
    said_by = page.speaker(number)
    if said_by is None and page.trees and page.is_quotation(number):
        return "speaker"
    opened = _opened(page, number)
    if opened is None:
        return "open"
    first, antecedent = opened
    antecedent = antecedent or _full_name(page, first)
    closed = _closed(page, first, number, goes_on=said_by is not None)
    if closed is None:
        return "quotation"
    first, last = closed
    if any(page.trees[n].breaks_off for n in range(first, last + 1) if n in page.trees):
        return "broken"
    start, end = page.spans[first][0], page.spans[last][1]
    if said_by is None and _OWN_VOICE.search(marks.without_quotations(page.text[start:end], single=True)):
        return "own_voice"
    start = max(start, min(start + labels(page.text[start:end]), focus[0] + labels(page.text[slice(*focus)])))
    said_by = said_by or next((who for n in range(first, number) if (who := page.speaker(n))), None)
    if first < number and not _tells(page, number, focus):
        focus = start, end
    return Detail(sentence.article, start, end, (max(start, focus[0]), focus[1]), said_by, weight, antecedent)


def _tells(page: Page, number: int, focus: tuple[int, int]) -> bool:
    """Whether a span holds what its sentence states, and not only who, where or when: "the statement was made by ...",
    which needs the sentence before it, says nothing without that.
    """
    start = page.spans[number][0]
    roots = [start + token.start for token in page.trees.get(number, ()) if token.relation == "ROOT"]
    return not roots or any(focus[0] <= root < focus[1] for root in roots)


def _is_statement(page: Page, number: int) -> bool:
    """Whether it is a whole sentence that tells something: no rest of one, no caption, no order to the reader."""
    text = page.sentence(number)
    if re.match(r"[a-z](?![A-Z])", text) or _NO_NEWS.search(text):
        return False
    parse = page.trees.get(number, ())
    if FULL_DATE.search(text) and any(t.relation == "ROOT" and _shows(parse, t) for t in parse):
        return False
    label = _LABEL.match(text)
    begins = label.end() if label else 0
    opening = next((i for i, t in enumerate(parse) if t.start >= begins and t.text.strip()), 0)
    orders = bool(parse) and parse[opening].tag == "VB" and parse[opening].relation == "ROOT"
    if orders and not any(t.head == opening and t.relation == "nsubj" for t in parse):
        return False
    return not parse or page.is_quoted(number) or any(_is_told(token) for token in parse)


def _shows(parse: Sequence[Token], root: Token) -> bool:
    """Whether a sentence tells in the present what is to be seen: beside a full date it is a caption."""
    helpers = [t for t in parse if t.relation in ("aux", "auxpass") and parse[t.head] is root]
    return root.tag in ("VBZ", "VBP") or any(t.tag in ("VBZ", "VBP") and t.lemma == "be" for t in helpers)


def _is_told(token: Token) -> bool:
    """Whether a word may be the main verb of a sentence: captions have none ("August 1974, speaking to Nixon")."""
    return token.tag in FINITE or (token.relation == "ROOT" and token.tag[:2] == "VB")


def _opened(page: Page, number: int) -> tuple[int, str | None] | None:
    """The sentence with which the detail begins, and whom the pronoun there stands for; None if nobody can know."""
    antecedent = _antecedent(page, number)
    if antecedent:
        return number, antecedent
    text = page.sentence(number)
    if _leans(text):
        before = _antecedent(page, number - 1)
        return (number - 1, before) if number and (before or _explains(page, number - 1, text)) else None
    if _BACK_INSIDE.search(marks.without_quotations(text, single=True)):
        return (number - 1, None) if number and _explains(page, number - 1, text) else None
    told_before = dangling_nouns(text) & page.read(number - 1).bag
    if (
        (_DEFINITE.match(text) or told_before)
        and number
        and not _leans(page.sentence(number - 1))
        and _names(page, number - 1)
    ):
        return number - 1, None
    return number, None


def _names(page: Page, number: int) -> bool:
    """Whether a sentence can be read alone and names somebody or something."""
    return bool(re.search(r"\w [A-Z]", page.sentence(number))) and _explains(page, number, "")


def _closed(page: Page, first: int, number: int, *, goes_on: bool) -> tuple[int, int] | None:
    """The sentences with which quotations are whole: with those before, or the one after; None if none makes them so.

    One that only begins there may stand if it may go on: a paragraph that ends within a quotation is not closed.
    """
    for begin, end in ((first, number), (first - 1, number), (first, number + 1), (first - 2, number)):
        inside = begin >= 0 and end < len(page.spans)
        if inside and not marks.half_quoted(page.text[page.spans[begin][0] : page.spans[end][1]]):
            return begin, end
    shown = page.text[page.spans[first][0] : page.spans[number][1]]
    return (first, number) if goes_on and marks.quotes_open(shown) and not marks.closes_first(shown) else None


def _full_name(page: Page, number: int) -> str | None:
    """The full name of somebody whom the sentence begins with by the last name alone."""
    opening = page.sentence(number)[:EARLY]
    last = next((name for name, _, _ in bare_names(opening, page.people - page.titles)), None)
    return full_name_of(last, [page.text]) if last and not full_names(opening) else None


def _antecedent(page: Page, number: int) -> str | None:
    """Whom the pronoun near the beginning of that sentence stands for."""
    reference = page.references.get(number)
    return reference.name if reference and reference.start - page.spans[number][0] < EARLY else None


def _explains(page: Page, number: int, sentence: str) -> bool:
    """Whether the sentence before can be read alone and may hold what a pronoun stands for."""
    previous = page.sentence(number)
    if (
        _leans(previous)
        or _NO_NEWS.search(previous)
        or is_furniture(previous)
        or PICTURE.search(previous)
        or not marks.ended(previous, dots=True)
    ):
        return False
    if len(page.read(number).words) < 5:
        return False
    return open_pronoun(sentence) is None or bool(page.people & {w.folded for w in page.read(number).words})


def _leans(sentence: str) -> bool:
    """Whether it cannot be read without the sentence before it."""
    connective = _CONNECTIVE.match(sentence)
    opening = sentence[connective.end() :] if connective else sentence
    return open_pronoun(sentence) is not None or _POINTS_BACK.match(opening) is not None


def without_overlaps(details: Sequence[Detail]) -> list[Detail]:
    """The details with those of one article that share a sentence joined into one."""
    joined: list[Detail] = []
    for detail in sorted(details, key=lambda d: (d.article, d.end)):
        last = joined[-1] if joined else None
        if last and last.article == detail.article and detail.start < last.end:
            joined[-1] = replace(
                last,
                start=min(last.start, detail.start),
                end=detail.end,
                focus=(last.focus[0], detail.focus[1]),
                speaker=last.speaker if last.speaker == detail.speaker else None,
                weight=max(last.weight, detail.weight),
            )
        else:
            joined.append(detail)
    return joined
