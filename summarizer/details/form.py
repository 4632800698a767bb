"""How a detail is shown: verbatim, readable alone, with the span that is new and who says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.details.features import PICTURE
from summarizer.text import FUNCTION_WORDS, SPEECH, Reference, is_furniture, open_pronoun, people, speaker, stem, words
from summarizer.types import Detail, Sentence

#: Where a sentence may be taken apart: at marks, and before a word that opens a clause.
_CLAUSE = re.compile(
    r"[,;:](?=\s)|\s[—–-]{1,2}(?=\s)|\s(?=(?:who|which|when|where|while|although|because|after|before|but|and)\s)"
)
#: A word that another origin has takes this much of what a new one gives; chosen by reading 60 spans of
#: `details_events_dev`: with less the span swallows what is shared, with more it loses "nearly" before the figure.
KNOWN_COST = 0.6
#: A pronoun this many characters into a sentence is explained by a name in brackets before it.
EARLY = 40
#: A span with this share of the sentence's words is the whole sentence.
WHOLE = 0.7
#: Openings that point back, besides "he" and "she": alone they tell nothing.
_POINTS_BACK = re.compile(
    r"[\"“‘']?(?:They|Their|Theirs|Them|Its?|This|These|Those|That|Such|Both|His|Her|Hers"
    r"|The (?:two|three|pair|latter|former))\b"
    r"(?!(?:['’]s| is| was| has been| will be| would be| seems| appears) (?:not |also |almost |still )?\w+ (?:that"
    r"|how|if|whether|to)\b)"
)
_LEADING = re.compile(r"[ —–,;:-]*(?:(?:and|but)\s)?")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|I['’]m|I['’]ve|[Mm]e)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|(?<!\w)[‘'][^‘’']*[’'](?!\w)")
_DATELINE = re.compile(r"(?:\([A-Z]{2,}\)|[A-Z][A-Z .,]{3,}(?: \([A-Z]{2,}\))?)\s*(?:—|–|--|-|:)\s+(?=[A-Z“\"])")


def as_shown(
    text: str,
    spans: Sequence[tuple[int, int]],
    known: Mapping[int, Reference],
    sentence: Sentence,
    focus: tuple[int, int],
    weight: float,
) -> Detail | None:
    """A sentence as a detail: with its antecedent, or with the sentence before it if nobody can know who "he" is.

    `text` is the article's, `spans` its sentences, `known` what its pronouns stand for. None when even the sentence
    before does not explain it.
    """
    number = sentence.index
    start, end = spans[number]
    antecedent = _antecedent(known, spans, number)
    said_by = _speaker(text[start:end], known.get(number), start)
    if antecedent is None and _leans(text[start:end]):
        antecedent = _antecedent(known, spans, number - 1)
        if number == 0 or not (antecedent or _explains(text, spans[number - 1], text[start:end])):
            return None
        start = spans[number - 1][0]
    if said_by is None and _half_quoted(text[start:end]):
        following = spans[number + 1][1] if number + 1 < len(spans) else end
        if _half_quoted(text[start:following]):
            return None
        end = following
    if said_by is None and _FIRST_PERSON.search(_QUOTED.sub("", text[start:end])):
        return None
    start = max(start, min(start + _dateline(text[start:end]), focus[0] + _dateline(text[slice(*focus)])))
    return Detail(sentence.article, start, end, (max(start, focus[0]), focus[1]), said_by, weight, antecedent)


def _antecedent(known: Mapping[int, Reference], spans: Sequence[tuple[int, int]], number: int) -> str | None:
    """Whom the pronoun near the beginning of that sentence stands for."""
    reference = known.get(number)
    return reference.name if reference and reference.start - spans[number][0] < EARLY else None


def _speaker(sentence: str, reference: Reference | None, offset: int) -> str | None:
    """Who says it; None where the name beside the verb is a place: "a spokesman in Paris told"."""
    name = speaker(sentence, reference, offset)
    if name is None or len(name) < 3:
        return None
    place = re.search(rf"\b(?:in|at|from|near|outside|on)\s+(?:the\s+)?{re.escape(name)}", sentence)
    # "A spokesman said Beijing was ready" is not Beijing's own statement.
    subject = re.search(rf"\b{SPEECH}\s+{re.escape(name)}\s+(?:is|was|are|were|has|had|would|will|could)\b", sentence)
    return None if place or subject else name


def _half_quoted(text: str) -> bool:
    """Whether a quotation begins or ends outside it."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def _dateline(text: str) -> int:
    """Length of a dateline or label at the beginning."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _explains(text: str, before: tuple[int, int], sentence: str) -> bool:
    """Whether the sentence before can be read alone and may hold what a pronoun stands for."""
    previous = text[slice(*before)]
    if (
        _leans(previous)
        or is_furniture(previous)
        or PICTURE.search(previous)
        or not re.search(r"[.!?][\"”’]?$", previous)
    ):
        return False
    if len(words(previous)) < 5:
        return False
    return open_pronoun(sentence) is None or bool(people(text) & {w.folded for w in words(previous)})


def _leans(sentence: str) -> bool:
    """Whether it cannot be read without the sentence before it."""
    return open_pronoun(sentence) is not None or _POINTS_BACK.match(sentence) is not None


def new_span(text: str, start: int, new: frozenset[str], idf: Mapping[str, float]) -> tuple[int, int]:
    """The run of clauses of a sentence that holds most that is new and least that is known; offsets into the article.

    `text` is the sentence, which begins at `start`; `new` the stems that no other origin has nearby.

    >>> text = "The bridge, which opened in 1931, was shut on Tuesday."
    >>> low, high = new_span(text, 0, frozenset({"open", "1931"}), {})
    >>> text[low:high]
    'which opened in 1931'
    """
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    values = [_value(text[a:b], new, idf) for a, b in pairwise(cuts)]
    best, low, high = float("-inf"), 0, len(values)
    for i in range(len(values)):
        for j in range(i + 1, len(values) + 1):
            if sum(values[i:j]) > best:
                best, low, high = sum(values[i:j]), i, j
    span = text[cuts[low] : cuts[high]]
    if len(words(span)) >= WHOLE * len(words(text)):
        return start, start + len(text)
    left = cuts[low] + len(_LEADING.match(span)[0])  # type: ignore[index]  # it matches the empty string
    right = cuts[low] + len(span.rstrip(" —–-,;:"))
    return start + left, start + right


def _value(clause: str, new: frozenset[str], idf: Mapping[str, float]) -> float:
    stems = [stem(w.folded) for w in words(clause) if w.folded not in FUNCTION_WORDS]
    return sum(idf.get(s, 1.0) * (1.0 if s in new else -KNOWN_COST) for s in stems)


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
                weight=max(last.weight, detail.weight),
            )
        else:
            joined.append(detail)
    return joined
