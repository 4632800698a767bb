"""Measures of the details that only one source has, against sentence labels.

A shown detail counts for the labelled sentence that its new span (`focus`) lies in; one that touches no labelled
sentence counts as noise. The measures are those of the development data's description.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval.detail_items import DetailLabel, Event

#: Details of a story that a reader is taken to read.
READ = 8
#: The weight of what a reader of a briefing would want.
IMPORTANT = 3


@dataclass(frozen=True, slots=True)
class ShownDetail:
    """A detail as a system gives it: `text[start:end]` of a document, with the span in it that is new."""

    #: Number of the document in its story, from 0.
    document: int
    start: int
    end: int
    focus: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What a system tells about a story beside its summary."""

    #: Best first.
    details: tuple[ShownDetail, ...]
    #: For each disagreement the (document, start, end) that its sides cite.
    disagreements: tuple[tuple[tuple[int, int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictScores:
    """How the disagreements of a story meet the sentences labelled as conflicting."""

    #: Share of the labelled sentences that some disagreement cites; NaN if there are none.
    found: float
    disagreements: int
    #: Disagreements that cite no labelled sentence: false, or one that the labels lack.
    unlabelled: int


@dataclass(frozen=True, slots=True)
class DetailScores:
    """The measures of one story; NaN where a measure is undefined (nothing shown, nothing important)."""

    #: Share of the shown details that lie in a sentence with something new.
    precision: float
    #: The same of the best 8.
    precision_at_8: float
    #: Share of the shown details that lie in captions, credits and the like, or in no sentence.
    noise: float
    #: Important sentences among the best 8, of at most 8 that there are.
    important_recall: float
    #: Average precision of the full ranking of sentences for the important ones.
    ap3: float
    shown: int


@dataclass(frozen=True, slots=True)
class LocatedDetail:
    """A shown detail with the label of its sentence; None if it lies in no labelled sentence."""

    detail: ShownDetail
    label: DetailLabel | None

    @property
    def is_new(self) -> bool:
        """Whether the sentence says something that nobody else says."""
        return self.label is not None and self.label.kind in ("partial", "unique")

    @property
    def is_noise(self) -> bool:
        """Whether it is page furniture."""
        return self.label is None or self.label.kind == "noise"

    @property
    def is_important(self) -> bool:
        """Whether a reader of a briefing would want the sentence."""
        return self.label is not None and self.label.weight == IMPORTANT


def locate(details: Sequence[ShownDetail], event: Event, labels: Sequence[DetailLabel]) -> list[LocatedDetail]:
    """Each detail with the label of the sentence that holds most of its focus, the earlier one if equal."""
    by_sid = {label.sid: label for label in labels}

    def label_of(detail: ShownDetail) -> DetailLabel | None:
        low, high = detail.focus
        held = [
            (min(high, end) - max(low, start), sid) for sid, start, end in event.documents[detail.document].sentences
        ]
        most, sid = max(held, key=lambda pair: pair[0], default=(0, ""))
        return by_sid.get(sid) if most > 0 else None

    return [LocatedDetail(detail, label_of(detail)) for detail in details]


def best_of_each_document(details: Sequence[ShownDetail], number: int) -> list[ShownDetail]:
    """The first `number` details of each document: what a briefing shows."""
    shown: list[ShownDetail] = []
    counts: Counter[int] = Counter()
    for detail in details:
        counts[detail.document] += 1
        if counts[detail.document] <= number:
            shown.append(detail)
    return shown


def measure(details: Sequence[ShownDetail], event: Event, labels: Sequence[DetailLabel], number: int) -> DetailScores:
    """The measures of a story's full ranking, best first, when the best `number` of each source are shown."""
    ranking = locate(details, event, labels)
    shown = locate(best_of_each_document(details, number), event, labels)
    read = ranking[:READ]
    important = {label.sid for label in labels if label.weight == IMPORTANT}
    found = {located.label.sid for located in read if located.label and located.is_important}
    return DetailScores(
        precision=_share([located.is_new for located in shown]),
        precision_at_8=_share([located.is_new for located in read]),
        noise=_share([located.is_noise for located in shown]),
        important_recall=len(found) / min(READ, len(important)) if important else float("nan"),
        ap3=_average_precision(ranking, len(important)),
        shown=len(shown),
    )


def conflicts(told: Told, event: Event, labels: Sequence[DetailLabel]) -> ConflictScores:
    """How the disagreements meet the labels: a citation meets every sentence that it overlaps."""
    wanted = {label.sid for label in labels if label.conflict}
    cited = [
        {sid for document, low, high in sides for sid in _overlapped(event, document, low, high)}
        for sides in told.disagreements
    ]
    met = wanted & set().union(*cited)
    unlabelled = sum(not sids & wanted for sids in cited)
    return ConflictScores(len(met) / len(wanted) if wanted else float("nan"), len(cited), unlabelled)


@dataclass(frozen=True, slots=True)
class ReadConflictScores:
    """How the disagreements of a story meet the contradictions that somebody read out of it."""

    contradictions: int
    #: Those of which one disagreement cites two sentences, of two documents.
    found: int
    #: Disagreements that meet none of them: false, or to be read.
    others: int


def read_conflicts(told: Told, event: Event, groups: Sequence[Sequence[str]]) -> ReadConflictScores:
    """How the disagreements meet the contradictions, each a group of sentence ids ("document.sentence")."""
    met: set[int] = set()
    others = 0
    for sides in told.disagreements:
        cited = {sid for document, low, high in sides for sid in _overlapped(event, document, low, high)}
        mine = {n for n, group in enumerate(groups) if len({sid.split(".")[0] for sid in cited & set(group)}) > 1}
        met |= mine
        others += not mine
    return ReadConflictScores(len(groups), len(met), others)


def _overlapped(event: Event, document: int, low: int, high: int) -> list[str]:
    return [sid for sid, start, end in event.documents[document].sentences if start < high and low < end]


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else float("nan")


def _average_precision(ranking: Sequence[LocatedDetail], important: int) -> float:
    """Mean over important sentences of the precision at the rank where each is first shown, 0 for those missing.

    Sentences are ranked, not details: a second detail of a sentence takes no rank.
    """
    if not important:
        return float("nan")
    seen: set[str] = set()
    rank = hits = 0
    total = 0.0
    for located in ranking:
        if located.label is not None and located.label.sid in seen:
            continue
        rank += 1
        if located.label is not None:
            seen.add(located.label.sid)
        if located.is_important:
            hits += 1
            total += hits / rank
    return total / important
