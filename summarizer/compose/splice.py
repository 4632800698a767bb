"""Merges and shortenings made by cutting and joining source sentences at the words they share.

Multi-sentence compression in the manner of Filippova (2010): a path may change from one sentence to another only at
words that both have, so that each stretch is somebody's own words. Nothing here decides: the checks and the writer's
sense of language choose among what is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from summarizer.text import FUNCTION_WORDS, Word, words

#: Longest prepositional phrase, appositive and name extension that is carried over, in words.
MAX_PHRASE, MAX_APPOSITIVE = 7, 14
#: Joined sentences that are joined once more.
MAX_JOINED_AGAIN = 12
_PREPOSITIONS = frozenset("in at on from near after during by with for inside outside across since over".split())
#: Words that must be left when the end of a sentence is cut off; length of an opening that may be cut, in characters.
MIN_LEFT, MAX_OPENING = 7, 90
#: Openings before the subject that can be left out.
_OPENING = re.compile(
    r"(?:In|On|At|During|After|Before|With|Amid|As|For|From|By|Despite|Following|Since|Under|According to|Over|Among"
    r"|Speaking|Concluding|Regarding|[A-Z]\w{3,}ing|Earlier|Later|Last|Also|Now|Early|Late)\b"
)
#: Clauses after the main one that can be left out to the end of the sentence.
_TRAILING = re.compile(
    r"(?:which|who|whose|where|adding|with|while|as|after|amid|according to|including|in an?|following|a|an|thus"
    r"|\w{3,}ing)\b(?! (?:said|says)\b)"
)
#: Clauses between two commas that can be left out.
_ASIDE = re.compile(r"(?:which|who|whose|where|a|an|one of|including|according to|along with|as well as|\d\d$|also)\b")
#: What follows the last comma of a series.
_SERIES = re.compile(r"(?:and|or)\b")
#: Clauses that hold the rest of the sentence in check: never left out.
_BINDING = re.compile(r"\b(?:if|unless|except|provided|allegedly|not|no|never|without|only if|until)\b", re.IGNORECASE)


def fusions(texts: tuple[str, ...]) -> list[str]:
    """Ways to say in one sentence what two of the sentences say, without repetitions, best-grounded first."""
    once = list(dict.fromkeys(text for a, b in permutations(texts, 2) for text in _joined(a, b)))
    twice = [text for first in once[:MAX_JOINED_AGAIN] for b in texts for text in _joined(first, b)]
    return [text for text in dict.fromkeys(once + twice) if text not in texts]


def _joined(a: str, b: str) -> Iterator[str]:
    for make in (_name_extensions, _insertions, _appositives, _crossovers):
        yield from make(a, b)


def condensations(text: str) -> list[str]:
    """The sentence without one or two of its loose clauses, parentheses or its opening adverbial."""
    once = list(_shorter(text))
    twice = [shorter for first in once for shorter in _shorter(first)]
    return list(dict.fromkeys(once + twice))


# --- joining -------------------------------------------------------------------------------------------------------


def _anchors(a: list[Word], b: list[Word]) -> Iterator[tuple[int, int, int]]:
    """(start in a, start in b, length) of the longest runs of words that both have."""
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i].folded != b[j].folded or (i and j and a[i - 1].folded == b[j - 1].folded):
                continue
            length = 1
            while i + length < len(a) and j + length < len(b) and a[i + length].folded == b[j + length].folded:
                length += 1
            yield i, j, length


def _is_firm(run: list[Word]) -> bool:
    """Whether a run of shared words is enough to change sentences at: two content words, or three words with one."""
    content = sum(w.folded not in FUNCTION_WORDS for w in run)
    return content >= 2 or (content >= 1 and len(run) >= 3)


def _crossovers(a: str, b: str) -> Iterator[str]:
    """The beginning of `a` up to shared words, and the end of `b` after them."""
    words_a, words_b = words(a), words(b)
    for i, j, length in _anchors(words_a, words_b):
        if _is_firm(words_a[i : i + length]):
            head, tail = a[: words_a[i + length - 1].end], b[words_b[j + length - 1].end :]
            if i + length > 3 and len(tail.split()) >= 2:
                yield head + tail


def _insertions(a: str, b: str) -> Iterator[str]:
    """`a` with a prepositional phrase that `b` has beside words of both: "... [in Washington DC] on March 13"."""
    words_a, words_b = words(a), words(b)
    mine = {w.folded for w in words_a}
    for i, j, length in _anchors(words_a, words_b):
        if all(w.folded in FUNCTION_WORDS for w in words_a[i : i + length]):
            continue
        before = _phrase_ending_at(b, words_b, j)
        if before and i and words_a[i - 1].folded not in FUNCTION_WORDS and not _words_of(before) & mine:
            yield f"{a[: words_a[i - 1].end]} {before} {a[words_a[i].start :]}"
        after = _phrase_starting_at(b, words_b, j + length)
        if after and not _words_of(after) & mine:
            end = words_a[i + length - 1].end
            yield f"{a[:end]} {after}{a[end:]}"


def _words_of(phrase: str) -> set[str]:
    return {w.folded for w in words(phrase) if w.folded not in FUNCTION_WORDS}


def _phrase_ending_at(text: str, found: list[Word], end: int) -> str | None:
    """The prepositional phrase right before word number `end`: no comma or other preposition inside."""
    for start in range(end - 1, max(-1, end - 1 - MAX_PHRASE), -1):
        if found[start].folded in _PREPOSITIONS:
            phrase = text[found[start].start : found[end - 1].end] if end > start + 1 else ""
            return phrase if phrase and not re.search(r"[,;:.()\"“”]", phrase) else None
    return None


def _phrase_starting_at(text: str, found: list[Word], start: int) -> str | None:
    """The prepositional phrase that begins at word number `start`, up to the next mark or end of the sentence."""
    if start >= len(found) or found[start].folded not in _PREPOSITIONS:
        return None
    match = re.match(r"[^,;:.()\"“”—]+", text[found[start].start :])
    phrase = match.group().strip() if match else ""
    return phrase if 2 <= len(phrase.split()) <= MAX_PHRASE else None


_CAPITALS = re.compile(
    r"(?:[A-ZÀ-ÞĐ][\w.’'\-]*)(?: (?:[A-ZÀ-ÞĐ][\w.’'\-]*|of|the|and|for)(?= [A-ZÀ-ÞĐ])| [A-ZÀ-ÞĐ][\w.’'\-]*)*"
)


def _name_extensions(a: str, b: str) -> Iterator[str]:
    """`a` with a name given as `b` gives it: "Greer" becomes "US Trade Representative Jamieson L. Greer"."""
    for short in _CAPITALS.finditer(a):
        last = words(short.group())[-1:]
        for full in _CAPITALS.finditer(b):
            names = words(full.group())
            longer = len(names) > len(words(short.group()))
            if last and longer and names[-1].folded == last[0].folded and full.start() > 0:
                ending = short.group()[len(short.group().removesuffix("'s").removesuffix("’s")) :]
                name = full.group().removesuffix("'s").removesuffix("’s")
                yield a[: short.start()] + name + ending + a[short.end() :]


def _appositives(a: str, b: str) -> Iterator[str]:
    """`a` with what `b` says of a name between commas: "Ellen Pao, the former partner who lost a case, ..."."""
    for match in re.finditer(
        r"(?P<name>[A-ZÀ-ÞĐ][\w.’'\-]+), (?P<what>(?:a|an|the|who|whose|which) [^,;:\"“”]+)(?P<end>[,.])", b
    ):
        if len(match["what"].split()) > MAX_APPOSITIVE:
            continue
        for place in re.finditer(rf"\b{re.escape(match['name'])}\b(?!,|['’]| [A-Z])", a):
            rest = a[place.end() :]
            joint = "" if re.match(r"[.;:]", rest) else ","
            yield f"{a[: place.end()]}, {match['what']}{joint}{rest}"


# --- shortening ----------------------------------------------------------------------------------------------------


def _shorter(text: str) -> Iterator[str]:
    for match in re.finditer(r" \([^()]{2,80}\)| [—–] [^—–]{3,90} [—–](?= )", text):
        if not _BINDING.search(match.group()):
            yield text[: match.start()] + text[match.end() :]
    commas = [m.start() for m in re.finditer(r", ", text) if not _inside_quotation(text, m.start())]
    end = len(text.rstrip(".!?"))
    if commas and commas[0] <= MAX_OPENING and _OPENING.match(text) and _is_loose(text[: commas[0]]):
        rest = text[commas[0] + 2 :]
        if not _SERIES.match(rest):
            yield rest[:1].upper() + rest[1:]
    for number, comma in enumerate(commas):
        clause = text[comma + 2 : end]
        if _TRAILING.match(clause) and _is_loose(clause) and len(text[:comma].split()) >= MIN_LEFT:
            yield text[:comma] + text[end:]
        if number + 1 < len(commas):
            aside, rest = text[comma + 2 : commas[number + 1]], text[commas[number + 1] + 2 :]
            if _ASIDE.match(aside) and _is_loose(aside) and not _SERIES.match(rest) and not _OPENING.match(text):
                yield f"{text[:comma]} {rest}"


def _is_loose(clause: str) -> bool:
    return len(clause.split()) >= 2 and not _BINDING.search(clause) and clause.count('"') % 2 == 0


def _inside_quotation(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
