"""What the templates of an archive get: arranged for reading, as `view` is for a briefing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class PassageView:
    """Words of a source."""

    number: int
    text: str
    outlet: str
    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class LineView:
    """A sentence that was told, and what it rests on."""

    text: str
    evidence: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """What was told of a story on a day."""

    date: date
    day: str
    page: str
    headline: str
    extent: str
    lines: tuple[LineView, ...]
    #: Until when the same was told again; "" if it was not.
    again: str = ""


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value that sources gave for something, the day on which one first did, and all that did."""

    value: str
    day: str
    outlets: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A way to another page."""

    words: str
    headline: str
    page: str


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """The page of a story over days."""

    title: str
    headline: str
    standing: str
    #: The last day first.
    days: tuple[DayView, ...]
    #: (topic, its values).
    values: tuple[tuple[str, tuple[ValueView, ...]], ...]
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The page that leads to all others."""

    title: str
    extent: str
    #: (day in words, page, number of stories in words), the newest first.
    days: tuple[tuple[str, str, str], ...]
    stories: tuple[LinkView, ...]
    #: What is searched, as JSON that may stand in a page; the scripts, and their hashes for the policy.
    data: Markup
    library: Markup
    script: Markup
    hashes: tuple[str, ...]
