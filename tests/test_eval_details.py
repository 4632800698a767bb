"""The measures of details and insights equal examples worked by hand."""

from dataclasses import astuple
from math import isnan

import pytest

from eval.baselines.details import by_novelty, by_place
from eval.data import Record
from eval.detail_items import (
    DetailKind,
    DetailLabel,
    Event,
    EventText,
    Insight,
    InsightDocument,
    InsightSet,
    event,
    event_labels,
    insight_set,
)
from eval.measures.details import ShownDetail, Told, best_of_each_document, conflicts, locate, measure
from eval.measures.idf import Idf
from eval.measures.insights import InsightScores, Locator
from eval.measures.insights import measure as measure_insights

#: Two articles of four sentences, ten characters each; the last one of the second has no label.
EVENT = Event(
    "e",
    tuple(EventText("x" * 40, tuple((f"{d}.{s}", 10 * s, 10 * s + 9) for s in range(4))) for d in range(2)),
)


def label(sid: str, kind: DetailKind, weight: int, conflict: bool = False) -> DetailLabel:
    return DetailLabel(sid, kind, weight, conflict)


LABELS = (
    label("0.0", "shared", 0),
    label("0.1", "unique", 3),
    label("0.2", "partial", 3, conflict=True),
    label("0.3", "noise", 0),
    label("1.0", "unique", 1),
    label("1.1", "unique", 3, conflict=True),
    label("1.2", "unique", 2),
)


def in_sentence(sid: str) -> ShownDetail:
    """A detail that is the whole of a sentence."""
    document, sentence = map(int, sid.split("."))
    span = (10 * sentence, 10 * sentence + 9)
    return ShownDetail(document, *span, span)


#: Best first. 0.1 is shown twice.
RANKING = [in_sentence(sid) for sid in ("0.1", "1.0", "0.3", "0.2", "0.1", "1.3")]


def test_measures_equal_the_worked_example() -> None:
    scores = measure(RANKING, EVENT, LABELS, 2)
    # Shown, two a source: 0.1 new, 0.3 noise; 1.0 new, 1.3 in no labelled sentence.
    assert (scores.shown, scores.precision, scores.noise) == (4, 2 / 4, 2 / 4)
    # The best 8 are all six: 0.1, 1.0, 0.2, 0.1 are new.
    assert scores.precision_at_8 == pytest.approx(4 / 6)
    # Important are 0.1, 0.2, 1.1; the last is missing.
    assert scores.important_recall == pytest.approx(2 / 3)
    # Sentences are ranked 0.1, 1.0, 0.3, 0.2, 1.3: important ones at 1 and 4.
    assert scores.ap3 == pytest.approx((1 / 1 + 2 / 4 + 0) / 3)


def test_a_perfect_and_an_empty_system() -> None:
    perfect = measure([in_sentence(sid) for sid in ("0.1", "1.1", "0.2", "1.2", "1.0")], EVENT, LABELS, 5)
    assert astuple(perfect) == (1.0, 1.0, 0.0, 1.0, 1.0, 5)
    empty = measure([], EVENT, LABELS, 5)
    assert isnan(empty.precision)
    assert isnan(empty.noise)
    assert (empty.important_recall, empty.ap3, empty.shown) == (0.0, 0.0, 0)


def test_recall_is_of_at_most_8() -> None:
    labels = [label(f"{d}.{s}", "unique", 3) for d in range(2) for s in range(4)]
    many = Event("e", (*EVENT.documents, *EVENT.documents))
    labels += [label("2.0", "unique", 3)]
    details = [in_sentence(each.sid) for each in labels]
    assert measure(details, many, labels, 9).important_recall == 1.0
    assert measure(details[:4], many, labels, 9).important_recall == 4 / 8


def test_nothing_important_leaves_recall_undefined() -> None:
    scores = measure(RANKING, EVENT, [each for each in LABELS if each.weight < 3], 2)
    assert isnan(scores.important_recall)
    assert isnan(scores.ap3)


def test_a_detail_counts_for_the_sentence_of_its_focus() -> None:
    across = ShownDetail(0, 0, 39, focus=(17, 24))  # 2 characters in 0.1, 4 in 0.2
    assert [located.label for located in locate([across], EVENT, LABELS)] == [LABELS[2]]


