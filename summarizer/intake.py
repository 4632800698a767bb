"""Reading as the settings say: for the pipeline, and for whoever only wants to read."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from summarizer.config import Settings
from summarizer.errors import InputError
from summarizer.read import Limits, read_paths
from summarizer.types import KnownFiles, Progress, Reading

_log = logging.getLogger(__name__)
#: Characters of a draft: 80,000 words, whose sentences take a judge of meaning an hour.
LONGEST_DRAFT = 500_000


def read_within(
    paths: Sequence[str | Path],
    settings: Settings,
    progress: Progress | None = None,
    known: KnownFiles | None = None,
    apart: Sequence[Path] = (),
) -> Reading:
    """What is in those files and folders, but for those `apart`, read within the limits of the settings."""
    reading = read_paths(paths, limits=limits_of(settings), progress=progress, known=known, apart=apart)
    _log.info("%d articles read, %d left out", len(reading.articles), len(reading.skipped))
    return reading


def read_draft(path: str | Path, settings: Settings) -> str:
    """The text of somebody's draft, its title first, a line a paragraph; InputError if there is none, or several."""
    told = "standard input" if str(path) == "-" else str(path)
    if Path(path).is_dir():
        raise InputError(f"{told}: a folder; allowed is one draft, a file or - for standard input")
    reading = read_paths([path], limits=replace(limits_of(settings), drafts=True))
    texts = ["\n".join(filter(None, (a.title, a.text))).strip() for a in reading.articles]
    if len(texts) == 1 and texts[0]:
        if len(texts[0]) > LONGEST_DRAFT:
            raise InputError(f"{told}: {len(texts[0]):,} characters; allowed is a draft of up to {LONGEST_DRAFT:,}")
        return texts[0]
    if texts and any(texts):
        raise InputError(f"{told}: holds {len(texts)} texts; allowed is one draft")
    reasons = [f"{s.reason}{f': {s.detail}' if s.detail else ''}" for s in reading.skipped]
    raise InputError(f"{told}: no draft could be read ({'; '.join(reasons[:3]) or 'empty'})")


def limits_of(settings: Settings) -> Limits:
    """How large and slow a file may be."""
    return Limits(max_bytes=settings.file_megabytes * 1_000_000, seconds=settings.file_seconds)
