"""Reading many files: in this process where that is quick and harmless, else in processes that can be stopped.

A reading process is another Python that runs `worker.main`. It is given one file at a time and tells each
part before it begins with it: one that says nothing for too long is ended, the part is skipped, and a new process goes
on behind it. So no file can hang the run, take all memory or crash it. Leaves out what is read, and how.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import TypeAlias

from summarizer.read.articles import Result
from summarizer.read.formats import ENDINGS, plugged
from summarizer.read.values import Limits
from summarizer.read.worker import BEGIN, DONE, Job, read_file
from summarizer.types import InputFile, Progress, Skipped

#: Formats that are read without a library that could hang, and sizes (in bytes) that are read in no time.
_LIGHT = frozenset({"plain", "markdown", "json", "jsonl"})
_LIGHT_BYTES = 200_000
_LIGHT_FILES = 200
#: Seconds of the clock for a second of the processor: past this a process is waiting for something that never comes.
_PATIENCE = 10
#: How a process ends whose time is up.
_TIME_UP = -signal.SIGPROF if hasattr(signal, "SIGPROF") else None
#: Files for which another process is worth its start (0.3 s).
_FILES_A_WORKER = 16

File: TypeAlias = tuple[str, Path]


def run_jobs(files: Sequence[File], limits: Limits, progress: Progress | None) -> Iterator[Result | InputFile]:
    """What is in each file, as it comes in; the order is not that of the files."""
    done = 0
    if progress:
        progress("read", done, len(files))
    for result in _run_here(files, limits) if _are_light(files) else _run_in_processes(files, limits):
        if result is None:
            done += 1
            if progress:
                progress("read", done, len(files))
        else:
            yield result


def _are_light(files: Sequence[File]) -> bool:
    return len(files) <= _LIGHT_FILES and all(
        ENDINGS.get(path.suffix.lower(), "plain") in _LIGHT
        and not plugged(path.suffix.lower())
        and _size(path) <= _LIGHT_BYTES
        for _, path in files
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _run_here(files: Sequence[File], limits: Limits) -> Iterator[Result | InputFile | None]:
    """The results of each file, and None after it."""
    for name, path in files:
        yield from read_file(Job(name, str(path), limits))
        yield None


@dataclass(slots=True)
class _Worker:
    """A reading process and the file it is at."""

    process: subprocess.Popen[bytes]
    connection: Connection[Job, object]
    job: Job | None = None
    #: Parts of the job's file that were begun, and the path of the last of them.
    begun: int = 0
    part: str = ""
    deadline: float = field(default=float("inf"))


def _run_in_processes(files: Sequence[File], limits: Limits) -> Iterator[Result | InputFile | None]:
    """The results of all files, and None after each file."""
    count = limits.workers or os.cpu_count() or 1
    jobs = deque(Job(name, str(path), limits) for name, path in files)
    workers: list[_Worker] = []
    try:
        while jobs or any(worker.job for worker in workers):
            for worker in workers:
                if worker.job is None and jobs:
                    _give(worker, jobs.popleft())
            if jobs and len(workers) < min(count, 1 + len(files) // _FILES_A_WORKER):
                workers.append(_start())
                continue
            yield from _listen(workers, jobs)
    finally:
        for worker in workers:
            _stop(worker)


def _listen(workers: list[_Worker], jobs: deque[Job]) -> Iterator[Result | InputFile | None]:
    """The results that come in next; processes that died or are past their time are replaced."""
    busy = {id(worker.connection): worker for worker in workers if worker.job}
    nearest = min(worker.deadline for worker in busy.values())
    ready = wait([w.connection for w in busy.values()], timeout=max(0.0, nearest - time.monotonic()))
    for connection in ready:
        worker = busy[id(connection)]
        try:
            yield from _take(worker, worker.connection.recv())
        except (EOFError, OSError):
            yield from _replace(worker, workers, jobs)
    for worker in busy.values():
        if worker.job and time.monotonic() > worker.deadline and not worker.connection.poll():
            worker.process.kill()
            yield from _replace(worker, workers, jobs, waited=True)


def _take(worker: _Worker, message: object) -> Iterator[Result | InputFile | None]:
    """What a message of a worker says."""
    assert worker.job is not None
    worker.deadline = time.monotonic() + _PATIENCE * worker.job.limits.seconds
    if message == DONE:
        worker.job = None
        yield None
    elif isinstance(message, tuple) and message[0] == BEGIN:
        worker.begun, worker.part = message[1], message[2]
    else:
        yield message  # type: ignore[misc]


def _replace(
    worker: _Worker, workers: list[_Worker], jobs: deque[Job], *, waited: bool = False
) -> Iterator[Result | InputFile | None]:
    """Say what is lost of a worker's file; a new worker will go on behind it."""
    job = worker.job
    assert job is not None
    worker.connection.close()
    status = worker.process.wait()
    workers.remove(worker)
    if waited or status == _TIME_UP:
        yield Skipped(worker.part or job.name, "read", "too_slow", f"no end after {job.limits.seconds:g} seconds")
    else:
        yield Skipped(worker.part or job.name, "read", "failed", f"the reading process ended (status {status})")
    if worker.begun > job.skip:
        jobs.appendleft(Job(job.name, job.path, job.limits, worker.begun))
    else:  # it does not get past the beginning
        yield None


def _give(worker: _Worker, job: Job) -> None:
    worker.job, worker.begun, worker.part = job, 0, ""
    worker.deadline = time.monotonic() + _PATIENCE * job.limits.seconds
    worker.connection.send(job)


def _start() -> _Worker:
    ours, theirs = Pipe()
    package = str(Path(__file__).parent.parent.parent)
    # As this process finds the package, so must the other; nothing else of its environment is changed.
    search = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        # -P: a file named like a module in the user's folder must not be run.
        [sys.executable, "-P", "-c", f"from summarizer.read.worker import main; main({theirs.fileno()})"],
        pass_fds=[theirs.fileno()],
        env={**os.environ, "PYTHONPATH": search},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    theirs.close()
    return _Worker(process, ours)


def _stop(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.wait()
