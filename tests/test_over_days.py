"""Labelled events spread over two weeks, and what is learned from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from summarizer import spread_over_days
from summarizer.training.labelled import Labelled
from summarizer.training.learn_threads import comparisons, fit, known_again
from summarizer.types import Article

MAY = datetime(2031, 5, 1, 9, tzinfo=UTC)
EVENTS = {
    "bridge": "The bridge at Marrow Ford was closed after divers found a crack in a pier, mayor Ilse Brandt said.",
    "mill": "The paper mill at Nordhaven will close in September, and 900 people lose their work, Silvapulp told them.",
    "comet": "The comet Adler-Voss shines brightest tonight, and astronomers at Tarn advise to look low in the west.",
}
SHARED = "Officials said that the council of the county would meet again this week."


def test_an_events_own_distances_are_kept_and_others_are_spread() -> None:
    told = [(f"a{n}", "own", MAY + timedelta(days=n)) for n in (0, 2, 3)]
    told += [(f"b{n}", "one day", MAY) for n in range(6)]
    told += [("c", "alone", None), ("far", "own", MAY + timedelta(days=30))]
    days = spread_over_days(told, 1)
    assert days == spread_over_days(told, 1) != spread_over_days(told, 2)
    when = {name: published for day in days for name, published in day.items()}
    assert set(when) == {f"a{n}" for n in (0, 2, 3)} | {f"b{n}" for n in range(6)}
    assert [(when[f"a{n}"] - when["a0"]).days for n in (0, 2, 3)] == [0, 2, 3]
    assert len({when[f"b{n}"].date() for n in range(6)}) > 1
    assert all(len({published.date() for published in day.values()}) == 1 for day in days)


def test_who_goes_on_is_learned_from_what_the_program_would_compare() -> None:
    items = [
        Labelled(Article(f"{event}{n}", event, f"{text} {SHARED} It is day {n}.", f"Paper {n}"), event, event)
        for event, text in EVENTS.items()
        for n in range(6)
    ]
    days = comparisons(0, items, 0)
    assert set(days.told) <= set(days.all)
    assert {row.story for row in days.rows if row.same} == set(days.told), "each is beside its own event, and only once"
    assert len({row.story for row in days.rows if row.same}) == sum(row.same for row in days.rows)
    assert {row.same for row in days.rows} == {True, False}
    assert known_again(days, fit(days.rows)) == (1.0, 0.0)
