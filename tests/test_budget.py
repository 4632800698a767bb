"""A story has a budget of time: what goes over it is copied, and said so; the other stories are not touched."""

from __future__ import annotations

import re
import threading
import time
from datetime import UTC, datetime

import pytest

from summarizer.budget import OverBudget, budget, told_by_copying
from summarizer.config import Settings
from summarizer.language import sentence_spans
from summarizer.pipeline import brief_articles
from summarizer.types import Article, Encoder, Models, Parser
from tests.briefings import BRIEFING


def loop() -> None:
    while True:
        try:
            sum(range(1000))
        except Exception:  # as stages have it
            continue


@pytest.mark.parametrize("work", [loop, lambda: re.search("(a|aa)+$", "a" * 60 + "b")])
def test_a_block_ends(work: object) -> None:
    start = time.monotonic()
    with pytest.raises(OverBudget), budget(0.2):
        work()  # type: ignore[operator]
    assert time.monotonic() - start < 30
    sum(range(10**7))  # and nothing is raised behind it


def test_a_block_in_time_is_left_alone() -> None:
    with budget(60):
        total = sum(range(1000))
    assert total == 499_500


def test_other_threads_take_their_time() -> None:
    done: list[int] = []

    def work() -> None:
        with budget(0.01):
            done.append(sum(range(10**6)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


def test_what_is_copied() -> None:
    story = BRIEFING.stories[0].story
    report, skipped = told_by_copying(story, 60, sentence_spans, 120)
    assert report.story == story
    assert report.details == report.disagreements == ()
    assert len({s.citations[0].article for s in report.summary.sentences}) == min(3, len(story.origins))
    for sentence in report.summary.sentences:
        (citation,) = sentence.citations
        assert story.article(citation.article).text[citation.start : citation.end] == sentence.text
        assert sentence.method == "copied"
    assert (skipped.stage, skipped.reason) == ("summarize", "too_slow")
    assert "more than 120 seconds" in skipped.detail


@pytest.mark.slow
def test_a_story_of_200_000_words_ends_and_the_next_is_told(encoder: Encoder, parser: Parser) -> None:
    moment = datetime(2031, 5, 8, tzinfo=UTC)
    long = " ".join(f"The council of ward {n} closed bridge {n * 7} on Monday, officials said." for n in range(17_000))
    short = "The tower burned on Friday, police said. Nobody was hurt. It will be torn down in May."
    articles = [
        Article("long", "Wards close bridges", long, "Harbour Gazette", moment, None, "en", "long.txt"),
        Article("short", "Tower burns", short, "Northern Wire", moment.replace(day=9), None, "en", "short.txt"),
    ]
    start = time.process_time()
    briefing = brief_articles(
        articles, Settings(extractive=True, story_seconds=5), models=Models(None, encoder, parser)
    )
    assert time.process_time() - start < 60
    told = {report.story.articles[0].id: report for report in briefing.stories}
    assert set(told) == {"long", "short"}
    assert all(report.summary.sentences for report in told.values())
    assert [(s.path, s.reason) for s in briefing.skipped] == [("long.txt", "too_slow")]
