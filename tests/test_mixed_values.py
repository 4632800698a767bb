"""A morning's report and an evening's: no sentence takes a figure from one and a figure or speaker from the other."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from summarizer import Article, Settings, brief_articles, make_checker
from summarizer.language import Analyst
from summarizer.types import Models, Parser
from summarizer.verify import Gate


class Told(NamedTuple):
    """Two reports of one event, sentences that keep to one of them, and sentences that mix them."""

    early: str
    late: str
    mixed: str


ROWS = [
    Told(
        "Police arrested 34 people at the harbour of Tessel on Friday, a spokesman said.",
        "Police have arrested 61 people at the harbour of Tessel, the interior ministry said on Saturday.",
        "Police arrested 34 people at the harbour of Tessel, the interior ministry said on Saturday.",
    ),
    Told(
        "Two passengers died and 15 were taken to hospital.",
        "Five passengers died and 23 were taken to hospital, police said in the evening.",
        "Five passengers died and 15 were taken to hospital, police said in the evening.",
    ),
    Told(
        "Floods in the Orla valley killed seven people on Friday, officials said.",
        "Floods in the Orla valley have now killed 19 people, officials said on Saturday.",
        "Floods in the Orla valley killed 19 people on Friday, officials said.",
    ),
    Told(
        "About 400 people were rescued and 2,000 homes lost power.",
        "More than 900 people were rescued, and 5,500 homes lost power.",
        "More than 900 people were rescued and 2,000 homes lost power.",
    ),
    Told(
        "Six houses burned down in Velmar on Monday and 120 people fled the fire.",
        "Eleven houses burned down in Velmar and 300 people fled the fire, the mayor said on Tuesday.",
        "Eleven houses burned down in Velmar on Monday and 300 people fled the fire.",
    ),
    Told(
        "The storm cut power to 8,000 homes in Corrin on Sunday, the grid company said.",
        "The storm cut power to 12,500 homes in Corrin, the governor said on Monday.",
        "The storm cut power to 12,500 homes in Corrin, the grid company said.",
    ),
    Told(
        "Rescuers pulled 14 miners out of the shaft at Bao Lin by noon on Wednesday.",
        "Rescuers pulled 22 miners out of the shaft at Bao Lin by Thursday, and eight are missing.",
        "Rescuers pulled 14 miners out of the shaft at Bao Lin, and eight are missing.",
    ),
    Told(
        "Shares of Dorvan fell 4 percent on Tuesday after 900 jobs were cut.",
        "Shares of Dorvan fell 7 percent by Wednesday after 1,300 jobs were cut.",
        "Shares of Dorvan fell 7 percent after 900 jobs were cut.",
    ),
    Told(
        "The strike closed 40 schools in Arden on Monday, the union said.",
        "The strike closed 75 schools in Arden, the ministry said on Tuesday.",
        "The strike closed 40 schools in Arden, the ministry said.",
    ),
    Told(
        "The quake damaged 200 buildings in Marrow Ford and hurt 31 people on Saturday.",
        "The quake damaged 450 buildings in Marrow Ford and hurt 58 people, rescuers said on Sunday.",
        "The quake damaged 450 buildings in Marrow Ford and hurt 31 people.",
    ),
]


@pytest.mark.parametrize("told", ROWS, ids=lambda told: told.mixed[:40])
def test_a_mixture_is_turned_down(told: Told, parser: Parser) -> None:
    check = make_checker(parser)
    assert "conflict" in check(told.mixed, [told.early, told.late]).reasons
    for kept in (told.early, told.late):
        assert "conflict" not in check(kept, [told.late, told.early]).reasons


def test_what_both_give_is_no_difference(parser: Parser) -> None:
    evidence = [
        "Dorvan recalled 1,500 cars and 900 vans on Monday, and 40 people were hurt.",
        "Dorvan recalled 900 vans and 1,500 cars, the ministry said on Tuesday.",
    ]
    both = "Dorvan recalled 1,500 cars and 900 vans on Monday, the ministry said, and 40 people were hurt."
    assert "conflict" not in make_checker(parser)(both, evidence).reasons


def test_reports_that_disagree_elsewhere_are_not_mixed_either(parser: Parser) -> None:
    gate = Gate(Analyst(parser))
    evidence = ["A coach crash near Ostrand has cost five lives.", "After the crash 15 people were taken to hospital."]
    text = ["A coach crash near Ostrand has cost five lives and 15 people were taken to hospital."]
    (apart,) = gate.screen(text, evidence, origins=(0, 1), rivals={(0, 1)}, thorough=True)
    (together,) = gate.screen(text, evidence, origins=(0, 0), rivals={(0, 1)}, thorough=True)
    assert "conflict" in [failed.reason for failed in apart.refused]
    assert "conflict" not in [failed.reason for failed in together.refused]


@pytest.mark.slow
@pytest.mark.parametrize("told", ROWS[:4], ids=lambda told: told.mixed[:40])
def test_no_summary_mixes_them(told: Told, models: Models) -> None:
    articles = [
        Article("early", "First report", f"{told.early} Nobody had expected it, neighbours said.", "North Press"),
        Article("late", "Later report", f"{told.late} Schools in the area are shut for now.", "Velmora Post"),
    ]
    briefing = brief_articles(articles, Settings(one_story=True), models=models)
    figures = [set(re.findall(r"\d[\d,]*|\b[a-z]+teen\b", text)) for text in (told.early, told.late)]
    for sentence in briefing.stories[0].summary.sentences:
        mine = set(re.findall(r"\d[\d,]*", sentence.text))
        assert not (mine & (figures[0] - figures[1]) and mine & (figures[1] - figures[0])), sentence.text
