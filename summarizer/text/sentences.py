"""Sentence boundaries: NLTK's Punkt, given the abbreviations of the news so that no trained data need be downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.types import Article, Sentence

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

#: Lower case, without the last full stop, as Punkt keeps them.
ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev hon fr sr jr st gen lt col maj capt cmdr sgt cpl pvt adm brig gov sen rep reps sens
    pres amb atty det supt insp messrs mme mlle jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
    wed thu thurs fri sat sun inc corp co ltd plc llc bros dept univ assn ave blvd rd mt ft no nos vol fig
    approx est al vs v etc e.g i.e cf viz u.s u.k u.n e.u d.c n.y l.a u.a.e a.m p.m ph.d m.d b.a m.a u.s.a n.j
    n.c s.c s.d n.d calif conn del fla ga ill ind kan ky mass md mich minn miss mo mont neb nev okla ore pa tenn
    tex va vt wash wis wyo
    """.split()
)
#: After these a capital letter may well begin a sentence: "in the U.S. The ...", "at 5 p.m. Police ...".
_SENTENCE_ENDERS = re.compile(r"\b(?:[ap]\.m|[uU]\.[sSkKnN]|D\.C|Inc|Corp|Co|Ltd|etc|Jr|Sr)\.[\"”’']?$")
#: Words that open a sentence but hardly ever follow "U.S." or "Inc." inside one.
_OPENERS = re.compile(
    r"[\"“‘']?(?:The|A|An|He|She|It|They|We|I|In|On|At|But|And|This|That|These|Those|There|His|Her|Its|Their|When|While|After"
    r"|Before|As|If|For|From|Some|Many|Most|Both|However|Meanwhile|Mr|Mrs|Ms|According|Police|Officials)\b"
)
_BREAK = re.compile(r"(?<=[.!?…][\"”’'])\s+(?=[\"“‘]?[A-ZÀ-Þ])|(?<=[.!?][\"”’')])(?=[\"“‘][A-Z])")
#: Sentences whose space was lost: "at the scene.His friend"; a word must follow, or it may be an address.
_GLUED = re.compile(r"(?:(?<=[a-z]{2}[.!?])|(?<=[a-z]{2}[.!?][\"”’]))(?=[A-Z][a-z]*(?:['’][a-z]+)? [\w$“\"'(])")
#: White space that an abbreviation may stand before.
_GAP = re.compile(r"(?<=[.\"”’'])\s+")
#: Dots of ". . .": more follow, or the sentence goes on.
_GOES_ON = re.compile(r"\. \.|(?<= )\. [a-z]")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")


@cache
def _punkt() -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # heavy: not at import

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it; a line break always ends one.

    >>> text = "Jamieson L. Greer met him in the U.S. The talks went well."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Jamieson L. Greer met him in the U.S.', 'The talks went well.']
    """
    spans: list[tuple[int, int]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        spans += [(paragraph.start() + a, paragraph.start() + b) for a, b in _split_paragraph(paragraph.group())]
    return spans


def article_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article, numbered in order."""
    return tuple(Sentence(article.id, i, a, b) for i, (a, b) in enumerate(sentence_spans(article.text)))


def _split_paragraph(paragraph: str) -> list[tuple[int, int]]:
    spans = []
    for start, end in _with_closing_marks(paragraph, _punkt().span_tokenize(paragraph)):
        cuts = [start, *sorted(_missed_breaks(paragraph, start, end)), end]
        for a, b in pairwise(cuts):
            piece = paragraph[a:b]
            if piece.strip():
                spans.append((a + len(piece) - len(piece.lstrip()), a + len(piece.rstrip())))
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


def _missed_breaks(paragraph: str, start: int, end: int) -> set[int]:
    """Boundaries Punkt passes over: after an abbreviation that ends a sentence, between quotations, without a space."""
    sentence = paragraph[start:end]
    breaks = {start + m.end() for m in _BREAK.finditer(sentence)}
    for glued in _GLUED.finditer(sentence):
        last = re.search(r"(\w+)\W+$", sentence[max(0, glued.start() - 12) : glued.start()])
        if last and last[1].lower() not in ABBREVIATIONS:
            breaks.add(start + glued.start())
    for gap in _GAP.finditer(sentence):
        before, after = sentence[: gap.start()], sentence[gap.end() :]
        if _SENTENCE_ENDERS.search(before[-8:]) and _OPENERS.match(after):
            breaks.add(start + gap.end())
    return breaks
