"""What is to be written where: planned and looked at before any work, written after it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import OutputError
from summarizer.output import check_place, put, write_whole
from summarizer.types import Briefing, Checked

#: What stands for the date of the briefing in a file's name, and a date to look for the place with.
_DATE, _SOME_DATE = "{date}", "2000-01-01"


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be written, None for standard output, and its format."""

    file: str | None
    format: str


def plan(files: Sequence[str], kind: str | None, template: Path | None) -> tuple[Target, ...]:
    """What is to be written; an error of ours for a format, place or template that cannot work."""
    _check_places(files)
    from summarizer.render import check_format, check_template, format_of

    if kind:
        check_format(kind)
    if template:
        check_template(template)
    return tuple(Target(file, kind or format_of(file)) for file in files) or (Target(None, kind or "md"),)


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


def _check_places(files: Sequence[str]) -> None:
    for file in files:
        if file.endswith(("/", os.sep)):
            raise OutputError(f"cannot write {file} (it is a folder); give a file with -o")
        check_place(Path(file.replace(_DATE, _SOME_DATE)))


def _put(target: Target, text: str, file: str) -> None:
    if target.file is None:
        put(text, target.format)
    else:
        write_whole(Path(file), text)


def write(briefing: Briefing, targets: Sequence[Target], template: Path | None, details_shown: int) -> None:
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
        _put(target, text, (target.file or "").replace(_DATE, briefing.date.isoformat()))
