"""Arranging a briefing for reading: `Briefing -> Page`. Pure; what is shown where, never how it looks.

A single story is arranged in `story`; here is what is said of all of them, the charts among it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, tzinfo
from types import MappingProxyType

from summarizer.render import timing, wording
from summarizer.render.escape import one_line
from summarizer.render.story import arrange_story, distinct
from summarizer.render.view import ChartRow, Page, SkippedGroup, StoryView
from summarizer.types import Briefing, Skipped, StoryReport


def arrange(briefing: Briefing, details_shown: int, pages: Mapping[str, str] = MappingProxyType({})) -> Page:
    """The briefing as templates get it, with at most `details_shown` details of each source.

    `pages` tells the pages that stories have of their own, by their ids.
    """
    moments = [a.published for r in briefing.stories for a in r.story.articles if a.published]
    zone = timing.common_zone(moments)
    since = {story.story: story for story in briefing.since.stories} if briefing.since else {}
    told = _stories(briefing, details_shown, zone, pages)
    unchanged = {key for key, story in since.items() if story.unchanged}
    charted = len(told) > 1
    axis = timing.Axis(moments, zone) if charted and len(set(moments)) > 1 else None
    return Page(
        title=one_line(briefing.title).strip(),
        date=briefing.date,
        weekday=wording.weekday(briefing.date),
        day=wording.day(briefing.date),
        updated=max(moments, default=datetime.combine(briefing.date, time(0), UTC)),
        since=wording.day(briefing.since.date) if briefing.since else "",
        stories=tuple(story for story in told if story.id not in unchanged),
        unchanged=tuple(story for story in told if story.id in unchanged),
        ended=briefing.since.ended if briefing.since else (),
        extent=_extent(told),
        skipped=skipped_groups(briefing.skipped),
        chart=_chart(told, axis, zone) if charted else (),
        zone=wording.zone(zone) if any(map(timing.has_time, moments)) else "",
        chart_from=wording.short_moment(axis.first) if axis else "",
        chart_to=wording.short_moment(axis.last) if axis else "",
        methods=_methods(briefing.stories),
        briefing=briefing,
    )


def _stories(briefing: Briefing, details_shown: int, zone: tzinfo, pages: Mapping[str, str]) -> tuple[StoryView, ...]:
    since = {story.story: story for story in briefing.since.stories} if briefing.since else {}
    threads = {thread.story: thread for thread in briefing.threads}
    told = []
    for number, report in enumerate(briefing.stories, 1):
        new = since.get(report.story.id)
        standing = wording.standing(briefing, new, threads.get(report.story.id))
        view = arrange_story(report, number, details_shown, zone, standing, new)
        told.append(replace(view, page=pages.get(report.story.id, "")))
    return tuple(told)


def _chart(stories: tuple[StoryView, ...], axis: timing.Axis | None, zone: tzinfo) -> tuple[ChartRow, ...]:
    widest = max(max(len(story.outlets), len(story.origins)) for story in stories)
    return tuple(
        ChartRow(
            story=story,
            outlets_percent=round(100 * len(story.outlets) / widest, 1),
            texts_percent=round(100 * len(story.origins) / widest, 1),
            when=wording.span([timing.in_zone(a.published, zone) for a in story.articles if a.published]),
            marks=tuple(axis.mark(article) for article in story.articles if article.published) if axis else (),
        )
        for story in stories
    )


def _extent(stories: tuple[StoryView, ...]) -> str:
    articles = sum(len(story.articles) for story in stories)
    outlets = len(distinct(outlet for story in stories for outlet in story.outlets))
    parts = wording.count(len(stories), "story", "stories"), wording.count(articles, "article")
    return f"{parts[0]} from {parts[1]} in {wording.count(outlets, 'outlet')}"


def _methods(reports: tuple[StoryReport, ...]) -> tuple[tuple[str, int], ...]:
    found = Counter(sentence.method for report in reports for sentence in report.summary.sentences)
    return tuple((words, found[method]) for method, words in wording.METHODS.items() if found[method])


def skipped_groups(skipped: tuple[Skipped, ...]) -> tuple[SkippedGroup, ...]:
    """What was left out, by reason."""
    groups: dict[str, list[Skipped]] = {}
    for item in skipped:
        groups.setdefault(wording.REASONS[item.reason], []).append(item)
    return tuple(SkippedGroup(reason, tuple(items)) for reason, items in groups.items())
