"""The stages in their order: how many units each has, and what does one.

A unit reads what earlier stages wrote and writes one file; which process does it, and when, plays no part.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import re
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from summarizer.scale import events, origins, telling, texts
from summarizer.scale.shards import DamagedError, whole
from summarizer.scale.work import Work


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage does."""

    name: str
    #: One unit of it.
    run: Callable[[Work, int], None]
    #: Name of the count that says how many units there are; None where it is one.
    units: str | None = None


STAGES: tuple[Stage, ...] = (
    Stage("read", texts.read_part, "parts"),
    Stage("articles", texts.choose_articles),
    Stage("prints", texts.take_prints, "parts"),
    Stage("shared", texts.find_shared, "buckets"),
    Stage("texts", origins.put_in_place),
    Stage("likely", origins.find_likely, "buckets"),
    Stage("chains", origins.chain),
    Stage("copies", origins.find_copies, "chains"),
    Stage("origins", origins.find_rows),
    Stage("vectors", events.make_vectors, "blocks"),
    Stage("background", events.count_words),
    Stage("pairs", events.score_pairs, "blocks"),
    Stage("components", lambda work, _: events.join(work, "pairs", "components")),
    Stage(
        "groups", partial(events.group_rows, links="pairs", joined="components", stage="groups"), "components buckets"
    ),
    Stage("common", events.weigh_common),
    Stage("again", events.score_again, "blocks"),
    Stage("components-again", lambda work, _: events.join(work, "again", "components-again")),
    Stage(
        "groups-again",
        partial(events.group_rows, links="again", joined="components-again", stage="groups-again"),
        "components-again buckets",
    ),
    Stage("stories", telling.make_stories, "components-again buckets"),
    Stage("order", telling.put_in_order),
    Stage("pages", telling.tell, "pages"),
    Stage("index", telling.lead_to_pages),
)
BY_NAME = {stage.name: stage for stage in STAGES}


class UnitsFailedError(Exception):
    """Some units of a task failed; the others are done."""


def units_of(work: Work, stage: Stage) -> int:
    """How many units the stage has; KeyError while that is not known."""
    return work.counts[stage.units] if stage.units else 1


def run_units(work: Work, stage: Stage, units: Iterable[int]) -> None:
    """Do the units that are not done; of one that fails a file tells, and the rest goes on. Raises UnitsFailedError."""
    failed: list[int] = []
    for unit in units:
        told = work.failure(stage.name, unit)
        if not work.file(stage.name, unit).exists():
            _give_back()
            start = _peak_forgotten()
            try:
                stage.run(work, unit)
            except Exception as error:  # a bug, or a full disk: the other units are not touched by it
                failed.append(unit)
                if isinstance(error, DamagedError):
                    error.path.unlink(missing_ok=True)
                with whole(told) as file:
                    file.write(
                        f"{_named(work, stage, unit)}\n{error!r}\n\n{traceback.format_exc()}".encode("utf-8", "replace")
                    )
                continue
            _measure(work, stage, unit, start)
        told.unlink(missing_ok=True)
    if failed:
        raise UnitsFailedError(f"{stage.name}: {len(failed)} units failed: {', '.join(map(str, failed))}")


def _named(work: Work, stage: Stage, unit: int) -> str:
    """What went into a unit, for people."""
    if stage.units == "parts":
        files = [name for name, _ in work.plan.parts[unit]]
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        return f"stage {stage.name}, unit {unit}: {', '.join(files[:3])}{more}"
    return f"stage {stage.name}, unit {unit} of {units_of(work, stage)}"


def _give_back() -> None:
    """Give back to the system what earlier units left: else a process keeps what the largest of them took, on Linux."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _peak_forgotten() -> float:
    """Seconds of the processor up to now; the most memory that the process has is counted anew from here, on Linux."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _seconds()


def _seconds() -> float:
    """Of the processor, those of the processes that have read files for this one and ended too."""
    return sum(os.times()[:4])


def _measure(work: Work, stage: Stage, unit: int, start: float) -> None:
    """Note what the unit took: seconds of the processor, and the most memory that its process had, in kB."""
    seconds, peak = _seconds() - start, "0"
    with contextlib.suppress(OSError):
        told = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
        peak = told.group(1) if told else peak
    with whole(work.root / "took" / f"{stage.name}-{unit:05d}") as file:
        file.write(f"{seconds:.3f} {peak}\n".encode())
