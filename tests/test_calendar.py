"""Days, years and times of day as a text names them."""

from datetime import date

import pytest

from summarizer.language import days, times, weekdays, years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on March 13, 2014", [(3, 13, 2014, "March 13")]),
        ("on 13 March 2014", [(3, 13, 2014, "13 March")]),
        ("the 1st of May", [(5, 1, None, "1st of May")]),
        ("Sept. 5", [(9, 5, None, "Sept. 5")]),
        ("Feb. 29", [(2, 29, None, "Feb. 29")]),
        ("Feb. 29, 2015 or June 31", []),
        ("May 12:30", []),
        ("March 2014", []),
        ("", []),
    ],
)
def test_days(text: str, found: list[tuple[int, int, int | None, str]]) -> None:
    assert [(d.month, d.day, d.year, text[d.start : d.end]) for d in days(text)] == found


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("March 1", "March 3", 2),
        ("Feb. 28, 2015", "March 1, 2015", 1),
        ("Dec. 31, 2014", "Jan. 1, 2015", 1),
        ("March 21, 2014", "March 21, 2016", 731),
    ],
)
def test_days_are_ordered_across_months_and_years(a: str, b: str, apart: int) -> None:
    assert days(b)[0].ordinal() - days(a)[0].ordinal() == apart


def test_a_day_without_a_year_is_of_the_year_that_is_given() -> None:
    (day,) = days("March 1")
    assert day.ordinal(2015) == date(2015, 3, 1).toordinal()
    assert day.key == "03-01"


@pytest.mark.parametrize(
    ("text", "minutes", "zone", "utc"),
    [
        ("at 5 p.m.", 1020, "", None),
        ("at 5 pm ET", 1020, "ET", 1320),
        ("at 12 a.m. UTC", 0, "UTC", 0),
        ("at 12:30 p.m. EST", 750, "EST", 1050),
        ("at 9.15 a.m. (GMT+7)", 555, "GMT+7", 135),
        ("at 9 a.m. local", 540, "local", None),
        ("at 9 a.m. XYT", 540, "XYT", None),
    ],
)
def test_times(text: str, minutes: int, zone: str, utc: float | None) -> None:
    (found,) = times(text)
    assert (found.minutes, found.zone, found.in_utc()) == (minutes, zone, utc)


@pytest.mark.parametrize(("zone", "winter", "summer"), [("ET", 300, 240), ("PT", 480, 420), ("EST", 300, 300)])
def test_summer_time(zone: str, winter: int, summer: int) -> None:
    (found,) = times(f"at 5 p.m. {zone}")
    assert found.in_utc(date(2031, 1, 10)) == 1020 + winter
    assert found.in_utc(date(2031, 7, 10)) == 1020 + summer


def test_no_times_without_a_half() -> None:
    assert times("at 17:00, 5 people, 5 amps") == []


def test_weekdays_and_years() -> None:
    assert weekdays("on Monday and friday, Sunday’s") == ["Monday", "Sunday"]
    assert [(y, "in 2014, of 1999"[a:b]) for y, a, b in years("in 2014, of 1999")] == [(2014, "2014"), (1999, "1999")]
    assert years("the 2014 vote in the 1990s cost in 20145") == []
