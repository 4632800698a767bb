"""Electronic books and magazines (.epub): each text in its reading order as an article. By lxml; no extra is needed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from summarizer.read.archive import Package
from summarizer.read.decoding import decode, tidy
from summarizer.read.excerpts import links_only
from summarizer.read.markup import Block, blocks
from summarizer.read.office import parse_xml
from summarizer.read.outlets import from_path
from summarizer.read.running import count_words
from summarizer.read.values import Document, Draft, Limits, Part, Refused, Rejection
from summarizer.read.worded_dates import worded_date

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))
#: Words under which a page is a cover, a half title or a list of pages.
_LEAST_WORDS = 25
_TITLE_WORDS = range(2, 31)
#: Programs that name themselves as the publisher.
_PROGRAMS = frozenset(("calibre", "pandoc", "sigil", "unknown"))


def read_epub(document: Document, limits: Limits) -> Iterator[Part]:
    """A draft for each text; covers and lists of contents are counted and passed over."""
    package = Package(document.data, "a book", limits)
    place, root = _listing(package)
    outlet = _outlet(root)
    published = worded_date(_field(root, "date"))
    passed_over = found_texts = 0
    for number, name in enumerate(_pages(root, place), 1):
        if number > limits.max_documents:
            yield Refused(document.path, "too_large", f"more than {limits.max_documents} texts")
            return
        found = _text(package.read(name))
        if not found:
            passed_over += 1
            continue
        found_texts += 1
        title, text = _split_title(found)
        yield Draft(text, title, outlet, published, part=str(number))
    if passed_over:
        yield Refused(document.path, "not_article", f"covers, contents and pages without text: {passed_over}")
    elif not found_texts:
        raise Rejection("empty", "a book without texts")


def _listing(package: Package) -> tuple[str, _Element]:
    """Where the list of a book's parts stands, and the list."""
    container = package.read(_CONTAINER)
    if container is None:
        raise Rejection("malformed", "not a book: it has no list of its parts")
    if package.read("META-INF/encryption.xml") is not None and package.read("META-INF/rights.xml") is not None:
        raise Rejection("unreadable", "encrypted")
    for element in parse_xml(container).iterfind(".//{*}rootfile"):
        place = element.get("full-path", "")
        data = package.read(place)
        if data is not None:
            return place, parse_xml(data)
    raise Rejection("malformed", "not a book: the list of its parts is missing")


def _pages(root: _Element, place: str) -> Iterator[str]:
    """The names of the pages in reading order, without the list of contents."""
    folder = posixpath.dirname(place)
    items = {item.get("id"): item for item in root.iterfind(".//{*}manifest/{*}item")}
    for reference in root.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


def _text(data: bytes | None) -> tuple[Block, ...]:
    """The blocks of a page, without links from page to page; none where that leaves no text."""
    if not data:
        return ()
    found = blocks(tidy(decode(data)))
    kept = tuple(block for block in found if block.level is not None or block.linked < 0.9)
    return kept if not links_only(found) and count_words(" ".join(block.text for block in kept)) >= _LEAST_WORDS else ()


def _split_title(found: tuple[Block, ...]) -> tuple[str | None, str]:
    """The first heading, if it stands above the text, and the other blocks."""
    headings = [block for block in found[:6] if block.level is not None and len(block.text.split()) in _TITLE_WORDS]
    title = headings[0] if headings else None
    return title.text if title else None, "\n".join(block.text for block in found if block is not title)


def _field(root: _Element, name: str) -> str | None:
    return tidy(str(root.findtext(f".//{{*}}metadata/{{*}}{name}") or "")).strip() or None


def _outlet(root: _Element) -> str | None:
    """The newspaper that a book's title names ("Castra Courier [Tue, 13 May 2031]"), else its publisher."""
    title, publisher = (_field(root, "title") or "").split("[")[0], _field(root, "publisher")
    named = from_path(title.strip()) if title.strip() else None
    return named or (publisher if publisher and publisher.lower() not in _PROGRAMS else None)
