"""An archive as static pages: a page a day, a page a story over days, an index with search, an Atom feed. Pure.

    index.html        every story, the newest first, and a search that needs no server: the one page with a script
    2031-05-09.html   the briefing of that day, as `-o FILE.html` writes it
    story-ID.html     a story over days: what was told when, and how its values changed
    feed.atom         the newest briefing

Pages link to each other only, and fetch nothing. Older days, and stories in which nothing was told today, are written
only where they are missing. The search is MiniSearch (MIT), which lies beside the templates with its licence.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from summarizer.render import wording
from summarizer.render.archive_view import DayView, IndexPage, LineView, LinkView, PassageView, ThreadPage, ValueView
from summarizer.render.arrange import arrange
from summarizer.render.environment import encodable, render_template, template_dir
from summarizer.render.escape import finalize_html, one_line, web_address
from summarizer.render.view import Page
from summarizer.types import Briefing, Story, Thread, ThreadDay, ToldSentence

#: Characters of what was told of a story that can be searched for.
_SEARCHED = 1_500
#: Letters and signs of a thread's id that may stand in the name of a file, and how many.
_LONGEST = 40
_SAFE = frozenset("0123456789abcdef-")


def render_archive(
    briefing: Briefing,
    threads: Sequence[Thread],
    thread_of: Mapping[str, str],
    details_shown: int,
    exists: Callable[[str], bool],
) -> Iterator[tuple[str, str]]:
    """(name, text) of each page to be written; `exists` tells whether one of that name is there.

    `thread_of` tells the thread of each story of the briefing, by its id.
    """
    pages = {thread.id: page_of(thread.id) for thread in threads}
    today = {story: pages[thread] for story, thread in thread_of.items() if thread in pages}
    for thread in threads:
        name = pages[thread.id]
        if thread.days[-1][0] >= briefing.date or not exists(name):
            yield name, _rendered(_thread_page(briefing.title, thread, pages), "thread.html.j2")
    days = sorted({day for thread in threads for day, _ in thread.days}, reverse=True)
    for day in days:
        if day != briefing.date and not exists(f"{day}.html"):
            told = [(t, told) for t in threads for d, told in t.days if d == day]
            yield f"{day}.html", _rendered(_day_page(briefing.title, day, told, pages), "thread.html.j2")
    page = arrange(briefing, details_shown, today)
    yield f"{briefing.date}.html", _rendered(page, "briefing.html.j2")
    yield "feed.atom", _rendered(page, "briefing.atom.j2")
    yield "index.html", _rendered(_index(briefing.title, threads, days, pages), "index.html.j2")


def render_list(title: str, told: str, stories: Iterable[tuple[Story, str]], words: Sequence[str] | None = None) -> str:
    """A page that lists stories, each with the page that it leads to (or ""); `words` stand before the headlines."""
    links = tuple(
        LinkView(words[place] if words else _extent(story), story.headline, page)
        for place, (story, page) in enumerate(stories)
    )
    return _rendered(ThreadPage(title, title, told, (), (), links), "thread.html.j2")


def _extent(story: Story) -> str:
    outlets = len({article.source for article in story.articles})
    return f"{wording.count(len(story.articles), 'article')} in {wording.count(outlets, 'outlet')}"


def page_of(thread: str) -> str:
    """The name of a thread's page; an id that is none of ours is told by its hash."""
    if len(thread) > _LONGEST or not set(thread) <= _SAFE:
        thread = sha256(thread.encode("utf-8", "replace")).hexdigest()[:12]
    return f"story-{thread}.html"


def _rendered(page: Page | ThreadPage | IndexPage, template: str) -> str:
    return encodable(render_template(page, template, None, finalize_html)).strip() + "\n"


def _thread_page(title: str, thread: Thread, pages: dict[str, str]) -> ThreadPage:
    spells = _spells(thread)
    first, last = spells[0][0], spells[-1][0]
    standing = f"Day {(last - first).days + 1} of this story, told on {wording.count(len(spells), 'day')}"
    days = [_day_view(day, told, f"{day}.html", until) for day, until, told in spells]
    links = [LinkView("Joined by", link.headline, pages.get(link.thread, "")) for link in thread.joined]
    if thread.split:
        links.append(LinkView("Came out of", thread.split.headline, pages.get(thread.split.thread, "")))
    return ThreadPage(title, thread.headline, standing, tuple(reversed(days)), _values(thread), tuple(links))


