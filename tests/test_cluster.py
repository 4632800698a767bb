from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from summarizer.cluster import Explanation, explain, find_stories
from summarizer.cluster.headline import headline
from summarizer.dedupe import find_origins
from summarizer.types import Article, Story

SEEDS = Path(__file__).parent.parent / "seeds"
MONDAY = datetime(2025, 3, 3, 8, tzinfo=UTC)


def seeds() -> list[Article]:
    return [Article(path.name, None, path.read_text(encoding="utf-8"), None) for path in sorted(SEEDS.glob("*.txt"))]


STRIKE = [
    Article(
        "strike-1",
        "Nine killed in strikes on Kyiv",
        "Nine people died and more than 60 were wounded when missiles hit a block of flats in Kyiv's Svyatoshynskyi "
        "district before dawn, mayor Vitali Klitschko said. Rescuers were still digging at noon.",
        "Daily",
        MONDAY,
    ),
    Article(
        "strike-2",
        "Russia hits Ukrainian capital",
        "A Russian missile attack destroyed an apartment building in the Svyatoshynskyi district of Kyiv overnight and "
        "killed nine people, said Klitschko, the mayor. Some 60 were wounded, and rescuers kept digging for survivors.",
        "Herald",
        MONDAY + timedelta(hours=5),
    ),
]
REHAB = [
    Article(
        "rehab-1",
        "Singer Mona Vale enters rehab",
        "The singer Mona Vale has checked into a rehabilitation clinic in Arizona, her agent said on Monday. Vale, 31, "
        "called off the tour of her album Tin Summer.",
        "Daily",
        MONDAY,
    ),
    Article(
        "rehab-2",
        "Actor Dan Whitlock enters rehab",
        "The actor Dan Whitlock has checked into a rehabilitation clinic in Malibu, his agent said on Monday. "
        "Whitlock, 44, leaves the set of the series Harbour Lights.",
        "Herald",
        MONDAY,
    ),
]


def stories(articles: list[Article], **options: bool) -> tuple[Story, ...]:
    return find_stories(articles, find_origins(articles), **options)


def ids(found: tuple[Story, ...]) -> set[frozenset[str]]:
    return {frozenset(a.id for a in story.articles) for story in found}


def test_the_seeds_are_one_story_of_two_origins() -> None:
    (story,) = stories(seeds())
    assert len(story.articles) == len(story.origins) == 2
    assert story.headline.startswith(("Special Envoy", "The recent working session"))


def test_one_event_without_a_common_title_word_is_one_story() -> None:
    assert ids(stories([*STRIKE, *seeds()])) == {frozenset({"strike-1", "strike-2"}), frozenset(a.id for a in seeds())}


def test_look_alikes_are_two_stories() -> None:
    assert ids(stories(REHAB)) == {frozenset({"rehab-1"}), frozenset({"rehab-2"})}


def test_order_and_names_of_files_play_no_part() -> None:
    articles = [*seeds(), *STRIKE, *REHAB]
    renamed = [replace(a, path=f"{i}.txt") for i, a in enumerate(articles)]
    assert [s.id for s in stories(articles)] == [s.id for s in stories(renamed[::-1])]


def test_one_story() -> None:
    assert len(stories([*STRIKE, *REHAB], one_story=True)) == 1


def test_no_articles() -> None:
    assert stories([]) == stories([], one_story=True) == ()


def explained(a: str, b: str) -> Explanation:
    articles = [*seeds(), *STRIKE, *REHAB]
    return explain(articles, find_origins(articles), a, b)


def test_an_explanation_adds_up() -> None:
    why = explained("strike-1", "strike-2")
    assert why.same_story
    assert not why.same_origin
    assert why.path == ("strike-1", "strike-2")
    assert why.between_stories is None
    assert {"Svyatoshynskyi", "Klitschko"} <= set(why.shared)
    assert min(sum(reason.points for reason in why.reasons), 6) == pytest.approx(why.score)


def test_an_explanation_says_why_not() -> None:
    why = explained("rehab-1", "rehab-2")
    assert not why.same_story
    assert why.path == ()
    assert why.between_stories == pytest.approx(why.score)
    assert {r.kind: r.points for r in why.reasons}["names"] < 0 > why.score
    assert {"Vale", "Arizona"} <= set(why.only_a)
    assert {"Whitlock", "Malibu"} <= set(why.only_b)


def test_articles_that_share_nothing_are_not_compared() -> None:
    why = explained("strike-1", "rehab-2")
    assert (why.compared, why.same_story, why.between_stories) == (False, False, -6.0)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Nine killed in Kyiv | Daily News", "Nine people died.", "Nine killed in Kyiv"),
        (None, "KYIV, March 3 (Reuters) - Nine people died in Kyiv on Monday.", "Nine people died in Kyiv on Monday"),
        (
            None,
            "PHOENIX — The legislature sent a bill to the governor on Monday that would let owners of shops refuse "
            "service, and the governor, who has five days, said nothing.",
            "The legislature sent a bill to the governor on Monday that would let owners of shops refuse service …",
        ),
        ("", "", "Untitled"),
    ],
)
def test_headline_of_one_article(title: str | None, text: str, expected: str) -> None:
    assert headline([Article("a", title, text, None)]) == expected


def test_the_headline_is_the_title_that_says_what_all_say() -> None:
    vague = replace(STRIKE[0], id="vague", title="A night to remember")
    assert headline([vague, *STRIKE]) == headline([*STRIKE, vague]) == "Nine killed in strikes on Kyiv"


def test_articles_in_another_language_do_not_meet_in_its_function_words() -> None:
    floods = "Les pompiers ont secouru des habitants de la ville dans la nuit, a dit le maire, qui est sur les lieux."
    strike = (
        "Les enseignants ont fait grève et sont dans les rues de la capitale, a dit le syndicat, qui est satisfait."
    )
    found = [Article("fr-1", None, floods, None), Article("fr-2", None, strike, None)]
    assert len(stories(found)) == 2
