"""Where a run stands: of each stage how many units are done, what failed, and what it took."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summarizer.given import load
from summarizer.scale.stages import STAGES, units_of
from summarizer.scale.work import Work

#: Bytes of what is told of a unit.
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stage stands."""

    stage: str
    #: None while nobody knows.
    units: int | None
    done: int
    #: What went into each unit that failed, and why.
    failed: tuple[str, ...]
    #: Of the processor, all units together, and of the longest.
    seconds: float
    longest: float
    #: The most memory that a process had which did a unit of it, in bytes.
    peak: int
    #: Of its files.
    bytes: int


def standing(work: Work) -> tuple[Standing, ...]:
    """Where each stage stands, in their order."""
    found = []
    for stage in STAGES:
        try:
            units = units_of(work, stage)
        except KeyError:
            units = None
        files = list(work.file(stage.name).parent.glob("[0-9]*"))
        took = [line for path in _told(work, "took", stage.name) if (line := _line_of(path))]
        failed = _told(work, "failed", stage.name)
        seconds = [each for each, _ in took]
        found.append(
            Standing(
                stage.name,
                units,
                len(files),
                tuple(": ".join(load(path, _LONGEST).decode("utf-8", "replace").split("\n")[:2]) for path in failed),
                sum(seconds),
                max(seconds, default=0.0),
                max((peak * 1024 for _, peak in took), default=0),
                sum(path.stat().st_size for path in files),
            )
        )
    return tuple(found)


def _told(work: Work, folder: str, stage: str) -> list[Path]:
    """The files in which something is told of a unit; nothing else that may lie there, as a pipe."""
    return sorted(path for path in (work.root / folder).glob(f"{stage}-[0-9]*") if path.is_file())


def _line_of(path: Path) -> tuple[float, int] | None:
    """What a unit took: seconds and kB; None where nobody can tell."""
    try:
        seconds, peak = load(path, _LONGEST).split()
        return float(seconds), int(peak)
    except (OSError, ValueError):
        return None
