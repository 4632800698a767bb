"""Names in a summary: full at first mention, in one spelling."""

from __future__ import annotations

import pytest

from summarizer.compose.evidence import Evidence
from summarizer.compose.filling import Draft
from summarizer.compose.naming import introduced, one_spelling
from summarizer.language import Analyst, is_one_person
from summarizer.types import Article, Citation
from summarizer.verify import Gate
from tests.stories import told as prepared

TEXT = (
    "Police Lt. Mark Gagan spoke on Tuesday. Gagan said the bridge was closed. Mayor Ilse Brandt opened the ferry. "
    "Her son Jonas Brandt said the ferry was full."
)
STORY = prepared(Article("a", None, TEXT, "A"), headline="Bridge")
GATE = Gate(STORY.analyst)


def draft(text: str) -> Draft:
    start = max(TEXT.find(text), 0)
    said = STORY.analyst.one(text)
    return Draft(said, (Evidence(said, (Citation("a", start, start + len(text)),), 0),))


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        (["Gagan said the bridge was closed."], ["Mark Gagan said the bridge was closed."]),
        (
            ["Police Lt. Mark Gagan spoke on Tuesday.", "Gagan said the bridge was closed."],
            ["Police Lt. Mark Gagan spoke on Tuesday.", "Gagan said the bridge was closed."],
        ),
        (["Mr. Gagan said the bridge was closed."], ["Mr. Gagan said the bridge was closed."]),
        (["The Gagan family said the bridge was closed."], ["The Gagan family said the bridge was closed."]),
        (["\"Gagan said so,\" police said."], ["\"Gagan said so,\" police said."]),
        (["Brandt said the ferry was full."], ["Brandt said the ferry was full."]),  # two people of that name
    ],
)  # fmt: skip
def test_who_is_first_mentioned_by_the_last_name_gets_the_full_one(told: list[str], printed: list[str]) -> None:
    assert [d.said.text for d in introduced([draft(text) for text in told], STORY, GATE)] == printed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "Mark Gagan",
            "Lt. Mark Gagan spoke. Gagan left. On Monday Gagan’s men came. “Gagan is here.” Lt. Gagan stayed.",
        ),
        (
            "Bernie Sanders",
            "Sen. Bernie Sanders spoke. Sen. Sanders left. It was a day of Sanders, who stayed. Sanders won.",
        ),
    ],
)
def test_one_person_may_bear_all_of_a_last_name(name: str, text: str) -> None:
    assert is_one_person(name, ["", text])


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Eric Trump", "President Trump stayed."),
        ("Eric Trump", "It angered president Trump."),
        ("Mark Gagan", "Ann Gagan stayed."),
        ("Mark Gagan", "Ann “Annie” Gagan stayed."),
        ("Mark Gagan", "His wife, Ms. Gagan, wept."),
        ("Mark Gagan", "MS. GAGAN WEEPS"),
        ("Mark Gagan", "Mark Gagan Jr. stayed."),
        ("Mark Gagan", "Mark Gagan, III, stayed."),
        ("Mark Gagan", "Mark Gagan senior stayed."),
        ("Mark Gagan", "The elder Gagan stayed."),
        ("Ann Gagan", "Mark and Ann Gagan stayed."),
        ("Ann Gagan", "Mark T. and Ann Gagan stayed."),
        ("Ann Gagan", "Mark, 41, and Ann Gagan stayed."),
        ("George W. Bush", "George H.W. Bush stayed."),
        ("George W. Bush", "George Bush stayed."),
        ("Ron Paul", "Paul Ryan stayed."),
        ("Ron Paul", "Paul de Groot stayed."),
        ("Rifaat Assad", "The army of Bashar al-Assad stayed."),
        ("Ann Laden", "Osama bin Laden stayed."),
    ],
)
def test_more_than_one_person_may_bear_a_last_name(name: str, more: str) -> None:
    plain = f"{name} spoke. {name.split()[-1]} left."
    assert is_one_person(name, [plain])
    assert not is_one_person(name, [plain, more])


@pytest.mark.parametrize("who", ["President Gagan", "Ms. Gagan", "Ann “Annie” Gagan"])
def test_nobody_is_named_who_may_be_somebody_else(who: str) -> None:
    text = f"{who} spoke on the river. Gagan said the bridge was closed. Mark Gagan left the town."
    story = prepared(Article("a", None, text, "A"), headline="Bridge")
    said = story.lines["a"][1]
    (told,) = introduced([Draft(said, (Evidence(said, (Citation("a", 0, 1),), 0),))], story, Gate(story.analyst))
    assert told.said.text == "Gagan said the bridge was closed."


def test_the_sentence_that_gives_the_name_is_cited() -> None:
    (changed,) = introduced([draft("Gagan said the bridge was closed.")], STORY, GATE)
    cited = [TEXT[c.start : c.end] for evidence in changed.evidence for c in evidence.citations]
    assert cited == ["Gagan said the bridge was closed.", "Police Lt. Mark Gagan spoke on Tuesday."]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Minister Hong Dien came.", "Diên left."], ["Minister Hong Dien came.", "Dien left."]),
        (["Diên came.", "Lim saw Dien’s bridge."], ["Diên came.", "Lim saw Dien’s bridge."]),
        (["Who came is known.", "The WHO said so."], ["Who came is known.", "The WHO said so."]),
        (["Dien came.", "“We saw Diên,” Lim said."], ["Dien came.", "“We saw Diên,” Lim said."]),
    ],
)
def test_one_spelling(texts: list[str], told: list[str]) -> None:
    analyst = Analyst()
    assert [draft.said.text for draft in one_spelling([Draft(said, ()) for said in analyst(texts)], analyst)] == told
