"""Saved web pages: the article's text by trafilatura, from a page cleared of what is certainly not the article.

Title, outlet, date and address come from `page_fields`. Scripts never run, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.read.decoding import decode
from summarizer.read.page_fields import PageFields, page_fields
from summarizer.read.values import Cut, CutKind, Document, Draft, Limits, Rejection

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Bytes at the top in which a page declares its character set; browsers look at 1,024.
_HEAD = 4_096
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
#: Characters that libxml2 takes in and lxml will not write back into a tree.
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Blocks that are no part of any article, by element or by a word of their class or id. Chosen on the pages of
#: `extraction_fundus_en`, where each takes out only what the expected texts lack.
_NEVER = "script style noscript template iframe form button select svg object nav figcaption link".split()
_BLOCKS = "div section aside figure ul ol p span blockquote h2 h3 h4".split()
_EMBED = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|reddit-")
_CLASSES = re.compile(
    r"\b(?:most-?(?:popular|read|viewed)|trending|newsletter|related|recirc\w*|read-?(?:more|next)|also-?read"
    r"|more-?(?:on|from|stories)"
    r"|(?:show-?)?comments?|disqus\w*|image-?caption|photo-?caption|caption|author-?(?:bio|box|info|card)"
    r"|about-?(?:the-)?author"
    r"|outbrain\w*|taboola\w*|promo|sponsored?|advert\w*|paywall-?(?:banner|prompt)|share-?(?:bar|buttons"
    r"|tools)|social-?share"
    r"|cookie-?(?:banner|consent)|gallery-?caption|breadcrumbs?|article-?tags|tag-?list|cta|pull-?quotes?"
    r"|popular-(?:articles|stories|posts)|visually-?hidden|sr-only|screen-?reader(?:-?(?:text|only))?|info-?box)\b",
    re.IGNORECASE,
)
#: Nobody who opened the page saw it. Whole articles are hidden until a script runs: the share of letters tells them.
_HIDDEN = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
#: The line or two under a headline.
_STANDFIRST = re.compile(
    r"\b(?:sub-?(?:title|head(?:line)?|heading)|stand-?first|dek|article-excerpt|teaser-text|strapline"
    r"|article-(?:summary|intro))\b"
    r"|(?:__|-)sub-?(?:title|headline)\b",
    re.IGNORECASE,
)
_STANDFIRST_WORDS = range(10, 81)
#: A block of a class like this with a picture in it and few words is a caption.
_PICTURE = re.compile(r"\b(?:image|photo|picture|figure|media|gallery)\b|\b(?:img|image|photo|picture)-", re.IGNORECASE)
_CAPTION_WORDS = 70
#: Characters of a cut block that are kept, to be told.
_TOLD = 200
#: Share of a block's letters inside links from which it is a link to another piece and no paragraph.
_LINK_SHARE = 0.85
#: Siblings of one class that each have a linked heading, from which they are teasers of other pieces.
_TEASERS = 3
#: A page with so many links to articles and so few words beside them is an index.
_INDEX_LINKS = 6
_INDEX_WORDS = 60
#: Length over the extraction's from which a body that the page declares in its metadata is preferred.
_BODY_FACTOR = 1.25


def read_html(document: Document, _: Limits) -> Iterator[Draft]:
    """The article of a page."""
    tree = parse_html(document)
    fields = page_fields(tree, document.url)
    text, links, cuts = article_text(tree, fields)
    if links >= _INDEX_LINKS and len(text.split()) < _INDEX_WORDS:
        raise Rejection(
            "not_article", f"an index page: {links} links to articles, {len(text.split())} words beside them"
        )
    if not text:
        raise Rejection("empty", "no article text in the page")
    yield Draft(
        text,
        fields.title,
        fields.source,
        fields.published,
        fields.published_from,
        fields.url,
        page_type=fields.page_type,
        cuts=tuple(cuts),
    )


def parse_html(document: Document) -> HtmlElement:
    """The tree of a page; raises Rejection where there is none."""
    from lxml import etree, html

    declared = _CHARSET.search(document.data[:_HEAD])
    text = decode(document.data, document.charset or (declared[1].decode("ascii") if declared else None))
    # Decoded here, so that lxml sees one encoding whatever the page says of itself.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, recover=True, no_network=True)
    try:
        tree = html.document_fromstring(_NO_XML.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Rejection("malformed", f"not HTML ({type(error).__name__})") from error
    return tree


def article_text(tree: HtmlElement, fields: PageFields) -> tuple[str, int, list[Cut]]:
    """The article's paragraphs, one a line, the number of links to other pieces, and what was cut; changes the tree."""
    from trafilatura import bare_extraction

    standfirst = _standfirst(tree)
    links, cuts = _prune(tree)
    found = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    text = str(getattr(found, "text", None) or "")
    text = _fuller(re.sub(r"(?m)^\s*[-•*–] (?=\w)", "", text), fields.body)
    return (f"{standfirst}\n{text}" if standfirst and standfirst[:80] not in text else text), links, cuts


