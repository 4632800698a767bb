"""What a summary tells first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from summarizer import rank as ranking
from summarizer.language import Analyst, article_sentences, sentence_spans
from summarizer.material import Material, content_words_of, salience_of
from summarizer.rank import IN_CONTEXT, READ, _marginal_order, describe, features, rank, read_features, shipped
from summarizer.types import Article, Claim, Manner, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

TEXTS = (
    "The bridge at Marrow Ford was closed on Tuesday. Rain fell on the empty streets. Nobody was hurt at the bridge.",
    "On Tuesday the bridge at Marrow Ford was shut. Trains ran as usual in the valley.",
)
ARTICLES = tuple(Article(f"a{i}", None, text, None) for i, text in enumerate(TEXTS))
STORY = Story("s", "h", ARTICLES, (("a0",), ("a1",)))
SENTENCES = tuple(s for article in ARTICLES for s in article_sentences(article))


def unit(*rows: tuple[float, ...]) -> FloatArray:
    vectors = np.array(rows, dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


#: Sentences 0 and 3 say the same; all others go their own ways.
VECTORS = unit((1, 0, 0, 0), (0, 1, 0, 0), (0.5, 0, 1, 0), (1, 0.05, 0, 0), (0, 0, 0, 1))


def claim(*numbers: int) -> Claim:
    chosen: tuple[Sentence, ...] = tuple(SENTENCES[n] for n in numbers)
    return Claim(chosen, tuple(sorted({STORY.origin_of(s.article) for s in chosen})))


def material(story: Story, sentences: tuple[Sentence, ...], vectors: FloatArray, *claims: Claim) -> Material:
    analyst = Analyst()
    spans = {a.id: sentence_spans(a.text) for a in story.articles}
    lines = {a.id: analyst(a.text[x:y] for x, y in spans[a.id]) for a in story.articles}
    salience = salience_of([content_words_of(lines[origin[0]]) for origin in story.origins])
    told = Material(story, analyst, spans, lines, sentences, vectors, {}, salience)
    vars(told)["claims"] = claims  # given, not found
    return told


SETTING = describe(material(STORY, SENTENCES, VECTORS))
SHARED, RAIN, UNHURT, TRAINS = claim(0, 3), claim(1), claim(2), claim(4)


def test_what_both_say_comes_first_and_nothing_is_lost() -> None:
    order = rank(material(STORY, SENTENCES, VECTORS, TRAINS, RAIN, UNHURT, SHARED))
    assert order[0] == SHARED
    assert set(order) == {SHARED, RAIN, UNHURT, TRAINS}
    assert len(order) == 4


def test_no_claims() -> None:
    assert rank(material(STORY, (), np.zeros((0, 4), dtype=np.float32))) == ()


def test_a_repetition_comes_last() -> None:
    alike = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=np.float32)
    assert _marginal_order([1.0, 0.9, 0.6], alike) == [0, 2, 1]
    assert _marginal_order([1.0, 0.9, 0.6], alike, 2) == [2, 0, 1], "an opening comes first"


def test_what_tells_the_same_comes_after_all_others() -> None:
    alike = np.array([[1.0, 0.8, 0.0], [0.8, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert _marginal_order([1.0, 0.9, -5.0], alike) == [0, 2, 1]
    apart = np.array([[1.0, 0.7, 0.0], [0.7, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert _marginal_order([1.0, 0.9, -5.0], apart) == [0, 1, 2]


def test_features_are_named_alike_and_bounded() -> None:
    values = features(SETTING, SHARED)
    assert values.keys() == shipped().weights.keys()
    assert all(0 <= value <= 1 for value in values.values())


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [("salience", SHARED, RAIN), ("early", SHARED, UNHURT), ("pairs", SHARED, TRAINS), ("length", SHARED, RAIN)],
)
def test_each_feature_tells_more_from_less(name: str, more: Claim, less: Claim) -> None:
    assert features(SETTING, more)[name] > features(SETTING, less)[name]


def test_a_story_of_one_origin_has_no_echo() -> None:
    story = Story("s", "h", ARTICLES[:1], (("a0",),))
    alone = describe(material(story, SENTENCES[:3], VECTORS[:3]))
    values = features(alone, Claim((SENTENCES[0],), (0,)))
    assert (values["echo"], values["pairs"]) == (0.0, 0.0)


class Editor:
    """A stylist who wants whatever is told of one thing, and remembers what was read out."""

    name = "editor"

    def __init__(self, thing: str) -> None:
        self.thing, self.heard = thing, list[str]()

    def manners(self, texts: Sequence[str]) -> list[Manner]:
        self.heard += texts
        return [Manner(0.0, 0.0, 0.0, wanted=2.0 if self.thing in text else -2.0) for text in texts]


def test_a_claim_that_is_read_is_told_for_what_it_says() -> None:
    told = material(STORY, SENTENCES, VECTORS, TRAINS, RAIN, UNHURT, SHARED)
    assert shipped(READ).weights["wanted"] > 0
    assert rank(told).index(UNHURT) > 0
    assert rank(told, Editor("Nobody")).index(UNHURT) < rank(told, Editor("Rain")).index(UNHURT)
    assert rank(told, Editor("Trains")).index(TRAINS) < rank(told, Editor("Rain")).index(TRAINS)


class Reading:
    """An editor who reads the first article alone, and wants of it whatever is told of one thing."""

    name = "reading"

    def __init__(self, thing: str) -> None:
        self.thing = thing

    def wanted(self, title: str, text: str, spans: Sequence[tuple[int, int]], articles: int = 1) -> list[float | None]:
        del title, articles
        return [self._wanted(text[start:end]) if text == ARTICLES[0].text else None for start, end in spans]

    def _wanted(self, said: str) -> float:
        return 2.0 if self.thing in said else -2.0


def test_what_is_wanted_where_it_stands_counts_beside_how_it_reads_alone() -> None:
    told = material(STORY, SENTENCES, VECTORS, TRAINS, RAIN, UNHURT, SHARED)
    assert shipped(IN_CONTEXT).weights["in context"] > 0
    orders = [rank(told, Editor("nothing"), Reading(thing)) for thing in ("Nobody", "nothing")]
    assert orders[0].index(UNHURT) < orders[1].index(UNHURT)
    assert all({frozenset(c.sentences) for c in o} == {frozenset(c.sentences) for c in told.claims} for o in orders)


def test_that_an_editor_has_come_to_a_sentence_does_not_speak_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third model gives everybody more than the second: what she has not read gets as much more."""
    told = material(STORY, SENTENCES, VECTORS, TRAINS, RAIN, UNHURT, SHARED)
    known = rank(told, Editor("nothing"), Reading("nothing"))
    weights = shipped(IN_CONTEXT)
    generous = {**ranking.load(ranking.MODEL).models, IN_CONTEXT: replace(weights, bias=weights.bias + 5.0)}
    monkeypatch.setattr(ranking, "shipped", lambda name=ranking.UNREAD: generous[name])
    assert rank(told, Editor("nothing"), Reading("nothing")) == known


