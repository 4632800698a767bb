"""Reading as the settings say: for the pipeline, and for whoever only wants to read."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from summarizer.config import Settings
from summarizer.read import Limits, read_paths
from summarizer.types import Progress, Reading

_log = logging.getLogger(__name__)


def read_within(paths: Sequence[str | Path], settings: Settings, progress: Progress | None = None) -> Reading:
    """What is in those files and folders, read within the limits of the settings."""
    limits = Limits(max_bytes=settings.file_megabytes * 1_000_000, seconds=settings.file_seconds)
    reading = read_paths(paths, limits=limits, progress=progress)
    _log.info("%d articles read, %d left out", len(reading.articles), len(reading.skipped))
    return reading
