"""Standard input as a file that the readers can take: its format is guessed, for it has no name to show it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from summarizer.read.formats import ENDINGS, format_of
from summarizer.read.values import Document

#: Format -> the usual ending of its files.
_ENDING_OF = {name: ending for ending, name in reversed(ENDINGS.items())}
#: Bytes at the beginning that are looked at, unless JSON asks for its whole first line.
_LOOKED_AT = 4_096
#: A field that every mail has, and one more: an article with a "Date:" line of its own is no mail.
_MAIL = (
    re.compile(rb"^(?:From|Return-Path|Received):", re.IGNORECASE | re.MULTILINE),
    re.compile(rb"^(?:Message-ID|MIME-Version|Subject):", re.IGNORECASE | re.MULTILINE),
)
_FIELD = re.compile(rb"[!-9;-~]+:[ \t]")


@contextmanager
def spooled(stream: BinaryIO, max_bytes: int) -> Iterator[Path]:
    """A temporary file with what the stream holds, while the block runs; its ending shows the format.

    No more is taken than one byte beyond `max_bytes`, from which the readers see that it is too large.
    """
    data = stream.read(max_bytes + 1)
    with TemporaryDirectory(prefix="summarizer-") as folder:
        file = Path(folder) / f"stdin{guessed_ending(data)}"
        file.write_bytes(data)
        yield file


def guessed_ending(data: bytes) -> str:
    """The ending of a file with these bytes; ".txt" for whatever shows no other format.

    >>> guessed_ending(b'{"text": "a"}\\n{"text": "b"}'), guessed_ending(b"<html>"), guessed_ending(b"News")
    ('.jsonl', '.html', '.txt')
    """
    head = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"\x1f\x8b\x08"):
        return f"{guessed_ending(_unpacked(head))}.gz"
    if head.startswith(b"PK\x03\x04"):
        return ".zip"
    if head[:1] in (b"{", b"["):
        return ".jsonl" if _is_lines(data) else ".json"
    if head.startswith((b"---\n", b"---\r\n", b"# ")):
        return ".md"
    fields = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if _FIELD.match(fields) and all(pattern.search(fields) for pattern in _MAIL):
        return ".mhtml" if format_of(Document("", data, "stdin.txt")) == "mhtml" else ".eml"
    return _ENDING_OF[format_of(Document("", data, "stdin.txt")) or "plain"]


def _is_lines(data: bytes) -> bool:
    """Whether the first line is a whole JSON value and others follow."""
    first, _, rest = data.strip().partition(b"\n")
    if not rest.strip():
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, _LOOKED_AT)
    except zlib.error:
        return b""
