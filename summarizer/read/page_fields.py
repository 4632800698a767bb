"""What a web page says about itself: headline, outlet, date, address, in JSON-LD, meta elements and the visible page.

Leaves out the article's text, which is `html`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from summarizer.read.headlines import headline
from summarizer.read.outlets import known_name
from summarizer.read.page_data import declared_text, json_nodes, linked_data, live_text
from summarizer.read.page_dates import published_on_page
from summarizer.read.sites import own_address, site_name
from summarizer.read.values import Origin

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report)$")
#: Names of meta elements for who wrote it; words of a name.
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_NAME_WORDS = range(2, 5)
#: Larger JSON-LD is no article's.
_MAX_NODES = 5_000
#: Comments in which a browser may say where it saved a page from.
_COMMENTS = 20
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+?)\s*-->", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFields:
    """What a page declares, each None where it does not."""

    title: str | None
    source: str | None
    published: datetime | None
    published_from: Origin
    url: str | None
    #: Whether it says that it is an article.
    declared: bool
    description: str | None
    #: The article's text, and the entries of a live blog, as JSON-LD gives them.
    body: str | None
    live: str | None
    #: The names of those who wrote it, first and last name at least.
    authors: tuple[str, ...] = ()


def page_fields(tree: HtmlElement, saved_from: str | None = None) -> PageFields:
    """The fields of a page; `saved_from` is its address where the container knows it."""
    meta = _meta(tree)
    linked = _article_node(tree)
    address = _address(tree, meta, linked, saved_from)
    page_title = next((" ".join(t.text_content().split()) for t in tree.iter("title")), "")
    site = site_name(meta, _publishers(linked), address, page_title)
    stated = next(iter(_strings(linked.get("headline"))), "")
    title = headline(tree, meta, stated, page_title, (site or "", meta.get("og:site_name", "")), address)
    published, origin = published_on_page(tree, meta, linked, address, title)
    return PageFields(
        title,
        # One name an outlet: pages of one site call it "AP News" and "Associated Press".
        known_name(address) or site,
        published,
        origin,
        address,
        bool(linked) or meta.get("og:type", "").lower() == "article",
        meta.get("og:description") or meta.get("description"),
        declared_text(linked),
        live_text(linked),
        tuple(name for name in _authors(meta, linked) if len(name.split()) in _NAME_WORDS),
    )


def _authors(meta: dict[str, str], linked: dict[str, Any]) -> list[str]:
    """Who wrote the page, by its meta elements and by JSON-LD."""
    stated = linked.get("author")
    items = stated if isinstance(stated, list) else [stated]
    names = [n for item in items for n in _strings(item.get("name") if isinstance(item, dict) else item)]
    return [" ".join(n.split()) for n in (*names, *(meta[key] for key in _AUTHORS if key in meta))]


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each meta element, by its name in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _article_node(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the page's article; empty without one."""
    nodes = [node for value in linked_data(tree) for node in json_nodes(value, _MAX_NODES)]
    typed = (n for n in nodes if any(map(_ARTICLE_TYPES.search, _strings(n.get("@type")))))
    articles = [n for n in typed if n.get("headline")]
    # Some pages also list other articles: theirs have no date, or stand later.
    return next((n for n in articles if n.get("datePublished")), articles[0] if articles else {})


def _strings(value: Any) -> list[str]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]


def _publishers(linked: dict[str, Any]) -> list[str]:
    """The names of the publishers that JSON-LD gives."""
    publishers = linked.get("publisher")
    items = publishers if isinstance(publishers, list) else [publishers]
    return [name for item in items for name in _strings(item.get("name") if isinstance(item, dict) else item)]


def _first_comments(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The comments nearest before the page's root and the first inside it; a path for all takes the square of them."""
    from lxml.etree import Comment

    root = tree.getroottree().getroot()
    yield from islice(root.itersiblings(Comment, preceding=True), _COMMENTS)
    yield from islice(root.iter(Comment), _COMMENTS)


def _address(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], saved_from: str | None) -> str | None:
    base = saved_from or ""
    page = linked.get("mainEntityOfPage")
    candidates = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        meta.get("og:url"),
        *_strings(linked.get("url")),
        *_strings(page.get("@id") if isinstance(page, dict) else page),
        saved_from,
        *[m[1] for c in _first_comments(tree) if (m := _SAVED_FROM.search(f"<!--{c.text}-->"))],
    ]
    addresses = [address for candidate in candidates if (address := _joined(base, candidate))]
    return own_address(addresses, tree.xpath("//a/@href") if len(addresses) > 1 else ())


def _joined(base: str, candidate: object) -> str | None:
    """A candidate as a whole address of the web; None for what is none."""
    try:
        address = urljoin(base, str(candidate).strip()) if candidate else ""
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and "." in parts.netloc else None
