"""Stories that move: what changed is told in its order, and nothing that was replaced is told as if it held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from summarizer import Article
from summarizer.changes import find_disagreements, newest_of
from summarizer.changes.mentions import said_at
from summarizer.language import Analyst
from summarizer.material import prepare
from summarizer.render import briefing_from_dict, briefing_to_dict
from summarizer.types import Briefing, Citation, Encoder, Models, Parser, Story
from tests.briefings import BRIEFING
from tests.moves import Moving, faults, stories, told

#: Stories with a fault that is known: 300 people "told to leave their homes" are not matched with 1,900 "evacuated".
KNOWN = {"wildfire-acres"}
EVERY = [*stories("build"), *stories("held")]


@pytest.mark.parametrize("moving", [m for m in EVERY if m.name not in KNOWN], ids=lambda m: m.name)
def test_the_newest_leads_and_every_change_is_told(moving: Moving, plain: Models) -> None:
    assert faults(moving, told(moving, plain)) == []


def test_what_is_known_to_fail_is_little() -> None:
    assert len(KNOWN) <= 2
    assert {m.name for m in EVERY} >= KNOWN
    assert len(EVERY) == 20


@pytest.fixture(scope="module")
def plain(encoder: Encoder, parser: Parser) -> Models:
    """Neither a writer nor a judge: the sources' own sentences."""
    return Models(None, encoder, parser)


def a_story(*reports: tuple[int, str]) -> Story:
    articles = tuple(
        Article(f"a{i}", None, text, f"Outlet {i}", datetime(2031, 3, 4, hour, tzinfo=UTC), language="en")
        for i, (hour, text) in enumerate(reports)
    )
    return Story("s", "h", articles, tuple((a.id,) for a in articles))


def sides(plain: Models, *reports: tuple[int, str]) -> list[tuple[str, list[str]]]:
    found = find_disagreements(prepare(a_story(*reports), plain.encoder, plain.parser), plain.encoder)
    return [(d.kind, [side.value for side in d.sides]) for d in found]


FIRST = (8, "At least four people died when a ferry capsized off Marn on Sunday, the coast guard said.")
CORRECTED = (
    18,
    "Twenty-three bodies have been recovered from the ferry that capsized off Marn on Sunday, officials said. "
    "An earlier count of 26 was wrong because three names had been listed twice, the coast guard said.",
)


def test_what_a_report_takes_back_is_a_correction_beside_the_update(plain: Models) -> None:
    assert sorted(sides(plain, FIRST, CORRECTED)) == [
        ("correction", ["26", "Twenty-three bodies"]),
        ("update", ["At least four people", "Twenty-three bodies"]),
    ]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        # A part and its whole, another quantity, money in two currencies, a figure that only looks like a toll.
        ("Thirty miners were trapped at Bao Lin.", "The last of the 30 miners at Bao Lin were hungry."),
        ("The storm killed 12 people in Velmar.", "The storm in Velmar injured 40 people."),
        ("The watchdog fined Kelvar €90 million for it.", "The watchdog fined Kelvar $98 million for it."),
        ("A quake of magnitude 6.4 killed people in Sorrel.", "A quake killed 12 people in Sorrel."),
        ("The fire burned 1,000 acres near Falk.", "The fire near Falk burned 405 hectares."),
        # A distance from a park and from a town; a part and the whole of it, which the other report gives too.
        (
            "The lion left the park of Sorrel on Monday and was shot in Isel, 12 miles away.",
            "Men stood around the lion in the town of Isel, 20 miles from Velmar.",
        ),
        (
            "Almost 1,200 women came forward and said that they were attacked in Velmar.",
            "About 1,200 women became victims in many towns. More than 600 women were attacked in Castra.",
        ),
        # Days of two events, and of two people; the sum of two and what one of them raised.
        (
            "A man fired from a hotel onto a music festival in Castra on Oct. 1, killing a singer.",
            "Photos: music festival in Castra Debris lay on the ground Monday, October 2, in front of the stage.",
        ),
        # Pictures with their days; entrances of tunnels.
        (
            "An armed man stands guard at a barricade near the town hall of Castra, April 25, 2031.",
            "An armoured car is seen near a barricade around the town hall of Castra, April 26, 2031.",
        ),
        (
            "Soldiers have uncovered 10 tunnels across the Sorrel strip, officials said.",
            "Paratroopers had uncovered eight tunnel entrances across the Sorrel strip, officials said.",
        ),
        ("Rolf Aster was sentenced on July 25 in Velmar.", "The sentencing of Ada Lind in Velmar was on July 24."),
        (
            "Otto Brenn and the Farmers' League have raised more than $150 million for his campaign.",
            "Otto Brenn has raised close to $100 million for his campaign.",
        ),
    ],
)
def test_no_change(early: str, late: str, plain: Models) -> None:
    assert sides(plain, (8, early), (18, late)) == []


def test_a_toll_that_shrinks_without_a_word_is_a_disagreement(plain: Models) -> None:
    early, late = "The blast in Velmar killed 19 people.", "The blast in Velmar killed 12 people."
    assert sides(plain, (8, early), (18, late)) == [("number", ["19 people", "12 people"])]


