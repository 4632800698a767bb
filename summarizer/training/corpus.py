"""Stories to learn from, read from a file with one on each line.

A story is a line `{"id": ..., "documents": [{"title": ..., "text": ...} or "text", ...], "summary": ...}`; an event may
also be several lines, each an article that names its `cluster`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.read import clean_text
from summarizer.training.json_lines import read_items
from summarizer.types import Article

#: Characters of an article of an event that are read: what is told of it stands at the beginning.
CHARACTERS = 9000
#: Articles of an event.
ARTICLES = range(2, 9)


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


def articles_of_events(
    path: Path, most: int | None = None, only: Container[str] | None = None
) -> Iterator[tuple[str, list[Article]]]:
    """The events of a file with several articles: the line it is on from 0 or its cluster, and the articles.

    Of each event the first `most` articles, or all of those that have not too many; `only` names the events wanted.

    InputError for what is no such file.
    """
    clusters: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, record in enumerate(read_items(path, lambda value, _: dict(value), "an article or a story")):
        documents = record.get("documents")
        event = str(number) if documents else str(record.get("cluster"))
        clusters[event] += [d if isinstance(d, dict) else {"text": d} for d in documents or [record]]
    for event, event_documents in clusters.items():
        if only is not None and event not in only:
            continue
        texts = [
            (document.get("title") or "", clean_text(document["text"][:CHARACTERS])) for document in event_documents
        ]
        articles = [Article(str(i), title, text, str(i)) for i, (title, text) in enumerate(texts) if text]
        if len(articles[:most]) in ARTICLES:
            yield event, articles[:most]
