"""Which reader reads a document: one table, by ending, by declared media type, or by the first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath

from summarizer.read.values import Document, Limits, Part, Reader, Rejection

#: Format -> module and function; imported when a document of the format comes up.
READERS = {
    "plain": ("plain", "read_plain"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
}
ENDINGS = {
    ".txt": "plain", ".text": "plain", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
}  # fmt: skip
MEDIA_TYPES = {
    "text/plain": "plain", "text/markdown": "markdown",
    "text/html": "html", "application/xhtml+xml": "html",
}  # fmt: skip


def format_of(document: Document) -> str | None:
    """The key of READERS for a document; None for a format nobody here reads."""
    declared = MEDIA_TYPES.get((document.media_type or "").lower())
    return declared or ENDINGS.get(PurePosixPath(document.path).suffix.lower())


def read_document(document: Document, limits: Limits) -> Iterator[Part]:
    """What the format's reader finds in a document; raises Rejection where nothing can be read."""
    name = format_of(document)
    if name is None:
        ending = PurePosixPath(document.path).suffix
        raise Rejection("unknown_format", f"no reader for {ending}" if ending else "no file name ending")
    if not document.data.strip():
        raise Rejection("empty", "0 bytes" if not document.data else "nothing but white space")
    module, function = READERS[name]
    reader: Reader = getattr(import_module(f"summarizer.read.{module}"), function)
    yield from reader(document, limits)
