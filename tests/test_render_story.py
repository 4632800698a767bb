"""How a story is arranged for reading: times in one zone, who says what, what is told twice, copies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from summarizer.render import render, wording
from summarizer.render.arrange import arrange
from summarizer.render.timing import common_zone
from summarizer.render.view import StoryView
from summarizer.types import StoryReport
from tests.briefings import BRIDGE, BRIDGE_A, BRIEFING, FESTIVAL, LANTERN, detail

EAST = timezone(timedelta(hours=7))
WEST = timezone(timedelta(hours=-5))
PLUS_2 = timezone(timedelta(hours=2))


def dated(*moments: datetime | None) -> StoryReport:
    """A story of articles that appeared at these moments, in outlets A, B, C ..."""
    articles = tuple(
        replace(LANTERN, id=f"n{n}", source="ABCDEFG"[n], published=moment) for n, moment in enumerate(moments)
    )
    return replace(
        FESTIVAL, story=replace(FESTIVAL.story, articles=articles, origins=tuple((a.id,) for a in articles)),
        summary=replace(FESTIVAL.summary, sentences=()), details=(),
    )  # fmt: skip


def arranged(*reports: StoryReport) -> StoryView:
    return arrange(replace(BRIEFING, stories=reports), 5).stories[0]


@pytest.mark.parametrize(
    ("moments", "zone"),
    [
        ([], UTC),
        ([datetime(2031, 5, 7, 9, tzinfo=EAST)], EAST),
        ([datetime(2031, 5, 7, 9, tzinfo=EAST), datetime(2031, 5, 7, 9, tzinfo=UTC)], UTC),  # of equals the nearer
        ([datetime(2031, 5, 7, 9, tzinfo=EAST)] * 2 + [datetime(2031, 5, 7, 9, tzinfo=UTC)], EAST),
        ([datetime(2031, 5, 7, tzinfo=EAST)] * 2 + [datetime(2031, 5, 7, 9, tzinfo=WEST)], WEST),  # days have no zone
    ],
)
def test_common_zone(moments: list[datetime], zone: tzinfo) -> None:
    assert common_zone(moments) == zone


def test_the_timeline_compares_times_of_all_zones() -> None:
    report = dated(
        datetime(2031, 5, 8, 16, 0, tzinfo=PLUS_2),
        datetime(2031, 5, 8, 12, 15, tzinfo=UTC),
        datetime(2031, 5, 8, 0, 0, tzinfo=UTC),  # a day without a time
        datetime(2031, 5, 9, 3, 0, tzinfo=EAST),  # still the 8th in the others' zone
        datetime(2031, 5, 9, 1, 30, tzinfo=PLUS_2),
        None,
    )
    assert [(e.day, e.clock, e.article.outlet) for e in arranged(report).timeline] == [
        ("8 May 2031", "", "C"),
        ("", "14:15", "B"),
        ("", "16:00", "A"),
        ("", "22:00", "D"),
        ("9 May 2031", "01:30", "E"),
    ]
    assert "Times in UTC+02:00" in render(replace(BRIEFING, stories=(report,)), "html")


@pytest.mark.parametrize("moments", [(), (None,), (datetime(2031, 5, 8, 9, tzinfo=UTC),) * 2])
def test_no_timeline_without_two_times(moments: tuple[datetime | None, ...]) -> None:
    assert arranged(dated(*moments)).timeline == ()


@pytest.mark.parametrize(
    ("moments", "marks"),
    [
        ([datetime(2031, 5, 8, 0, 30), datetime(2031, 5, 8, 12, 30), datetime(2031, 5, 9, 0, 30)],
         [(3.0, 0.0), (50.0, 0.0), (97.0, 0.0)]),
        # A day without a time is as long as the day, as far as the chart shows it.
        ([datetime(2031, 5, 8, 12), datetime(2031, 5, 9, 12), datetime(2031, 5, 9)],
         [(3.0, 0.0), (97.0, 0.0), (50.0, 47.0)]),
        ([datetime(2031, 5, 8, 12), datetime(2031, 5, 9)], [(3.0, 0.0), (34.3, 62.7)]),
        ([datetime(2031, 5, 8), datetime(2031, 5, 9)], [(3.0, 47.0), (50.0, 47.0)]),
    ],
)  # fmt: skip
def test_the_chart_places_moments_and_days(moments: list[datetime], marks: list[tuple[float, float]]) -> None:
    story = dated(*(moment.replace(tzinfo=UTC) for moment in moments))
    (row, _) = arrange(replace(BRIEFING, stories=(story, FESTIVAL)), 5).chart
    assert [(mark.percent, mark.width) for mark in row.marks] == marks


def test_the_chart_says_the_same_in_words_and_marks() -> None:
    early = dated(datetime(2031, 5, 8, 8, tzinfo=EAST), datetime(2031, 5, 8, 9, 30, tzinfo=EAST))
    late = dated(*(datetime(2031, 5, 8, hour, tzinfo=PLUS_2) for hour in (7, 9, 13)))
    page = arrange(replace(BRIEFING, stories=(early, late)), 5)
    assert (page.zone, page.chart_from, page.chart_to) == ("UTC+02:00", "8 May, 03:00", "8 May, 13:00")
    assert [row.when for row in page.chart] == ["8 May, 03:00–04:30", "8 May, 07:00–13:00"]
    assert max(mark.percent for mark in page.chart[0].marks) < min(mark.percent for mark in page.chart[1].marks)


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        ([], ""),
        ([datetime(2031, 5, 8)], "8 May"),
        ([datetime(2031, 5, 8), datetime(2031, 5, 8, 16)], "8 May, 16:00"),
        ([datetime(2031, 5, 8, 14), datetime(2031, 5, 8, 16)], "8 May, 14:00–16:00"),
        ([datetime(2031, 5, 9), datetime(2031, 5, 8, 16)], "8 May, 16:00 – 9 May"),
    ],
)
def test_span(moments: list[datetime], words: str) -> None:
    assert wording.span(moments) == words


@pytest.mark.parametrize(
    ("speaker", "antecedent", "added"),
    [
        ("Ilse Brandt", "Mayor Ilse Brandt", False),  # named in the brackets
        ("Ilse Brandt", "", True),
        ("", "Mayor Ilse Brandt", False),
    ],
)
@pytest.mark.parametrize("format_", ["md", "html", "txt", "mail", "atom"])
def test_the_reader_is_told_who_says_it(format_: str, speaker: str, antecedent: str, added: bool) -> None:
    words = "She said repairs would cost 4.2 million crowns and last until October."
    said = detail(BRIDGE_A, words, "last until October", 0.8, speaker=speaker, antecedent=antecedent)
    page = render(replace(BRIEFING, stories=(replace(BRIDGE, details=(said,)),)), format_)
    assert ("said by" in page.lower()) is added


def test_what_the_summary_tells_comes_last_and_takes_no_place() -> None:
    (story,) = arrange(replace(BRIEFING, stories=(BRIDGE,)), 1).stories
    nord, gazette = story.only_in
    assert (nord.details[0].told, [(d.focus, d.told) for d in gazette.details]) == ("", [("last until October", "")])
    both = arranged(BRIDGE).only_in[1].details
    assert [(d.focus, d.told) for d in both] == [("last until October", ""), ("9,000 vehicles", "story-1-2")]
    assert "In the summary, and from this source alone" in render(BRIEFING, "html")


def test_a_copy_under_the_same_title_is_one_line() -> None:
    page = render(BRIEFING, "html")
    assert page.count(f">{BRIDGE_A.title}</a></span>") == 1
    assert '<bdi><a href="https://valleypost.example/bridge" rel="noopener noreferrer">Valley Post</a></bdi>' in page


def test_a_value_that_changed_shows_when() -> None:
    def page(kind: str) -> str:
        (disagreement,) = BRIDGE.disagreements
        changed = replace(BRIDGE, disagreements=(replace(disagreement, kind=kind),))  # type: ignore[arg-type]
        return render(replace(BRIEFING, stories=(changed,)), "html")

    assert "</bdi>, 7 May 2031, 07:15 UTC <a" in page("update")
    assert "</bdi>, 7 May 2031, 07:15 UTC <a" not in page("number")


def test_one_text_alone_is_said() -> None:
    assert "nothing to compare it with" in render(replace(BRIEFING, stories=(FESTIVAL,)), "html")
    assert "nothing to compare it with" not in render(replace(BRIEFING, stories=(BRIDGE,)), "html")
