"""RSS and Atom feeds, by feedparser: each entry with its full content where the feed has it, else its summary.

feed --feedparser--> entry --markup--> blocks --excerpts--> its own text --items--> a draft, or one for each report
"""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from summarizer.language import lexicon
from summarizer.read.decoding import decode
from summarizer.read.excerpts import is_notice, links_only, whole_sentences
from summarizer.read.items import cut_items, left_out
from summarizer.read.markup import Block, blocks, plain_text
from summarizer.read.outlets import from_url, known_name
from summarizer.read.values import Cut, Document, Draft, Limits, Part, Refused, Rejection
from summarizer.read.worded_dates import worded_date

#: A document type may define entities that grow without end, or name files: no feed needs one.
_DOCTYPE = re.compile(
    rb"<!DOCTYPE[^\[><]{0,2000}+(?:\[(?:(?!<!DOCTYPE).){0,20000}?\]\s*+)?>", re.DOTALL | re.IGNORECASE
)
_SECTIONS = lexicon.pattern("feed_sections", "pages")
_AGGREGATORS = lexicon.pattern("aggregators", "pages")
#: Parameters in which a link that counts clicks names where it leads.
_REDIRECTS = ("url", "q", "u", "target", "dest", "redirect")
#: Entries looked at, outlets they must lead to, and the share of the first from which the feed is its own.
_LOOKED_AT = 200
_OUTLETS = 3
_OWN_SHARE = 0.8
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
    outlet = None if _is_aggregator(parsed) else _outlet(parsed.feed)
    for number, entry in enumerate(parsed.entries, 1):
        if number > limits.max_documents:
            yield Refused(document.path, "too_large", f"more than {limits.max_documents} entries")
            return
        yield from _parts(entry, outlet, number, document.path)


def _parse(data: bytes, charset: str | None) -> Any:
    import feedparser  # 80 ms

    # As a stream: given bytes it would take "http://..." for an address to fetch.
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else None
    return feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _parts(entry: Any, outlet: str | None, number: int, path: str) -> Iterator[Part]:
    """An entry's article, or several where it is a round-up; or that it is a headline alone."""
    versions = [blocks(str(c.get("value") or "")) for c in entry.get("content", ())]
    found = max([*versions, blocks(str(entry.get("summary") or ""))], key=_length)
    if links_only(found):
        yield Refused(f"{path}#{number}", "stub", "a headline and links to other pages, no text")
        return
    draft = _draft(entry, outlet, number)
    kept, cuts = _without_notices(found, draft)
    items = cut_items(kept)
    if not items:
        text = whole_sentences("\n".join(block.text for block in kept))
        yield replace(draft, text=text, cuts=tuple(cuts))
    cuts += [Cut("block", text) for text in left_out(items, kept)]
    for place, item in enumerate(items, 1):
        yield replace(
            draft,
            cuts=tuple(cuts) if place == 1 else (),
            text=item.text,
            title=item.title or draft.title,
            url=item.url if item.title else draft.url,
            part=f"{number}.{place}",
            parent=draft.title,
        )


def _length(found: Sequence[Block]) -> int:
    return sum(len(block.text) + 1 for block in found)


def _without_notices(found: Sequence[Block], draft: Draft) -> tuple[list[Block], list[Cut]]:
    """The blocks without what the site's program puts under an entry in a feed."""
    notices = [is_notice(block.text, draft.title, draft.source) for block in found]
    kept = [block for block, notice in zip(found, notices, strict=True) if not notice]
    return kept, [Cut("furniture", block.text) for block, notice in zip(found, notices, strict=True) if notice]


def _draft(entry: Any, outlet: str | None, number: int) -> Draft:
    """What an entry says beside its text."""
    link = _link(entry)
    origin = entry.get("source")
    # An aggregator's entry names the outlet it is from; else the link tells more than the feed's title.
    named = plain_text(str(origin.get("title") or "")) if isinstance(origin, dict) else ""
    # As a plain dictionary: feedparser's own takes one date for another, with a warning.
    dates = (dict.get(entry, key) for key in ("published", "updated", "created"))
    published = next((found for date in dates if (found := worded_date(date))), None)
    return Draft(
        "",
        plain_text(str(entry.get("title") or "")) or None,
        named or known_name(link) or outlet or from_url(link),
        published,
        url=link,
        teaser=True,
        part=str(number),
    )


def _link(entry: Any) -> str | None:
    """The entry's address; a broken feed has texts and lists in its place, and a search engine its own around it."""
    links = entry.get("links")
    others = [each.get("href") for each in links if isinstance(each, dict)] if isinstance(links, list) else []
    link = next((link for link in (entry.get("link"), *others) if link and isinstance(link, str)), None)
    return _target(link) if link else None


def _target(link: str) -> str:
    """Where a link leads that counts clicks on its way: `google.com/url?url=...`."""
    try:
        query = parse_qsl(urlsplit(link).query)
    except ValueError:
        return link
    return next((v for key, v in query if key in _REDIRECTS and re.match(r"https?://[^/]+\.[^/]", v)), link)


def _is_aggregator(parsed: Any) -> bool:
    """Whether a feed has entries of many outlets: then its title is the name of none."""
    if _AGGREGATORS.search(str(parsed.feed.get("title") or "")):
        return True
    outlets = Counter(outlet for entry in parsed.entries[:_LOOKED_AT] if (outlet := from_url(_link(entry))))
    return len(outlets) >= _OUTLETS and max(outlets.values()) < _OWN_SHARE * outlets.total()


def _outlet(feed: Any) -> str | None:
    """The outlet's name in a feed's title: the part that is no section's name."""
    parts = _SEPARATOR.split(plain_text(str(feed.get("title") or "")))
    return next((part.strip() for part in parts if part.strip() and not _SECTIONS.fullmatch(part)), None)