def _standfirst(tree: HtmlElement) -> str | None:
    """The lines between headline and article that say what it is about."""
    for element in tree.xpath("(.//h1)[1]/following::*[self::p or self::h2 or self::div][position() < 40][@class]"):
        if _STANDFIRST.search(element.get("class", "").replace("_", "-")):
            text = _words(element)
            return text if len(text.split()) in _STANDFIRST_WORDS and not _is_link(element) else None
    return None


def _prune(tree: HtmlElement) -> tuple[int, list[Cut]]:
    """Take out of the tree what is certainly not the article; the links to other pieces among it, and what is told."""
    from lxml.etree import Comment, ProcessingInstruction

    cuts: list[Cut] = []
    for element in list(tree.iter(*_NEVER, Comment, ProcessingInstruction)):
        if element.tag == "figcaption":
            _tell(cuts, "caption", element)
        _drop(element)
    letters = _letters(tree)
    for element in list(tree.iter(*_BLOCKS)):
        if kind := _appendix(element, letters):
            _tell(cuts, kind, element)
            _drop(element)
    links = _prune_teasers(tree)
    for element in list(tree.iter("p", "li", "h2", "h3", "h4", "h5")):
        if _is_link(element):
            links += len(_words(element).split()) > 2
            _drop(element)
    for heading in list(tree.iter("h1")):
        _drop(heading)
    return links, cuts


def _tell(cuts: list[Cut], kind: CutKind, element: HtmlElement) -> None:
    """Remember a block that has words, and is not inside one that went before."""
    words = _words(element)[:_TOLD]
    if words and any(ancestor.tag == "html" for ancestor in element.iterancestors()):
        cuts.append(Cut(kind, words))


def _appendix(element: HtmlElement, letters: int) -> CutKind | None:
    """What a block is that is none of the article by its class, or a caption; None for all others.

    `letters` is the number in the page's paragraphs: now and then the whole article stands in a block with such a
    class ("main has-related").
    """
    kind = _kind(element.get("class", ""), element.get("id", ""))
    hidden = _HIDDEN.search(element.get("style", "")) or element.get("hidden") is not None
    embedded = element.tag == "blockquote" and _EMBED.search(element.get("class", ""))
    if kind == "block" or hidden or embedded:
        return "block" if _letters(element) <= 0.4 * letters else None
    if element.tag == "figure" or (
        (kind == "caption" or (element.tag == "p" and _is_slanted(element))) and element.find(".//img") is not None
    ):
        return "caption" if len(_words(element).split()) <= _CAPTION_WORDS else None
    return None


@lru_cache(maxsize=10_000)
def _kind(class_: str, id_: str) -> CutKind | None:
    """What the names of a block say that it is; kept, since a site's blocks bear the same few names."""
    name = f"{class_} {id_}".replace("_", "-")
    return "block" if _CLASSES.search(name) else "caption" if _PICTURE.search(name) else None


def _is_slanted(paragraph: HtmlElement) -> bool:
    """Whether all words of a paragraph are in italics, as those under a picture in it are."""
    inside = sum(len(_words(child)) for child in paragraph if child.tag in ("em", "i", "small"))
    return inside > 0 and inside >= _LINK_SHARE * len(_words(paragraph))


def _letters(element: HtmlElement) -> int:
    return sum(len(_words(paragraph)) for paragraph in element.iter("p"))


def _prune_teasers(tree: HtmlElement) -> int:
    """Take out lists of other pieces: siblings of one class, each with a linked heading and few words; how many."""
    alike: dict[tuple[HtmlElement, str], list[HtmlElement]] = {}
    for card in tree.iter("div", "li", "article"):
        if class_ := card.get("class"):
            alike.setdefault((card.getparent(), class_), []).append(card)
    dropped = 0
    for cards in alike.values():
        teasers = [card for card in cards if _is_teaser(card)] if len(cards) >= _TEASERS else []
        for teaser in teasers if len(teasers) >= _TEASERS else ():
            dropped += 1
            _drop(teaser)
    return dropped


def _is_teaser(element: HtmlElement) -> bool:
    headings = element.iter("h2", "h3", "h4", "h5")
    headed = any(h.find(".//a") is not None or next(h.iterancestors("a"), None) is not None for h in headings)
    return headed and sum(1 for _ in element.iter("p")) <= 2 and len(_words(element).split()) <= 80


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_link(element: HtmlElement) -> bool:
    linked = sum(len(_words(link)) for link in element.iterfind(".//a"))
    return linked > 0 and _LINK_SHARE * len(text := _words(element)) <= linked and len(text) < 300


def _drop(element: HtmlElement) -> None:
    """Remove an element and keep the text that follows it."""
    parent = element.getparent()
    if parent is None or element.tag in ("html", "body", "article", "main"):
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _fuller(text: str, body: str | None) -> str:
    """The extracted text, or the body that the page declares where that is the same article, and more of it."""
    if not body or len(body) < _BODY_FACTOR * len(text):
        return text
    mine, theirs = set(re.findall(r"\w{4,}", text.lower())), set(re.findall(r"\w{4,}", body.lower()))
    return body if len(mine & theirs) >= 0.6 * len(mine) else text
