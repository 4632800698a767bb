"""What two reports tell otherwise in words, by the embedded parser and encoder. All sentences are invented."""

from __future__ import annotations

import pytest

from summarizer.changes.worded import worded
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.material import Material, prepare
from summarizer.types import Article, Encoder, Parser

#: What both reports say besides.
COMMON = "The council of Port Arden met on Tuesday about the harbour."

#: What two outlets write -> kind of the difference, and its values; None where both can be true.
PAIRS = [
    # Where an act ended.
    (
        "The child had followed the nurse outdoors, the harbour office said.",
        "The boy was following his nurse into the kitchen of the harbour office.",
        ("place", ["into the kitchen of the harbour office", "outdoors"]),
    ),
    (
        "The thief ran into the chapel with the purse, the guard said.",
        "The thief ran into the chapel of the harbour with the purse.",
        None,
    ),
    ("The thief carried the purse into the chapel.", "The thief carried a lamp into the yard of the brewery.", None),
    # Who holds a rank.
    (
        "Ilse Brandt was the second of the four divers to be found in the harbour.",
        "The second diver found in the harbour was Tomas Rehn, police said.",
        ("name", ["Ilse Brandt", "Tomas Rehn"]),
    ),
    (
        "Ilse Brandt was the second of the four divers to be found in the harbour.",
        "The second diver found in the harbour was Ms. Brandt, police said.",
        None,
    ),
    (
        "Ilse Brandt was the second of the four divers to be found in the harbour.",
        "The second witness in the trial over the harbour was Tomas Rehn.",
        None,
    ),
    (
        "Ilse Brandt was the second of the four divers to be found in the harbour.",
        "The third of the four divers to be found in the harbour was Tomas Rehn.",
        None,
    ),
    # Whether somebody is what he is called.
    (
        "His aunt said Tomas Rehn was no smuggler.",
        "Tomas Rehn, a smuggler, was held in the harbour on Monday night.",
        ("denial", ["a smuggler", "no smuggler"]),
    ),
    (
        "His aunt said Tomas Rehn was no smuggler.",
        "Ilse Brandt, a smuggler, was held in the harbour on Monday night.",
        None,
    ),
    ("His aunt said Tomas Rehn was no smuggler.", "Tomas Rehn, a diver, was held in the harbour on Monday.", None),
    # What was thought at first.
    (
        "The blast in the harbour, first thought to be a bomb, was a gas leak, police said.",
        "A bomb went off in the harbour of Port Arden, police said.",
        ("correction", ["a bomb", "a gas leak"]),
    ),
    (
        "The blast in the harbour, first thought to be a bomb, was a gas leak, police said.",
        "A leak of gas set off a blast in the harbour of Port Arden, police said.",
        None,
    ),
    # How far.
    (
        "Tomas Rehn slipped 25 feet and landed on the roof of the lighthouse.",
        "Tomas Rehn fell nine stories down the shaft of the lighthouse.",
        ("number", ["25 feet", "nine stories"]),
    ),
    (
        "Tomas Rehn fell 25 feet down the shaft of the lighthouse.",
        "Tomas Rehn slipped 7.6 metres and landed on the roof of the lighthouse.",
        None,
    ),
    (
        "The rocket flew 3,700 kilometres before it fell into the sea.",
        "The rocket fell into the sea 2,000 kilometres (1,200 miles) east of Cape Arden.",
        None,
    ),
    # What somebody means to do.
    (
        "Mayor Tomas Rehn said he is considering lifting the Arden Act to let foreign ships into the harbour.",
        "Mayor Tomas Rehn said he was not planning to waive or repeal the Arden Act for foreign ships.",
        ("denial", ["considering lifting the Arden Act", "not planning to waive or repeal the Arden Act"]),
    ),
    (
        "Mayor Tomas Rehn has no plans to close the Arden bridge, his office said.",
        "Tomas Rehn intends to close the Arden bridge for a year, the mayor's office said.",
        ("denial", ["intends to close the Arden bridge", "no plans to close the Arden bridge"]),
    ),
    (
        "Mayor Tomas Rehn said he is considering lifting the Arden Act to let foreign ships into the harbour.",
        "Ilse Brandt said she was not planning to waive or repeal the Arden Act for foreign ships.",
        None,
    ),
    (
        "Mayor Tomas Rehn said he is considering lifting the Arden Act to let foreign ships into the harbour.",
        "Mayor Tomas Rehn said he was not planning to visit the fair for foreign ships in the harbour.",
        None,
    ),
]


def the_story(encoder: Encoder, parser: Parser, *texts: str) -> Material:
    articles = [Article(f"a{n}", None, f"{COMMON}\n\n{text}", f"S{n}", language="en") for n, text in enumerate(texts)]
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    return prepare(story, encoder, parser)


@pytest.mark.parametrize(("one", "other", "told"), PAIRS)
def test_told_otherwise(
    one: str, other: str, told: tuple[str, list[str]] | None, encoder: Encoder, parser: Parser
) -> None:
    found = list(worded(the_story(encoder, parser, one, other), encoder))
    assert [(d.kind, sorted(s.value for s in d.sides)) for d in found] == ([told] if told else [])


def test_nothing_without_a_parser(encoder: Encoder, parser: Parser) -> None:
    material = the_story(encoder, parser, *PAIRS[0][:2])
    assert list(worded(material, encoder))
    (story,) = (material.story,)
    assert not list(worded(prepare(story, encoder, None), encoder))


def test_who_means_to_and_does_not_by_one_report_contradicts_nobody(encoder: Encoder, parser: Parser) -> None:
    means = "Mayor Tomas Rehn said he is considering lifting the Arden Act to let foreign ships into the harbour."
    denies = "Mayor Tomas Rehn said he was not planning to waive or repeal the Arden Act for foreign ships."
    assert list(worded(the_story(encoder, parser, means, denies), encoder))
    assert not list(worded(the_story(encoder, parser, f"{denies} {means}", means), encoder))
    assert not list(worded(the_story(encoder, parser, f"{means} {denies}", denies), encoder))


def test_who_says_both_contradicts_nobody(encoder: Encoder, parser: Parser) -> None:
    both = "Tomas Rehn, a smuggler, was held in the harbour. His aunt said Tomas Rehn was no smuggler."
    assert not list(worded(the_story(encoder, parser, both, PAIRS[7][1]), encoder))
