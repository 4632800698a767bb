"""What is certainly not the article goes from the tree of a page: scripts, menus, captions, teasers, hidden blocks.

By elements, classes and the way blocks are built; what stands in their words is `cleaning`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from summarizer.language import lexicon
from summarizer.read.running import count_words, has_body, is_statement, running_words
from summarizer.read.values import Cut, CutKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Blocks that are no part of any article, by element or by a word of their class or id. Chosen on the pages of
#: `extraction_fundus_en`, where each takes out only what the expected texts lack.
_NEVER = "script style noscript template iframe button select svg object nav figcaption link".split()
#: Elements that are no part of an article unless the article is in them: a page wrapped in one form, say.
_WRAPPERS = "form aside footer menu".split()
_BLOCKS = "div section aside figure ul ol p span blockquote h2 h3 h4".split()
_EMBED = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|reddit-")
_CLASSES = lexicon.pattern("names_of_blocks", "pages")
_COMMENTS = lexicon.pattern("names_of_comments", "pages")
_OTHERS = lexicon.pattern("names_of_others", "pages")
_BOXES = lexicon.pattern("names_of_boxes", "pages")
#: Words of running text that must be left before a page's comments are taken out of it.
_LEFT = 40
#: Nobody who opened the page saw it. Whole articles are hidden until a script runs: the share of letters tells them.
_HIDDEN = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_PICTURE = lexicon.pattern("names_of_pictures", "pages")
_CAPTION_WORDS = 70
#: Share of a page's letters in paragraphs from which a block is no appendix, whatever it is called.
_MOST = 0.4
#: Words of a block beside an article that may hold its author and day, and no other piece.
_META_WORDS = 25
#: Characters of a cut block that are kept, to be told.
_TOLD = 200
#: Share of a block's letters inside links from which it is a link to another piece and no paragraph.
_LINK_SHARE = 0.85
#: Siblings of one class that each have a linked heading, from which they are teasers of other pieces.
_TEASERS = 3
#: Words of the longest teaser; of one that is a link from end to end, heading and paragraph.
_CARD_WORDS = 80
_LINKED_WORDS = 200


@dataclass(frozen=True, slots=True)
class Pruned:
    """What the tree of a page held before it was pruned, and what was taken out."""

    #: Links to other pieces.
    links: int
    #: Words of running text, with those that were taken out.
    words: int
    #: Whether some paragraphs of running text stand in one block: a list of teasers has each in its own.
    has_body: bool
    cuts: tuple[Cut, ...]


def prune(tree: HtmlElement) -> Pruned:
    """Take out of the tree what is certainly not the article."""
    from lxml.etree import Comment, ProcessingInstruction

    cuts: list[Cut] = []
    for element in list(tree.iter(*_NEVER, Comment, ProcessingInstruction)):
        if element.tag == "figcaption":
            _tell(cuts, "caption", element)
        _drop(element)
    letters = _letters(tree)
    _unwrap(tree, letters)
    words = running_words(tree)
    for element in list(tree.iter(*_BLOCKS)):
        if kind := _appendix(element, letters, words):
            _tell(cuts, kind, element)
            # What readers wrote is none of what the page reports.
            words -= running_words(element) if kind == "comments" and _is_there(element) else 0
            _drop(element)
    links = _prune_cards(tree, cuts) + _prune_teasers(tree, cuts) + _prune_links(tree, cuts)
    _unlink(tree)
    for heading in list(tree.iter("h1")):
        _drop(heading)
    # Only pages with links to many pieces may be lists of them; for the rest it need not be known.
    return Pruned(links, words, links < _TEASERS or has_body(tree), tuple(cuts))


def _unwrap(tree: HtmlElement, letters: int) -> None:
    """Drop forms, asides and footers; those that hold the article become plain blocks, for the extractor drops them."""
    for element in list(tree.iter(*_WRAPPERS)):
        if _letters(element) > _MOST * letters or _holds_headline(element):
            element.tag = "div"
        elif element.tag == "form":
            _drop(element)


def _holds_headline(element: HtmlElement) -> bool:
    return element.find(".//h1") is not None and element.find(".//p") is not None


def _prune_links(tree: HtmlElement, cuts: list[Cut]) -> int:
    """Take out paragraphs, items and headings that are links to other pieces; how many."""
    links = 0
    for element in list(tree.iter("p", "li", "h2", "h3", "h4", "h5")):
        if is_link(element):
            links += count_words(words_of(element)) > 2
            if element.tag == "p":
                _tell(cuts, "link", element)
            _drop(element)
    return links


def _unlink(tree: HtmlElement) -> None:
    """Make plain text of links that are whole paragraphs: the extractor drops what is linked from end to end."""
    for paragraph in list(tree.iter("p")):
        link = paragraph.find(".//a")
        if link is not None and is_statement(text := words_of(paragraph)):
            links = paragraph.findall(".//a")
            if sum(len(words_of(a)) for a in links) >= _LINK_SHARE * len(text):
                for a in links:
                    a.drop_tag()


def _tell(cuts: list[Cut], kind: CutKind, element: HtmlElement) -> None:
    """Remember a block that has words, and is not inside one that went before."""
    words = " ".join(" ".join(element.itertext()).split())  # blocks that adjoin stand apart on the page
    if any(map(str.isalpha, words)) and _is_there(element):
        cuts.append(Cut(kind, words[:_TOLD], count_words(words)))


def _is_there(element: HtmlElement) -> bool:
    """Whether an element is still in the page, and not in a block that was taken out before it."""
    return any(ancestor.tag == "html" for ancestor in element.iterancestors())


def _appendix(element: HtmlElement, letters: int, words: int) -> CutKind | None:
    """What a block is that is none of the article by its class, or a caption; None for all others.

    `letters` and `words` are those of the page: now and then the whole article stands in a block with such a class
    ("main has-related").
    """
    kind = kind_of(element.get("class", ""), element.get("id", ""))
    hidden = is_hidden(element)
    embedded = element.tag == "blockquote" and _EMBED.search(element.get("class", ""))
    if kind == "comments" and not _holds_headline(element) and words - running_words(element) >= _LEFT:
        return "comments"
    if kind == "box" and not hidden and running_words(element):
        # The extractor has a list of such names of its own.
        element.attrib.pop("class", None)
        element.attrib.pop("id", None)
        return None
    if kind in ("block", "box", "comments") or hidden or embedded:
        return "block" if _letters(element) <= _MOST * letters else None
    if element.tag == "figure" and _is_quotation(element):
        element.tag = "div"  # the extractor drops figures
    if element.tag == "figure" or (
        (kind == "caption" or (element.tag == "p" and _is_slanted(element))) and element.find(".//img") is not None
    ):
        return "caption" if count_words(words_of(element)) <= _CAPTION_WORDS else None
    return None


def _is_quotation(figure: HtmlElement) -> bool:
    """Whether a figure holds a quotation and no picture: a paragraph of its own, and no caption."""
    quoted = figure.find(".//blockquote") is not None
    return quoted and next(figure.iter("img", "picture", "video", "iframe", "svg"), None) is None


def is_hidden(element: HtmlElement) -> bool:
    """Whether a block is hidden by its own style or attribute."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


