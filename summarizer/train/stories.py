"""Stories to make training pairs of, read from a file with one on each line.

A story is a line `{"id": ..., "documents": [{"title": ..., "text": ...} or "text", ...], "summary": ...}`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from summarizer.errors import InputError
from summarizer.read import clean_text
from summarizer.types import Article


def read_stories(source: Path, limit: int | None) -> Iterator[tuple[str, list[Article], str]]:
    """(id, cleaned articles, human summary) of each line; raises InputError, which names a line that holds no story."""
    try:
        with (gzip.open if source.suffix == ".gz" else open)(source, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if limit and number > limit:
                    return
                yield _story(line, source, number)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: cannot be read ({error})") from error


def _story(line: str, source: Path, number: int) -> tuple[str, list[Article], str]:
    try:
        value = json.loads(line)
        name = str(value.get("id", number))
        documents = [d if isinstance(d, dict) else {"text": d} for d in value["documents"]]
        cleaned = [(d.get("title"), clean_text(d["text"])) for d in documents]
        articles = [Article(f"{name}-{i}", title, text, str(i)) for i, (title, text) in enumerate(cleaned) if text]
        return name, articles, str(value["summary"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{source}, line {number}: not a story with `documents` and `summary` ({error})") from error
