"""Documents of word processors and books, put together as their programs do: .docx, .odt, .epub and .rtf."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
#: (style, text); "Title" and "Heading 1" are headings, "" is a paragraph.
Lines = Sequence[tuple[str, str]]


def packed(files: dict[str, str | bytes], first: tuple[str, str] | None = None) -> bytes:
    """An archive of the files, with one that is not compressed before them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _properties(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    )


def docx(lines: Lines, *, title: str = "", body: str = "") -> bytes:
    """A Word document; `body` is markup that stands behind the lines."""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
        for style, text in lines
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Heading 1", "Heading 2")
    )
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"))
    )
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="'
            f'application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="s1" '
            f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
            "word/document.xml": f"<w:document {_W}><w:body>{paragraphs}{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
            "docProps/core.xml": _properties(title),
        }
    )


def odt(lines: Lines, *, title: str = "", body: str = "") -> bytes:
    """An OpenDocument text; `body` is markup that stands before the lines."""
    paragraphs = "".join(
        f'<text:h text:outline-level="1">{escape(text)}</text:h>'
        if style.startswith("Heading")
        else f'<text:p text:style-name="{style or "Standard"}">{escape(text)}</text:p>'
        for style, text in lines
    )
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "meta"))
    return packed(
        {
            "content.xml": f"<office:document-content {names}><office:body><office:text>{body}{paragraphs}"
            "</office:text></office:body></office:document-content>",
            "meta.xml": f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
            f"<dc:title>{escape(title)}</dc:title></office:meta></office:document-meta>",
        },
        ("mimetype", "application/vnd.oasis.opendocument.text"),
    )


def rtf(lines: Lines) -> bytes:
    """An RTF document, with what is beyond ASCII escaped as Word does."""

    def escaped(text: str) -> str:
        return "".join(
            f"\\{c}" if c in "{}\\" else c if c.isascii() else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?"
            for c in text
        )

    shown = "".join(f"\\pard {escaped(text)}\\par\n" for _, text in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0\\fswiss Arial;}}}}\\f0\n{shown}}}".encode("ascii")


def epub(pages: dict[str, str], *, title: str = "", publisher: str = "", date: str = "") -> bytes:
    """A book of pages (name -> markup of the body), in the order given."""
    items = "".join(
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    metadata = "".join(
        f"<dc:{key}>{escape(value)}</dc:{key}>"
        for key, value in (("title", title), ("publisher", publisher), ("date", date))
        if value
    )
    return packed(
        {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
            "</container>",
            "OEBPS/content.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest>{items}</manifest>'
            f"<spine>{spine}</spine></package>",
            **{
                f"OEBPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{page}'
                "</body></html>"
                for name, page in pages.items()
            },
        },
        ("mimetype", "application/epub+zip"),
    )
