"""Merges made by joining two source sentences at the words they share.

Multi-sentence compression in the manner of Filippova (2010): a path may change from one sentence to another only at
words that both have, so that each stretch is somebody's own words. Nothing here decides: the checks and the writer's
sense of language choose among what is proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations

from summarizer.language import FUNCTION_WORDS, Word, dates, lexicon, numbers, words

#: Longest prepositional phrase, appositive and name extension that is carried over, in words.
MAX_PHRASE, MAX_APPOSITIVE = 7, 14
#: Joined sentences that are joined once more.
MAX_JOINED_AGAIN = 12
#: A phrase that can be lent: without marks, and with a name, so that it is a place and no argument.
_LENDABLE = re.compile(r"\w+ (?=[^,;:()\"“”—–]*[A-ZÀ-ÞĐ])(?:[^,;:.()\"“”—–]|\.(?=\S))+")
_PREPOSITIONS = lexicon.words_of("lendable_prepositions")
_INSTITUTION, _LEADING_DAY = lexicon.pattern("institution"), lexicon.pattern("leading_day")


def fusions(texts: Sequence[str], related: Sequence[str] = (), people: frozenset[str] = frozenset()) -> list[str]:
    """Ways to say in one sentence what two of the sentences say, best-grounded first; each once.

    `texts` state the same fact, and may be cut and joined. `related` are on the same matter: only phrases beside the
    same words, fuller names and asides are taken from them. `people`: folded last names to fill out.
    """
    once = [text for a, b in permutations(texts, 2) for text in (*_enriched(a, b, people), *_crossovers(a, b))]
    once += [text for a in texts for b in related for text in _enriched(a, b, people)]
    first = list(dict.fromkeys(once))[:MAX_JOINED_AGAIN]
    twice = [text for a in first for b in (*texts, *related) for text in _enriched(a, b, people)]
    return [text for text in dict.fromkeys(once + twice) if text not in texts]


def longest_shared_run(a: str, b: str) -> int:
    """Words in the longest run that both have, with a common content word in it: how firmly `b` can lend to `a`."""
    words_a, words_b = words(a), words(b)
    runs = ((n, _firmness(a, words_a[i : i + n])) for i, _, n in _anchors(words_a, words_b))
    return max((n for n, (content, common) in runs if content >= 2 and common >= 1), default=0)


def _enriched(a: str, b: str, people: frozenset[str]) -> Iterator[str]:
    yield from _name_extensions(a, b, people)
    yield from _insertions(a, b)
    yield from _appositives(a, b)


def _anchors(a: list[Word], b: list[Word]) -> Iterator[tuple[int, int, int]]:
    """(start in a, start in b, length) of the longest runs of words that both have."""
    counts_a, counts_b = Counter(w.folded for w in a), Counter(w.folded for w in b)
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i].folded != b[j].folded or (i and j and a[i - 1].folded == b[j - 1].folded):
                continue
            length = 1
            while i + length < len(a) and j + length < len(b) and a[i + length].folded == b[j + length].folded:
                length += 1
            # Where a phrase stands twice, nobody can tell which of the two is meant.
            if any(counts_a[w.folded] == counts_b[w.folded] == 1 for w in a[i : i + length]):
                yield i, j, length


def _firmness(text: str, run: list[Word]) -> tuple[int, int]:
    """(content words, those of them that are no names) in a run of shared words.

    Names prove little: all articles on an event share them. Shared common words prove that the same thing is told.
    """
    content = [w for w in run if w.folded not in FUNCTION_WORDS]
    return len(content), sum(text[w.start].islower() for w in content)


def _crossovers(a: str, b: str) -> Iterator[str]:
    """The beginning of `a` up to shared words, and the end of `b` after them; none where their days differ."""
    days_a, days_b = dates(a), dates(b)
    if days_a and days_b and days_a != days_b:
        return
    words_a, words_b = words(a), words(b)
    for i, j, length in _anchors(words_a, words_b):
        if _firmness(a, words_a[i : i + length])[1] >= 2:
            head, tail = a[: words_a[i + length - 1].end], b[words_b[j + length - 1].end :]
            if i + length > 3 and len(tail.split()) >= 2:
                yield head + tail


def _insertions(a: str, b: str) -> Iterator[str]:
    """`a` with a prepositional phrase that `b` has beside words of both: "... [in Washington DC] on March 13"."""
    words_a, words_b = words(a), words(b)
    mine = {w.folded for w in words_a}
    for i, j, length in _anchors(words_a, words_b):
        content, common = _firmness(a, words_a[i : i + length])
        if content < 2 or common < 1:
            continue
        touches = j > 0 and not b[words_b[j - 1].end : words_b[j].start].strip()
        before = _phrase_ending_at(b, words_b, j) if touches else None
        if before and i and words_a[i - 1].folded not in FUNCTION_WORDS and not _words_of(before) & mine:
            yield f"{a[: words_a[i - 1].end]} {before} {a[words_a[i].start :]}"
        follows = j + length < len(words_b) and not b[words_b[j + length - 1].end : words_b[j + length].start].strip()
        after = _phrase_starting_at(b, words_b, j + length) if follows else None
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
            complete = found[end - 1].folded not in FUNCTION_WORDS and not _tells_when(phrase)
            return phrase if complete and _LENDABLE.fullmatch(phrase) else None
    return None


def _phrase_starting_at(text: str, found: list[Word], start: int) -> str | None:
    """The prepositional phrase that begins at word number `start`, up to the next mark or end of the sentence."""
    if start >= len(found) or found[start].folded not in _PREPOSITIONS:
        return None
    match = re.match(r"[^,;:.()\"“”—]+", text[found[start].start :])
    phrase = match.group().strip() if match else ""
    lendable = len(phrase.split()) <= MAX_PHRASE and _LENDABLE.fullmatch(phrase) and not _tells_when(phrase)
    return phrase if lendable else None


def _tells_when(phrase: str) -> bool:
    """Whether a phrase holds a day or a figure: that belongs to its verb, and the borrower's verb is another."""
    return bool(dates(phrase) or numbers(phrase))


