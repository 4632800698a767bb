"""Claims: which sentences tell the same news, what is grouped, and what is never grouped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.claims import READ, SAME_NEWS, UNREAD, SideBySide, containment, group_same, shipped
from summarizer.language import Analyst
from summarizer.material import inverse_frequencies
from summarizer.retelling import encoded
from summarizer.types import Article, Encoder
from tests.stories import told

DAYS = ("Monday", "Tuesday")


@pytest.mark.parametrize(
    ("pairs", "owner", "groups"),
    [
        ({}, [0, 1], [[0], [1]]),
        ({(0, 1): 0.9}, [0, 1], [[0, 1]]),
        ({(0, 2): 0.9, (1, 2): 0.8}, [0, 0, 1], [[0, 2], [1]]),  # one sentence an origin
        ({(0, 1): 0.9, (1, 2): 0.8}, [0, 1, 2], [[0, 1], [2]]),  # no chains: 0 and 2 are strangers
        ({(0, 1): 0.7, (1, 2): 0.9, (0, 2): 0.6}, [0, 1, 2], [[1, 0, 2]]),  # the most typical first
        ({}, [], []),
    ],
)
def test_group_same(pairs: dict[tuple[int, int], float], owner: list[int], groups: list[list[int]]) -> None:
    assert group_same(pairs, len(owner), owner) == groups


@given(st.lists(st.integers(0, 3), max_size=8), st.data())
def test_groups_partition_and_hold_one_member_an_owner(owner: list[int], data: st.DataObject) -> None:
    possible = [(i, j) for i in range(len(owner)) for j in range(i + 1, len(owner)) if owner[i] != owner[j]]
    chosen = data.draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    pairs = {pair: 0.5 + 0.01 * n for n, pair in enumerate(chosen)}
    groups = group_same(pairs, len(owner), owner)
    assert sorted(i for group in groups for i in group) == list(range(len(owner)))
    for group in groups:
        assert len({owner[i] for i in group}) == len(group)
        assert all((i, j) in pairs for i in group for j in group if i < j)


def test_containment() -> None:
    assert containment(3.0, 3.0, 3.0) == pytest.approx(1.0)
    assert containment(3.0, 3.0, 6.0) == containment(3.0, 6.0, 3.0) == pytest.approx(0.85)
    assert containment(0.0, 3.0, 3.0) == 0.0
    assert containment(0.0, 0.0, 3.0) == 0.0


def beside(texts: list[str], encoder: Encoder, begins: bool = False) -> SideBySide:
    """The sentences, each of another outlet."""
    analysed = Analyst()(texts)
    idf = inverse_frequencies([each.bag for each in analysed])
    vectors, meant = encoded(analysed, encoder)
    return SideBySide.of(analysed, [begins] * len(texts), range(len(texts)), (vectors @ vectors.T, meant), idf)


@pytest.mark.parametrize("name", [READ, UNREAD])
def test_what_is_more_alike_is_surer_the_same_news(name: str) -> None:
    weights = shipped(name).weights
    assert all((weight < 0) == feature.startswith("lacks") for feature, weight in weights.items())


def test_where_no_encoder_reads_the_words_the_rest_decides() -> None:
    held = told(*(Article(str(i), None, f"The mayor of Arden resigned on {day}.", None) for i, day in enumerate(DAYS)))
    assert held.meant
    assert set(held.side_by_side.features(0, 1)) == set(shipped(UNREAD).weights) < set(shipped(READ).weights)


@pytest.mark.slow
class TestSameNews:
    def test_news_in_other_words_is_one_claim(self, encoder: Encoder) -> None:
        texts = [
            "NASA delayed the launch of its moon rocket on Monday because of a hydrogen leak.",
            "The launch of the moon rocket was called off on Monday after hydrogen leaked from a tank.",
            "Thousands of spectators had come to the beaches of Florida to see it.",
        ]
        held = beside(texts, encoder, begins=True)
        assert list(held.same_news()) == [(0, 1)]
        assert min(held.same_news().values()) >= SAME_NEWS

    def test_a_pair_of_one_outlet_is_never_looked_at(self, encoder: Encoder) -> None:
        held = beside(["The mayor resigned on Monday.", "On Monday the mayor resigned."], encoder)
        assert held.same_news()
        assert replace(held, owner=[0, 0]).same_news() == {}

    def test_what_is_lacked_is_a_share(self, encoder: Encoder) -> None:
        held = beside(["Nobody came.", "The 12 men were freed on Monday in Arden.", "It rained."], encoder)
        rows = [held.features(i, j) for i in range(3) for j in range(3)]
        assert all(0 <= row["lacks least"] <= row["lacks most"] <= 1 for row in rows)
        assert np.isclose(held.features(1, 1)["lacks most"], 0, atol=1e-5)
        assert held.chance(1, 1) > SAME_NEWS > held.chance(1, 2)