def test_outdated_is_what_a_later_report_replaced(plain: Models) -> None:
    early, late = "The blast in Velmar killed 12 people.", "The blast in Velmar has now killed 19 people."
    material = prepare(a_story((8, early), (18, late)), plain.encoder, plain.parser)
    newest = newest_of(material, find_disagreements(material, plain.encoder))
    cited = [Citation("a0", 0, len(early))]
    one = Analyst().one
    assert newest.outdated(one("A blast killed 12 people."), cited) == ("12 people",)
    assert newest.outdated(one("The toll of the blast rose to 19 from 12."), cited) == ()
    assert newest.outdated(one("A blast killed 12 people."), [Citation("a1", 0, len(late))]) == ()
    assert [a.id for a in newest.fresh()] == ["a1"]


def test_times_and_the_newest_come_back_from_json(plain: Models) -> None:
    made = told(EVERY[0], plain)
    briefing: Briefing = replace(BRIEFING, stories=(made,), since=None)
    again = briefing_from_dict(briefing_to_dict(briefing))
    assert again.stories[0].disagreements == made.disagreements
    assert any(d.moved for d in made.disagreements)


def test_a_briefing_made_before_values_had_times_is_read() -> None:
    data = briefing_to_dict(replace(BRIEFING, since=None))
    for story in data["stories"]:
        for side in (side for d in story["disagreements"] for side in d["sides"]):
            del side["said"], side["current"]
    assert all(not d.moved for story in briefing_from_dict(data).stories for d in story.disagreements)


@pytest.mark.parametrize(
    ("early", "late", "topic"),
    [
        (
            "Storm Ilka killed three people.",
            "Nine people have died in Storm Ilka.",
            "people dead in Storm Ilka",
        ),
        ("A ticket to Marn will cost 14 crowns.", "The fare to Marn, a ticket, is now 11 crowns.", "ticket to Marn"),
        (
            "About 12,000 homes were without power at Brenn.",
            "Some 31,000 homes were without power at Brenn.",
            "homes",
        ),
        (
            "Forty people in the village of Senn were told to boil their water.",
            "Ninety people in the village of Senn were told to boil their water.",
            "people in the village of Senn told to boil their water",
        ),
        (
            "Forty people in the village of Senn were told that the water was bad.",
            "Ninety people in the village of Senn were told that the water was bad.",
            "people in the village of Senn",
        ),
        ("Velmora beat Castra 2-1 in the cup final.", "Velmora beat Castra 3-1 in the cup final.", "score"),
    ],
)
def test_a_change_is_headed_by_a_phrase(early: str, late: str, topic: str, plain: Models) -> None:
    found = find_disagreements(prepare(a_story((8, early), (18, late)), plain.encoder, plain.parser), plain.encoder)
    assert [d.topic for d in found] == [topic]


#: A Tuesday, at eight in the morning.
PRINTED = datetime(2031, 3, 4, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sentence", "day", "hour"),
    [
        ("Eleven died, officials said on Monday evening.", 3, 20),
        ("As of Sunday, four were missing.", 2, 12),
        ("Police said Monday that four were hurt.", 3, 12),
        # The day of the event, a day that has not come, a part of the day that is not over.
        ("Fourteen died in the storm, which struck on Monday, rescuers said.", 4, 8),
        ("He said March 10 would be better.", 4, 8),
        ("Eleven died, officials said in the evening.", 4, 8),
    ],
)
def test_what_a_sentence_says_of_when_wins_over_the_print(sentence: str, day: int, hour: int) -> None:
    assert said_at(Analyst().one(sentence), PRINTED) == datetime(2031, 3, day, hour, tzinfo=UTC)


def test_a_later_print_of_an_earlier_statement_is_not_the_newest(plain: Models) -> None:
    late = "The blast in Velmar has killed 19 people, officials said."
    early = "The blast in Velmar killed 12 people, officials said on Monday morning."
    articles = tuple(
        Article(f"a{i}", None, text, f"Outlet {i}", datetime(2031, 3, 4, hour, tzinfo=UTC), language="en")
        for i, (hour, text) in enumerate([(9, late), (15, early)])
    )
    material = prepare(Story("s", "h", articles, (("a0",), ("a1",))), plain.encoder, plain.parser)
    (found,) = find_disagreements(material, plain.encoder)
    assert (found.kind, [s.value for s in found.sides]) == ("update", ["12 people", "19 people"])


@pytest.mark.parametrize(("past", "leads"), [("in 2012", False), ("on Tuesday", True)])
def test_what_is_long_past_does_not_lead(past: str, leads: bool, plain: Models) -> None:
    first = f"The bridge at Velmar, the longest of the valley, was opened to traffic {past}."
    second = "Divers have found a wide crack in the second pier of the bridge at Velmar."
    material = prepare(a_story((8, f"{first} {second}"), (9, f"{second}")), plain.encoder, plain.parser)
    plan = sorted(material.claims, key=lambda claim: claim.sentences[0].index)
    arranged = newest_of(material, ()).arranged(plan)
    assert len(arranged) == len(plan)
    assert (arranged[0] == plan[0]) is leads