_CAPITALS = re.compile(
    r"(?:[A-ZÀ-ÞĐ][\w.’'\-]*)(?: (?:[A-ZÀ-ÞĐ][\w.’'\-]*|of|the|and|for)(?= [A-ZÀ-ÞĐ])| [A-ZÀ-ÞĐ][\w.’'\-]*)*"
)


def _name_extensions(a: str, b: str, people: frozenset[str]) -> Iterator[str]:
    """`a` with a name given as `b` gives it: "Greer" becomes "US Trade Representative Jamieson L. Greer"."""
    for short in _CAPITALS.finditer(a):
        last = [w for w in words(short.group())[-1:] if w.folded in people]
        for full in _CAPITALS.finditer(b):
            names = words(full.group())
            longer = len(names) > len(words(short.group()))
            # "the Trump administration" takes no first name.
            rest = a[short.end() :]
            limited = (a[: short.start()].endswith(("the ", "The ")) and rest.startswith(" ")) or _INSTITUTION.match(
                rest
            )
            if last and longer and not limited and names[-1].folded == last[0].folded and full.start() > 0:
                ending = short.group()[len(short.group().removesuffix("'s").removesuffix("’s")) :]
                name = _LEADING_DAY.sub("", full.group().removesuffix("'s").removesuffix("’s"))
                yield a[: short.start()] + name + ending + a[short.end() :]


def _appositives(a: str, b: str) -> Iterator[str]:
    """`a` with what `b` says of a name between commas: "Ellen Pao, the former partner who lost a case, ..."."""
    for match in re.finditer(
        r"(?P<name>[A-ZÀ-ÞĐ][\w.’'\-]+), (?P<what>(?:a|an|the|who|whose|which) [^,;:\"“”]+)(?P<end>[,.])", b
    ):
        # Who is called a spokesman already is not "Hangi, a spokesman for the park, ...".
        known = _words_of(match["what"]) & _words_of(a)
        if len(match["what"].split()) > MAX_APPOSITIVE or known:
            continue
        for place in re.finditer(rf"\b{re.escape(match['name'])}\b(?!,|['’]| [A-Z])", a):
            rest = a[place.end() :]
            joint = "" if re.match(r"[.;:]", rest) else ","
            yield f"{a[: place.end()]}, {match['what']}{joint}{rest}"
