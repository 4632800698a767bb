"""Material: what is kept of a story, and which claims it has."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from summarizer.language import Analyst, sentence_spans
from summarizer.material import Material, inverse_frequencies, prepare, reporting_sentences
from summarizer.types import Article, Encoder, Story
from tests.briefings import BRIDGE_A, BRIDGE_A_COPY, BRIDGE_B
from tests.stories import told

BRIDGE = Story("s", "h", (BRIDGE_A, BRIDGE_A_COPY, BRIDGE_B), (("bridge-a", "bridge-a2"), ("bridge-b",)))


def texts(alignment: Material, story: Story) -> list[list[str]]:
    return [[story.article(s.article).text[s.start : s.end] for s in claim.sentences] for claim in alignment.claims]


def test_rare_words_weigh_more() -> None:
    idf = inverse_frequencies([frozenset("ab"), frozenset("a")])
    assert idf["b"] > idf["a"] > 0


def test_only_reporting_is_kept() -> None:
    text = (
        "Read more\nThe bridge was closed after divers found a crack.\nNobody came.\n"
        "The bridge was closed after divers found a crack.\nMinister Lim in Arden (Photo: Ministry of Ports)"
    )
    spans = sentence_spans(text)
    kept = reporting_sentences("a", spans, Analyst()(text[a:b] for a, b in spans))
    assert [text[s.start : s.end] for s in kept] == ["The bridge was closed after divers found a crack."]


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("en", "The bridge was closed.", True),
        (None, "The bridge was closed.", True),
        (None, "Мост закрыли во вторник.", False),
        (None, "橋は火曜日に閉鎖された。", False),
        ("de", "Die Brücke wurde geschlossen.", False),
    ],
)
def test_the_language_is_known_by_its_name_or_else_its_letters(language: str | None, text: str, english: bool) -> None:
    assert told(Article("a", None, text, None, language=language)).english is english


@pytest.mark.slow
class TestAlign:
    def test_the_same_fact_in_other_words_is_one_claim(self, encoder: Encoder) -> None:
        claims = texts(prepare(BRIDGE, encoder, None), BRIDGE)
        together = [claim for claim in claims if len(claim) > 1]
        assert [
            "The bridge at Marrow Ford was closed on Tuesday after divers found a crack in its second pier.",
            "Divers found a crack in a pier of the Marrow Ford bridge, which was shut on Tuesday.",
        ] in together
        assert ["A ferry will carry people on foot from Thursday."] in claims

    def test_a_copy_is_no_second_origin(self, encoder: Encoder) -> None:
        alignment = prepare(BRIDGE, encoder, None)
        assert {s.article for s in alignment.sentences} < {"bridge-a", "bridge-a2", "bridge-b"}
        assert all(len(claim.origins) == len(claim.sentences) <= 2 for claim in alignment.claims)
        assert np.allclose(np.linalg.norm(alignment.vectors, axis=1), 1.0, atol=1e-5)

    def test_the_order_of_articles_plays_no_part(self, encoder: Encoder) -> None:
        found = []
        for order in permutations(BRIDGE.articles):
            story = replace(BRIDGE, articles=order)
            found.append({frozenset(claim) for claim in texts(prepare(story, encoder, None), story)})
        assert all(claims == found[0] for claims in found)

    def test_one_origin_has_claims_of_one_sentence(self, encoder: Encoder) -> None:
        story = Story("s", "h", (BRIDGE_A,), (("bridge-a",),))
        assert all(len(claim) == 1 for claim in texts(prepare(story, encoder, None), story))

    def test_an_article_without_a_reporting_sentence(self, encoder: Encoder) -> None:
        story = Story("s", "h", (Article("a", None, "Read more", None),), (("a",),))
        assert prepare(story, encoder, None).claims == ()
