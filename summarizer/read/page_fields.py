"""What a web page says about itself: headline, outlet, date, address, in JSON-LD, meta elements and the visible page.

Leaves out the article's text, which is `html`'s.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from summarizer.read.embedded import declared_text, json_nodes, linked_data, live_text
from summarizer.read.outlets import known_name
from summarizer.read.page_dates import published_on_page
from summarizer.read.values import Origin
from summarizer.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Names of meta elements, best first.
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
_SITES = ("og:site_name", "application-name", "dc.publisher", "twitter:site", "publisher")
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report)$")
#: Larger JSON-LD is no article's.
_MAX_NODES = 5_000
#: What stands between a headline and the site's name in a page title.
_SEPARATOR = re.compile(r"\s+(?:[|•·»*–—-]|::|//)\s+|\s*\|\s*")
#: Words that sites add to their names in titles.
_OF_SITES = frozenset("news national online world the com co uk www daily local breaking latest headlines".split())
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
    #: The article's text, and the entries of a live blog, as JSON-LD gives them.
    body: str | None
    live: str | None


def page_fields(tree: HtmlElement, saved_from: str | None = None) -> PageFields:
    """The fields of a page; `saved_from` is its address where the container knows it."""
    meta = _meta(tree)
    linked = _article_node(tree)
    site = _site(meta, linked)
    address = _address(tree, meta, linked, saved_from)
    title = _title(tree, meta, linked, site)
    published, origin = published_on_page(tree, meta, linked, address, title)
    return PageFields(
        title,
        # One name an outlet: pages of one site call it "AP News" and "Associated Press".
        known_name(address) or site,
        published,
        origin,
        address,
        bool(linked) or meta.get("og:type", "").lower() == "article",
        declared_text(linked),
        live_text(linked),
    )


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


def _title(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], site: str | None) -> str | None:
    """The headline most of the page's places agree on; the visible one where all differ.

    Where they differ no rule can tell which one an outlet calls the headline: of the 41 pages of `extraction_fundus_en`
    whose places differ, the gold goes with the visible heading in 27, against it in 14, and of the two commonest ways
    to differ (6 and 5, 5 and 4 pages) it takes either side.
    """
    visible = [_without_site(h1.text_content(), site, sure=True) for h1 in tree.iter("h1")]
    page_title = next((" ".join(t.text_content().split()) for t in tree.iter("title")), "")
    declared = next((meta[name] for name in _TITLES if name in meta), "")
    stated = next((unescape(v) for v in _strings(linked.get("headline"))), "")
    headings = [h for h in visible if len(h.split()) > 2 and fold(h) != fold(site or "")]
    # A part that stands in the visible heading is the outlet's kicker ("BUDGET | ...") and no name of a section.
    shown = {_key(h) for h in headings}
    named = [t if _key(t) in shown else _without_site(t, site) for t in (stated, declared, page_title)]
    # The heading that the other places know, else the first that is not the site's name.
    known = {_key(n) for n in named if n}
    heading = next((h for h in headings if _key(h) in known), headings[0] if headings else "")
    candidates = [c for c in (heading, *named) if c]
    votes = Counter(_key(c) for c in candidates)
    return max(candidates, key=lambda c: (votes[_key(c)], -candidates.index(c)), default=None)


def _key(title: str) -> str:
    return " ".join(re.findall(r"\w+", fold(title)))


def _without_site(title: str, site: str | None, *, sure: bool = False) -> str:
    """A page title without the parts before and after it that name the site, a section or an author; `sure`: the site.

    >>> _without_site("Bridge shut - for weeks | World | Harbour Gazette", "Harbour Gazette")
    'Bridge shut - for weeks'
    """
    title = " ".join(title.split())
    marks = list(_SEPARATOR.finditer(title))
    start, end = 0, len(title)
    for mark in reversed(marks):
        if not _names_site(title[mark.end() : end], mark.group(), site, sure):
            break
        end = mark.start()
    for mark in marks:
        if mark.end() >= end or not _names_site(title[start : mark.start()], mark.group(), site, sure):
            break
        start = mark.end()
    return title[start:end].strip() or title


def _names_site(part: str, separator: str, site: str | None, sure: bool) -> bool:
    """Whether a part of a page title is a name: the site's, or a short one set off by a bar and not by a dash."""
    words, known = set(_key(part).split()), set(_key(site or "").split())
    if not words or (known and (words <= known | _OF_SITES or (known <= words and len(words) <= len(known) + 4))):
        return True
    if sure:
        return False
    if re.fullmatch(r"\s*(?:by .+|(?:\w+\.)+[a-z]{2,})\s*", part, re.IGNORECASE):
        return True
    return separator.strip() not in ("-", "–", "—") and len(words) <= 4


def _site(meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    """The outlet's name, without the slogan that some add to it."""
    publishers = linked.get("publisher")
    names = [meta.get(_SITES[0])]
    for item in publishers if isinstance(publishers, list) else [publishers]:
        names += _strings(item.get("name") if isinstance(item, dict) else item)
    names += [meta.get(name, "").lstrip("@") for name in _SITES[1:]]
    found = next((unescape(n).strip() for n in names if n and n.strip() and not n.startswith("http")), None)
    return _SEPARATOR.split(found)[0] if found else None


def _address(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], saved_from: str | None) -> str | None:
    base = saved_from or ""
    page = linked.get("mainEntityOfPage")
    candidates = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        meta.get("og:url"),
        *_strings(linked.get("url")),
        *_strings(page.get("@id") if isinstance(page, dict) else page),
        saved_from,
        *[m[1] for c in tree.getroottree().xpath("//comment()")[:20] if (m := _SAVED_FROM.search(f"<!--{c.text}-->"))],
    ]
    for candidate in candidates:
        try:
            address = urljoin(base, str(candidate).strip()) if candidate else ""
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and "." in parts.netloc:
            return address
    return None
