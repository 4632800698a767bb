"""RSS and Atom feeds, by feedparser: each entry with its full content where the feed has it, else its summary."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import Any

from summarizer.read.dates import parse_date
from summarizer.read.decoding import decode
from summarizer.read.markup import plain_text
from summarizer.read.outlets import from_url, known_name
from summarizer.read.values import Document, Draft, Limits, Part, Refused, Rejection

#: A document type may define entities that grow without end, or name files: no feed needs one.
_DOCTYPE = re.compile(
    rb"<!DOCTYPE[^\[><]{0,2000}+(?:\[(?:(?!<!DOCTYPE).){0,20000}?\]\s*+)?>", re.DOTALL | re.IGNORECASE
)
#: Feed titles that name a section, and no outlet.
_SECTIONS = re.compile(
    r"\W*(?:(?:latest|top|breaking|all|world|home|main|news|stories|headlines|rss|feed|articles|posts|blog"
    r"|front|page)\W*)+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"(?<!\s)\s++(?:[-–—|>»:·•]|&gt;)\s+|:\s+|(?:(?<!\s)\s++)?»\s*")


def read_feed(document: Document, limits: Limits) -> Iterator[Part]:
    """A draft for each entry."""
    data = document.data.lstrip()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # A declaration inside says what it was before somebody saved it so.
        data = re.sub(rb"^<\?xml[^>]*>", b"", decode(data).lstrip().encode("utf-8", "replace"))
    data = _DOCTYPE.sub(b"", data[:100_000]) + data[100_000:]
    try:
        parsed = _parse(data, document.charset)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        # feedparser trips over odd namespaces; without any it takes its parser for broken feeds.
        try:
            parsed = _parse(re.sub(rb"xmlns(?::\w+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", data), document.charset)
        except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
            raise Rejection("malformed", f"a broken feed ({type(error).__name__})") from error
    if not parsed.entries:
        if parsed.get("version"):
            raise Rejection("empty", "a feed without entries")
        raise Rejection("unknown_format", "XML, but no feed")
    outlet = _outlet(parsed.feed)
    for number, entry in enumerate(parsed.entries, 1):
        if number > limits.max_documents:
            yield Refused(document.path, "too_large", f"more than {limits.max_documents} entries")
            return
        yield _draft(entry, outlet, number)


def _parse(data: bytes, charset: str | None) -> Any:
    import feedparser  # 80 ms

    # As a stream: given bytes it would take "http://..." for an address to fetch.
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else None
    return feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _draft(entry: Any, outlet: str | None, number: int) -> Draft:
    contents = [plain_text(str(c.get("value") or "")) for c in entry.get("content", ())]
    summary = plain_text(str(entry.get("summary") or ""))
    text = max([*contents, summary], key=len)
    link = _link(entry)
    origin = entry.get("source")
    # An aggregator's entry names the outlet it is from; else the link tells more than the feed's title.
    named = plain_text(str(origin.get("title") or "")) if isinstance(origin, dict) else ""
    # As a plain dictionary: feedparser's own takes one date for another, with a warning.
    dates = (dict.get(entry, key) for key in ("published", "updated", "created"))
    published = next((found for date in dates if (found := parse_date(date))), None)
    return Draft(
        text,
        plain_text(str(entry.get("title") or "")) or None,
        named or known_name(link) or outlet or from_url(link),
        published,
        url=link,
        teaser=True,
        part=str(number),
    )


def _link(entry: Any) -> str | None:
    """The entry's address; a broken feed has texts and lists in its place."""
    links = entry.get("links")
    others = [each.get("href") for each in links if isinstance(each, dict)] if isinstance(links, list) else []
    return next((link for link in (entry.get("link"), *others) if link and isinstance(link, str)), None)


def _outlet(feed: Any) -> str | None:
    """The outlet's name in a feed's title: the part that is no section's name."""
    parts = _SEPARATOR.split(plain_text(str(feed.get("title") or "")))
    return next((part.strip() for part in parts if part.strip() and not _SECTIONS.fullmatch(part)), None)
