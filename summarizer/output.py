"""Where results go: files, each whole or not at all, and standard output. Leaves out what the results are."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

from summarizer.errors import OutputError


def put(text: str, kind: str = "txt") -> None:
    """Write to standard output a text of that format."""
    del kind
    sys.stdout.write(text)


def check_place(path: Path) -> None:
    """Nothing, if a file could be written there now; else OutputError. Makes no folder."""
    if path.is_dir():
        raise OutputError(f"cannot write {path} (it is a folder); give a file with -o")
    folder = next(parent for parent in path.absolute().parents if os.path.lexists(parent))
    if not folder.is_dir():
        raise OutputError(f"cannot write {path} ({folder} is no folder); give another file with -o")
    needed, mode = (path, os.W_OK) if _is_device(path) else (folder, os.W_OK | os.X_OK)
    if not os.access(needed, mode):
        raise OutputError(f"cannot write {path} (no permission in {folder}); give another file with -o")


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all; OutputError says why not."""
    temporary: Path | None = None
    try:
        if _is_device(path):  # to be written to, not to be replaced
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)  # a temporary file is private; the result need not be
        temporary.replace(path)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise OutputError(f"cannot write {path} ({error.strerror}); give another file with -o") from error


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
