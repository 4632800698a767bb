"""From a document to finished articles: read, clean, name the outlet, tell the language, judge, give an id.

Leaves out the files of the user (`files`) and what only the whole set of articles shows (`duplicates`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from summarizer.read import outlets
from summarizer.read.cleaning import clean_body
from summarizer.read.dates import date_in_url
from summarizer.read.decoding import tidy
from summarizer.read.formats import read_document
from summarizer.read.judge import check_article
from summarizer.read.language import detect_language
from summarizer.read.values import Body, Document, Draft, Limits, Refused, Rejection
from summarizer.types import Article, Skipped

#: Hexadecimal digits of an id made from content: 48 bits, no collision to be expected below ten million articles.
_ID_DIGITS = 12
#: Longest identifier of an input's own that is taken over.
_LONGEST_ID = 80
#: A longer title is a paragraph that a page put into the wrong field.
_LONGEST_TITLE = 300


def read_articles(document: Document, limits: Limits) -> Iterator[Article | Skipped]:
    """Every article in a document and in the documents within it; what is left out as Skipped."""
    try:
        for part in read_document(document, limits):
            if isinstance(part, Document):
                yield from _read_inner(part, limits)
            elif isinstance(part, Refused):
                yield Skipped(part.path, "read", part.reason, part.detail)
            else:
                yield _finish(part, document.path)
    except Rejection as rejection:
        yield Skipped(document.path, "read", rejection.reason, rejection.detail)
    except (MemoryError, RecursionError) as error:
        yield Skipped(document.path, "read", "malformed", f"nested too deeply or too large ({type(error).__name__})")


def _read_inner(document: Document, limits: Limits) -> Iterator[Article | Skipped]:
    if document.depth > limits.max_depth:
        yield Skipped(document.path, "read", "unsafe", f"packed more than {limits.max_depth} times over")
    elif len(document.data) > limits.max_bytes:
        yield Skipped(document.path, "read", "too_large", f"{len(document.data)} bytes unpacked")
    else:
        yield from read_articles(document, limits)


def _finish(draft: Draft, path: str) -> Article | Skipped:
    """The article that a draft becomes, or why it does not."""
    try:
        draft = replace(draft, title=_one_line(draft.title, _LONGEST_TITLE), source=_one_line(draft.source, 120))
        body = clean_body(draft.text, draft.title)
        check_article(draft, body.text)
    except Rejection as rejection:
        where = f"{path}#{draft.part}" if draft.part else path
        return Skipped(where, "read", rejection.reason, rejection.detail)
    source = _source(draft, body, path)
    published = _published(draft, body)
    return Article(
        id=_own_id(draft.id) or content_id(draft.title, body.text, source, published),
        title=draft.title,
        text=body.text,
        source=source,
        published=published,
        url=_web_address(draft.url),
        language=detect_language(body.text),
        path=path,
    )


def _source(draft: Draft, body: Body, path: str) -> str | None:
    """The outlet, in the order: explicit field, link, sign-off or dateline, folder or file name."""
    if draft.source:
        return outlets.agency(draft.source) or outlets.from_url(f"//{draft.source}") or draft.source
    return outlets.from_url(draft.url) or body.agency or outlets.from_path(path)


def _published(draft: Draft, body: Body) -> datetime | None:
    return draft.published or body.published or date_in_url(draft.url)


def content_id(title: str | None, text: str, source: str | None, published: datetime | None) -> str:
    """An id from what an article says, so that renaming its file changes nothing."""
    parts = (title or "", text, source or "", published.isoformat() if published else "")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:_ID_DIGITS]


def _own_id(value: str | None) -> str | None:
    cleaned = re.sub(r"\s+", "-", tidy(value).strip()) if value else ""
    return cleaned if 0 < len(cleaned) <= _LONGEST_ID else None


def _one_line(value: str | None, longest: int) -> str | None:
    line = " ".join(tidy(value).split()) if value else ""
    return line if 0 < len(line) <= longest else None


def _web_address(url: str | None) -> str | None:
    """The address if a browser could open it and no script hides in it."""
    url = tidy(url).strip() if url else ""
    return url if re.fullmatch(r"https?://[^\s<>\"'\\^`{|}\x00-\x1f]{3,2000}", url, re.IGNORECASE) else None
