"""Whether the insights that only one SummHay document holds are found there, and shared ones are left alone.

An insight is written in its makers' words, so it is first located: in a document that holds it, the sentence that
contains most of its content words, weighted by how rare they are. (Over the development documents this best
containment tells documents that hold an insight from those that do not with an AUC of 0.997 and 0.972.) A detail holds
an insight if its new span (`focus`) has at least half of what the located sentence has of the insight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.detail_items import Insight, InsightDocument, InsightSet
from eval.measures.details import ShownDetail
from eval.measures.idf import Idf
from eval.measures.tokens import content_tokens
from summarizer import sentence_spans

#: Of what the located sentence has of the insight, the share that the new span must have.
HELD_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Location:
    """Where a document holds an insight, and how much of the insight stands there."""

    start: int
    end: int
    containment: float


@dataclass(frozen=True, slots=True)
class InsightScores:
    """Counts of one set."""

    #: Insights that one document of the set holds, and those of them shown as a detail of that document.
    single: int
    found: int
    #: Insights that several documents hold, and those of them shown as a detail of one, wrongly.
    shared: int
    wrongly_single: int
    shown: int


class Locator:
    """Finds insights in the documents that hold them, each once."""

    def __init__(self, documents: Sequence[InsightDocument], insights: Sequence[Insight]) -> None:
        self._documents = {document.id: document for document in documents}
        self._spans = {document.id: sentence_spans(document.text) for document in documents}
        self._words = {insight.id: frozenset(content_tokens(insight.text)) for insight in insights}
        self._idf = Idf([_words(document.text[a:b]) for document in documents for a, b in self._spans[document.id]])
        self._located: dict[tuple[str, str], Location] = {}

    def locate(self, insight: str, document: str) -> Location:
        """The sentence of the document that says most of the insight."""
        key = (insight, document)
        if key not in self._located:
            places = [Location(a, b, self._containment(insight, document, a, b)) for a, b in self._spans[document]]
            self._located[key] = max(places, key=lambda place: place.containment)
        return self._located[key]

    def holds(self, detail: ShownDetail, insight: str, document: str) -> bool:
        """Whether the new span of a detail of that document says the insight."""
        place = self.locate(insight, document)
        start, end = max(detail.focus[0], place.start), min(detail.focus[1], place.end)
        if start >= end:
            return False
        return self._containment(insight, document, start, end) >= HELD_SHARE * place.containment

    def _containment(self, insight: str, document: str, start: int, end: int) -> float:
        return self._idf.containment(self._words[insight], _words(self._documents[document].text[start:end]))


def _words(text: str) -> frozenset[str]:
    return frozenset(content_tokens(text))


def measure(details: Sequence[ShownDetail], insights: InsightSet, locator: Locator) -> InsightScores:
    """The measures of a set whose documents are numbered as in `insights.documents`."""
    by_document: Mapping[str, list[ShownDetail]] = {name: [] for name in insights.documents}
    for detail in details:
        by_document[insights.documents[detail.document]].append(detail)

    def told(insight: str, holders: Sequence[str]) -> bool:
        return any(locator.holds(d, insight, holder) for holder in holders for d in by_document[holder])

    single = [told(insight, holders) for insight, holders in insights.holders if len(holders) == 1]
    shared = [told(insight, holders) for insight, holders in insights.holders if len(holders) > 1]
    return InsightScores(len(single), sum(single), len(shared), sum(shared), len(details))
