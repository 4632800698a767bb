from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from summarizer.cluster import find_stories
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
