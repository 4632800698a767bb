"""Names in a summary: full at first mention, short after, in one spelling."""

from __future__ import annotations

import pytest

from summarizer.compose.evidence import Evidence
from summarizer.compose.filling import Draft
from summarizer.compose.naming import introduced, one_spelling, short_after
from summarizer.language import Analyst
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
    ("text", "told", "last"),
    [
        ("Police Lt. Mark Gagan spoke. The bridge is closed, Mark Gagan said.", 2, "The bridge is closed, Gagan said."),
        ("Police Lt. Mark Gagan spoke. The men of Lt. Mark Gagan came.", 2, "The men of Lt. Gagan came."),
        ("Police Lt. Mark Gagan spoke. “We saw Mark Gagan,” he said.", 2, "“We saw Mark Gagan,” he said."),
        ("Mark Gagan said so. Ann Gagan left. Mark Gagan came.", 3, "Mark Gagan came."),  # two of that name
        ("Mark T. Gagan said so. Mark R. Gagan left. Mark T. Gagan came.", 3, "Mark T. Gagan came."),
        ("Mark Gagan said so. Mark Gagan Jr. left. Mark Gagan came.", 3, "Mark Gagan came."),
        ("President Gagan came. Mark Gagan said so. Mark Gagan left.", 3, "Mark Gagan left."),  # his son, perhaps
        ("Mark Gagan said so. The Mark Gagan bridge fell.", 2, "The Mark Gagan bridge fell."),
        ("Mark Gagan said so. Mark Gagan aides left.", 2, "Mark Gagan aides left."),
        ("Santa Rosa grew. Santa Rosa shrank.", 2, "Santa Rosa shrank."),  # nobody
    ],
)
def test_who_was_told_in_full_is_told_by_the_last_name(text: str, told: int, last: str) -> None:
    story = prepared(Article("a", None, text, "A"), headline="Bridge")
    (lines,) = story.lines.values()
    drafts = [Draft(each, (Evidence(each, (Citation("a", 0, 1),), 0),)) for each in lines]
    shown = short_after(drafts, story)
    assert len(shown) == told
    assert [d.said.text for d in shown] == [*(d.said.text for d in drafts[:-1]), last]


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