@pytest.mark.parametrize("thing", ["closed", "shut"])
def test_a_claim_is_led_by_its_sentence_that_is_wanted_most(thing: str) -> None:
    told = material(STORY, SENTENCES, VECTORS, SHARED, RAIN)
    (led,) = [each for each in rank(told, Editor(thing)) if len(each.sentences) > 1]
    assert thing in told.analysis(led.sentences[0]).text
    assert set(led.sentences) == set(SHARED.sentences)


def test_of_many_claims_only_the_best_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "CLAIMS_READ", 2)
    monkeypatch.setattr(ranking, "LINES_READ", 1)
    told = material(STORY, SENTENCES, VECTORS, TRAINS, RAIN, UNHURT, SHARED)
    best = sorted(told.claims, key=lambda claim: -shipped().score(features(SETTING, claim)))[:2]
    editor = Editor("nothing")
    order = rank(told, editor)
    assert set(order[:2]) == set(best)
    assert set(order) == set(told.claims)
    assert len(editor.heard) <= 4, "the two, and the first sentence of each article"


def test_the_features_of_a_claim_that_is_read() -> None:
    known = features(SETTING, SHARED)
    values = read_features(SETTING, SHARED, known, Manner(0.0, 0.0, 0.0, wanted=0.5))
    assert values.keys() == shipped(READ).weights.keys()
    assert (values["told by"], values["place"], values["wanted"]) == (1.0, 0.0, 0.5)
    assert read_features(SETTING, RAIN, known, Manner(0.0, 0.0, 0.0))["told by"] == 0.0
