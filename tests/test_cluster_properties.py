"""What must hold for any folder: order plays no part, and one more article touches only its own neighbourhood."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.cluster import find_stories
from summarizer.cluster.linkage import Link, Links, average_link, linked, widest_path
from summarizer.cluster.pairs import ALIKE, FEW, NEAREST, nearest
from summarizer.cluster.profiles import profiled
from summarizer.cluster.similarity import shipped
from summarizer.cluster.stories import score_links
from summarizer.dedupe import find_origins
from summarizer.types import Article

PEOPLE = ["Mona Vale", "Dan Whitlock", "Inge Holt", "Piet Raan"]
PLACES = ["Brenham", "Kessel", "Tarn", "Lowick"]
EVENTS = [
    "{who} opened the new bridge over the river at {place} after two years of work and 40 million crowns.",
    "{who} was elected mayor of {place} with 52 percent of the vote, the election board said.",
    "A fire destroyed the paper mill at {place}, and {who} of the fire brigade said that nobody was hurt.",
    "{who} resigned as head of the hospital in {place} after an audit found 12 missing ambulances.",
]
EXTRAS = [
    "Residents lined the streets from early morning.",
    "The opposition called for an inquiry into the costs.",
    "Shops in the centre stayed closed all day.",
    "The county promised to publish the papers by Friday.",
]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    event = draw(st.sampled_from(EVENTS)).format(who=draw(st.sampled_from(PEOPLE)), place=draw(st.sampled_from(PLACES)))
    extras = draw(st.lists(st.sampled_from(EXTRAS), max_size=3, unique=True))
    hours = draw(st.none() | st.integers(0, 24 * 20))
    published = None if hours is None else datetime(2025, 3, 1, tzinfo=UTC) + timedelta(hours=hours)
    title = draw(st.none() | st.just(event.split(",")[0]))
    return Article("", title, " ".join([event, *extras]), draw(st.sampled_from(["Daily", "Herald", None])), published)


def numbered(found: Iterable[Article]) -> list[Article]:
    return [replace(article, id=f"a{i}") for i, article in enumerate(found)]


def groups(found: list[Article]) -> set[frozenset[str]]:
    return {frozenset(a.id for a in story.articles) for story in find_stories(found, find_origins(found))}


def ties(found: list[Article]) -> list[set[str]]:
    """Sets of articles that are tied to each other: the copies of one text, and pairs that speak for one event."""
    origins = find_origins(found)
    by_id = {a.id: a for a in found}
    links = score_links(profiled([by_id[origin[0]] for origin in origins]), shipped())
    return [set(origin) for origin in origins] + [{*origins[a], *origins[b]} for a, b, s in links.tuples() if s > 0]


@settings(max_examples=20, deadline=None)
@given(st.lists(articles(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_articles_plays_no_part(made: list[Article], random: object) -> None:
    found = numbered(made)
    shuffled = found.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    origins = find_origins(found)
    assert find_origins(shuffled) == origins
    assert find_stories(shuffled, origins) == find_stories(found, origins)


@settings(max_examples=40, deadline=None)
@given(st.lists(articles(), min_size=2, max_size=8))
def test_one_more_article_changes_only_what_it_touches(made: list[Article]) -> None:
    *before, added = numbered(made)
    touched = {added.id}
    tied = ties(before) + ties([*before, added])
    while more := set().union(*(tie for tie in tied if tie & touched)) - touched:
        touched |= more
    untouched = {group for group in groups(before) if not group & touched}
    assert untouched <= groups([*before, added])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(-6, 6), max_size=20))
def test_no_group_is_held_together_by_a_chain(found: dict[tuple[int, int], int]) -> None:
    links: list[Link] = [(a, b, float(s)) for (a, b), s in found.items() if a < b]
    made = average_link(range(8), links, stranger=-6.0)
    assert linked(8, Links.of(links), stranger=-6.0) == list(made)
    assert sorted(row for group in made for row in group) == list(range(8))
    known = {frozenset(link[:2]): link[2] for link in links}
    for i, group in enumerate(made):
        for other in made[i + 1 :]:
            mean = sum(known.get(frozenset((a, b)), -6.0) for a in group for b in other) / (len(group) * len(other))
            assert mean <= 1e-9, "two groups that belong together were left apart"


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([(0, 1, 2.0), (1, 2, 2.0)], ((0, 1), (2,))),
        ([(0, 1, 2.0), (1, 2, 2.0), (0, 2, -1.0)], ((0, 1, 2),)),
        ([(0, 1, 1.0), (1, 2, 3.0), (0, 2, -2.0)], ((0,), (1, 2))),
        ([(0, 1, -0.5)], ((0,), (1,), (2,))),
    ],
)
def test_average_link(links: list[Link], expected: tuple[tuple[int, ...], ...]) -> None:
    assert average_link(range(3), links, stranger=-6.0) == expected
    assert linked(3, Links.of(links), stranger=-6.0) == list(expected)


@pytest.mark.parametrize(
    ("most", "much", "less"), [(NEAREST, ALIKE + 0.2, ALIKE + 0.1), (FEW, ALIKE - 0.1, ALIKE - 0.2)]
)
def test_an_article_with_very_many_pairs_keeps_those_that_share_most(most: int, much: float, less: float) -> None:
    """So many that share much, and fewer that share little."""
    others = np.arange(1, most + 3)
    shared = np.full(len(others), much, dtype=np.float32)
    shared[[3, 4]] = less
    rows, kept = nearest(np.repeat([0, 7], len(others)), np.tile(others, 2), np.tile(shared, 2))
    expected = sorted(set(others.tolist()) - {4, 5})
    assert [(r, sorted(kept[rows == r].tolist())) for r in (0, 7)] == [(0, expected), (7, expected)]
    assert nearest(np.array([5]), np.array([6]), np.array([0.2], dtype=np.float32)) == ([5], [6])


def test_the_widest_path_avoids_the_weak_link() -> None:
    links = [(0, 3, 0.5), (0, 1, 2.0), (1, 2, 3.0), (2, 3, 2.5)]
    assert widest_path(0, 3, links) == (0, 1, 2, 3)
    assert widest_path(0, 9, links) == ()


@pytest.mark.parametrize(("size", "score", "stories"), [(4, 0.5, 1), (5, 0.5, 2), (5, 1.5, 1)])
def test_two_groups_that_stand_for_themselves_need_a_surer_mean(size: int, score: float, stories: int) -> None:
    """Of four articles each they are joined by a mean above 0; of five by one above SURER only."""
    rows = range(2 * size)
    links: list[Link] = [(a, b, score if a < size <= b else 3.0) for a in rows for b in rows if a < b]
    assert len(average_link(rows, links, stranger=-6.0)) == stories
