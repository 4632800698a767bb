"""Times of a briefing in one zone, so that they can be compared: the timeline of a story and the chart over time. Pure.

An article's own line keeps the time as its outlet gives it. A moment at midnight sharp stands for a day without a time,
and its day is the same in every zone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from summarizer.render import wording
from summarizer.render.view import ArticleView, Mark, TimelineEntry

_DAY = timedelta(days=1)


def common_zone(moments: Iterable[datetime]) -> tzinfo:
    """The offset that most of the moments with a time have, the one nearest to UTC of equals; UTC for none."""
    offsets = Counter(m.utcoffset() or timedelta() for m in moments if has_time(m))
    best = min(offsets, key=lambda offset: (-offsets[offset], abs(offset), offset), default=timedelta())
    return timezone(best) if best else UTC


def has_time(moment: datetime) -> bool:
    """Whether the moment is more than a day."""
    return moment.time() != time(0)


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment in that zone; a day without a time stays that day."""
    return moment.astimezone(zone) if has_time(moment) else moment.replace(tzinfo=zone)


def timeline(articles: Sequence[ArticleView], zone: tzinfo) -> tuple[TimelineEntry, ...]:
    """The articles with a time in order, days without a time first; empty unless there are two different times."""
    dated = [(in_zone(article.published, zone), article) for article in articles if article.published]
    if len({moment for moment, _ in dated}) < 2:
        return ()
    entries: list[TimelineEntry] = []
    last = ""
    for moment, article in sorted(dated, key=lambda pair: (pair[0], pair[1].number)):
        day = wording.day(moment.date())
        entries.append(
            TimelineEntry("" if day == last else day, f"{moment:%H:%M}" if has_time(moment) else "", article)
        )
        last = day
    return tuple(entries)


class Axis:
    """The chart's line of time: from the first moment to the last, days without a time included as whole days."""

    def __init__(self, moments: Sequence[datetime], zone: tzinfo) -> None:
        self.zone = zone
        placed = [in_zone(moment, zone) for moment in moments]
        timed = [moment for moment in placed if has_time(moment)]
        days = [moment for moment in placed if not has_time(moment)]
        self.first = min(timed, default=None) or min(days)
        self.last = max(timed, default=None) or max(days) + _DAY
        # A day that the times lie in needs no room of its own.
        self.first = min([self.first, *(day for day in days if day + _DAY <= self.first)])
        self.last = max([self.last, *(day + _DAY for day in days if day >= self.last)])

    def mark(self, article: ArticleView) -> Mark:
        """The point at which the article appeared, or the stretch of its day; ValueError if it has no date."""
        if article.published is None:
            raise ValueError(article.title)
        moment = in_zone(article.published, self.zone)
        label = f"{article.outlet}, {article.when}"
        if has_time(moment):
            return Mark(self._place(moment), label)
        begin, end = self._place(max(moment, self.first)), self._place(min(moment + _DAY, self.last))
        return Mark(begin, label, width=round(end - begin, 1))

    def _place(self, moment: datetime) -> float:
        """In percent of the width, clear of the edges."""
        length = self.last - self.first
        return round(3 + 94 * (moment - self.first) / length if length else 50.0, 1)
