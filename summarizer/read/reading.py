"""The user's paths to articles: find the files, read each, drop what is there twice.

paths --files--> (name, path)... --articles--> Article | Skipped ... --duplicates--> Reading
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from summarizer.read.articles import read_articles
from summarizer.read.duplicates import drop_duplicates
from summarizer.read.files import find_files, load_file
from summarizer.read.values import DEFAULT_LIMITS, Document, Limits, Rejection
from summarizer.types import Article, InputFile, Progress, Reading, Skipped


def read_paths(
    paths: Sequence[str | Path], *, limits: Limits = DEFAULT_LIMITS, progress: Progress | None = None
) -> Reading:
    """Every article in the files and folders, in the order of their ids; what was left out and why.

    Raises InputError for a path that does not exist and for folders without any file.
    """
    found = find_files(paths)
    articles: list[Article] = []
    skipped = list(found.skipped)
    inputs: list[InputFile] = []
    for done, (name, path) in enumerate(found.files):
        if progress:
            progress("read", done, len(found.files))
        try:
            data = load_file(path, limits.max_bytes)
        except Rejection as rejection:
            skipped.append(Skipped(name, "read", rejection.reason, rejection.detail))
            continue
        inputs.append(InputFile(name, hashlib.sha256(data).hexdigest()))
        _collect(Document(name, data), limits, articles, skipped)
    if progress:
        progress("read", len(found.files), len(found.files))
    return _reading(articles, skipped, inputs)


def read_bytes(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The articles of one file in memory; `path` names it and its format. No time limit."""
    articles: list[Article] = []
    skipped: list[Skipped] = []
    _collect(Document(path, data), limits, articles, skipped)
    return _reading(articles, skipped, [InputFile(path, hashlib.sha256(data).hexdigest())])


def _collect(document: Document, limits: Limits, articles: list[Article], skipped: list[Skipped]) -> None:
    for result in read_articles(document, limits):
        if isinstance(result, Article):
            articles.append(result)
        else:
            skipped.append(result)


def _reading(articles: list[Article], skipped: list[Skipped], inputs: list[InputFile]) -> Reading:
    kept, copies = drop_duplicates(articles)
    reported = sorted([*skipped, *copies], key=lambda s: (s.path, s.reason, s.detail))
    return Reading(tuple(kept), tuple(reported), tuple(inputs))
