"""What is certainly not the article goes from the tree of a page: scripts, menus, captions, teasers, hidden blocks.

By elements, classes and the way blocks are built; what stands in their words is `cleaning`'s.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.read.values import Cut, CutKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

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
#: A block of a class like this with a picture in it and few words is a caption.
_PICTURE = re.compile(r"\b(?:image|photo|picture|figure|media|gallery)\b|\b(?:img|image|photo|picture)-", re.IGNORECASE)
_CAPTION_WORDS = 70
#: Characters of a cut block that are kept, to be told.
_TOLD = 200
#: Share of a block's letters inside links from which it is a link to another piece and no paragraph.
_LINK_SHARE = 0.85
#: Siblings of one class that each have a linked heading, from which they are teasers of other pieces.
_TEASERS = 3


def prune(tree: HtmlElement) -> tuple[int, list[Cut]]:
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
        if is_link(element):
            links += len(words_of(element).split()) > 2
            _drop(element)
    for heading in list(tree.iter("h1")):
        _drop(heading)
    return links, cuts


def _tell(cuts: list[Cut], kind: CutKind, element: HtmlElement) -> None:
    """Remember a block that has words, and is not inside one that went before."""
    words = words_of(element)[:_TOLD]
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
        return "caption" if len(words_of(element).split()) <= _CAPTION_WORDS else None
    return None


@lru_cache(maxsize=10_000)
def _kind(class_: str, id_: str) -> CutKind | None:
    """What the names of a block say that it is; kept, since a site's blocks bear the same few names."""
    name = f"{class_} {id_}".replace("_", "-")
    return "block" if _CLASSES.search(name) else "caption" if _PICTURE.search(name) else None


def _is_slanted(paragraph: HtmlElement) -> bool:
    """Whether all words of a paragraph are in italics, as those under a picture in it are."""
    inside = sum(len(words_of(child)) for child in paragraph if child.tag in ("em", "i", "small"))
    return inside > 0 and inside >= _LINK_SHARE * len(words_of(paragraph))


def _letters(element: HtmlElement) -> int:
    return sum(len(words_of(paragraph)) for paragraph in element.iter("p"))


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
    return headed and sum(1 for _ in element.iter("p")) <= 2 and len(words_of(element).split()) <= 80


def words_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def is_link(element: HtmlElement) -> bool:
    """Whether a block is a link to another piece and no paragraph."""
    linked = sum(len(words_of(link)) for link in element.iterfind(".//a"))
    return linked > 0 and _LINK_SHARE * len(text := words_of(element)) <= linked and len(text) < 300


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
