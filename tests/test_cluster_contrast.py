"""Look-alikes: groups of articles that are much alike, each about somebody whom the other never names."""

import pytest

from summarizer.cluster import explain, find_stories
from summarizer.cluster.contrast import look_alike, naming, own_names
from summarizer.cluster.linkage import linked
from summarizer.cluster.profiles import column_of, profiled
from summarizer.cluster.similarity import SURE, default_weights
from summarizer.cluster.stories import score_links
from summarizer.dedupe import find_origins
from summarizer.types import Article

#: One fight as three outlets tell it; the second sentence of each differs.
REPORTS = [
    "Heavyweight champion Viktor Halloran stopped {who} in the {round} round in Kessel on Saturday night to keep his "
    "world title belts. The champion hit {who} with a left hook, and the referee ended the fight.",
    "Viktor Halloran kept his heavyweight title belts in Kessel on Saturday, stopping {who} in the {round} round with "
    "a left hook. The crowd of 14,000 had booed {who} before the fight began.",
    "Champion Viktor Halloran beat the challenger {who} in Kessel on Saturday night: the referee ended the heavyweight "
    "title fight in the {round} round after a left hook. The belts stay with Halloran.",
]


def fights(*challengers: tuple[str, str]) -> list[Article]:
    """Three reports of the fight against each challenger, who was stopped in that round."""
    return [
        Article(f"{who}-{n}", None, text.format(who=who, round=round_), f"Outlet {n}")
        for who, round_ in challengers
        for n, text in enumerate(REPORTS)
    ]


def test_two_fights_of_one_champion_are_two_stories() -> None:
    articles = fights(("Rasmus Tarn", "seventh"), ("Oleg Brandt", "sixth"))
    origins = find_origins(articles)
    alike = linked(6, score_links(profiled(articles), default_weights()), stranger=-SURE)
    assert alike == [(0, 1, 2, 3, 4, 5)], "pair by pair they are one event, or this test shows nothing"
    assert {frozenset(a.id for a in story.articles) for story in find_stories(articles, origins)} == {
        frozenset(a.id for a in articles[:3]),
        frozenset(a.id for a in articles[3:]),
    }
    why = explain(articles, origins, "Rasmus Tarn-0", "Oleg Brandt-0")
    assert why.between_stories is not None
    assert why.between_stories > 0
    assert why.own_names is not None
    assert [set(names) for names in why.own_names] == [{"Rasmus", "Tarn"}, {"Oleg", "Brandt"}]


def test_one_fight_stays_one_story() -> None:
    articles = fights(("Rasmus Tarn", "seventh"))
    assert len(find_stories(articles, find_origins(articles))) == 1


@pytest.mark.parametrize(
    ("rows", "others", "expected"),
    [
        pytest.param((0, 1, 2), (3, 4, 5), {"rasmus", "tarn"}, id="all name him, none of the others"),
        pytest.param((3, 4, 5), (0, 1, 2), {"oleg", "brandt"}, id="and the other way round"),
        pytest.param((0, 1), (3, 4, 5), set(), id="two may do so by chance"),
        pytest.param((0, 1, 3), (2, 4, 5), set(), id="two thirds are not the rule"),
        pytest.param((0, 1, 2), (0, 3, 4), set(), id="the others mention him"),
    ],
)
def test_own_names(rows: tuple[int, ...], others: tuple[int, ...], expected: set[str]) -> None:
    found = naming(profiled(fights(("Rasmus Tarn", "seventh"), ("Oleg Brandt", "sixth"))))
    assert set(own_names(found, rows, others).tolist()) == {column_of(name) for name in expected}


def test_a_name_on_one_side_only_is_no_contrast() -> None:
    """A first report names nobody, a later one the victim: that is one event."""
    articles = fights(("a challenger", "seventh"), ("Oleg Brandt", "seventh"))
    found = naming(profiled(articles))
    assert len(own_names(found, (3, 4, 5), (0, 1, 2)))
    assert not look_alike(found, (0, 1, 2), (3, 4, 5))
