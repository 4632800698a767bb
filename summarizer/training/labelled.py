"""What readers labelled, for the linear models: events, the insights of SummHay, and articles by event.

events    {"id", "documents": [{"text", "sentences": [{"sid", "start", "end"}]}]}
gold      {"id", "labels": [{"sid", "label", "weight"}]}; a label is shared, partial, unique or noise
SummHay   documents {"id", "text"}, insights {"id", "text"}, sets {"docs", "insight_to_docs": {insight: [document]}}
articles  {"id", "title", "text", "date", "source", "cluster"}, perhaps "topic", "lang", "days_from_cluster_median",
          "cluster_days"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.training.json_lines import read_items
from summarizer.types import Article

#: Labels further from the median day of their event are doubtful.
DOUBTFUL_DAYS = 14
#: Events spread over more days than this are loosely labelled.
LOOSE_DAYS = 3


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader found out about a sentence."""

    #: "shared", "partial" (shared, plus what nobody else has), "unique" or "noise".
    kind: str
    #: 3: a reader of a briefing would want it; 2: useful background; 1: trivial; 0: nothing new.
    weight: int


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    """The texts of an event, and for each the (start, end, label) of its sentences; None for one without a label."""

    id: str
    texts: tuple[str, ...]
    sentences: tuple[tuple[tuple[int, int, Label | None], ...], ...]

    def label_at(self, text: int, start: int, end: int) -> Label | None:
        """The label of the sentence that holds most of a span, the earlier one if equal; None if none touches it."""
        held = [(min(end, b) - max(start, a), label) for a, b, label in self.sentences[text]]
        most, label = max(held, key=lambda pair: pair[0], default=(0, None))
        return label if most > 0 else None


@dataclass(frozen=True, slots=True)
class InsightSet:
    """Some documents, and (insight, documents of the set that hold it)."""

    documents: tuple[str, ...]
    holders: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and the event that it tells; None if unknown."""

    article: Article
    event: str | None
    #: Events that look alike have the same topic: they are never split between training and test.
    topic: str


def read_events(events: Path, gold: Path) -> list[LabelledEvent]:
    """The events that are in both files."""
    known = dict(read_items(gold, _labels, "the `labels` of an event"))
    found = read_items(events, lambda value, number: _event(value, number, known), "an event with `documents`")
    if not (both := [event for event in found if event.id in known]):
        raise InputError(f"{events} and {gold}: no event is in both")
    return both


def _labels(value: Any, number: str) -> tuple[str, dict[str, Label]]:
    labels = {each["sid"]: Label(str(each["label"]), int(each["weight"])) for each in value["labels"]}
    return str(value.get("id") or number), labels


def _event(value: Any, number: str, known: Mapping[str, Mapping[str, Label]]) -> LabelledEvent:
    name = str(value.get("id") or number)
    labels = known.get(name, {})
    sentences = tuple(
        tuple((int(s["start"]), int(s["end"]), labels.get(s["sid"])) for s in document["sentences"])
        for document in value["documents"]
    )
    return LabelledEvent(name, tuple(str(document["text"]) for document in value["documents"]), sentences)


def read_texts(path: Path) -> dict[str, str]:
    """Texts by id: the documents, or the insights, of SummHay."""
    return dict(read_items(path, lambda value, _: (str(value["id"]), str(value["text"])), "an `id` with a `text`"))


def read_insight_sets(path: Path) -> list[InsightSet]:
    """The sets of SummHay."""

    def parse(value: Any, _: str) -> InsightSet:
        holders = ((str(name), tuple(map(str, held))) for name, held in value["insight_to_docs"].items())
        return InsightSet(tuple(map(str, value["docs"])), tuple(holders))

    return read_items(path, parse, "a set with `docs` and `insight_to_docs`")


def read_articles(paths: Sequence[Path]) -> list[Labelled]:
    """The articles of all files, less those without text; events of different files are different events."""
    found = [item for path in paths for item in read_items(path, partial(_article, path.name), "an article")]
    return [item for item in found if item.article.text]


def _article(file: str, row: Any, _number: str) -> Labelled:
    published = datetime.fromisoformat(row["date"]) if row.get("date") else None
    if published and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    name, language = f"{file}/{row['id']}", row.get("lang")
    article = Article(name, row.get("title"), row.get("text") or "", row.get("source"), published, language=language)
    doubtful = abs(float(row.get("days_from_cluster_median") or 0)) > DOUBTFUL_DAYS
    doubtful |= float(row.get("cluster_days") or 0) > LOOSE_DAYS
    event = f"{file}/{row['cluster']}" if row.get("cluster") and not doubtful else None
    topic = row.get("topic") or row.get("cluster") or row["id"]
    return Labelled(article, event, f"{file}/{topic}")
