import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.render import briefing_to_dict, render
from summarizer.since import mark_new, match_stories, previous_briefing, read_previous, told_before
from summarizer.types import Article, Briefing, Encoder, Since, Story, StoryReport, Summary, SummarySentence
from tests.briefings import BRIDGE, BRIDGE_C, BRIDGE_TODAY, BRIEFING, NEXT_DAY, TODAY, YESTERDAY


def previous(briefing: Briefing):  # type: ignore[no-untyped-def]
    return previous_briefing(json.loads(render(briefing, "json")))


def test_the_right_stories_go_on_and_what_is_new_is_marked(encoder: Encoder) -> None:
    marked = mark_new(previous(YESTERDAY), TODAY, encoder)
    assert marked.since == NEXT_DAY.since
    assert [report.story.id for report in marked.stories] == ["library", "bridge-today", "festival-today"]
    assert replace(marked, since=None, stories=TODAY.stories) == TODAY


def test_against_itself_nothing_is_new(encoder: Encoder) -> None:
    marked = mark_new(previous(BRIEFING), BRIEFING, encoder)
    assert marked.since is not None
    assert [story.unchanged for story in marked.since.stories] == [True, True]
    assert marked.since.ended == ()
    assert marked.stories == BRIEFING.stories


def test_a_changed_disagreement_is_new(encoder: Encoder) -> None:
    (old,) = BRIDGE.disagreements
    changed = replace(old, sides=(old.sides[0], replace(old.sides[1], value="7 million crowns")))
    today = replace(BRIEFING, stories=(replace(BRIDGE, disagreements=(old, changed)),))
    marked = mark_new(previous(BRIEFING), today, encoder)
    assert marked.since is not None
    assert marked.since.stories[0].disagreements == (1,)


@pytest.mark.parametrize("reverse", [False, True])
def test_each_story_is_used_once_and_the_order_plays_no_part(reverse: bool) -> None:
    twice = [BRIDGE_TODAY, replace(BRIDGE, story=replace(BRIDGE.story, id="same articles"))]
    if reverse:
        twice.reverse()
    pairs = match_stories(previous(BRIEFING).stories, twice)
    assert [(twice[now].story.id, then) for now, then in pairs.items()] == [("same articles", 0)]


def test_details_of_one_text_alone_are_not_shown_and_so_not_new(encoder: Encoder) -> None:
    alone = replace(BRIDGE_TODAY, story=replace(BRIDGE_TODAY.story, articles=(BRIDGE_C,), origins=(("bridge-c",),)))
    marked = mark_new(previous(BRIEFING), replace(TODAY, stories=(alone,)), encoder)
    assert marked.since is not None
    assert marked.since.stories[0].details == ()


def test_nothing_before_or_nothing_now(encoder: Encoder) -> None:
    nothing = replace(BRIEFING, stories=())
    assert mark_new(previous(nothing), BRIEFING, encoder).since == Since(date(2031, 5, 7), ())
    marked = mark_new(previous(BRIEFING), nothing, encoder)
    assert marked.since is not None
    assert marked.since.ended == tuple(report.story.headline for report in BRIEFING.stories)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Divers found a crack in the pier.", True),
        ("A crack was found by divers.", True),
        ("The price of the repairs is put at 5 million crowns.", True),
        ("Divers found a crack in a pier and the repairs will cost 5 million crowns.", True),  # what two passages told
        ("The repairs will cost 6 million crowns.", False),  # a figure that was not told, in words that were
        ("The mayor resigned.", False),
        ("The mayor said that divers found her lost ring.", False),
    ],
)
def test_what_was_told(text: str, told: bool, encoder: Encoder) -> None:
    passages = ["Divers found a crack in a pier of the bridge.", "The repairs will cost 5 million crowns, Rehn said."]
    assert told_before([text], passages, encoder) == [told]
    assert told_before([text], [], encoder) == [False]
    assert told_before([], passages, encoder) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Трещину в опоре моста нашли водолазы.", True),
        ("Ремонт будет стоить 5 миллионов крон.", True),
        ("Ремонт будет стоить 6 миллионов крон.", False),  # a figure that was not told
        ("Мэр Порт-Ардена ушла в отставку после скандала.", False),
    ],
)
def test_what_was_told_in_a_language_that_the_encoder_does_not_know(text: str, told: bool, encoder: Encoder) -> None:
    passages = ["Водолазы нашли трещину в опоре моста.", "Ремонт будет стоить 5 миллионов крон, сказал Рен."]
    assert told_before([text], passages, encoder, known=False) == [told]


def test_a_story_in_another_language_goes_on_with_what_is_new(encoder: Encoder) -> None:
    old, new = "Водолазы нашли трещину в опоре моста.", "Мэр Порт-Ардена ушла в отставку после скандала."
    article = Article("ru", None, f"{old} {new}", "Outlet", language="ru")
    sentences = tuple(SummarySentence(text, (), "copied") for text in (old, new))
    report = StoryReport(Story("ru", "Мост закрыт", (article,), (("ru",),)), Summary(sentences))
    yesterday = replace(BRIEFING, stories=(replace(report, summary=Summary(sentences[:1])),))
    marked = mark_new(previous(yesterday), replace(BRIEFING, stories=(report,)), encoder)
    assert marked.since is not None
    assert [story.sentences for story in marked.since.stories] == [(1,)]


def test_the_briefing_shows_what_is_new_first_and_the_unchanged_in_a_line(encoder: Encoder) -> None:
    marked = mark_new(previous(YESTERDAY), TODAY, encoder)
    text = render(marked, "txt")
    assert "NEW: The ferry at Marrow Ford began on Thursday" in text
    assert "NEW: The bridge was closed" not in text
    assert "Continues from 7 May 2031" in text
    assert text.index("The ferry at Marrow Ford began") < text.index("=====")  # the front says what is new
    assert "New story" in text
    last = text[text.index("NOTHING NEW SINCE 7 MAY 2031") :]
    assert "- Lantern festival draws 20,000: " in last
    assert "Mast falls in Tarn" in last[last.index("NOT IN THIS ONE") :]
    for format_ in ("md", "html", "mail", "atom"):
        assert "New" in render(marked, format_)


def test_the_json_tells_what_is_new_and_is_the_next_days_previous(encoder: Encoder) -> None:
    marked = mark_new(previous(YESTERDAY), TODAY, encoder)
    told = briefing_to_dict(marked)["since"]
    assert told == {
        "date": "2031-05-07",
        "stories": [
            {
                "id": "bridge-today",
                "headline": "Cracked bridge at Marrow Ford is closed",
                "new": {"summary": [1], "only_in_one_source": [0], "disagreements": []},
            },
            {
                "id": "festival-today",
                "headline": "Lantern festival draws 20,000",
                "new": {"summary": [], "only_in_one_source": [], "disagreements": []},
            },
        ],
        "ended": ["Mast falls in Tarn"],
    }
    again = mark_new(previous(marked), TODAY, encoder)
    assert again.since is not None
    assert all(story.unchanged for story in again.since.stories)


def test_read_previous(tmp_path: Path) -> None:
    file = tmp_path / "yesterday.json"
    file.write_text(render(BRIEFING, "json"), encoding="utf-8")
    assert read_previous(file) == previous(BRIEFING)


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"schema_version": 2}', '{"schema_version": 1, "articles": 1}']
)
def test_a_file_that_is_no_briefing_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "yesterday.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"yesterday\.json: not a briefing in JSON"):
        read_previous(file)
    with pytest.raises(InputError, match=r"none\.json: cannot be read \(No such file"):
        read_previous(tmp_path / "none.json")