@lru_cache(maxsize=10_000)
def kind_of(class_: str, id_: str) -> Literal["block", "comments", "box", "caption"] | None:
    """What the names of a block say that it is; kept, since a site's blocks bear the same few names."""
    name = f"{class_} {id_}".replace("_", "-")
    if _COMMENTS.search(name):
        return "comments"
    if _CLASSES.search(name):
        return "block"
    return "box" if _BOXES.search(name) else "caption" if _PICTURE.search(name) else None


class Surroundings:
    """What an element of a page stands in; each block is judged once, since elements share the blocks around them."""

    def __init__(self, headline: HtmlElement | None) -> None:
        #: What the headline stands in is the article's.
        self._around = set(headline.iterancestors()) if headline is not None else set()
        self._judged: dict[HtmlElement, bool] = {}

    def is_aside(self, element: HtmlElement) -> bool:
        """Whether an element stands in a menu, a comment, a list of other pieces or the page's header."""
        for block in (element, *element.iterancestors()):
            if block in self._around or block.tag in ("html", "body"):
                return False
            if block not in self._judged:
                self._judged[block] = is_other_piece(block)
            if self._judged[block]:
                return True
        return False


def is_other_piece(block: HtmlElement) -> bool:
    """Whether a block is no part of an article by its name or by what it is."""
    return _is_other(block.get("class", ""), block.get("id", "")) or _is_apart(block)


