"""Fragments of HTML, from feeds, mails, exports and office documents, to blocks of text. Whole pages are `html`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements that begin a new line.
_BLOCKS = frozenset(
    """
    address article aside blockquote body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li
    main nav ol option p pre section table tbody td tfoot th thead tr ul
    """.split()
)
#: Elements whose text nobody reads.
_SILENT = frozenset("script style noscript template head title iframe object svg button select figcaption".split())
#: What a browser does not show. No size of letters: layouts of mails set it to 0 around all they show.
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px|em|%)?\s*(?:;|!|$)", re.IGNORECASE
)
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
#: Bold or large by style, in a mail that has no headings.
_STRONG = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|font(?:-size)?\s*:[^;]{0,30}?\b(?:2\d|3\d|1[89])(?:\.\d+)?px", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]{2,12});")
#: Markup that was escaped once more than it should have been.
_ESCAPED = re.compile(
    r"&(?:amp;){0,3}lt;(?:/(?:p|div|li|a|b|i|em|strong|span|h\d|ul|ol|blockquote)|br ?/?)&", re.IGNORECASE
)
#: Times markup may have been escaped too often.
_ESCAPES = 4
#: A tag with its attributes as browsers read them, and what stands in a script. It fits whatever follows the first
#: letter, so that each character is looked at once.
_OPENING = re.compile(
    r"""<(?:(script|style)(?=[\s/>])|[a-z][^\s/>]*+)
    (?P<attributes>(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+)*+)
    (?(1)>?+(?:[^<]++|<(?!/(?:script|style)))*+)""",
    re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+""")
#: Attributes of one tag that are kept: libxml2 compares each with all before it, and 20,000 took 2 s.
_MOST_ATTRIBUTES = 300


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item of a list or a cell of a table."""

    text: str
    #: 1 to 6 for a heading.
    level: int | None = None
    #: All its words are bold or large.
    strong: bool = False
    #: Where it leads to, if all its words are links.
    link: str | None = None
    #: Share of its letters that are links.
    linked: float = 0.0


def few_attributes(page: str) -> str:
    """The page with no more attributes in a tag than any page has use for."""
    kept: list[str] = []
    done = 0
    for tag in _OPENING.finditer(page):
        start, end = tag.span("attributes")
        if end - start > 2 * _MOST_ATTRIBUTES:
            more = next(islice(_ATTRIBUTE.finditer(page, start, end), _MOST_ATTRIBUTES, None), None)
            if more:
                kept.append(page[done : more.start()])
                done = end
    return "".join([*kept, page[done:]])


def plain_text(value: str) -> str:
    """The text of a field that may or may not be HTML, one block a line.

    >>> plain_text("<p>Rain &amp; wind.</p><p>It stopped.</p>"), plain_text("3 < 4")
    ('Rain & wind.\\nIt stopped.', '3 < 4')
    """
    value = _unescaped(value)
    if not _TAG.search(value):
        return unescape(value) if _ENTITY.search(value) else value
    return "\n".join(block.text for block in blocks(value))


def blocks(value: str) -> tuple[Block, ...]:
    """The blocks of a field that may or may not be HTML; a line each where it is not."""
    value = _unescaped(value)
    if not _TAG.search(value):
        return tuple(Block(line) for part in unescape(value).split("\n") if (line := " ".join(part.split())))
    from lxml import etree, html

    # Whole documents come with a head, fragments without: one wrapper suits both.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, recover=True, no_network=True, remove_comments=True)
    cleaned = few_attributes(re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f]", "", value))
    try:
        root = html.document_fromstring(f"<div>{cleaned}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return (Block(unescape(_TAG.sub(" ", value))),)
    return tuple(_blocks(root))


def _unescaped(value: str) -> str:
    for _ in range(_ESCAPES):
        if _TAG.search(value) or not _ESCAPED.search(value):
            break
        value = unescape(value)
    return value


@dataclass(slots=True)
class _Line:
    """The block that is being put together."""

    pieces: list[str]
    #: Characters in all, in bold, in links.
    length: int = 0
    bold: int = 0
    linked: int = 0
    level: int | None = None
    link: str | None = None

    def add(self, text: str, bold: bool, link: str | None) -> None:
        # White space in the source is no line break.
        self.pieces.append(" ".join(text.split("\n")))
        count = len("".join(text.split()))
        self.length += count
        self.bold += count if bold else 0
        self.linked += count if link is not None else 0
        self.link = self.link or link

    def block(self) -> Block | None:
        text = " ".join("".join(self.pieces).split())
        # A row of stars, or of the invisible letters that push a mail's text out of its preview.
        if not any(map(str.isalnum, text)):
            return None
        link = self.link if self.linked == self.length else None
        return Block(text, self.level, self.bold == self.length, link, self.linked / self.length)


def _blocks(root: _Element) -> Iterator[Block]:
    """The blocks in document order; without recursion, however deep it nests."""
    from lxml import etree

    line = _Line([])
    silent = bold = 0
    level: int | None = None
    links: list[str] = []

    def broken() -> Iterator[Block]:
        nonlocal line
        if (found := line.block()) is not None:
            yield found
        line = _Line([], level=level)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        change = 1 if event == "start" else -1
        style = element.get("style", "") if tag else ""
        silent += change * (tag in _SILENT or bool(tag and _is_hidden(element, style)))
        bold += change * (tag in _BOLD or bool(style and _STRONG.search(style)))
        if tag == "a" and event == "start":
            links.append(element.get("href", ""))
        elif tag == "a":
            links.pop()
        if re.fullmatch("h[1-6]", tag):
            level = int(tag[1]) if event == "start" else None
        if tag in _BLOCKS:
            yield from broken()
        text = element.text if event == "start" else element.tail
        if not silent and text and (tag or event == "end"):
            line.add(text, bold > 0, links[-1] if links else None)
    yield from broken()


def _is_hidden(element: _Element, style: str) -> bool:
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))
