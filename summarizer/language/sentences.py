"""Sentence boundaries: NLTK's Punkt with the abbreviations of the language; by marks alone for what has no such file.

Punkt is given the abbreviations of the news, so that no trained data need be downloaded. What it gets wrong in the news
- initials, ordinals, abbreviations that do end a sentence, quotations, lost spaces - is mended around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.language import lexicon, marks
from summarizer.types import Article, Sentence

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_OPENERS = lexicon.pattern("openers")
_ENDERS = lexicon.pattern("abbreviation_ends")
_BREAK = re.compile(r"(?<=[.!?…][\"”’'])\s+(?=[\"“‘]?[A-ZÀ-Þ])|(?<=[.!?][\"”’')])(?=[\"“‘][A-Z])")
#: Sentences whose space was lost: "at the scene.His friend"; a word must follow, or it may be an address.
_GLUED = re.compile(r"(?:(?<=[a-z]{2}[.!?])|(?<=[a-z]{2}[.!?][\"”]))(?=[A-Z][a-z]*(?:['’][a-z]+)? [\w$“\"'(])")
#: White space that an abbreviation may stand before.
_GAP = re.compile(r"(?<=[.\"”’'])\s+")
#: Dots of ". . .": more follow, or the sentence goes on.
_GOES_ON = re.compile(r"\. \.|(?<= )\. [a-z]")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
#: "J.D.", "H.W.", "F.B.I.": letters, each with its full stop.
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){1,5}$")
#: An ordinal of one or two digits, with the word before it.
_ORDINAL = re.compile(r"(?:(?<![^\W\d_])(?P<before>[^\W\d_]++))?(?:(?<!\W)\W++)?(?<!\d)\d{1,2}\.$")
#: The end of a sentence in any script: of scripts without spaces at once, of others before a space.
_CLOSERS = re.escape(marks.CLOSERS)
_END = re.compile(rf"[。！？｡][{_CLOSERS}]*|[{marks.ENDS}]+[{_CLOSERS}]*(?=\s)")
#: Letters after which a space parts two sentences in a script that has no mark for it (Thai, Lao, Khmer).
UNMARKED = 40
_UNMARKED = re.compile(r"[฀-๿຀-໿ក-៿]")


@cache
def _punkt(language: str) -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # heavy: not at import

    parameters = PunktParameters()
    parameters.abbrev_types = set(lexicon.words_of("abbreviations", language))
    return PunktSentenceTokenizer(parameters)


def sentence_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it; a line break always ends one.

    A language without a file (`language/*.toml`) is cut at its marks; None is English, where the letters are Latin.

    >>> text = "Jamieson L. Greer met him in the U.S. The talks went well."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Jamieson L. Greer met him in the U.S.', 'The talks went well.']
    """
    spans: list[tuple[int, int]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        words = paragraph.group()
        known = "abbreviations" in lexicon.table(language or "en") and marks.is_latin(words)
        split = _split_known(words, language or "en") if known else _split_by_marks(words)
        spans += [(paragraph.start() + a, paragraph.start() + b) for a, b in split]
    return spans


def article_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article, numbered in order."""
    spans = sentence_spans(article.text, article.language)
    return tuple(Sentence(article.id, i, a, b) for i, (a, b) in enumerate(spans))


def _trimmed(paragraph: str, cuts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The spans between the cuts that hold more than white space, without it."""
    for a, b in pairwise(cuts):
        piece = paragraph[a:b]
        if piece.strip():
            yield a + len(piece) - len(piece.lstrip()), a + len(piece.rstrip())


def _split_by_marks(paragraph: str) -> list[tuple[int, int]]:
    """The sentences by what every script marks; of a script without marks the runs between spaces, if long enough."""
    if _UNMARKED.search(paragraph):
        ends, last = [], 0
        for gap in re.finditer(r"\s+", paragraph):
            if sum(c.isalnum() for c in paragraph[last : gap.start()]) >= UNMARKED:
                ends.append(gap.start())
                last = gap.end()
        return list(_trimmed(paragraph, [0, *ends, len(paragraph)]))
    ends = [m.end() for m in _END.finditer(paragraph) if not _goes_on(paragraph, m.start(), m.end())]
    return list(_trimmed(paragraph, [0, *ends, len(paragraph)]))


def _goes_on(paragraph: str, start: int, end: int) -> bool:
    """Whether a full stop ends no sentence: a small letter follows, or it stands behind a single letter or initials."""
    after = paragraph[end:].lstrip()
    initials = paragraph[start] == "." and _INITIALS.search(paragraph[max(0, start - 10) : start + 1]) is not None
    greek = paragraph[start] == ";" and marks.script_of(paragraph[start - 1]) != "GREEK"
    return initials or greek or (after[:1].islower() and paragraph[start] not in "。！？｡")


def _split_known(paragraph: str, language: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    found = _with_closing_marks(paragraph, _punkt(language).span_tokenize(paragraph))
    for start, end in _without_false_breaks(paragraph, found, language):
        spans += _trimmed(paragraph, [start, *sorted(_missed_breaks(paragraph, start, end, language)), end])
    return spans


def _with_closing_marks(paragraph: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, with what Punkt left to the next one given back: a closing quotation mark, and dots of ". . ."."""
    begun = 0
    for _, end in spans:
        if _GOES_ON.match(paragraph, end - 1):
            continue
        closed = end + 1 if paragraph[end : end + 1] in ("”", "’") else end
        yield begun, closed
        begun = closed


def _without_false_breaks(paragraph: str, spans: Iterable[tuple[int, int]], language: str) -> Iterator[tuple[int, int]]:
    """The spans, those joined between which no sentence ends: at initials, at ordinals before a noun."""
    begun: int | None = None
    for start, end in spans:
        begun = start if begun is None else begun
        if not _is_false_break(paragraph[max(0, end - 24) : end], paragraph[end : end + 24].lstrip(), language):
            yield begun, end
            begun = None
    if begun is not None:
        yield begun, len(paragraph)


def _is_false_break(before: str, after: str, language: str) -> bool:
    """Whether what looks like two sentences is one: "Vice President J.D. | Hart", "am 31. | Mai"."""
    if not after:
        return False
    initials = _INITIALS.search(before)
    if initials:
        return len(initials.group()) < 4 or _OPENERS.match(after) is None
    ordinal = _ORDINAL.search(before)
    if ordinal is None or "ordinals_after" not in lexicon.table(language):
        return False
    month = re.match(r"\w+", after)
    named = month is not None and month.group().lower() in lexicon.words_of("months", language)
    return named or (ordinal["before"] or "").lower() in lexicon.words_of("ordinals_after", language)


def _missed_breaks(paragraph: str, start: int, end: int, language: str) -> set[int]:
    """Boundaries Punkt passes over: after an abbreviation that ends a sentence, between quotations, without a space."""
    sentence = paragraph[start:end]
    breaks = {start + m.end() for m in _BREAK.finditer(sentence)}
    for glued in _GLUED.finditer(sentence):
        last = re.search(r"(\w+)\W+$", sentence[max(0, glued.start() - 12) : glued.start()])
        if last and last[1].lower() not in lexicon.words_of("abbreviations", language):
            breaks.add(start + glued.start())
    for gap in _GAP.finditer(sentence):
        before, after = sentence[: gap.start()], sentence[gap.end() :]
        ended = _ENDERS.search(before[-8:]) is not None and _OPENERS.match(after) is not None
        if ended or (_ends_with_month(before[-10:]) and re.match(r"[A-Z][a-z]", after)):
            breaks.add(start + gap.end())
    return breaks


@cache
def _month_abbreviation() -> re.Pattern[str]:
    months = "|".join(f"{month[:3]}" for month in lexicon.listed("months") if len(month) > 4)
    return re.compile(rf"\b(?:{months}|sept)\.$", re.IGNORECASE)


def _ends_with_month(before: str) -> bool:
    """Whether a month in short stands there: "Oct. 12" goes on, "since Oct. Arguments" does not."""
    return _month_abbreviation().search(before) is not None
