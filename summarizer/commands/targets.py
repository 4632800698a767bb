"""What is to be written where: planned and looked at before any work, written after it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import OutputError
from summarizer.given import load
from summarizer.output import check_place, put, write_whole
from summarizer.types import Briefing, Checked

if TYPE_CHECKING:
    from summarizer.store import Store

#: The format of a folder.
ARCHIVE = "archive"
#: What stands for the date of the briefing in a file's name, and a date to look for the place with.
_DATE, _SOME_DATE = "{date}", "2000-01-01"
#: Pages that every archive has, and bytes of one in which the name of the program must stand.
NAMES_OF_ALL = ("index.html", "feed.atom")
_PAGES = (".html", ".atom")
_LARGEST_PAGE = 100_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be written, None for standard output, and its format; a folder is an archive."""

    file: str | None
    format: str


def plan(
    files: Sequence[str],
    kind: str | None,
    template: Path | None,
    *,
    store: str | None = None,
    inputs: Sequence[str] = (),
) -> tuple[Target, ...]:
    """What is to be written; an error of ours for a format, place or template that cannot work.

    With the file of a `store` a folder, told by the slash at its end, is an archive. Nothing is written over what is
    named among the `inputs`, and no archive into a folder of them, or over the pages of another site.
    """
    folders = [file for file in files if store is not None and _is_folder(file)]
    files = [file for file in files if file not in folders]
    _check_places([*files, *(f"{folder}index.html" for folder in folders)])
    if store is not None:
        _check_apart([*files, *folders], Path(store))
    _check_inputs([*files, *folders], inputs)
    for folder in folders:
        _check_archive(Path(folder))
    from summarizer.render import check_format, check_template, format_of

    if kind:
        check_format(kind)
    if template:
        check_template(template)
    planned = [Target(file, kind or format_of(file)) for file in files]
    return (*planned, *(Target(folder, ARCHIVE) for folder in folders)) or (Target(None, kind or "md"),)


def plan_check(files: Sequence[str], kind: str | None) -> tuple[Target, ...]:
    """The same for a checked draft."""
    _check_places(files)
    from summarizer.render import check_kind_of

    return tuple(Target(file, kind or check_kind_of(file)) for file in files) or (Target(None, kind or "table"),)


def write_check(checked: Checked, name: str, targets: Sequence[Target]) -> None:
    """Write a checked draft, called by that name, to each target: nothing before all of it could be rendered."""
    from summarizer.render import render_checked

    for target, text in [(target, render_checked(checked, target.format, name=name)) for target in targets]:
        _put(target, text, target.file or "")


def _is_folder(file: str) -> bool:
    return file.endswith(("/", os.sep))


def _check_places(files: Sequence[str]) -> None:
    for file in files:
        if _is_folder(file):
            raise OutputError(f"cannot write {file} (it is a folder); give a file with -o, or --store for an archive")
        check_place(Path(file.replace(_DATE, _SOME_DATE)))


def _check_apart(files: Sequence[str], store: Path) -> None:
    """Nothing; OutputError for a file that is the store, which would be lost."""
    for file in files:
        # Among the pages of an archive, whatever they are called, is no place for it either.
        page = _is_folder(file) and store.suffix in _PAGES and _real(file) == _real(store).parent
        if page or _real(file) == _real(store):
            raise OutputError(f"cannot write {file} (it is the store); give another file with -o or --store")


def _real(name: str | Path) -> Path:
    """Where a name leads; a name that leads nowhere is itself, and told by whoever opens it."""
    try:
        return Path(os.path.realpath(name))
    except ValueError:
        return Path(name)


def _check_inputs(places: Sequence[str], inputs: Sequence[str]) -> None:
    """Nothing; OutputError for a file or folder that is read, and for a folder with a page that is."""
    for place in places:
        written = _real(place.replace(_DATE, _SOME_DATE))
        for name in inputs:
            read = _real(name)
            if written == read or (_is_folder(place) and written == read.parent and read.suffix in _PAGES):
                what = "articles are read there" if _is_folder(place) else "it is read"
                raise OutputError(f"cannot write {place} ({what}); name another place with -o")


def _check_archive(folder: Path) -> None:
    """Nothing; OutputError where a page of something else has a name that every archive needs."""
    for name in NAMES_OF_ALL:
        if not _is_ours(folder / name):
            raise OutputError(
                f"cannot write an archive into {folder} (its {name} is of something else); name another folder with -o"
            )


def _is_ours(page: Path) -> bool:
    """Whether nothing is lost if that page is written anew."""
    try:
        return not page.is_file() or b"summarizer" in load(page, _LARGEST_PAGE)
    except OSError:
        return False


def _put(target: Target, text: str, file: str) -> None:
    if target.file is None:
        put(text, target.format)
    else:
        write_whole(Path(file), text)


def write(
    briefing: Briefing,
    targets: Sequence[Target],
    template: Path | None,
    details_shown: int,
    store: Store | None = None,
) -> None:
    """Write the briefing to each target: nothing before all of it could be rendered.

    An archive has all that the store has told.
    """
    from summarizer.render import render, takes_template

    files = [target for target in targets if target.format != ARCHIVE]
    texts = [
        render(
            briefing,
            target.format,
            template=template if takes_template(target.format) else None,
            details_shown=details_shown,
        )
        for target in files
    ]
    for target, text in zip(files, texts, strict=True):
        _put(target, text, (target.file or "").replace(_DATE, briefing.date.isoformat()))
    for target in targets:
        if target.format == ARCHIVE and store:
            _write_archive(briefing, Path(target.file or ""), details_shown, store)


def _write_archive(briefing: Briefing, folder: Path, details_shown: int, store: Store) -> None:
    from summarizer.render import render_archive
    from summarizer.store import history_of, threads_of

    def exists(name: str) -> bool:
        return (folder / name).is_file()

    thread_of = threads_of(store, briefing)
    for name, text in render_archive(briefing, history_of(store), thread_of, details_shown, exists):
        write_whole(folder / name, text, devices=False)
