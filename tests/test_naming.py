"""Names in a summary: full at first mention, short after, in one spelling."""

from __future__ import annotations

import pytest

from summarizer.compose.evidence import Evidence
from summarizer.compose.filling import Draft
from summarizer.compose.naming import introduced, one_spelling, short_after
from summarizer.language import Analyst
from summarizer.types import Article, Citation, Parser
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


#: What each text says last, told by the last name alone.
SHORT = [
    ("Mark Gagan spoke. Gagan left. The bridge is closed, Mark Gagan said.", "The bridge is closed, Gagan said."),
    ("Mark Gagan spoke. Gagan left. The men of Mark Gagan came home.", "The men of Gagan came home."),
    ("Mark Gagan spoke. Gagan left. In the morning Mark Gagan closed it.", "In the morning Gagan closed it."),
]
#: What each text says last, told as it stands.
KEPT = [
    # Nobody calls him so.
    "Mark Gagan spoke. He left. Mark Gagan came home.",
    # Somebody else's name, too.
    "Mark Gagan spoke. Gagan left. Ann Gagan stayed. Mark Gagan came home.",
    "Mark Gagan spoke. Gagan left. His wife, Ms. Gagan, wept. Mark Gagan came home.",
    "Eric Trump spoke. Trump left. President Trump stayed. Eric Trump came home.",
    "George W. Bush spoke. Bush left. George H.W. Bush stayed. George W. Bush came home.",
    "George W. Bush spoke. Bush left. George Bush stayed. George W. Bush came home.",
    "Mark Gagan spoke. Gagan left. Mark Gagan Jr. stayed. Mark Gagan came home.",
    "Mark Gagan spoke. Gagan left. Mark Gagan III stayed. Mark Gagan came home.",
    "Ron Paul spoke. Paul left. Paul Ryan stayed. Ron Paul came home.",
    "Ann Gagan spoke. Gagan left. Mark and Ann Gagan stayed. Ann Gagan came home.",
    # No person, or no whole name.
    "Air France spoke. France left. The pilots came home with Air France.",
    "Chris Van Hollen spoke. Hollen left. Chris Van Hollen came home.",
    "Mark Gagan spoke. Gagan left. The Mark Gagan bridge fell.",
    # Somebody's words.
    "Mark Gagan spoke. Gagan left. “We saw Mark Gagan there,” he said.",
    "Mark Gagan spoke. Gagan left. ‘We saw Mark Gagan there’, he said.",
]


@pytest.mark.parametrize(("text", "last"), [*SHORT, *((text, None) for text in KEPT)])
def test_who_was_told_in_full_is_told_by_the_last_name(text: str, last: str | None, parser: Parser) -> None:
    story = prepared(Article("a", None, text, "A"), headline="Bridge", parser=parser)
    (lines,) = story.lines.values()
    story.analyst.trees(lines)
    drafts = [Draft(each, (Evidence(each, (Citation("a", 0, 1),), 0),)) for each in lines]
    (*before, end) = (d.said.text for d in short_after(drafts, story, Gate(story.analyst)))
    assert before == [d.said.text for d in drafts[:-1]]
    assert end == (last or drafts[-1].said.text)


def test_another_outlet_may_have_somebody_else_of_that_name(parser: Parser) -> None:
    articles = [Article("a", None, SHORT[0][0], "A"), Article("b", "Ms. Gagan weeps", "The bridge is closed.", "B")]
    for count, told in ((1, "The bridge is closed, Gagan said."), (2, "The bridge is closed, Mark Gagan said.")):
        story = prepared(*articles[:count], headline="Bridge", parser=parser)
        story.analyst.trees(story.lines["a"])
        drafts = [Draft(each, (Evidence(each, (Citation("a", 0, 1),), 0),)) for each in story.lines["a"]]
        assert short_after(drafts, story, Gate(story.analyst))[-1].said.text == told


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
