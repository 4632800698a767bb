"""Reading many files: a few short plain texts in this process, everything else in processes that can be stopped.

What a file is called decides nothing: it is looked at first. A reading process is another Python that runs
`worker.main`. It is given one file at a time and tells each part before it begins with it: one that says nothing for
too long is ended, the part is skipped, and a new process goes on behind it, until the file has used up what one of its
size may. So no file can hang the run, take all memory or crash it. Leaves out what is read, and how.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import TypeAlias

from summarizer import apart
from summarizer.read.articles import Result
from summarizer.read.files import load_file
from summarizer.read.formats import ENDINGS, format_of
from summarizer.read.values import Document, Limits, Rejection
from summarizer.read.worker import BEGIN, DONE, Job, read_data
from summarizer.types import InputFile, Progress, Skipped

#: The format that no library takes part in: its time is in proportion to the size (tests/test_growth.py). Of so many
#: bytes and files it takes less than a process takes to start.
_LIGHT = "plain"
_LIGHT_BYTES = 50_000
_LIGHT_FILES = 20
#: Files for which another process is worth its start (0.3 s).
_FILES_A_WORKER = 16

File: TypeAlias = tuple[str, Path]


#: Name of a file, and what was found in it; None when that was all.
Found: TypeAlias = tuple[str, Result | InputFile | None]


def run_jobs(files: Sequence[File], limits: Limits, progress: Progress | None, known: int = 0) -> Iterator[Found]:
    """What is in each file, as it comes in, then None; the order is not that of the files.

    `known` files are told as done: they were read before.
    """
    done, total = known, known + len(files)
    if progress:
        progress("read", done, total)
    here = _light(files, limits)
    rest = [file for file in files if file not in here]
    for name, result in chain(_run_here(here, limits), _run_in_processes(rest, limits)):
        if result is None:
            done += 1
            if progress:
                progress("read", done, total)
        yield name, result


def _light(files: Sequence[File], limits: Limits) -> dict[File, bytes]:
    """What stands in the files that may be read here, by what stands in them."""
    found: dict[File, bytes] = {}
    for file in files:
        if len(found) == _LIGHT_FILES:
            break
        if ENDINGS.get(file[1].suffix.lower()) != _LIGHT:
            continue
        try:
            data = load_file(file[1], min(_LIGHT_BYTES, limits.max_bytes))
        except Rejection:  # told by the process that reads it
            continue
        if format_of(Document(file[0], data, file[1].name)) == _LIGHT:
            found[file] = data
    return found


def _run_here(files: Mapping[File, bytes], limits: Limits) -> Iterator[Found]:
    """The results of each file, and None after it."""
    for (name, path), data in files.items():
        for result in read_data(Job(name, str(path), limits), data):
            yield name, result
        yield name, None


@dataclass(slots=True)
class _Worker:
    """A reading process and the file it is at."""

    process: subprocess.Popen[bytes]
    connection: Connection[Job, object]
    job: Job | None = None
    #: Parts of the job's file that were begun, and the path of the last of them.
    begun: int = 0
    part: str = ""
    #: Seconds of the processor that the file took up to the beginning of that part.
    spent: float = 0.0
    deadline: float = field(default=float("inf"))


def _run_in_processes(files: Sequence[File], limits: Limits) -> Iterator[Found]:
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


def _listen(workers: list[_Worker], jobs: deque[Job]) -> Iterator[Found]:
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


def _take(worker: _Worker, message: object) -> Iterator[Found]:
    """What a message of a worker says."""
    assert worker.job is not None
    name = worker.job.name
    worker.deadline = time.monotonic() + apart.PATIENCE * worker.job.limits.seconds
    if message == DONE:
        worker.job = None
        yield name, None
    elif isinstance(message, tuple) and message[0] == BEGIN:
        worker.begun, worker.part, worker.spent = message[1], message[2], worker.job.spent + message[3]
    else:
        yield name, message  # type: ignore[misc]


def _replace(worker: _Worker, workers: list[_Worker], jobs: deque[Job], *, waited: bool = False) -> Iterator[Found]:
    """Say what is lost of a worker's file; a new worker will go on behind it."""
    job = worker.job
    assert job is not None
    worker.connection.close()
    status = worker.process.wait()
    workers.remove(worker)
    part = worker.part or job.name
    if waited or status == apart.TIME_UP:
        yield job.name, Skipped(part, "read", "too_slow", f"no end after {job.limits.seconds:g} seconds")
    else:
        yield job.name, Skipped(part, "read", "failed", f"the reading process ended (status {status})")
    spent = worker.spent + job.limits.seconds
    if worker.begun > job.skip and spent < job.allowance:
        jobs.appendleft(Job(job.name, job.path, job.limits, worker.begun, spent))
        return
    if worker.begun > job.skip:
        detail = f"stopped there, after {spent:.0f} seconds on the whole file"
        yield job.name, Skipped(job.name, "read", "too_slow", detail)
    yield job.name, None  # else it does not get past the beginning


def _give(worker: _Worker, job: Job) -> None:
    worker.job, worker.begun, worker.part, worker.spent = job, 0, "", job.spent
    worker.deadline = time.monotonic() + apart.PATIENCE * job.limits.seconds
    worker.connection.send(job)


def _start() -> _Worker:
    ours, theirs = Pipe()
    process = subprocess.Popen(
        apart.command(f"from summarizer.read.worker import main; main({theirs.fileno()})"),
        pass_fds=[theirs.fileno()],
        env=apart.environment(),
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
