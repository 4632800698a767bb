"""The same event, not the same town: made days, what is common in a folder, big stories, and their representatives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from summarizer.cluster import explain, find_stories
from summarizer.cluster.linkage import MIDST, Link, average_link
from summarizer.cluster.locality import FEW, weighed
from summarizer.cluster.profiles import column_of, profile, profiled
from summarizer.dedupe import find_origins
from summarizer.representatives import representatives, told_by_others
from summarizer.training.labelled import Labelled
from summarizer.training.local_days import doubled_days, invented_days, load_news, planted_days
from summarizer.types import Article, Detail, Story

#: Kinds of events that nothing was trained on.
HELD_OUT = Path(__file__).parent / "data" / "held_out_news.toml"
MONDAY = datetime(2031, 6, 2, 8, tzinfo=UTC)

ONE_TOWN = (
    ("Ferry to {town} out of service for a week", "The ferry to {town} will not sail until Monday because a propeller "
     "was bent on a sandbank, the operator Norline said. Nobody was hurt. Passengers are taken round by bus, which "
     "takes two hours longer. Captain Ruth Ley said the bank had moved since the spring storms."),
    ("{town} choir invited to sing in Vienna", "The women's choir of {town} has been invited to sing at a festival in "
     "Vienna next May. Its conductor, Pia Hartl, opened the letter during rehearsal. The 32 singers need 18,000 crowns "
     "for the journey and want to earn it with a concert in the fish hall."),
    ("Vet warns of ticks at {town}", "A vet in {town} has found a disease in four dogs that is carried by ticks new "
     "to the region. Doctor Sven Abel advised owners to look through the coat after each walk. The health office is "
     "collecting the insects in jars. People are not at risk, it said."),
    ("Court stops wind turbines near {town}", "Judges have stopped the building of nine wind turbines on a ridge near "
     "{town} until the nests of red kites have been counted. A citizens' group had sued. The company Aerolo said it "
     "would lose a year. The county had granted the permit in February."),
    ("Rents in {town} rise faster than wages", "Flats in {town} cost 11 percent more than a year ago, according to a "
     "survey by the tenants' league. A family now pays a third of its income. Landlords blamed the price of heating. "
     "The league wants a cap, and asked candidates to sign a pledge."),
)  # fmt: skip


def town_news(town: str) -> list[Article]:
    return [
        Article(f"{n}", title.format(town=town), text.format(town=town), f"Paper {n % 3}", MONDAY + timedelta(days=n))
        for n, (title, text) in enumerate(ONE_TOWN)
    ]


def stories(articles: Sequence[Article]) -> set[frozenset[str]]:
    return {frozenset(a.id for a in story.articles) for story in find_stories(articles, find_origins(articles))}


@pytest.mark.parametrize("town", ["Drewno", "Halifax", "Santa Rosa", "Leeds", "Bad Homburg"])
@pytest.mark.parametrize("dated", [True, False])
def test_the_stories_of_one_town_stay_apart(town: str, dated: bool) -> None:
    found = town_news(town) if dated else [replace(a, published=None) for a in town_news(town)]
    assert stories(found) == {frozenset({a.id}) for a in found}


def test_days_of_kinds_that_nothing_was_trained_on_mostly_fall_into_their_events() -> None:
    days = invented_days(load_news(HELD_OUT), 12, 7)
    right = [
        stories([i.article for i in day])
        == {frozenset(i.article.id for i in day if i.event == e) for e in {i.event for i in day}}
        for day in days
    ]
    assert sum(right) >= 8


def test_made_days_are_the_same_for_the_same_seed_and_use_no_kind_of_the_held_out_ones() -> None:
    news, held_out = load_news(), load_news(HELD_OUT)
    assert invented_days(news, 6, 1) == invented_days(news, 6, 1) != invented_days(news, 6, 2)
    assert not {kind.name for kind in news.kinds} & {kind.name for kind in held_out.kinds}
    texts = {voice for kind in news.kinds for voice in kind.voices}
    assert not texts & {voice for kind in held_out.kinds for voice in kind.voices}


def test_a_planted_name_stands_in_all_and_a_double_has_other_names_and_figures() -> None:
    pool = [
        Labelled(Article(f"{n}{v}", None, f"The mayor of {t} opened pool {n}{v}7. He told {t} so on {n}5 May.", None),
                 t, t)
        for n, t in enumerate(("Arden", "Velmar", "Corrin", "Tessel", "Marrow", "Kessel")) for v in (1, 2)
    ]  # fmt: skip
    (day,) = planted_days(pool, 1, 0)
    names = [set(item.article.text.replace(".", "").split()) for item in day]
    assert any(word[0].isupper() and word not in ("The", "He") for word in set.intersection(*names))
    assert len({item.event for item in day}) == len({item.topic for item in day})
    for day in doubled_days(pool, 3, 0):
        assert len({item.event for item in day}) == 2
        one, other = (item.article.text for item in day)
        assert one != other


def test_what_many_stories_of_a_folder_share_weighs_less_there() -> None:
    words = (
        "ferry",
        "choir",
        "tick",
        "turbine",
        "rent",
        "bakery",
        "tram",
        "museum",
        "bridge",
        "harvest",
        "prison",
        "well",
    )
    articles = [Article(w, None, f"The {w} of Drewno was all that {w} keepers spoke about.", None) for w in words]
    matrices = profiled(articles)
    alone = [(row,) for row in range(len(words))]
    local = weighed(matrices, alone)
    assert local is not None
    town, own = column_of("drewno"), column_of("ferri")
    assert local.views["body"][:, [town]].sum() < 0.6 * matrices.views["body"][:, [town]].sum()
    assert local.views["body"][:, [own]].sum() == matrices.views["body"][:, [own]].sum()
    assert weighed(matrices, [tuple(range(len(words)))]) is None, "reports of one event make nothing common"
    assert weighed(matrices, [*alone[: FEW - 1], tuple(range(FEW - 1, len(words)))]) is None


def test_an_explanation_says_what_only_one_tells() -> None:
    found = town_news("Drewno")
    why = explain(found, find_origins(found), "0", "3")
    assert not why.same_story
    assert "Drewno" in why.shared
    assert {"ferry", "propeller"} & {word.lower() for word in why.only_a}
    assert {"turbines", "judges"} & {word.lower() for word in why.only_b}


def test_a_story_of_more_reports_than_are_compared_stays_one() -> None:
    rows = range(4 * MIDST)
    near: list[Link] = [(a, b, 2.0) for a in rows for b in rows if a < b <= a + MIDST]
    assert average_link(rows, near, stranger=-6.0) == (tuple(rows),)
    chain: list[Link] = [(a, a + 1, 2.0) for a in range(9)]
    assert len(average_link(range(10), chain, stranger=-6.0)) > 1
    lone: list[Link] = [*near, (0, len(rows), 2.0)]
    assert (len(rows),) in average_link(range(len(rows) + 1), lone, stranger=-6.0)


def big_story(count: int) -> Story:
    texts = [f"A bridge fell at Arden on Monday. Witness number {n} saw cars in the river." for n in range(count)]
    texts[count // 2] += " The county had been warned of rusted bolts by its engineer in 2019."
    texts[count // 3] += " A dog was saved from the river."
    texts[count // 3 + 1] += " Divers saved a small dog from the river too."
    articles = tuple(Article(f"a{n:03}", "Bridge falls", text, f"Paper {n}") for n, text in enumerate(texts))
    return Story("s", "Bridge falls", articles, tuple((a.id,) for a in articles))


def test_representatives_say_what_others_do_not_and_all_origins_count() -> None:
    story = big_story(120)
    close = representatives(story, 10)
    kept = {article.id for article in close.articles}
    assert len(close.origins) == 10
    assert (close.id, close.headline) == (story.id, story.headline)
    assert "a060" in kept, "what only one tells"
    assert [a.id for a in close.articles] == sorted(kept)
    assert representatives(big_story(9), 10) == big_story(9)


def test_the_newest_are_among_those_read_closely() -> None:
    story = big_story(120)
    evening = datetime(2031, 5, 9, 18, tzinfo=UTC)
    dated = tuple(
        replace(article, published=evening - timedelta(minutes=(n * 37) % 120))
        for n, article in enumerate(story.articles)
    )
    newest = {a.id for a in sorted(dated, key=lambda a: a.published or evening, reverse=True)[:4]}
    close = representatives(replace(story, articles=dated), 10)
    assert newest <= {article.id for article in close.articles}


def test_a_detail_that_an_origin_tells_that_was_not_read_closely_is_none() -> None:
    story = big_story(120)
    close = replace(story, articles=(story.articles[40], story.articles[60]), origins=(("a040",), ("a060",)))

    def detail(article: Article, words: str) -> Detail:
        start = article.text.index(words)
        return Detail(article.id, start, start + len(words), (start, start + len(words)), None, 0.5)

    dog, bolts = (
        detail(story.articles[40], "A dog was saved from the river"),
        detail(story.articles[60], "rusted bolts"),
    )
    assert told_by_others((dog, bolts), close, story) == (bolts,)
    assert told_by_others((dog, bolts), close, close) == (dog, bolts)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("August 9, 2030 The head of Orvo is stepping down.", datetime(2030, 8, 9, 12, tzinfo=UTC)),
        ("CASTRA, 3 June 2031 (Wire) - A ferry sank.", datetime(2031, 6, 3, 12, tzinfo=UTC)),
        ("On August 9, 2030 the head of Orvo stepped down.", None),
        ("August 9 The head of Orvo is stepping down.", None),
        ("The head of Orvo is stepping down.", None),
    ],
)
def test_an_undated_article_is_of_the_day_that_its_text_opens_with(text: str, day: datetime | None) -> None:
    hours = profile(Article("a", None, text, None)).hours
    assert hours == day.timestamp() / 3600 if day else math.isnan(hours)
    assert profile(Article("a", None, text, None, MONDAY)).hours == MONDAY.timestamp() / 3600


def test_numbers_are_finite_for_articles_that_share_nothing() -> None:
    from summarizer.cluster.similarity import FEATURES, features

    matrices = profiled([Article("a", None, "", None), Article("b", "Rain", "Rain fell.", None)])
    values = features(matrices, np.array([0]), np.array([1]))
    assert set(values) == set(FEATURES)
    assert all(np.isfinite(value).all() for value in values.values())
