"""Which reader reads a document: one table, by declared media type, by ending, or by the first bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath

from summarizer import plugins
from summarizer.errors import PluginError
from summarizer.read.values import Document, Limits, Part, Reader, Rejection

#: Format -> module and function; a module is imported when a document of its format comes up.
READERS = {
    "plain": ("plain", "read_plain"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
    "json": ("records", "read_json"),
    "jsonl": ("records", "read_json_lines"),
    "feed": ("feed", "read_feed"),
    "mail": ("mail", "read_mail"),
    "mbox": ("mail", "read_mbox"),
    "mhtml": ("mail", "read_mhtml"),
    "warc": ("warc", "read_warc"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("office", "read_docx"),
    "odt": ("office", "read_odt"),
    "rtf": ("office", "read_rtf"),
    "epub": ("epub", "read_epub"),
    "gzip": ("archive", "read_gzip"),
    "zip": ("archive", "read_zip"),
}
ENDINGS = {
    ".txt": "plain", ".text": "plain", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".rss": "feed", ".atom": "feed", ".xml": "feed", ".rdf": "feed",
    ".eml": "mail", ".mbox": "mbox", ".mhtml": "mhtml", ".mht": "mhtml",
    ".warc": "warc", ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".odt": "odt", ".rtf": "rtf", ".epub": "epub",
    ".gz": "gzip", ".zip": "zip",
}  # fmt: skip
MEDIA_TYPES = {
    "text/plain": "plain", "text/markdown": "markdown", "text/html": "html", "application/xhtml+xml": "html",
    "application/pdf": "pdf", "application/rtf": "rtf", "text/rtf": "rtf", "application/epub+zip": "epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/rss+xml": "feed", "application/atom+xml": "feed",
}  # fmt: skip
#: What a document's first bytes show, whatever it is called; not for formats that cannot be told from plain text.
_MAGIC = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"\{\\rtf\d"), "rtf"),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", re.DOTALL), "epub"),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL), "odt"),
    (re.compile(rb"From [^\r\n]{0,200}\d{4}\r?\n[\w-]{1,40}:"), "mbox"),
    (re.compile(rb"WARC/[01]\."), "warc"),
    (re.compile(rb"\x1f\x8b\x08"), "gzip"),
    (re.compile(rb"<(?:rss|feed|rdf:RDF)\b"), "feed"),
    (re.compile(rb"<(?:!doctype html|html)\b", re.IGNORECASE), "html"),
    (re.compile(rb"From: <Saved by (?:Blink|Windows Internet Explorer|Mozilla)", re.IGNORECASE), "mhtml"),
)
#: Bytes of declarations and comments that may stand before a document's first element.
_PROLOGUE = 65_536
_BLANK = b" \t\r\n"
_SNIFFED = 2_048
#: Formats whose ending is often wrong: pages saved as .txt or .xml, archives of web pages as .gz.
_DOUBTFUL = frozenset({"plain", "html", "feed", "json", None})


def plugged(ending: str) -> bool:
    """Whether another package has brought a reader for files with that ending; it goes before ours."""
    return ending[1:] in plugins.plugin_names(plugins.READERS)


def format_of(document: Document) -> str | None:
    """The key of READERS for a document, its ending if a plug-in reads it; None for a format nobody here reads.

    >>> format_of(Document("a.warc.gz", b"")), format_of(Document("a.txt", b"<html>"))
    ('warc', 'html')
    """
    path = PurePosixPath((document.name or document.path).lower())
    if path.suffixes[-2:] == [".warc", ".gz"]:
        return "warc"
    if plugged(path.suffix):
        return path.suffix
    declared = MEDIA_TYPES.get((document.media_type or "").lower()) or ENDINGS.get(path.suffix)
    if declared in _DOUBTFUL:
        head = _behind_prologue(document.data)
        return next((name for pattern, name in _MAGIC if pattern.match(head)), declared)
    return declared


def _behind_prologue(data: bytes) -> bytes:
    """The first bytes behind byte order mark, XML declaration and comments, each looked at once.

    A pattern for it tried every way to divide the comments: 2 ** comments.
    """
    at = _behind_blanks(data, 3 if data.startswith(codecs.BOM_UTF8) else 0)
    if data.startswith(b"<?xml", at) and (end := data.find(b">", at, at + _SNIFFED)) >= 0:
        at = _behind_blanks(data, end + 1)
    while data.startswith(b"<!--", at) and (end := data.find(b"-->", at + 4, _PROLOGUE)) >= 0:
        at = _behind_blanks(data, end + 3)
    return data[at : at + _SNIFFED]


def _behind_blanks(data: bytes, at: int) -> int:
    rest = data[at:_PROLOGUE]
    return at + len(rest) - len(rest.lstrip(_BLANK))


def read_document(document: Document, limits: Limits) -> Iterator[Part]:
    """What the format's reader finds in a document; raises Rejection where nothing can be read."""
    name = format_of(document)
    if name is None:
        ending = PurePosixPath(document.path).suffix
        raise Rejection("unknown_format", f"no reader for {ending}" if ending else "no file name ending")
    if not document.data.strip():
        raise Rejection("empty", "0 bytes" if not document.data else "nothing but white space")
    yield from _reader(name)(document, limits)


def _reader(name: str) -> Reader:
    reader: Reader
    if plugged(name):
        try:
            reader = plugins.load_plugin(plugins.READERS, name[1:])
        except PluginError as error:
            raise Rejection("failed", str(error)) from error
    else:
        module, function = READERS[name]
        reader = getattr(import_module(f"summarizer.read.{module}"), function)
    return reader
