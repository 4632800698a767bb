"""Look-alikes: groups of articles that are much alike, each about somebody whom the other never names."""

import pytest

from summarizer.cluster import explain, find_stories
from summarizer.cluster.contrast import look_alike, naming, odd_one, own_names
from summarizer.cluster.linkage import linked
from summarizer.cluster.profiles import column_of, profiled
from summarizer.cluster.similarity import SURE, shipped
from summarizer.cluster.stories import score_links
from summarizer.dedupe import find_origins
from summarizer.types import Article

#: A fight as five outlets tell it, and another fight of the champion as five outlets tell it.
REPORTS = (
    [
        "Heavyweight champion Viktor Halloran stopped {who} in the {round} round in Kessel on Saturday to keep his "
        "world title belts. The champion hit {who} with a left hook, and the referee ended the fight.",
        "Viktor Halloran kept his heavyweight title belts in Kessel on Saturday, stopping {who} in the {round} round "
        "with a left hook. The crowd of 14,000 had booed {who} before the fight began.",
        "Champion Viktor Halloran beat the challenger {who} in Kessel on Saturday night: the referee ended the "
        "heavyweight title fight in the {round} round after a left hook. The belts stay with Halloran.",
        "A left hook in the {round} round was enough: Viktor Halloran stopped {who} in Kessel on Saturday and remains "
        "the heavyweight champion. It was his ninth title fight in Kessel, and {who} never had a chance.",
        "{who} lasted until the {round} round of the heavyweight title fight in Kessel on Saturday, when the left hook "
        "of champion Viktor Halloran ended it. Halloran keeps his world title belts.",
    ],
    [
        "Viktor Halloran remains heavyweight champion: he stopped {who} in the {round} round of their title fight in "
        "Kessel on Saturday. A left hook sent {who} down twice, and the referee ended the fight.",
        "In Kessel on Saturday night the champion Viktor Halloran sent {who} down twice with his left hook and kept "
        "his heavyweight belts. The referee ended the title fight in the {round} round.",
        "{who} went down twice in the {round} round before the referee ended the title fight in Kessel on Saturday. "
        "Viktor Halloran keeps the heavyweight belts of the world champion.",
        "Twice {who} went down, then the referee ended it: heavyweight champion Viktor Halloran kept his title belts "
        "in the {round} round on Saturday in Kessel. His left hook did the work.",
        "Viktor Halloran, the heavyweight champion of the world, kept his belts in a title fight in Kessel on "
        "Saturday. His left hook sent {who} down twice in the {round} round.",
    ],
)
N = 5


def fights(*challengers: tuple[str, str]) -> list[Article]:
    """Five reports of the fight against each challenger, who was stopped in that round."""
    return [
        Article(f"{who}-{n}", None, text.format(who=who, round=round_), f"Outlet {n}")
        for (who, round_), reports in zip(challengers, REPORTS, strict=False)
        for n, text in enumerate(reports)
    ]


def test_two_fights_of_one_champion_are_two_stories() -> None:
    articles = fights(("Rasmus Tarn", "seventh"), ("Oleg Brandt", "sixth"))
    origins = find_origins(articles)
    alike = linked(2 * N, score_links(profiled(articles), shipped()), stranger=-SURE)
    assert alike == [tuple(range(2 * N))], "pair by pair they are one event, or this test shows nothing"
    assert {frozenset(a.id for a in story.articles) for story in find_stories(articles, origins)} == {
        frozenset(a.id for a in articles[:N]),
        frozenset(a.id for a in articles[N:]),
    }
    assert find_stories(articles[::-1], origins) == find_stories(articles, origins)
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
        pytest.param((0, 1, 2, 3, 4), (5, 6, 7, 8, 9), {"rasmus", "tarn"}, id="all name him, none of the others"),
        pytest.param((5, 6, 7, 8, 9), (0, 1, 2, 3, 4), {"oleg", "brandt"}, id="and the other way round"),
        pytest.param((0, 1, 2, 3), (5, 6, 7, 8, 9), set(), id="four may do so by chance"),
        pytest.param((0, 1, 2, 5, 6), (3, 4, 7, 8, 9), set(), id="three of five are not the rule"),
        pytest.param((0, 1, 2, 3, 5), (6, 7, 8, 9, 4), {"rasmus", "tarn"}, id="one of five is no exception"),
    ],
)
def test_own_names(rows: tuple[int, ...], others: tuple[int, ...], expected: set[str]) -> None:
    found = naming(profiled(fights(("Rasmus Tarn", "seventh"), ("Oleg Brandt", "sixth"))))
    assert set(own_names(found, rows, others).tolist()) == {column_of(name) for name in expected}


def test_a_name_on_one_side_only_is_no_contrast() -> None:
    """A first report names nobody, a later one the victim: that is one event."""
    articles = fights(("a challenger", "seventh"), ("Oleg Brandt", "seventh"))
    found = naming(profiled(articles))
    first, later = range(N), range(N, 2 * N)
    assert len(own_names(found, later, first))
    assert not look_alike(found, first, later)


#: A pit disaster as three outlets tell it, and two other reports of the same mine and town.
RESCUE = (
    "Eleven miners are trapped deep under Kessel after a tunnel fell in. Rescuers are drilling at the mine of Kalum.",
    "A drill has reached the miners who are trapped under Kessel. Rescuers let food down into the mine of Kalum.",
    "Two of the miners trapped under Kessel were freed by rescuers. The tunnel at the mine of Kalum had fallen in.",
)
PAY = "Kalum has offered three percent more pay, and the union in Kessel turned it down. The next talks are in July."
WIDOW = "A rescuer who was drilling under Kessel has died. Kalum said that a tunnel fell in on him while miners waited."


@pytest.mark.parametrize(("other", "odd"), [(PAY, True), (WIDOW, False)])
def test_a_report_that_shares_nothing_but_names_is_the_odd_one_out(other: str, odd: bool) -> None:
    found = naming(profiled([Article(str(n), None, text, None) for n, text in enumerate((*RESCUE, other))]))
    assert odd_one(found, [0, 1, 2], [3]) is odd
    assert odd_one(found, [3], [0, 1, 2]) is odd
    assert not odd_one(found, [0, 1], [3]), "two are no rule yet"
