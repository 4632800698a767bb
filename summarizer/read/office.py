"""Documents of word processors: .docx by mammoth and .rtf by striprtf (extras), .odt by lxml. Press releases come so.

All three give blocks, headings known; a document is one article. Nothing outside of the file is opened, no macro runs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.language import lexicon
from summarizer.read.archive import Package
from summarizer.read.decoding import tidy
from summarizer.read.markup import Block, blocks
from summarizer.read.plain import day_at_top, split_header, split_headline, unwrap
from summarizer.read.values import Cut, Document, Draft, Limits, Rejection
from summarizer.read.worded_dates import worded_date

if TYPE_CHECKING:
    from lxml.etree import _Element

#: How Word's own styles for the head of a document are shown.
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
#: Notes at the foot, and the figures that lead to them.
_NOTES = re.compile(
    r"<li id=\"(?:foot|end)note-[^<>]*+>(?:(?!<li id=).)*?</li>"
    r"|<sup>\s*+<a (?>[^<>]*?(?:foot|end)note-)[^<>]*+>(?:(?!<sup>).)*?</a>\s*+</sup>",
    re.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0"
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT = _ODF % "text"
#: Parts of an .odt that are no running text: what was deleted, notes, comments, tables of contents.
_ODT_SILENT = frozenset(
    [_TEXT + name for name in ("tracked-changes", "note", "table-of-content", "alphabetical-index", "sequence-decls")]
    + [_ODF % "office" + name for name in ("annotation", "forms", "scripts")]
)
_ODT_SPACES = {_TEXT + "s": " ", _TEXT + "tab": " ", _TEXT + "line-break": "\n"}
#: Blocks at the top among which the title is looked for, and its words.
_TOP = 8
_TITLE_WORDS = range(3, 31)
_LABEL = lexicon.pattern("press_release", "pages")
_LAST_LINE = lexicon.pattern("end_of_release", "pages")
#: Share of the blocks that must stand above such an end.
_END_SHARE = 0.3


def read_docx(document: Document, limits: Limits) -> Iterator[Draft]:
    """One article: the text of the document with its changes accepted, without pictures and notes."""
    try:
        import mammoth
    except ImportError as error:
        raise Rejection("unknown_format", "Word documents need: pip install 'summarizer[office]'") from error
    if document.data.startswith(_OLE):
        raise Rejection("unreadable", "encrypted, or an old Word document: save it as .docx without a password")
    package = Package(document.data, "a Word document", limits)
    if any(b"<!DOCTYPE" in part.replace(b"\0", b"") for part in package.parts(".xml", ".rels")):
        # Entities could grow without end; no word processor writes them.
        raise Rejection("unsafe", "a document type inside")
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(document.data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda _: [],
            external_file_access=False,
        ).value
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # it raises whatever a broken file makes its code do
        raise Rejection("malformed", f"broken Word document ({type(error).__name__})") from error
    yield _article(blocks(tidy(_NOTES.sub("", html))), _stated_title(package, "docProps/core.xml"))


def read_odt(document: Document, limits: Limits) -> Iterator[Draft]:
    """One article: the paragraphs and headings of the document."""
    package = Package(document.data, "an OpenDocument text", limits)
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise Rejection("unreadable", "encrypted")
    content = package.read("content.xml")
    if content is None:
        raise Rejection("malformed", "no text in it (content.xml is missing)")
    yield _article(_odt_blocks(parse_xml(content)), _stated_title(package, "meta.xml"))


def read_rtf(document: Document, _: Limits) -> Iterator[Draft]:
    """One article: the text of the document, with the fields of its header where it has them."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise Rejection("unknown_format", "RTF documents need: pip install 'summarizer[office]'") from error
    if not document.data.lstrip().startswith(b"{\\rtf"):
        raise Rejection("malformed", "not RTF")
    try:
        # Seven bits by its rules; what has more is in the document's own code page, byte by byte.
        text = rtf_to_text(document.data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # it raises whatever a broken file makes its code do
        raise Rejection("malformed", f"broken RTF ({type(error).__name__})") from error
    lines = re.sub(r"\((?:https?://|mailto:)[^()\s]{1,500}\)", "", tidy(text))
    yield _article(tuple(Block(line.strip(" |")) for line in unwrap(lines).split("\n") if line.strip(" |")), None)


def _article(found: Sequence[Block], stated: str | None) -> Draft:
    """The draft that the blocks of a document make."""
    if not found:
        raise Rejection("empty", "no text in it")
    kept, cuts = _without_ends(found)
    fields, rest = split_header("\n".join(block.text for block in kept))
    if fields.keys() & {"title", "published", "source"}:
        head = len(kept) - len([line for line in rest.split("\n") if line.strip()])
        kept = kept[head:]
    published = worded_date(fields.get("published"))
    day, dated = (None, None) if published else day_at_top([block.text for block in kept[:_TOP]])
    if day is not None:
        published = dated
        cuts.append(Cut("dateline", kept[day].text))
        kept = [*kept[:day], *kept[day + 1 :]]
    title = fields.get("title")
    place = None if title else _title(kept)
    if place is not None:
        title = kept[place].text
        kept = [*kept[:place], *kept[place + 1 :]]
    text = "\n".join(block.text for block in kept)
    if title is None:
        title, text = split_headline(text)
    return Draft(
        text,
        title or stated,
        fields.get("source"),
        published,
        "field" if dated is None else "text",
        url=fields.get("url"),
        cuts=tuple(cuts),
    )


def _without_ends(found: Sequence[Block]) -> tuple[list[Block], list[Cut]]:
    """The blocks without the labels above a press release and the notes below its end."""
    after = _END_SHARE * len(found)
    end = next((n for n, block in enumerate(found) if n > after and _LAST_LINE.fullmatch(block.text)), len(found))
    gone = [place >= end or _LABEL.fullmatch(block.text) is not None for place, block in enumerate(found)]
    kept = [block for block, cut in zip(found, gone, strict=True) if not cut]
    return kept, [Cut("furniture", block.text) for block, cut in zip(found, gone, strict=True) if cut]


def _title(found: Sequence[Block]) -> int | None:
    """Where the title stands: the first heading near the top, else the first line there that is bold or large."""
    top = [n for n, block in enumerate(found[:_TOP]) if len(block.text.split()) in _TITLE_WORDS and n + 1 < len(found)]
    headings = [n for n in top if found[n].level is not None]
    bold = [n for n in top if found[n].strong and not re.search(r"[.!:;,][\"”’)]*$", found[n].text)]
    return next(iter([*headings[:1], *bold[:1]]), None)


def _stated_title(package: Package, part: str) -> str | None:
    """The title in a document's properties, if it is more than what programs put there."""
    data = package.read(part)
    if data is None:
        return None
    root = parse_xml(data)
    title = tidy(str(root.findtext(".//{http://purl.org/dc/elements/1.1/}title") or "")).strip()
    junk = re.search(r"\.\w{3,4}$|^microsoft|^untitled|^document\b", title, re.IGNORECASE)
    return title if len(title.split()) > 2 and not junk else None


def parse_xml(data: bytes) -> _Element:
    """The tree of a part; raises Rejection where there is none."""
    from lxml import etree

    # No entity is put in, no file or network is asked.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Rejection("malformed", f"not XML inside ({type(error).__name__})") from error
    if root is None:
        raise Rejection("malformed", "not XML inside")
    return root


def _odt_blocks(root: _Element) -> tuple[Block, ...]:
    """The paragraphs and headings in their order; without recursion, however deep they nest."""
    from lxml import etree

    found: list[Block] = []
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        silent += (1 if event == "start" else -1) * (tag in _ODT_SILENT)
        starts, is_block = event == "start", tag in (_TEXT + "p", _TEXT + "h")
        if is_block and not silent:
            found += _odt_block(pieces, None if starts else element)
            pieces = []
        text = (_ODT_SPACES.get(tag, "") + (element.text or "")) if starts else element.tail
        if text and not silent:
            pieces.append(text)
    return tuple(found)


def _odt_block(pieces: list[str], element: _Element | None) -> list[Block]:
    """The lines that were collected, as the block of the element that ends with them."""
    level = None
    if element is not None and element.tag == _TEXT + "h":
        level = min(6, int(re.sub(r"\D", "", element.get(_TEXT + "outline-level", ""))[:1] or 1) or 1)
    elif element is not None and element.get(_TEXT + "style-name") in ("Title", "Subtitle"):
        level = 1
    lines = tidy("".join(pieces)).split("\n")
    return [Block(line, level) for part in lines if any(map(str.isalnum, line := " ".join(part.split())))]
