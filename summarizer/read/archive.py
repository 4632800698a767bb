"""Compressed files and archives (.gz, .zip): unpacked in memory within the limits, never onto the disk."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath

from summarizer.read.files import LITTER
from summarizer.read.values import Document, Limits, Part, Refused, Rejection, member

#: What unpacks to less is no bomb, whatever its ratio.
_HARMLESS = 10_000_000
_CHUNK = 1 << 20
#: Bytes of a member that are looked at first.
_PIECE = 512


def read_gzip(document: Document, limits: Limits) -> Iterator[Part]:
    """The one file inside."""
    name = re.sub(r"\.gz$", "", document.name or document.path, flags=re.IGNORECASE)
    yield replace(document, data=gunzip(document.data, limits), name=name, media_type=None, depth=document.depth + 1)


def gunzip(data: bytes, limits: Limits) -> bytes:
    """The unpacked bytes of one or several members; a broken end gives what stands before it."""
    out = io.BytesIO()
    at = 0
    while at < len(data):
        try:
            at = _unpack_member(data, at, out, limits)
        except zlib.error as error:
            if not out.tell():
                raise Rejection("malformed", "not gzip, or broken from the beginning") from error
            break
    return out.getvalue()


def _unpack_member(data: bytes, at: int, out: io.BytesIO, limits: Limits) -> int:
    """Where the member that begins at `at` ends, after it was unpacked to `out`.

    It is fed in pieces that double: what a piece holds of the next member is copied, and a file may be all members.
    """
    unpacker = zlib.decompressobj(wbits=31)
    size = _PIECE
    while at < len(data) and not unpacker.eof:
        rest = data[at : at + size]
        at += len(rest)
        size = min(2 * size, _CHUNK)
        while rest and not unpacker.eof:
            out.write(unpacker.decompress(rest, _CHUNK))
            rest = unpacker.unconsumed_tail
            _check(out.tell(), len(data), limits)
    return at - len(unpacker.unused_data)


def _check(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > _HARMLESS and unpacked > limits.max_ratio * packed:
        raise Rejection("unsafe", f"unpacks to more than {limits.max_ratio} times its size")
    if unpacked > limits.max_bytes:
        raise Rejection("too_large", f"more than {limits.max_bytes:,} bytes unpacked")


def read_zip(document: Document, limits: Limits) -> Iterator[Part]:
    """The files inside, in the order of their names."""
    archive = _open(document.data, "a zip archive")
    members = sorted(archive.infolist(), key=lambda info: info.filename)
    if _overlap(members):
        raise Rejection("unsafe", "its members overlap: the same bytes are unpacked again and again")
    # A broken directory may have a member without a name, which `is_dir` cannot look at.
    members = [info for info in members if info.filename and not info.is_dir() and not _is_litter(info)]
    if not members:
        raise Rejection("empty", "no files in it")
    total = 0
    for number, info in enumerate(members):
        path = member(document, info.filename, b"").path
        if number >= limits.max_documents or total > limits.max_unpacked_bytes:
            yield Refused(document.path, "too_large", f"stopped at {path}")
            return
        if reason := _danger(info, limits):
            yield Refused(path, "unsafe", reason)
            continue
        try:
            data = _unpack(archive, info, limits)
        except Rejection as rejection:
            yield Refused(path, rejection.reason, rejection.detail)
            continue
        total += len(data)
        yield member(document, info.filename, data)


def _open(data: bytes, kind: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Rejection("malformed", f"not {kind}, or cut off") from error


class Package:
    """A document that is an archive of parts (.docx, .odt, .epub), each unpacked within the limits when asked for."""

    def __init__(self, data: bytes, kind: str, limits: Limits) -> None:
        self._archive = _open(data, kind)
        self._limits = limits
        self._parts = {info.filename: info for info in self._archive.infolist()}
        # Whatever reads the package may unpack any part of it.
        if _overlap(list(self._parts.values())):
            raise Rejection("unsafe", "its parts overlap: the same bytes are unpacked again and again")
        if danger := next((danger for info in self._parts.values() if (danger := _danger(info, limits))), None):
            raise Rejection("unsafe", danger)
        if sum(info.file_size for info in self._parts.values()) > limits.max_unpacked_bytes:
            raise Rejection("too_large", f"more than {limits.max_unpacked_bytes:,} bytes unpacked")

    def parts(self, *endings: str) -> Iterator[bytes]:
        """The bytes of all parts with such a name."""
        for name in self._parts:
            if name.endswith(endings):
                yield self.read(name) or b""

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is none of that name."""
        info = self._parts.get(name)
        return _unpack(self._archive, info, self._limits) if info else None


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether members share bytes, as in bombs: 3,000 entries of one member took minutes."""
    spans = sorted((info.header_offset, info.header_offset + info.compress_size) for info in members)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    return PurePosixPath(info.filename.replace("\\", "/")).parts


def _is_litter(info: zipfile.ZipInfo) -> bool:
    return any(part in LITTER or (part.startswith(".") and part != "..") for part in _parts(info))


def _danger(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Why a member is not even unpacked."""
    if ".." in _parts(info) or info.filename.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", info.filename):
        return "a path out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link"
    if info.file_size > max(_HARMLESS, limits.max_ratio * max(1, info.compress_size)):
        return f"unpacks to more than {limits.max_ratio} times its size"
    return None


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if info.flag_bits & 0x1:
        raise Rejection("unreadable", "encrypted")
    if info.file_size > limits.max_bytes:
        raise Rejection("too_large", f"{info.file_size:,} bytes unpacked; the limit is {limits.max_bytes:,}")
    try:
        with archive.open(info) as file:
            # The size in the directory may be a lie.
            data = file.read(limits.max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Rejection("malformed", f"cannot be unpacked ({type(error).__name__})") from error
    _check(len(data), max(1, info.compress_size), limits)
    return data
