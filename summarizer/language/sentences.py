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
_CAPITALISED = re.compile(r"[A-Z][a-z]")
#: A mark that Punkt leaves behind the space at the end of a sentence although it opens the next one.
_OPENED = (" «", " „", " “")
_TITLES = lexicon.words_of("abbreviated_titles")
_JOINED = re.compile(r"['’][^\W\d_][\w.]*\.$")
#: White space that an abbreviation may stand before.
_GAP = re.compile(r"(?<=[.\"”’'])\s+")
#: Dots of ". . .": more follow, or the sentence goes on.
_GOES_ON = re.compile(r"\. \.|(?<= )\. [a-z]")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
#: "J.D.", "H.W.", "F.B.I.": letters, each with its full stop.
_INITIALS = re.compile(r"(?<![\w.'’&])(?<!\w-)(?:[^\W\d_]\.){1,5}$")
#: An ordinal of one or two digits, with the word before it.
_ORDINAL = re.compile(r"(?:(?<![^\W\d_])(?P<before>[^\W\d_]++))?(?:(?<!\W)\W++)?(?<!\d)\d{1,2}\.$")
#: The end of a sentence in any script: of scripts without spaces at once, of others before a space.
_CLOSERS, _SOME_CLOSERS = re.escape(marks.CLOSERS), re.escape(marks.SOME_CLOSERS)
_END = re.compile(rf"[。！？｡]+[{_CLOSERS}]*|(?<![{marks.ENDS}])[{marks.ENDS}]++[{_SOME_CLOSERS}]*+(?=\s)")
#: Characters looked at before and after a full stop to tell whether it ends a sentence.
NEAR = 24
#: The word that a full stop stands behind, without what is joined to it: "on" of "l'on.", "N.Y" of "N.Y.".
_LAST_WORD = re.compile(rf"(?<!\w)([^\W\d_][\w.{marks.COMBINING}]*)\.$")
#: Letters after which a space parts two sentences in a script that has no mark for it (Thai, Lao, Khmer).
UNMARKED = 40


@cache
def _punkt(language: str) -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer  # heavy: not at import

    class Plain(PunktLanguageVars):  # type: ignore[misc]  # nltk has no types
        """Punkt's own pattern, which is bounded, without the guard against foreign ones: a third of the time."""

        def period_context_re(self) -> re.Pattern[str]:
            return ends

    plain = Plain()
    parts = {"NonWord": plain._re_non_word_chars, "SentEndChars": plain._re_sent_end_chars}
    ends = re.compile(plain._period_context_fmt % parts, re.VERBOSE)
    parameters = PunktParameters()
    parameters.abbrev_types = set(lexicon.words_of("abbreviations", language))
    return PunktSentenceTokenizer(parameters, lang_vars=plain)


