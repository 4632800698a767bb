"""The user's paths to articles: find the files, read each, drop what is there twice.

paths --files--> (name, path)... --known, jobs--> Result... --duplicates--> Reading

The path `-` is standard input: an article of any format, or articles in JSON lines.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

from summarizer.read.articles import Result, read_articles
from summarizer.read.duplicates import drop_duplicates
from summarizer.read.files import STANDARD_INPUT, check_paths, find_files
from summarizer.read.known import read_files
from summarizer.read.standard_input import spooled
from summarizer.read.values import DEFAULT_LIMITS, Document, Limits
from summarizer.types import InputFile, KnownFiles, Progress, Reading, Skipped


def read_paths(
    paths: Sequence[str | Path],
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
    known: KnownFiles | None = None,
    apart: Sequence[Path] = (),
) -> Reading:
    """Every article in the files and folders, in the order of their ids; what was left out and why.

    What is in `known` files is not read again, and what is read is kept there. Files and folders that the run writes
    are `apart`: they are never read.
    Raises InputError for a path that does not exist and for folders without any file.
    """
    check_paths(paths)
    named = [path for path in paths if str(path) != STANDARD_INPUT]
    found = find_files(named, apart)
    results: list[Result] = list(found.skipped)
    inputs: list[InputFile] = []
    with ExitStack() as kept:
        files = list(found.files)
        if len(named) < len(paths):
            files.append((STANDARD_INPUT, kept.enter_context(spooled(sys.stdin.buffer, limits.max_bytes))))
        for result in read_files(files, limits, progress, known):
            if isinstance(result, InputFile):
                inputs.append(result)
            else:
                results.append(result)
    return _reading(results, inputs)


def read_bytes(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The articles of one file in memory; `path` names it and its format. The limit of time is not kept here."""
    results = list(read_articles(Document(path, data), limits))
    return _reading(results, [InputFile(path, sha256(data).hexdigest())])


def _reading(results: Sequence[Result], inputs: Sequence[InputFile]) -> Reading:
    found = [result for result in results if not isinstance(result, Skipped)]
    skipped = [result for result in results if isinstance(result, Skipped)]
    kept, copies = drop_duplicates(found)
    return Reading(
        tuple(article for article, _ in kept),
        tuple(sorted([*skipped, *copies], key=lambda s: (s.path, s.reason, s.detail))),
        tuple(sorted(inputs, key=lambda file: file.path)),
        tuple(provenance for _, provenance in kept),
    )
