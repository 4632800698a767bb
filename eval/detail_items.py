"""The items about details: labelled events, and SummHay's documents, insights and sets; how each is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from eval.data import Record, number, objects, optional_string, sequence, string

#: `shared`: another article reports it all; `partial`: shared, plus a detail nobody else has; `unique`: nobody else
#: reports it; `noise`: captions, credits, furniture.
DetailKind = Literal["shared", "partial", "unique", "noise"]


@dataclass(frozen=True, slots=True)
class EventText:
    """An article of a labelled event: its text and the offsets of its labelled sentences, by sentence id."""

    text: str
    sentences: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The articles of an event, without their labels."""

    id: str
    documents: tuple[EventText, ...]


@dataclass(frozen=True, slots=True)
class DetailLabel:
    """What a reader found out about a sentence."""

    sid: str
    kind: DetailKind
    #: 3: a reader of a briefing would want it; 2: useful background; 1: trivial; 0: nothing new.
    weight: int
    #: Whether another article gives a different value.
    conflict: bool


@dataclass(frozen=True, slots=True)
class EventLabels:
    """The labels of an event's sentences."""

    id: str
    labels: tuple[DetailLabel, ...]


@dataclass(frozen=True, slots=True)
class GivenDetails:
    """What a system that ran elsewhere shows of an event, best first."""

    id: str
    #: Which system it was, in a file that holds several.
    system: str | None
    #: (document, start, end, focus), as in `measures.details.ShownDetail`.
    spans: tuple[tuple[int, int, int, tuple[int, int]], ...]


@dataclass(frozen=True, slots=True)
class InsightDocument:
    """A SummHay document and the insights it was written to hold."""

    id: str
    text: str
    insights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Insight:
    """A SummHay insight, in the words of its makers."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class InsightSet:
    """Some SummHay documents, and for each insight those of them that hold it."""

    documents: tuple[str, ...]
    holders: tuple[tuple[str, tuple[str, ...]], ...]


def event(record: Record, fallback_id: str) -> Event:
    """An event from `documents` with `text` and `sentences` of `sid`, `start`, `end`."""
    return Event(str(record.get("id") or fallback_id), tuple(map(_event_text, sequence(record, "documents"))))


def _event_text(value: object) -> EventText:
    if not isinstance(value, dict):
        raise ValueError("'documents' holds something that is not an object")
    text = string(value, "text")
    sentences = tuple((string(s, "sid"), number(s, "start"), number(s, "end")) for s in objects(value, "sentences"))
    if any(not 0 <= start < end <= len(text) for _, start, end in sentences):
        raise ValueError("'sentences' holds offsets outside the text")
    return EventText(text, sentences)


def event_labels(record: Record, fallback_id: str) -> EventLabels:
    """The labels of an event from `labels` with `sid`, `label`, `weight`, perhaps `conflict`."""
    return EventLabels(str(record.get("id") or fallback_id), tuple(map(_detail_label, objects(record, "labels"))))


def _detail_label(value: Record) -> DetailLabel:
    kind = string(value, "label")
    if kind not in get_args(DetailKind):
        raise ValueError(f"'label' is {kind!r}; expected one of {', '.join(get_args(DetailKind))}")
    return DetailLabel(
        string(value, "sid"), cast(DetailKind, kind), number(value, "weight"), value.get("conflict") is True
    )


def given_details(record: Record, fallback_id: str) -> GivenDetails:
    """What a system shows: `id`, perhaps `system`, and `details` of `document`, `start`, `end` and a `focus` of two."""
    spans = []
    for each in objects(record, "details"):
        focus = sequence(each, "focus")
        if len(focus) != 2 or not all(isinstance(place, int) for place in focus):
            raise ValueError(f"'focus' is {focus!r}; expected a beginning and an end")
        spans.append((number(each, "document"), number(each, "start"), number(each, "end"), (focus[0], focus[1])))
    return GivenDetails(str(record.get("id") or fallback_id), optional_string(record, "system"), tuple(spans))


def insight_document(record: Record, _fallback_id: str) -> InsightDocument:
    """A SummHay document from `id`, `text`, `insights`."""
    return InsightDocument(
        string(record, "id"), string(record, "text"), frozenset(map(str, sequence(record, "insights")))
    )


def insight(record: Record, _fallback_id: str) -> Insight:
    """A SummHay insight from `id`, `text`."""
    return Insight(string(record, "id"), string(record, "text"))


def insight_set(record: Record, _fallback_id: str) -> InsightSet:
    """A SummHay set from `docs` and `insight_to_docs`."""
    holders = record.get("insight_to_docs")
    if not isinstance(holders, dict):
        raise ValueError("'insight_to_docs' is not an object")
    return InsightSet(
        tuple(map(str, sequence(record, "docs"))),
        tuple((str(name), tuple(map(str, sequence(holders, name)))) for name in holders),
    )
