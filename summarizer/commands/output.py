"""Where a briefing is written: planned and looked at before any work, written whole after it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import OutputError
from summarizer.types import Briefing

#: What stands for the date of the briefing in a file's name, and a date to look for the place with.
_DATE, _SOME_DATE = "{date}", "2000-01-01"


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be written, None for standard output, and its format."""

    file: str | None
    format: str


def plan(files: Sequence[str], kind: str | None, template: Path | None) -> tuple[Target, ...]:
    """What is to be written; an error of ours for a format, place or template that cannot work."""
    for file in files:
        _check_place(file)
    from summarizer.render import check_format, check_template, format_of

    if kind:
        check_format(kind)
    if template:
        check_template(template)
    return tuple(Target(file, kind or format_of(file)) for file in files) or (Target(None, kind or "md"),)


def _check_place(file: str) -> None:
    """Nothing; OutputError for a place where no file can be written."""
    path = Path(file.replace(_DATE, _SOME_DATE))
    if path.is_dir() or file.endswith(("/", os.sep)) or not path.name:
        raise OutputError(f"-o {file} is a folder; allowed is a file in it, such as {Path(file) / 'briefing.html'}")
    if path.exists() and not path.is_file():
        raise OutputError(f"-o {file} is no regular file; without -o the briefing goes to standard output")
    folder = next(parent for parent in path.absolute().parents if os.path.lexists(parent))
    if not folder.is_dir():
        raise OutputError(f"cannot write {file}: {folder} is no folder; give another file with -o")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write {file}: no permission to write in {folder}; give another file with -o")


def put(briefing: Briefing, targets: Sequence[Target], template: Path | None, details_shown: int) -> None:
    """Write the briefing to each target: nothing before all of it could be rendered."""
    from summarizer.render import render, takes_template

    texts = [
        render(
            briefing,
            target.format,
            template=template if takes_template(target.format) else None,
            details_shown=details_shown,
        )
        for target in targets
    ]
    for target, text in zip(targets, texts, strict=True):
        if target.file is None:
            sys.stdout.write(text)
        else:
            write_whole(Path(target.file.replace(_DATE, briefing.date.isoformat())), text)


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    temporary: Path | None = None
    try:
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
