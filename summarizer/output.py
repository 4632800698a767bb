"""Where results go: files, each whole or not at all, and standard output, whatever its encoding.

Leaves out what the results are.
"""

from __future__ import annotations

import codecs
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.errors import OutputError

#: Seconds to wait for another run that writes the same file; it takes one a few milliseconds.
_PATIENCE = 10.0
#: Format -> what stands for characters that standard output's encoding lacks; in all others, a reference of HTML.
_INSTEAD = {"json": "summarizer.json", "txt": "backslashreplace"}


def _json_escapes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error("summarizer.json", _json_escapes)


def put(text: str, kind: str = "txt") -> None:
    """Write to standard output, with what its encoding lacks written as the format can."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, _INSTEAD.get(kind, "xmlcharrefreplace")).decode(encoding))


def check_place(path: Path) -> None:
    """Nothing, if a file could be written there now; else OutputError. Makes no folder."""
    try:
        if path.is_dir():
            raise OutputError(f"cannot write {path} (it is a folder); give a file with -o")
        folder = next(parent for parent in (path.parent, *path.parent.parents) if os.path.lexists(parent))
        if not folder.is_dir():
            raise OutputError(f"cannot write {path} ({folder} is no folder); give another file with -o")
        needed = path if _is_device(path) else folder
        if not os.access(needed, os.W_OK if needed == path else os.W_OK | os.X_OK):
            raise OutputError(f"cannot write {path} (no permission in {folder}); give another file with -o")
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {path} ({_reason(error)}); give another file with -o") from error


def write_whole(path: Path, text: str, *, devices: bool = True) -> None:
    """Write a file whole or not at all; OutputError says why not. What a killed run has left of it goes.

    A pipe or another device is written to, and may wait for its reader; without `devices` a file takes its place.
    """
    data = text.encode("utf-8")
    try:
        if devices and _is_device(path):  # to be written to, not to be replaced
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with _part_of(path) as (part, descriptor):
            with os.fdopen(os.dup(descriptor), "wb") as file:
                file.write(data)
            part.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path} ({_reason(error)}); give another file with -o") from error


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


@contextmanager
def _part_of(path: Path) -> Iterator[tuple[Path, int]]:
    """A new file beside the path, and its descriptor; nobody else writes to it, and it is gone afterwards.

    It always has the same name, so that what a killed run leaves is found by the next one. Its lock goes with the
    process that holds it: who can lock a part that is there knows that nobody is writing it.
    """
    part = path.with_name(f".{path.name}.part")
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except FileExistsError:
            if not _remove_left(part):
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
            continue
        try:
            if _lock(descriptor) and _is_there(part, descriptor):
                yield part, descriptor
                return
        finally:
            if _is_there(part, descriptor):
                part.unlink(missing_ok=True)
            os.close(descriptor)


def _remove_left(part: Path) -> bool:
    """Remove what a killed run has left; False if a living one is writing it."""
    try:
        descriptor = os.open(part, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return True
    try:
        if not _lock(descriptor):
            return False
        if _is_there(part, descriptor):
            part.unlink(missing_ok=True)
        return True
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows, where an open file cannot be removed: that is lock enough
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_there(part: Path, descriptor: int) -> bool:
    """Whether the open file is the one of that name."""
    try:
        return os.path.samestat(part.stat(follow_symlinks=False), os.fstat(descriptor))
    except OSError:
        return False
