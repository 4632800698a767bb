"""Fragments of HTML, from feeds, mails and exports, to lines of text. Whole pages are `html`'s."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

#: Elements that begin a new line.
_BLOCKS = frozenset(
    """
    address article aside blockquote body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li
    main nav ol option p pre section table tbody td tfoot th thead tr ul
    """.split()
)
#: Elements whose text nobody reads.
_SILENT = frozenset("script style noscript template head title iframe object svg button select figcaption".split())
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]{2,12});")
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
    if not _TAG.search(value):
        return unescape(value) if _ENTITY.search(value) else value
    from lxml import etree, html

    # Whole documents come with a head, fragments without: one wrapper suits both.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, recover=True, no_network=True, remove_comments=True)
    cleaned = few_attributes(re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f]", "", value))
    try:
        root = html.document_fromstring(f"<div>{cleaned}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return unescape(_TAG.sub(" ", value))
    lines = "".join(_pieces(root)).split("\n")
    return "\n".join(line for part in lines if (line := " ".join(part.split())))


def _pieces(root: object) -> list[str]:
    """The text in document order, with a line break around every block; without recursion, however deep it nests."""
    from lxml import etree

    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS:
                pieces.append("\n")
            if not silent and tag:
                # White space in the source is no line break.
                pieces.append(" ".join((element.text or " ").split("\n")))
        else:
            silent -= tag in _SILENT
            if tag in _BLOCKS:
                pieces.append("\n")
            if not silent:
                pieces.append(" ".join((element.tail or "").split("\n")))
    return pieces
