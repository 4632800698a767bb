"""Files that were read before: found again by their bytes, so that only new ones are read.

What depended on the moment - a file that took too long, a process that ended - is never kept. Leaves out where what is
known is kept, and how files are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from summarizer.read.articles import Result
from summarizer.read.files import load_file
from summarizer.read.jobs import File, run_jobs
from summarizer.read.values import Limits, Rejection
from summarizer.types import FileRead, InputFile, KnownFiles, Progress, Skipped, SkipReason

#: Why a file was left out that may be read another time.
_OF_THE_MOMENT: frozenset[SkipReason] = frozenset({"too_slow", "failed", "too_large", "unreadable"})


def read_files(
    files: Sequence[File], limits: Limits, progress: Progress | None, known: KnownFiles | None
) -> Iterator[Result | InputFile]:
    """What is in each file, those that are known first; the order is not that of the files."""
    if known is None:
        yield from (result for _, result in run_jobs(files, limits, progress) if result is not None)
        return
    within = replace(limits, workers=None)  # how many read plays no part in what is read
    new: list[File] = []
    for name, path in files:
        digest = _digest((name, path), limits)
        found = known.file(name, digest, within) if digest else None
        if found is None:
            new.append((name, path))
        else:
            yield InputFile(name, digest)
            yield from found.articles
            yield from found.skipped
    yield from _read_and_kept(new, limits, progress, known, len(files) - len(new))


def _digest(file: File, limits: Limits) -> str:
    """SHA-256 of the file, hexadecimal; empty where it cannot be read."""
    try:
        return sha256(load_file(file[1], limits.max_bytes)).hexdigest()
    except Rejection:
        return ""


def _read_and_kept(
    files: Sequence[File], limits: Limits, progress: Progress | None, known: KnownFiles, done: int
) -> Iterator[Result | InputFile]:
    """What is in each of the files, kept as soon as a file was read to its end."""
    results: dict[str, list[Result]] = {name: [] for name, _ in files}
    digests: dict[str, str] = {}
    for name, result in run_jobs(files, limits, progress, done):
        if isinstance(result, InputFile):
            digests[name] = result.sha256
            yield result
        elif result is not None:
            results[name].append(result)
            yield result
        elif name in digests:  # of what was read, which need not be what was looked at
            read = _sorted_apart(results.pop(name))
            if not any(skipped.reason in _OF_THE_MOMENT for skipped in read.skipped):
                known.keep_file(name, digests[name], replace(limits, workers=None), read)


def _sorted_apart(results: Sequence[Result]) -> FileRead:
    return FileRead(
        tuple(r for r in results if not isinstance(r, Skipped)), tuple(r for r in results if isinstance(r, Skipped))
    )
