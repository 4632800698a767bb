"""Where sources differ: what is a contradiction, and what only looks like one. All sentences are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from summarizer.changes import find_disagreements
from summarizer.changes.quantities import compatible, days_apart, values
from summarizer.changes.variants import differ, names
from summarizer.language import Analyst, article_sentences
from summarizer.types import Article, Disagreement, Story
from tests.briefings import material_of

#: What two outlets write, and the kind of the disagreement; None if both can be true.
PAIRS = [
    # Figures.
    ("The fire at Port Arden destroyed 40 houses.", "The fire at Port Arden destroyed 65 houses.", "number"),
    ("The Port Arden blast killed 12 people.", "The Port Arden blast left 19 dead.", "number"),
    ("About six weeks later the wreck was found.", "Ten weeks later the wreck was found.", "number"),
    ("The flood cut off 40 villages in Velmar.", "The flood cut off 40 villages in Velmar on Monday.", None),
    # Rounding.
    ("The fire at Port Arden destroyed nearly 100 houses.", "The fire at Port Arden destroyed 98 houses.", None),
    ("The fire at Port Arden destroyed about 1,200 houses.", "The fire at Port Arden destroyed 1,234 houses.", None),
    ("The fire at Port Arden destroyed more than 50 houses.", "The fire at Port Arden destroyed 62 houses.", None),
    ("The fire at Port Arden destroyed dozens of houses.", "The fire at Port Arden destroyed 62 houses.", None),
    ("The fire at Port Arden destroyed up to 90 houses.", "The fire at Port Arden destroyed 62 houses.", None),
    ("The fire at Port Arden destroyed nearly 150 houses.", "The fire at Port Arden destroyed 98 houses.", "number"),
    ("The fire at Port Arden destroyed at least 12 houses.", "The fire at Port Arden destroyed 60 houses.", "number"),
    # Units, and other quantities.
    ("The old cable is 16 km long.", "The old cable is 10 miles long.", None),
    ("The storm came to Velmar at 14 mph.", "The storm came to Velmar with winds of 115 mph.", None),
    ("As of May Velmar had 88 cases of fever.", "As of August Velmar had 50 cases of fever.", None),
    ("The old ferry carried 40 tonnes of grain.", "The old ferry carried 88,000 pounds of grain.", None),
    ("The fire at Port Arden destroyed 40 houses.", "The fire at Port Arden destroyed 12 barns.", None),
    ("The Port Arden blast killed 12 people.", "The Port Arden blast injured 40 people.", None),
    ("The Port Arden plant employs 300 people.", "Last year the Port Arden plant employed 410 people.", None),
    ("Velmar had 30 cases of the fever in 2019.", "Velmar had 52 cases of the fever in 2021.", None),
    ("The storm could destroy 90 houses in Port Arden.", "The storm destroyed 40 houses in Port Arden.", None),
    ("Velmar sent 40 ships to Arden and 25 ships to Marrow.", "Velmar sent 65 ships to Arden and Marrow.", None),
    # A part and its whole.
    ("Divers found cracks in two of its eleven pillars.", "Divers found cracks in two pillars of it.", None),
    (
        "The Arden bridge shut after cracks in two of the eleven pillars.",
        "The Arden bridge shut after cracks in two pillars.",
        None,
    ),
    (
        "The Arden bridge shut after cracks in two pillars.",
        "The Arden bridge shut after cracks in five pillars.",
        "number",
    ),
    # A known set, a bound of a time, feet.
    ("Three state senators of Velmar backed the bill.", "Velmar's two senators backed the bill.", None),
    ("Rehn led the Arden council in 2002.", "Rehn led the Arden council from 1996 to 2007.", None),
    ("Rehn led the Arden council from 1996 to 2007.", "Rehn led the Arden council from 1998 to 2007.", "date"),
    ("The old Arden tower is 229 feet tall.", "The old Arden tower is 230 feet tall.", None),
    # Ranges.
    ("The fire at Port Arden destroyed 40 to 50 houses.", "The fire at Port Arden destroyed 45 houses.", None),
    ("Between 40 and 50 houses burned in Port Arden.", "The fire in Port Arden burned 45 houses.", None),
    # Ages and shares.
    ("The three-year-old boy fell from the Marrow pier.", "The 5-year-old boy fell from the Marrow pier.", "number"),
    ("The two and a half year old boy fell off a pier.", "The 2-year-old boy fell off a pier.", None),
    ("Tomas Rehn, 41, fell off the pier.", "On Monday Ilse Rehn, 43, fell off the pier.", "number"),
    ("Rebels now control a third of the river towns.", "Rebels control half of the river towns.", "number"),
    # Days and times.
    ("The coup in Velmar took place on March 21.", "The coup in Velmar took place on March 22.", "date"),
    ("The coup in Velmar took place on March 21.", "The coup in Velmar took place on Tuesday.", None),
    ("The talks in Velmar took place on March 13.", "On March 14 the ministry said the talks went well.", None),
    ("The strike in Velmar began on March 21.", "The strike in Velmar lasted until March 22.", None),
    ("The blast shook Velmar at 11:15 p.m.", "The blast shook Velmar at 10:20 p.m.", "date"),
    ("The blast shook Velmar about 7:30 p.m.", "The blast shook Velmar just before 7:25 p.m.", None),
    ("The blast shook Velmar at 6 p.m. GMT.", "The blast shook Velmar at 1 p.m. EST.", None),
    ("He moved back to Port Arden in 2014.", "He moved back to Port Arden in 2016.", "date"),
    # Across the end of a month or year; the year where both give it.
    ("The coup in Velmar took place on Feb. 28.", "The coup in Velmar took place on March 1.", "date"),
    ("The coup in Velmar took place on Dec. 31.", "The coup in Velmar took place on Jan. 1.", "date"),
    ("The coup in Velmar took place on Dec. 31, 2014.", "The coup in Velmar took place on Jan. 1, 2015.", "date"),
    ("The coup in Velmar took place on Dec. 31, 2014.", "The coup in Velmar took place on Jan. 1, 2019.", None),
    ("The coup in Velmar took place on March 21.", "The coup in Velmar took place on April 21.", None),
    ("The coup in Velmar was on March 21, 2014.", "The coup in Velmar was on March 21, 2016.", "date"),
    ("The coup in Velmar was on March 21, 2014.", "The coup in Velmar was on March 21.", None),
    ("The coup in Velmar was on 21 March 2014.", "The coup in Velmar was on March 21st, 2014.", None),
    ("Rehn fell ill on March 21, 2014.", "On March 21, 2016, a hall was named.", None),
    # Zones: ET and PT with or without summer time, and what many write for both.
    ("The blast shook Velmar at 5 pm ET.", "The blast shook Velmar at 2 pm PT.", None),
    ("The blast shook Velmar at 5 pm ET.", "The blast shook Velmar at 5 pm PT.", "date"),
    ("The blast shook Velmar at 5 pm ET.", "The blast shook Velmar at 9 pm GMT.", None),
    ("The blast shook Velmar at 5 pm ET.", "The blast shook Velmar at 7 pm GMT.", "date"),
    ("The blast shook Velmar at 5 pm EST.", "The blast shook Velmar at 5 pm EDT.", None),
    ("The blast shook Velmar at 5 pm EST.", "The blast shook Velmar at 4 pm EST.", "date"),
    ("The blast shook Velmar at 5 pm (GMT+7).", "The blast shook Velmar at 10 am GMT.", None),
    ("The blast shook Velmar at 5 pm (GMT+7).", "The blast shook Velmar at 5 pm GMT.", "date"),
    ("The blast shook Velmar at 5 pm local time.", "The blast shook Velmar at 10 am GMT.", None),
    ("The blast shook Velmar at 5 pm IST.", "The blast shook Velmar at 11 am GMT.", None),
    ("The blast shook Velmar at 11:55 p.m.", "The blast shook Velmar at 12:05 a.m.", None),
    # Names, with and without titles.
    ("Detective Otto Gardel handled the dog.", "Detective Otto Garel handled the dog.", "name"),
    ("Mayor Ilse Brandt opened the ferry.", "Ilse Brandt opened the ferry.", None),
    ("Mayor Ilse Brandt opened the ferry.", "Dr. Brandt opened the ferry.", None),
    ("President Muammar Gaddafi left Velmar.", "President Muammar Qaddafi left Velmar.", None),
    ("Minister Nguyễn Văn Tèo left Velmar.", "Minister Nguyen Van Teo left Velmar.", None),
    ("The mill stands on East Marrow Street.", "The mill stands on East Marrow Terrace.", "place"),
    ("Engineer Tomas Rehn checked the steel.", "Engineer Ilse Brandt checked the steel.", None),
]


def story(*texts: str, hours: tuple[int, ...] = ()) -> Story:
    times = [datetime(2031, 3, 4, h, tzinfo=UTC) for h in hours] or [None] * len(texts)
    articles = tuple(
        Article(f"a{i}", None, text, f"Outlet {i}", time)
        for i, (text, time) in enumerate(zip(texts, times, strict=True))
    )
    return Story("s", "h", articles, tuple((a.id,) for a in articles))


def found(made: Story, likeness: float = 0.7) -> tuple[Disagreement, ...]:
    """The disagreements if all sentences are that near in meaning: words, not the encoder, are under test."""
    sentences = tuple(s for a in made.articles for s in article_sentences(a))
    gram = np.full((len(sentences), len(sentences)), likeness) + (1 - likeness) * np.eye(len(sentences))
    return find_disagreements(material_of(made, np.linalg.cholesky(gram).astype(np.float32)))


@pytest.mark.parametrize(("one", "other", "kind"), PAIRS)
def test_pairs(one: str, other: str, kind: str | None) -> None:
    assert [d.kind for d in found(story(one, other))] == ([kind] if kind else [])
    assert [d.kind for d in found(story(other, one))] == ([kind] if kind else [])


def test_both_sides_are_cited() -> None:
    one, other = "The fire at Port Arden destroyed 40 houses.", "Fire destroyed about 65 houses at Port Arden."
    ((disagreement),) = found(story(one, other))
    assert [(s.value, [(c.article, c.start, c.end) for c in s.citations]) for s in disagreement.sides] == [
        ("40 houses", [("a0", 0, len(one))]),
        ("65 houses", [("a1", 0, len(other))]),
    ]


def test_three_sources_make_one_disagreement() -> None:
    texts = [f"The fire at Port Arden destroyed {n} houses." for n in (40, 65, 40)]
    (disagreement,) = found(story(*texts))
    assert [len(side.citations) for side in disagreement.sides] == [2, 1]


def test_who_tells_both_figures_contradicts_nobody() -> None:
    one = "The fire at Port Arden destroyed 40 houses."
    other = "The fire at Port Arden destroyed 65 houses. Another source says it destroyed 40 houses."
    assert found(story(one, other)) == ()


def test_other_sentences_are_not_compared() -> None:
    assert found(story(*PAIRS[0][:2]), likeness=0.2) == ()


def test_one_origin_does_not_disagree_with_itself() -> None:
    made = story(*PAIRS[0][:2])
    copies = Story("s", "h", made.articles, (("a0", "a1"),))
    assert found(copies) == ()


@pytest.mark.parametrize(
    ("one", "other", "hours", "kind"),
    [
        ("The blast killed 12 people in Velmar.", "The blast killed 19 people in Velmar.", (6, 12), "update"),
        ("The blast killed 12 people in Velmar.", "The blast killed 19 people in Velmar.", (12, 6), "number"),
        ("The blast killed 12 people in Velmar.", "The blast killed 19 people in Velmar.", (), "number"),
        ("The blast killed 12 people in Velmar.", "The blast toll in Velmar rose to 19 dead.", (), "update"),
    ],
)
def test_a_newer_higher_toll_is_an_update(one: str, other: str, hours: tuple[int, ...], kind: str) -> None:
    assert [d.kind for d in found(story(one, other, hours=hours))] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2014 some 30 ships left.", [("number", "ship", 30), ("year", "year", 2014)]),
        ("Flight 737 and the 41st lamp on Route 9.", []),
        ("A 7-year-old and two thirds of the boats.", [("age", "year-old", 7), ("share", "share", 2 / 3)]),
    ],
)
def test_values(text: str, expected: list[tuple[str, str, float]]) -> None:
    assert sorted((v.sort, v.key, v.amount) for v in values(Analyst().one(text))) == sorted(expected)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("Feb. 28", "March 1", 2),
        ("Feb. 28, 2013", "March 1, 2013", 2),
        ("Dec. 31", "Jan. 1", 1),
        ("Dec. 31, 2014", "Jan. 1, 2015", 1),
        ("Dec. 31, 2014", "Jan. 1", 1),
        ("Jan. 1, 2014", "Dec. 31, 2014", 365),
        ("March 21", "March 24", 3),
    ],
)
def test_days_apart(one: str, other: str, days: int) -> None:
    (first,), (second,) = (values(Analyst().one(f"Rehn left on {day}.")) for day in (one, other))
    assert days_apart(first, second) == days_apart(second, first) == days


@pytest.mark.parametrize(("month", "kind"), [(1, "date"), (7, None)])
def test_summer_time_is_that_of_the_article(month: int, kind: str | None) -> None:
    made = story("The blast shook Velmar at 5 pm ET.", "The blast shook Velmar at 9 pm GMT.")
    at = datetime(2031, month, 4, tzinfo=UTC)
    dated = replace(made, articles=tuple(replace(a, published=at) for a in made.articles))
    assert [d.kind for d in found(dated)] == ([kind] if kind else [])


def test_a_side_shows_the_year_that_it_differs_in() -> None:
    days = ("March 21, 2014", "March 21, 2016", "March 21, 2016")
    (disagreement,) = found(story(*(f"The coup in Velmar was on {day}." for day in days)))
    assert [(side.value, len(side.citations)) for side in disagreement.sides] == [(days[0], 1), (days[1], 2)]


def test_nothing_is_compared_in_a_language_whose_words_are_not_known() -> None:
    made = story(*PAIRS[0][:2])
    other = replace(made, articles=tuple(replace(a, language="fi") for a in made.articles))
    assert found(made)
    assert not found(other)


def test_compatible_both_ways() -> None:
    (hundred,), (fewer,) = (
        values(Analyst().one(text)) for text in ("Nearly 100 houses burned.", "Flames took 98 houses.")
    )
    assert compatible(hundred, fewer)
    assert compatible(fewer, hundred)


def test_spellings_of_another_script_do_not_differ() -> None:
    (one,), (other,) = names("President Gaddafi left."), names("President Qaddafi left.")
    assert not differ(one, other)
