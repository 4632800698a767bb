"""What running text is: words counted in every script, and paragraphs told from labels, links and menus.

Shared by all that decides whether a page has an article. Leaves out what is done with the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Scripts that write without spaces: Thai, Lao, Burmese, Khmer, kana, Han. Two characters stand for about a word.
_DENSE_RANGES = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_DENSE = re.compile(rf"[{_DENSE_RANGES}]")
#: The end of a sentence: Latin and its like; Armenian; Indic; Arabic, Urdu; Tibetan; Ethiopic; Burmese; Khmer; Chinese
#: and Japanese. A run of marks counts once, and is looked at once: from its beginning.
SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"”’»)\]]*+(?:\s|$)|[\u0589\u0964\u0965\u061f\u06d4\u0f0d\u1362\u104b\u17d4\u3002\uff01\uff1f\uff0e]"
)
#: A paragraph that ends as sentences do; a question or a cry may as well be a headline.
_STATEMENT_END = re.compile(r"[.…\u0589\u0964\u0965\u06d4\u0f0d\u1362\u104b\u17d4\u3002\uff0e][\"”’»)\]」』]*$")
#: Thai and Lao have no mark for it: so many characters are a sentence.
_UNMARKED = re.compile(r"[\u0e00-\u0eff][\u0e00-\u0eff ]{28,}[\u0e00-\u0eff]")
#: Fewer words make a label or a caption.
_RUNNING_WORDS = 8
#: Elements that hold text directly, with or without paragraphs in them.
_HOLDERS = ("p", "div", "li", "td", "section", "article", "blockquote", "main", "pre", "dd")
#: Elements that break a block's text in two.
_BREAKS = frozenset("p div li ul ol td tr table section article blockquote main pre dl dd dt h1 h2 h3 h4 h5 h6".split())


def count_words(text: str) -> int:
    """Words, counted by spaces; two characters a word in scripts that write without them.

    >>> count_words("Rain fell."), count_words("雨が降った。")
    (2, 3)
    """
    dense = len(_DENSE.findall(text))
    return len((_DENSE.sub("", text) if dense else text).split()) + dense // 2


def count_sentences(text: str) -> int:
    """Ends of sentences; in Thai and Lao, which do not mark them, lines of some length."""
    return len(SENTENCE_END.findall(text)) or len(_UNMARKED.findall(text))


def is_statement(text: str) -> bool:
    """Whether a block reads as a paragraph: some words, and the end of a sentence at its end."""
    ended = _STATEMENT_END.search(text) or _UNMARKED.search(text)
    return bool(ended) and count_words(text) >= _RUNNING_WORDS


def vocabulary(text: str) -> frozenset[str]:
    """What two texts have in common if one is the other's: longer words, and pairs of characters of dense scripts."""
    lowered = text.lower()
    words = re.findall(rf"[^\W{_DENSE_RANGES}]{{4,}}", lowered)
    pairs = [run[i : i + 2] for run in re.findall(rf"[{_DENSE_RANGES}]{{2,}}", lowered) for i in range(len(run) - 1)]
    return frozenset([*words, *pairs])


def running_words(tree: HtmlElement) -> int:
    """Words of the paragraphs of a page, or of a block, that read as such."""
    return sum(count_words(text) for text in paragraphs(tree) if is_statement(text))


def has_body(tree: HtmlElement) -> bool:
    """Whether two paragraphs of running text stand in one block, as those of an article do."""
    seen: set[HtmlElement] = set()
    for element in tree.iter(*_HOLDERS):
        own = [" ".join("".join(element.itertext()).split())] if element.tag == "p" else _running_lines(element)
        block = element.getparent() if element.tag == "p" else element
        for _ in filter(is_statement, own):
            if block in seen:
                return True
            seen.add(block)
    return False


def _running_lines(element: HtmlElement) -> list[str]:
    return list(_own_texts(element)) if has_own_text(element) else []


def paragraphs(tree: HtmlElement) -> Iterator[str]:
    """The texts of blocks that hold text themselves, one line each."""
    for element in tree.iter(*_HOLDERS):
        if element.tag == "p":
            if text := " ".join("".join(element.itertext()).split()):
                yield text
        elif has_own_text(element):
            yield from _own_texts(element)


def has_own_text(element: HtmlElement) -> bool:
    """Whether a block holds some text itself, and not only in the blocks within it."""
    own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
    return own >= 30


def _own_texts(element: HtmlElement) -> Iterator[str]:
    """The text directly in a block, split where other blocks and double line breaks stand."""
    pieces: list[str] = [element.text or ""]
    for child in element:
        if child.tag in _BREAKS or child.tag == "br":
            yield from _joined(pieces)
            pieces = [child.tail or ""]
        else:
            pieces += ["".join(child.itertext()) if isinstance(child.tag, str) else "", child.tail or ""]
    yield from _joined(pieces)


def _joined(pieces: list[str]) -> Iterator[str]:
    if text := " ".join("".join(pieces).split()):
        yield text
