"""From a document to finished articles: read, clean, name the outlet, tell the language, judge, give an id.

Leaves out the files of the user (`files`) and what only the whole set of articles shows (`duplicates`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from textwrap import shorten
from traceback import extract_tb
from typing import TypeAlias

from summarizer.read import outlets
from summarizer.read.cleaning import clean_body
from summarizer.read.dates import date_in_url
from summarizer.read.decoding import tidy
from summarizer.read.formats import read_document
from summarizer.read.judge import check_article
from summarizer.read.language import language_of
from summarizer.read.own import TOLD, is_our_page, is_signed
from summarizer.read.roundups import reports_of
from summarizer.read.running import count_words
from summarizer.read.values import Body, Document, Draft, Limits, Part, Refused, Rejection
from summarizer.types import Article, Provenance, Skipped

#: Hexadecimal digits of an id made from content: 48 bits, no collision to be expected below ten million articles.
_ID_DIGITS = 12
#: Longest identifier of an input's own that is taken over.
_LONGEST_ID = 80
#: A longer title is a paragraph that a page put into the wrong field.
_LONGEST_TITLE = 300
#: Longer is a book, a log or an attack, and would keep every later stage busy for minutes.
_LONGEST_TEXT = 1_000_000
#: Characters and number of the cuts that are told of an article.
_CUT_SHOWN = 100
_CUTS_SHOWN = 100

Result: TypeAlias = tuple[Article, Provenance] | Skipped
Begin: TypeAlias = Callable[[str], bool]


def read_articles(document: Document, limits: Limits, begin: Begin | None = None) -> Iterator[Result]:
    """Every article in a document and in the documents within it; what is left out as Skipped.

    `begin` is asked before each part of the document (its path) and answers whether to read it: for whoever counts
    them, or goes on where an earlier attempt ended.
    """
    try:
        if not limits.drafts and is_our_page(document.data):
            raise Rejection("not_article", TOLD)
        for part in read_document(document, limits):
            path = part.path if isinstance(part, (Document, Refused)) else document.path
            if begin is None or begin(path):
                yield from _read_part(part, document.path, limits)
    except Rejection as rejection:
        yield Skipped(document.path, "read", rejection.reason, rejection.detail)
    except RecursionError:
        yield Skipped(document.path, "read", "malformed", "nested too deeply")
    except MemoryError:
        yield Skipped(document.path, "read", "too_large", "more than fits into memory")
    except Exception as error:  # one bad file must not stop the run: it is told, with the place of the fault
        frame = extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {PurePath(frame.filename).name}, line {frame.lineno}"
        yield Skipped(document.path, "read", "failed", where)


def _read_part(part: Part, path: str, limits: Limits) -> Iterator[Result]:
    if isinstance(part, Refused):
        yield Skipped(part.path, "read", part.reason, part.detail)
    elif isinstance(part, Draft):
        if not limits.drafts and is_signed(part.text):
            yield Skipped(f"{path}#{part.part}" if part.part else path, "read", "not_article", TOLD)
            return
        for draft in (part,) if limits.drafts else reports_of(part):
            yield _finish(draft, path, limits)
    elif part.depth > limits.max_depth:
        yield Skipped(part.path, "read", "unsafe", f"packed more than {limits.max_depth} times over")
    elif len(part.data) > limits.max_bytes:
        yield Skipped(part.path, "read", "too_large", f"{len(part.data):,} bytes; the limit is {limits.max_bytes:,}")
    else:
        yield from read_articles(part, limits)


def _finish(draft: Draft, path: str, limits: Limits) -> Result:
    """The article that a draft becomes, or why it does not."""
    try:
        draft = replace(draft, title=_one_line(draft.title, _LONGEST_TITLE), source=_one_line(draft.source, 120))
        if len(draft.text) > _LONGEST_TEXT:
            raise Rejection("not_article", f"{len(draft.text):,} characters; the limit is {_LONGEST_TEXT:,}")
        body = Body(draft.text) if limits.drafts else clean_body(draft.text, draft.title)
        if not limits.drafts:
            check_article(draft, body.text)
    except Rejection as rejection:
        where = f"{path}#{draft.part}" if draft.part else path
        return Skipped(where, "read", rejection.reason, rejection.detail)
    source, source_from = _source(draft, body, path)
    published, published_from = _published(draft, body)
    title = _without_outlet(draft.title, source)
    article = Article(
        id=_own_id(draft.id) or content_id(title, body.text, source, published),
        title=title,
        text=body.text,
        source=source,
        published=published,
        url=_web_address(draft.url),
        language=language_of(body.text, draft.language),
        path=path,
    )
    cuts = (*draft.cuts, *body.cuts)[:_CUTS_SHOWN]
    told = tuple((cut.kind, shorten(tidy(cut.text), _CUT_SHOWN, placeholder=" ...")) for cut in cuts)
    kept = count_words(body.text)
    # Text that only a script or the metadata hold is not in what was counted on the page.
    found = None if draft.words is None else max(draft.words, kept)
    return article, Provenance(
        article.id,
        source_from,
        published_from,
        told,
        parent=_one_line(draft.parent, _LONGEST_TITLE),
        words_found=found,
        words_kept=kept,
        reader=draft.reader,
    )


def _source(draft: Draft, body: Body, path: str) -> tuple[str | None, str | None]:
    """The outlet and where it was found, in the order: field, link, sign-off or dateline, folder or file name."""
    stated = draft.source
    if stated and "." in stated and " " not in stated:
        stated = outlets.from_url(f"//{stated}") or stated
    found = (
        (stated and (outlets.agency(stated) or stated), "field"),
        (outlets.from_url(draft.url), "domain"),
        (body.agency, "sign-off"),
        (outlets.from_path(path), "path"),
    )
    return next(((name, origin) for name, origin in found if name), (None, None))


def _published(draft: Draft, body: Body) -> tuple[datetime | None, str | None]:
    found = [
        (draft.published, draft.published_from),
        (body.published, "text"),
        (date_in_url(draft.url), "url"),
    ]
    if draft.published_from == "search":  # a line that is only a date is surer
        found = [*found[1:], found[0]]
    return next(((date, origin) for date, origin in found if date), (None, None))


def _without_outlet(title: str | None, source: str | None) -> str | None:
    """The title without the outlet's name, which feeds and newsletters put before or behind it."""
    if not title or not source:
        return title
    name = re.escape(source)
    shorter = re.sub(rf"^{name} ?[:|–—-] | [|–—-] {name}$", "", title, flags=re.IGNORECASE)
    return shorter if len(shorter.split()) > 1 else title


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
