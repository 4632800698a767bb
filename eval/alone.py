"""Work in a process of its own, so that what it costs is its own: time, processor and memory."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")


def alone(work: Callable[..., T], *arguments: object) -> T:
    """The result of work done in a new process, which ends afterwards."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def peak_bytes(who: int = resource.RUSAGE_SELF) -> int:
    """Most memory that this process (or the largest of its ended children) held at once."""
    peak = resource.getrusage(who).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # kibibytes elsewhere


def processor_seconds() -> float:
    """Processor time of this process and its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
