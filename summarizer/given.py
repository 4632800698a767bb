"""A file that the user names beside the articles - a configuration, an earlier briefing - read up to a limit.

It may be a pipe, so nothing is asked of it before it is read; a device without end ends at the limit. Leaves out what
is in it, and articles, which `read` reads where they can be stopped.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path

#: Bytes of settings in TOML, of a briefing in JSON, and of what a store has written of itself.
SETTINGS, BRIEFING, EXPORT = 10_000_000, 200_000_000, 1_000_000_000


def load(path: Path, most: int) -> bytes:
    """The bytes of the file; OSError, which says so, if there are more than so many."""
    try:
        with path.open("rb") as file:
            return _bounded(file.read(most + 1), most, str(path))
    except ValueError as error:  # a NUL, which no name can have
        raise OSError(errno.EINVAL, str(error), str(path)) from error


def load_standard_input(most: int) -> bytes:
    """The same of what comes on standard input."""
    return _bounded(sys.stdin.buffer.read(most + 1), most, "-")


def _bounded(data: bytes, most: int, name: str) -> bytes:
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", name)
    return data
