"""The lines between a page's headline and its text that say what it is about, which extractors leave behind.

    page --lines_behind--> lines ... text found ... --standfirst--> the lines that stand before it and read as sentences

They stand outside the block of the text on most sites, under class names that say nothing: so they are known by their
place first. Leaves out how the text is found, which is `html`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.language import is_furniture, lexicon
from summarizer.read.cleaning import is_notice
from summarizer.read.dates import visible_date
from summarizer.read.pruning import is_hidden, kind_of, words_of
from summarizer.read.running import count_words, has_own_text, is_statement, vocabulary

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Names of the blocks that hold such lines; and of those that hold an author, a caption or a notice instead.
_NAMED = lexicon.pattern("names_of_standfirsts", "pages")
_OTHERS = lexicon.pattern("names_of_bylines", "pages")
#: Words of a line that its place alone makes one, of one that is called so, and of all together: what is longer is
#: another piece, or a text that the extractor did not take.
_WORDS = range(8, 81)
_NAMED_WORDS = range(5, 81)
_MOST_WORDS = 120
#: Share of a line's words that the title or the text has too.
_SHARE = 0.4
#: Elements behind the headline that are looked at: on nearly all pages the text begins within them.
_ELEMENTS = 300
#: Letters by which a line is known again in the text, and in the page's description of itself.
_KNOWN = 60
_LEAST_KNOWN = 25
_TAGS = ("h1", "h2", "h3", "p", "div", "span", "section", "li", "strong", "b", "em")
_NEVER_IN = frozenset("figure figcaption nav aside footer form button a select table ul ol dl noscript".split())


@dataclass(frozen=True, slots=True)
class Line:
    """What a block behind the headline says, and whether it can be a standfirst."""

    text: str
    #: By its place and its sentence; by the name of its block.
    possible: bool
    named: bool
    #: Whether the page describes itself in these words.
    described: bool = False

    @property
    def letters(self) -> str:
        """What is compared with other texts."""
        return letters_of(self.text)


def lines_behind(tree: HtmlElement, described: str | None) -> tuple[Line, ...]:
    """The blocks of words behind the headline, in order; to be called before the page is pruned."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return ()
    around = set(headline.iterancestors())
    known = letters_of(described or "").removesuffix("…")[:_KNOWN]
    found: list[Line] = []
    seen = set(headline.iter())
    words = 0
    for element in islice(_behind(tree, headline), _ELEMENTS):
        if words > 2 * _MOST_WORDS:  # the text has begun
            break
        if element not in seen and (element.tag in ("p", "h2", "h3") or has_own_text(element)):
            seen.update(element.iter())
            if text := words_of(element):
                blocks = list(_up_to(element, around))
                says_so = len(known) >= _LEAST_KNOWN and letters_of(text).startswith(known)
                named = says_so or _is_named(blocks)
                possible = _is_possible(element, text, blocks, named=named)
                found.append(Line(text, possible, named, says_so))
                words += count_words(text) if is_statement(text) else 0
    return tuple(found)


def standfirst(lines: Sequence[Line], text: str, title: str | None) -> str | None:
    """The lines that stand before `text` on the page, are about the same and not in it; None without any."""
    beginnings = [letters[:_KNOWN] for line in text.split("\n")[:3] if len(letters := letters_of(line)) >= _LEAST_KNOWN]
    begun = next((i for i, line in enumerate(lines) if any(b in line.letters for b in beginnings)), None)
    before = [line for line in lines[:begun] if line.possible]
    if not before:
        return None
    told, known = letters_of(text), vocabulary(f"{title or ''} {text}")
    before = [line for line in before if line.letters[:_KNOWN] not in told]
    before = [line for line in before if line.described or _is_about(line.text, known)]
    # Where the text does not begin behind the headline its place says nothing: only a name does.
    named = [line for line in before if line.named][:1]
    if begun is None or sum(count_words(line.text) for line in before) > _MOST_WORDS:
        before = named
    return "\n".join(line.text for line in before) or None


def _is_about(line: str, known: frozenset[str]) -> bool:
    """Whether enough words of a line are the article's: those on its author, or on a newsletter, are not."""
    words = vocabulary(line)
    return len(words & known) >= _SHARE * len(words)


def letters_of(text: str) -> str:
    """The letters and figures of a text, folded."""
    return re.sub(r"\W+", "", text.casefold())


def _behind(tree: HtmlElement, headline: HtmlElement) -> Iterator[HtmlElement]:
    """The elements behind the headline, in order."""
    behind = False
    for element in tree.iter(*_TAGS):
        if behind and element.tag != "h1":
            yield element
        behind = behind or element is headline


def _up_to(element: HtmlElement, around: set[HtmlElement]) -> Iterator[HtmlElement]:
    """The element and the blocks it stands in, but for those that the headline stands in too."""
    yield element
    for block in element.iterancestors():
        if block in around:
            return
        yield block


def _is_named(blocks: Sequence[HtmlElement]) -> bool:
    return any(_NAMED.search(block.get("class", "").replace("_", "-")) for block in blocks)


def _is_possible(element: HtmlElement, text: str, blocks: Sequence[HtmlElement], *, named: bool) -> bool:
    """Whether a block can be a standfirst: words of some number, a sentence if nothing names it, and no other thing."""
    if count_words(text) not in (_NAMED_WORDS if named else _WORDS) or not (named or is_statement(text)):
        return False
    linked = sum(len(words_of(link)) for link in element.iter("a"))
    if linked > len(text) / 2 or is_furniture(text) or is_notice(text) or visible_date(text):
        return False
    return not any(_is_other(block) for block in blocks)


def _is_other(block: HtmlElement) -> bool:
    """Whether a block holds a caption, an author, a notice or another piece."""
    names = f"{block.get('class', '')} {block.get('id', '')}"
    kind = kind_of(block.get("class", ""), block.get("id", ""))
    return block.tag in _NEVER_IN or kind is not None or is_hidden(block) or bool(_OTHERS.search(names))
