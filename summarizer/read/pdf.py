"""PDF files with a text layer, by pypdf (an extra). Scans without one are told as empty: nothing reads letters."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

from summarizer.read.decoding import tidy
from summarizer.read.plain import day_at_top, split_headline
from summarizer.read.values import Document, Draft, Limits, Rejection

#: News is shorter; a longer document is a report or a book.
_MAX_PAGES = 60
#: Lines at the top among which a day may stand.
_TOP = 8
#: Share of the widest line from which a line reaches the margin, and its paragraph may go on below.
_FULL_LINE = 0.7


def read_pdf(document: Document, _: Limits) -> Iterator[Draft]:
    """One article: the text of all pages, without what stands at the head and foot of each."""
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise Rejection("unknown_format", "PDF needs: pip install 'summarizer[pdf]'") from error
    try:
        reader = PdfReader(io.BytesIO(document.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Rejection("unreadable", "encrypted")
        if len(reader.pages) > _MAX_PAGES:
            raise Rejection("not_article", f"{len(reader.pages)} pages")
        pages = [tidy(page.extract_text() or "") for page in reader.pages]
        stated = str((reader.metadata.title if reader.metadata else None) or "").strip()
    except (Rejection, MemoryError, RecursionError):
        raise
    except Exception as error:  # pypdf raises whatever a broken file makes its code do: also assertions
        raise Rejection("malformed", f"broken PDF ({type(error).__name__})") from error
    lines = _without_running_lines([[line.strip() for line in page.split("\n")] for page in pages])
    if not any(lines):
        raise Rejection("empty", "no text layer; a scan needs character recognition first")
    text = rewrap(lines)
    title, rest = split_headline(text)
    # What programs put there: "Microsoft Word - draft3.docx", "untitled".
    usable = len(stated.split()) > 2 and not re.search(r"\.\w{3,4}$|^microsoft", stated, re.IGNORECASE)
    day = day_at_top(text.split("\n")[:_TOP])[1]
    yield Draft(rest if title else text, title or (stated if usable else None), None, day, "text")


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """The lines of all pages, without page numbers and what most pages repeat at their edges."""
    edges = Counter(_shape(line) for page in pages for line in {*page[:2], *page[-2:]})
    running = {shape for shape, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    kept = []
    for page in pages:
        for place, line in enumerate(page):
            at_edge = place < 2 or place >= len(page) - 2
            number_only = re.fullmatch(r"\W*(?:page )?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", line, re.IGNORECASE)
            if not (at_edge and (_shape(line) in running or number_only)):
                kept.append(line)
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def rewrap(lines: list[str]) -> str:
    """Paragraphs from the lines of a page: a line that reaches the margin, or ends mid-sentence, goes on below.

    >>> rewrap(["The bridge over the river was", "closed on Monday.", "Ferries will run."])
    'The bridge over the river was closed on Monday.\\nFerries will run.'
    """
    widest = max(map(len, lines), default=0)
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
            continue
        if goes_on and re.search(r"[a-z][-\u2010]$", paragraphs[-1][-1][-2:]) and line[:1].islower():
            paragraphs[-1][-1] = paragraphs[-1][-1][:-1]
            paragraphs[-1].append(line)
        elif goes_on:
            paragraphs[-1] += [" ", line]
        else:
            paragraphs.append([line])
        ends = re.search(r"(?<![.!?:])[.!?:]++[\"”’)]*+$", line) is not None
        goes_on = len(line) >= _FULL_LINE * widest and not (ends and len(line) < 0.92 * widest)
    return "\n".join(map("".join, paragraphs))