def _is_apart(block: HtmlElement) -> bool:
    """Whether an element is no part of an article by what it is: a menu, the page's header, a linked teaser."""
    if block.tag == "nav" or (block.tag == "a" and count_words(words_of(block)) > 8):
        return True
    if block.tag in ("header", "footer", "aside") and next(block.iterancestors("article", "main"), None) is None:
        return True
    if block.tag == "aside" and count_words(words_of(block)) > _META_WORDS:
        return True
    if block.tag == "article" and running_words(block) < _LEFT:
        return True
    return block.tag in ("div", "li", "article") and _is_teaser(block)


@lru_cache(maxsize=10_000)
def _is_other(class_: str, id_: str) -> bool:
    """Whether the names of a block say that it holds comments or other pieces."""
    name = f"{class_} {id_}".replace("_", "-")
    return bool(_COMMENTS.search(name) or _OTHERS.search(name))


def _is_slanted(paragraph: HtmlElement) -> bool:
    """Whether all words of a paragraph are in italics, as those under a picture in it are."""
    inside = sum(len(words_of(child)) for child in paragraph if child.tag in ("em", "i", "small"))
    return inside > 0 and inside >= _LINK_SHARE * len(words_of(paragraph))


def _letters(element: HtmlElement) -> int:
    return sum(len(words_of(paragraph)) for paragraph in element.iter("p"))


def _prune_teasers(tree: HtmlElement, cuts: list[Cut]) -> int:
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
            if running_words(teaser):
                _tell(cuts, "link", teaser)
            _drop(teaser)
    return dropped


def _prune_cards(tree: HtmlElement, cuts: list[Cut]) -> int:
    """Take out links that hold a heading and a picture or a paragraph: teasers that are links from end to end."""
    dropped = 0
    for link in list(tree.iter("a")):
        if len(link) and _is_linked_card(link):
            dropped += 1
            if running_words(link):
                _tell(cuts, "link", link)
            _drop(link)
    return dropped


def _is_linked_card(link: HtmlElement) -> bool:
    if link.get("href", "#").startswith("#") or next(link.iter("h1", "h2", "h3", "h4", "h5"), None) is None:
        return False
    return next(link.iter("p", "img"), None) is not None and count_words(words_of(link)) <= _LINKED_WORDS


def _is_teaser(element: HtmlElement) -> bool:
    headings = element.iter("h2", "h3", "h4", "h5")
    headed = any(h.find(".//a") is not None or next(h.iterancestors("a"), None) is not None for h in headings)
    return headed and sum(1 for _ in element.iter("p")) <= 2 and count_words(words_of(element)) <= _CARD_WORDS


def words_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def is_link(element: HtmlElement) -> bool:
    """Whether a block is a link to another piece: not one to a place on the same page, nor a whole paragraph."""
    links = [a for a in element.iterfind(".//a") if not a.get("href", "").startswith("#")]
    linked = sum(len(words_of(link)) for link in links)
    if not linked or _LINK_SHARE * len(text := words_of(element)) > linked or len(text) >= 300:
        return False
    return not (element.tag == "p" and is_statement(text))


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
