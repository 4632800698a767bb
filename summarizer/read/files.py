"""Which files the user's paths name: folders recursively and in order, nothing outside of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import InputError, printable
from summarizer.read.values import Rejection
from summarizer.types import Skipped

#: What systems leave in folders; never an input, and not worth a line in the report.
LITTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__"})
#: The path that stands for standard input; a file of that name is `./-`.
STANDARD_INPUT = "-"
#: Reading, never waiting for the other end of a pipe; what Windows lacks of it is 0 there.
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, sorted by name, and what was passed over while looking for them."""

    #: (name as shown to the user, path to open)
    files: tuple[tuple[str, Path], ...]
    skipped: tuple[Skipped, ...]


def check_paths(paths: Sequence[str | Path]) -> None:
    """Nothing; InputError for no path at all, and for a path where nothing is that may be looked at."""
    if not paths:
        raise InputError("no path given; name a file or a folder with articles")
    for path in paths:
        if str(path) != STANDARD_INPUT:
            _is_folder(path)


def find_files(paths: Sequence[str | Path], apart: Sequence[Path] = ()) -> Found:
    """The files under the paths, each named as the user named it or below it.

    Hidden files in folders are no input, and none are the files and folders that the run itself writes or checks,
    `apart`, under whatever name they are found. Links are followed inside the folder only. Raises InputError for a path
    that does not exist, and for folders without a file.
    """
    files: dict[str, Path] = {}
    skipped: list[Skipped] = []
    own = frozenset(filter(None, map(_identity, apart)))
    for path in map(Path, paths):
        for found in sorted(_walk(path, own, skipped)) if _is_folder(path) else [path]:
            name = shown(found)
            if own and _identity(found) in own:
                skipped.append(Skipped(name, "read", "unsafe", "this run writes or checks it"))
                continue
            # Names that differ only in what cannot be printed: both are read.
            while files.get(name, found) != found:
                name = f"{name.removesuffix(found.suffix)}\ufffd{found.suffix}"
            files[name] = found
    if paths and not files and not skipped:
        named = ", ".join(shown(Path(path)) for path in paths)
        raise InputError(
            f"{named}: no files in it; put articles there (.txt, .html, .json, ...) or name another folder"
        )
    return Found(tuple(sorted(files.items())), tuple(skipped))


def load_file(path: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file; raises Rejection for what cannot be or should not be read."""
    try:
        # Opened before it is looked at, so that it is the same file; without waiting, if it is a pipe by now.
        with open(os.open(path, _OPEN), "rb") as file:  # noqa: PTH123
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Rejection("unreadable", "not a regular file")
            if status.st_size > max_bytes:
                raise Rejection("too_large", f"{status.st_size:,} bytes; the limit is {max_bytes:,}")
            # One more than allowed: the file may have grown since.
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise Rejection("unreadable", error.strerror or type(error).__name__) from error
    if len(data) > max_bytes:
        raise Rejection("too_large", f"more than {max_bytes:,} bytes")
    return data


def _is_folder(path: str | Path) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - an address would lose a slash as a Path
    except PermissionError as error:
        raise InputError(f"{path}: no permission to read it") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no such file or folder; check the spelling") from error


def _identity(path: Path) -> tuple[int, int] | None:
    """What is the same for two names of one file; None for what is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _walk(folder: Path, own: Set[tuple[int, int]], skipped: list[Skipped]) -> list[Path]:
    """Files below a folder; hidden ones, links out of it, and what is in folders that are the run's own left out."""
    root = os.path.realpath(folder)
    found: list[Path] = []
    open_folders = [folder]
    while open_folders:
        here = open_folders.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            skipped.append(Skipped(shown(here), "read", "unreadable", error.strerror or type(error).__name__))
            continue
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith(".") or entry.name in LITTER:
                continue
            if entry.is_symlink() and (reason := _why_not_followed(path, root)):
                skipped.append(Skipped(shown(path), "read", "unsafe", reason))
            elif entry.is_dir(follow_symlinks=False):
                # One that is the run's own is told as what it is, and not entered.
                (found if own and _identity(path) in own else open_folders).append(path)
            else:
                found.append(path)
    return found


def _why_not_followed(link: Path, root: str) -> str | None:
    target = os.path.realpath(link)
    if os.path.commonpath([root, target]) != root:
        return "a link out of the folder"
    return "a link to a folder, which is read where it stands" if Path(target).is_dir() else None


def shown(path: Path) -> str:
    """The path with forward slashes, in characters that can be printed: no line breaks, no commands to a terminal."""
    return printable(path.as_posix())