def test_the_best_of_each_document_are_shown() -> None:
    assert best_of_each_document(RANKING, 1) == [in_sentence("0.1"), in_sentence("1.0")]


def test_conflicts() -> None:
    told = Told((), (((0, 25, 28), (1, 35, 38)), ((1, 0, 5),)))
    # The first cites 0.2, which is labelled; the second cites nothing labelled; 1.1 is not found.
    assert astuple(conflicts(told, EVENT, LABELS)) == (1 / 2, 2, 1)
    assert isnan(conflicts(told, EVENT, LABELS[:2]).found)


def test_baseline_rankings() -> None:
    texts = [
        "The bridge fell on Monday. The mayor resigned over bribes.",
        "On Monday the bridge fell. A dog barked.",
    ]
    ranked = [texts[d.document][d.start : d.end] for d in by_novelty(texts)]
    assert set(ranked[:2]) == {"The mayor resigned over bribes.", "A dog barked."}
    assert [(d.document, d.start) for d in by_place(texts)] == [(0, 0), (1, 0), (0, 27), (1, 27)]


def test_idf() -> None:
    idf = Idf([frozenset("ab"), frozenset("a"), frozenset("a")])
    assert idf.weight(frozenset("b")) > idf.weight(frozenset("a"))
    assert idf.containment(frozenset("ab"), frozenset("ab")) == 1.0
    assert idf.containment(frozenset("ab"), frozenset("b")) > 0.5 > idf.containment(frozenset("ab"), frozenset("a"))
    assert idf.containment(frozenset(), frozenset("a")) == 1.0


DOCUMENTS = (
    InsightDocument("A", "The engine makes 900 horsepower. Tyres come from Ohio.", frozenset({"power", "tyres"})),
    InsightDocument("B", "Buyers wait two years. It makes 900 horsepower.", frozenset({"power", "wait"})),
)
INSIGHTS = (
    Insight("power", "The car has 900 horsepower."),
    Insight("tyres", "Its tyres are made in Ohio."),
    Insight("wait", "Buyers must wait two years for delivery."),
)
SET = InsightSet(("A", "B"), (("power", ("A", "B")), ("tyres", ("A",)), ("wait", ("B",))))


def detail_of(document: int, words: str) -> ShownDetail:
    start = DOCUMENTS[document].text.index(words)
    return ShownDetail(document, start, start + len(words), (start, start + len(words)))


def test_insights_equal_the_worked_example() -> None:
    locator = Locator(DOCUMENTS, INSIGHTS)
    place = locator.locate("tyres", "A")
    assert DOCUMENTS[0].text[place.start : place.end] == "Tyres come from Ohio."
    details = [detail_of(0, "Tyres come from Ohio."), detail_of(1, "It makes 900 horsepower.")]
    # Of tyres and wait one is found; the shared power is shown as a detail of B.
    assert measure_insights(details, SET, locator) == InsightScores(
        single=2, found=1, shared=1, wrongly_single=1, shown=2
    )
    assert measure_insights([], SET, locator) == InsightScores(2, 0, 1, 0, 0)


def test_a_new_span_beside_the_insight_does_not_hold_it() -> None:
    locator = Locator(DOCUMENTS, INSIGHTS)
    start = DOCUMENTS[0].text.index("The engine")
    beside = ShownDetail(0, start, start + 32, focus=(start, start + 10))
    assert not locator.holds(beside, "power", "A")
    assert locator.holds(detail_of(0, "900 horsepower"), "power", "A")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"documents": [{"text": "abc", "sentences": [{"sid": "0.0", "start": 0, "end": 9}]}]}, "offsets outside"),
        ({"documents": [{"text": "abc", "sentences": [{"sid": "0.0", "start": "0", "end": 3}]}]}, "'start' is a str"),
        ({"documents": ["abc"]}, "not an object"),
    ],
)
def test_events_of_another_shape_are_refused(record: Record, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        event(record, "1")


def test_labels_and_sets_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="'label' is 'new'; expected one of shared, partial, unique, noise"):
        event_labels({"labels": [{"sid": "0.0", "label": "new", "weight": 1}]}, "1")
    with pytest.raises(ValueError, match="'insight_to_docs' is not an object"):
        insight_set({"docs": ["a"], "insight_to_docs": []}, "1")