def _day_page(title: str, day: date, told: Sequence[tuple[Thread, ThreadDay]], pages: dict[str, str]) -> ThreadPage:
    """A day of which the briefing itself is not there: its stories, from what the store has of them."""
    words = wording.day(day)
    views = [_day_view(day, each, pages[thread.id]) for thread, each in told]
    return ThreadPage(title, words, wording.count(len(told), "story", "stories"), tuple(views), (), ())


def _spells(thread: Thread) -> list[tuple[date, date, ThreadDay]]:
    """(first day, last day, what was told): days in a row on which the same was told count as one.

    A folder that grows has its old articles for days; a story that nobody adds to is told again, and is not news.
    """
    found: list[tuple[date, date, ThreadDay]] = []
    for day, told in thread.days:
        if found and (found[-1][2].headline, found[-1][2].sentences) == (told.headline, told.sentences):
            found[-1] = (found[-1][0], day, told)
        else:
            found.append((day, day, told))
    return found


def _period(thread: Thread) -> str:
    """The days from the first to the last on which something else was told than before."""
    spells = _spells(thread)
    return wording.period_of(spells[0][0], spells[-1][0])


def _day_view(day: date, told: ThreadDay, page: str, until: date | None = None) -> DayView:
    extent = f"{wording.count(told.articles, 'article')} in {wording.count(len(told.outlets), 'outlet')}"
    again = f"told again until {wording.day(until)}" if until and until != day else ""
    return DayView(day, wording.day(day), page, told.headline, extent, tuple(map(_line, told.sentences)), again)


def _line(sentence: ToldSentence) -> LineView:
    evidence = (
        PassageView(n, p.text, p.source or "Unknown outlet", p.title or "", web_address(p.url))
        for n, p in enumerate(sentence.passages, 1)
    )
    return LineView(sentence.text, tuple(evidence))


def _values(thread: Thread) -> tuple[tuple[str, tuple[ValueView, ...]], ...]:
    """Of each thing that sources gave different values for, every value in the order in which they were first given.

    That is when a source said it, where that is known, else the day on which it was told.
    """
    topics: dict[str, dict[str, tuple[date, dict[str, None]]]] = {}
    for day, told in thread.days:
        said = {(topic, value): moment.date() for topic, value, moment in told.said}
        for topic, sides in told.values:
            for value, outlets in sides:
                first, known = topics.setdefault(topic, {}).get(value, (day, {}))
                given = said.get((topic, value), first)
                topics[topic][value] = (min(first, given), known | dict.fromkeys(filter(None, outlets)))
    return tuple((topic, _value_views(values)) for topic, values in topics.items())


def _value_views(values: Mapping[str, tuple[date, Mapping[str, None]]]) -> tuple[ValueView, ...]:
    ordered = sorted(values.items(), key=lambda item: item[1][0])
    return tuple(ValueView(value, wording.day(day), wording.listing(outlets)) for value, (day, outlets) in ordered)


def _index(title: str, threads: Sequence[Thread], days: Sequence[date], pages: dict[str, str]) -> IndexPage:
    on = {day: sum(any(d == day for d, _ in thread.days) for thread in threads) for day in days}
    listed = tuple((wording.day(day), f"{day}.html", wording.count(on[day], "story", "stories")) for day in days)
    stories = tuple(LinkView(_period(t), t.headline, pages[t.id]) for t in threads)
    library = (template_dir() / "minisearch.js").read_text(encoding="utf-8")
    script = (template_dir() / "search.js").read_text(encoding="utf-8")
    extent = f"{wording.count(len(threads), 'story', 'stories')} on {wording.count(len(days), 'day')}"
    found = [_found(n, thread, pages[thread.id]) for n, thread in enumerate(threads)]
    return IndexPage(
        title,
        extent,
        listed,
        stories,
        _in_page(found),
        Markup(library),
        Markup(script),
        (_hash(library), _hash(script)),
    )


def _found(number: int, thread: Thread, page: str) -> dict[str, Any]:
    """A story as the search knows it."""
    last = thread.days[-1][1]
    text = " ".join(dict.fromkeys(s.text for _, told in reversed(thread.days) for s in told.sentences))
    return {
        "id": number,
        "headline": one_line(thread.headline),
        "page": page,
        "when": _period(thread),
        "outlets": one_line(" ".join(last.outlets)),
        "text": one_line(text[:_SEARCHED]),
    }


def _in_page(data: object) -> Markup:
    """JSON that ends no element and begins no comment where it stands."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(encodable(text))


def _hash(script: str) -> str:
    """What the page's policy calls the script."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"
