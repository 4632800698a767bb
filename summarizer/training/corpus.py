"""Stories to learn from, read from a file with one on each line.

A story is a line `{"id": ..., "documents": [{"title": ..., "text": ...} or "text", ...], "summary": ...}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.read import clean_text
from summarizer.training.json_lines import read_items
from summarizer.types import Article


@dataclass(frozen=True, slots=True)
class ToldStory:
    """What several outlets wrote about an event, and what an editor made of it."""

    id: str
    #: (title, text) of each article, as it was published.
    documents: tuple[tuple[str | None, str], ...]
    summary: str

    def articles(self) -> list[Article]:
        """The articles cleaned, each of a source of its own, less those of which nothing is left."""
        cleaned = [(title, clean_text(text)) for title, text in self.documents]
        return [Article(f"{self.id}-{i}", title, text, str(i)) for i, (title, text) in enumerate(cleaned) if text]


def read_stories(path: Path, limit: int | None = None) -> list[ToldStory]:
    """The first `limit` stories of a file, or all; InputError, which names a line that holds no story."""
    return read_items(path, _story, "a story with `documents` and `summary`", limit)


def _story(value: Any, number: str) -> ToldStory:
    documents = [d if isinstance(d, dict) else {"text": d} for d in value["documents"]]
    texts = tuple((d.get("title"), d["text"]) for d in documents)
    if not all(isinstance(text, str) for _, text in texts):
        raise ValueError("a text is no string")
    return ToldStory(str(value.get("id", number)), texts, str(value["summary"]))
