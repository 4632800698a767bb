"""Arranging a briefing for reading: `Briefing -> Page`. Pure; what is shown where, never how it looks.

A single story is arranged in `story`; here is what is said of all of them, the charts among it.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time

from summarizer.render import wording
from summarizer.render.escape import one_line
from summarizer.render.story import arrange_story, distinct
from summarizer.render.view import ChartRow, Mark, Page, SkippedGroup, StoryView
from summarizer.types import Briefing, Skipped, StoryReport


def arrange(briefing: Briefing, details_shown: int) -> Page:
    """The briefing as templates get it, with at most `details_shown` details of each source."""
    since = {story.story: story for story in briefing.since.stories} if briefing.since else {}
    told = tuple(
        arrange_story(report, number, details_shown, briefing.since, since.get(report.story.id))
        for number, report in enumerate(briefing.stories, 1)
    )
    unchanged = {key for key, story in since.items() if story.unchanged}
    times = [article.published for story in told for article in story.articles if article.published]
    charted = len(told) > 1
    dated = charted and len(set(times)) > 1
    return Page(
        title=one_line(briefing.title).strip(),
        date=briefing.date,
        weekday=wording.weekday(briefing.date),
        day=wording.day(briefing.date),
        updated=max(times, default=datetime.combine(briefing.date, time(0), UTC)),
        since=wording.day(briefing.since.date) if briefing.since else "",
        stories=tuple(story for story in told if story.id not in unchanged),
        unchanged=tuple(story for story in told if story.id in unchanged),
        ended=briefing.since.ended if briefing.since else (),
        extent=_extent(told),
        skipped=_skipped_groups(briefing.skipped),
        chart=_chart(told, times if dated else []) if charted else (),
        chart_from=wording.short_moment(min(times)) if dated else "",
        chart_to=wording.short_moment(max(times)) if dated else "",
        methods=_methods(briefing.stories),
        briefing=briefing,
    )


def _chart(stories: tuple[StoryView, ...], times: list[datetime]) -> tuple[ChartRow, ...]:
    widest = max(max(len(story.outlets), len(story.origins)) for story in stories)
    return tuple(
        ChartRow(
            story=story,
            outlets_percent=round(100 * len(story.outlets) / widest, 1),
            texts_percent=round(100 * len(story.origins) / widest, 1),
            when=wording.span([article.published for article in story.articles if article.published]),
            marks=tuple(
                Mark(_place(article.published, times), f"{article.outlet}, {article.when}")
                for article in story.articles
                if article.published and times
            ),
        )
        for story in stories
    )


def _place(moment: datetime, times: list[datetime]) -> float:
    """Where the moment lies between the first and the last, in percent, clear of the edges."""
    first, last = min(times), max(times)
    share = (moment - first) / (last - first) if last > first else 0.5
    return round(3 + 94 * min(1.0, max(0.0, share)), 1)


def _extent(stories: tuple[StoryView, ...]) -> str:
    articles = sum(len(story.articles) for story in stories)
    outlets = len(distinct(outlet for story in stories for outlet in story.outlets))
    parts = wording.count(len(stories), "story", "stories"), wording.count(articles, "article")
    return f"{parts[0]} from {parts[1]} in {wording.count(outlets, 'outlet')}"


def _methods(reports: tuple[StoryReport, ...]) -> tuple[tuple[str, int], ...]:
    found = Counter(sentence.method for report in reports for sentence in report.summary.sentences)
    return tuple((words, found[method]) for method, words in wording.METHODS.items() if found[method])


def _skipped_groups(skipped: tuple[Skipped, ...]) -> tuple[SkippedGroup, ...]:
    groups: dict[str, list[Skipped]] = {}
    for item in skipped:
        groups.setdefault(wording.REASONS[item.reason], []).append(item)
    return tuple(SkippedGroup(reason, tuple(items)) for reason, items in groups.items())