def sentence_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it; a line break always ends one.

    A language without a file (`language/*.toml`) is cut at its marks; None is English, where the letters are Latin.

    >>> text = "Jamieson L. Greer met him in the U.S. The talks went well."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Jamieson L. Greer met him in the U.S.', 'The talks went well.']
    """
    return list(each_sentence(text, language))


def each_sentence(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """The same one after the other: for who needs the first only."""
    for paragraph in _PARAGRAPH.finditer(text):
        words = paragraph.group()
        known = "abbreviations" in lexicon.table(language or "en") and marks.is_latin(words)
        split = _split_known(words, language or "en") if known else _split_by_marks(words, language or "")
        yield from ((paragraph.start() + a, paragraph.start() + b) for a, b in split)


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


def _split_by_marks(paragraph: str, language: str) -> list[tuple[int, int]]:
    """The sentences by what every script marks; of a script without marks the runs between spaces, if long enough."""
    if marks.unmarked(paragraph):
        ends = _ends_by_length(paragraph)
    else:
        ends = [m.end() for m in _END.finditer(paragraph) if not _goes_on(paragraph, m, language)]
    return list(_trimmed(paragraph, [0, *ends, len(paragraph)]))


def _ends_by_length(paragraph: str) -> list[int]:
    """The spaces that have at least UNMARKED letters between them."""
    ends, letters, last = [], 0, 0
    for gap in re.finditer(r"\s+", paragraph):
        letters += sum(c.isalnum() for c in paragraph[last : gap.start()])
        last = gap.end()
        if letters >= UNMARKED:
            ends.append(gap.start())
            letters = 0
    return ends


def _goes_on(paragraph: str, end: re.Match[str], language: str) -> bool:
    """Whether a mark ends no sentence: a small letter follows, or it stands behind initials or an abbreviation."""
    first, after = end.group()[0], paragraph[end.end() : end.end() + NEAR].lstrip()
    if first in "。！？｡":
        return _reports_quotation(end.group(), after)
    if first == ";" and marks.script_of(paragraph[end.start() - 1]) != "GREEK":
        return True
    return after[:1].islower() or (
        end.group() == "." and _is_abbreviated(paragraph[max(0, end.start() - NEAR) : end.end()], language)
    )


def _reports_quotation(end: str, after: str) -> bool:
    """Whether a quotation is over and the sentence goes on: a Japanese particle stands behind it."""
    particles = lexicon.listed("after_quotations", "ja")
    return end[-1] in marks.CLOSERS and after.startswith(particles)


def _is_abbreviated(before: str, language: str) -> bool:
    """Whether initials or an abbreviation of the language stand before a full stop; titles of all of them."""
    word = _LAST_WORD.search(before)
    known = lexicon.words_of("abbreviations", language) if "abbreviations" in lexicon.table(language) else _TITLES
    return _INITIALS.search(before) is not None or (word is not None and word[1].lower() in known)


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
        if paragraph[end - 2 : end] in _OPENED:
            closed = end - 1  # "« Oui », dit-il": the mark belongs to what follows
        yield begun, closed
        begun = closed


def _without_false_breaks(paragraph: str, spans: Iterable[tuple[int, int]], language: str) -> Iterator[tuple[int, int]]:
    """The spans, those joined between which no sentence ends: at initials, at ordinals before a noun."""
    begun: int | None = None
    for start, end in spans:
        begun = start if begun is None else begun
        if not _is_false_break(paragraph[max(0, end - NEAR) : end], paragraph[end : end + NEAR].lstrip(), language):
            yield begun, end
            begun = None
    if begun is not None:
        yield begun, len(paragraph)


def _is_false_break(before: str, after: str, language: str) -> bool:
    """Whether what looks like two sentences is one: "Vice President J.D. | Hart", "am 31. | Mai"."""
    if not after or before[-1:] != ".":
        return False
    if not before[-3:-2].isalnum() and _INITIALS.search(before):
        return _OPENERS.match(after) is None
    if ("'" in before or "’" in before) and _JOINED.search(before) and _is_abbreviated(before, language):
        return True  # "l'on. Bianchi": Punkt takes the article for a part of the word
    return before[-2:-1].isdigit() and _is_ordinal(before, after, language)


def _is_ordinal(before: str, after: str, language: str) -> bool:
    """Whether a figure with a full stop is one of a row, by the word before it or the month behind it."""
    ordinal = _ORDINAL.search(before) if "ordinals_after" in lexicon.table(language) else None
    if ordinal is None:
        return False
    month = re.match(r"\w+", after)
    named = month is not None and month.group().lower() in lexicon.words_of("months", language)
    return named or (ordinal["before"] or "").lower() in lexicon.words_of("ordinals_after", language)


def _missed_breaks(paragraph: str, start: int, end: int, language: str) -> set[int]:
    """Boundaries Punkt passes over: after an abbreviation that ends a sentence, between quotations, without a space."""
    breaks = {m.end() for m in _BREAK.finditer(paragraph, start, end)}
    for glued in _GLUED.finditer(paragraph, start, end):
        last = re.search(r"(\w+)\W+$", paragraph[max(start, glued.start() - 12) : glued.start()])
        if last and last[1].lower() not in lexicon.words_of("abbreviations", language):
            breaks.add(glued.start())
    for gap in _GAP.finditer(paragraph, start, end):
        before = paragraph[max(start, gap.start() - 10) : gap.start()]
        ended = _OPENERS.match(paragraph, gap.end(), end) is not None and _ENDERS.search(before) is not None
        if ended or (_CAPITALISED.match(paragraph, gap.end(), end) and _ends_with_month(before)):
            breaks.add(gap.end())
    return breaks


@cache
def _month_abbreviation() -> re.Pattern[str]:
    months = "|".join(f"{month[:3]}" for month in lexicon.listed("months") if len(month) > 4)
    return re.compile(rf"\b(?:{months}|sept)\.$", re.IGNORECASE)


def _ends_with_month(before: str) -> bool:
    """Whether a month in short stands there: "Oct. 12" goes on, "since Oct. Arguments" does not."""
    return _month_abbreviation().search(before) is not None
