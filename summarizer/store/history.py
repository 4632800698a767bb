"""The stories over days as the store has them: which thread each of today's is, what was told of it, to whom.

What is decided here is in `threads`. All of a briefing is written in one transaction: a run that is killed has followed
all of its stories or none, and following them again on the same day changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from summarizer.store.codec import pack
from summarizer.store.making import key_of
from summarizer.store.memory import PartMemory
from summarizer.store.shelf import Store
from summarizer.store.threads import Followed, follow
from summarizer.types import (
    Article,
    Briefing,
    Citation,
    ReaderPlace,
    Story,
    StoryReport,
    StoryThread,
    Thread,
    ThreadDay,
    ThreadLink,
    ToldPassage,
    ToldSentence,
    ToldStory,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Days after which a thread is over: a story that is like it then is another one, unless it has an article of it.
OVER = 21
#: Characters of an article that are kept to know its story again: what is compared of one is its first 400 words.
BEGINNING = 4_800
#: Articles of a thread that a story is compared with, the last ones.
RECENT = 8


def article_key(article: Article) -> bytes:
    """A hash of what an article says, whatever its file is called and whenever it was read."""
    return key_of(article.title, article.text, article.source)


def follow_stories(store: Store, briefing: Briefing) -> tuple[StoryThread, ...]:
    """Where each story of a briefing stands in its thread; from now on the store knows it."""
    day = briefing.date.isoformat()
    stories = [report.story for report in briefing.stories]
    keys = [[article_key(article) for article in story.articles] for story in stories]
    with store.whole() as connection:
        owner = _owners(connection, keys)
        said = [article for story in stories for article in story.articles]
        today = dict(zip((key for own in keys for key in own), said, strict=True))
        found = follow(keys, owner, _recent(connection, briefing.date), _Compared(store, stories, today))
        threads = [_written(connection, story, each, day) for story, each in zip(stories, found, strict=True)]
        for report, own, thread in zip(briefing.stories, keys, threads, strict=True):
            _keep_articles(connection, report.story, own, owner, thread.thread, day)
            _keep_day(connection, thread.thread, day, _told(report))
        connection.execute("UPDATE runs SET day = ? WHERE number = ?", (day, store.run))
    return tuple(threads)


def threads_of(store: Store, briefing: Briefing) -> dict[str, str]:
    """Story id -> thread of the stories of a briefing that the store has followed."""
    keys = {report.story.id: article_key(report.story.articles[0]) for report in briefing.stories}
    with store.told():
        owners = _owners(store.connection, [[key] for key in keys.values()])
    return {story: owners[key] for story, key in keys.items() if key in owners}


def place_of(store: Store, reader: str) -> ReaderPlace | None:
    """Where that reader stopped; None for one who has never had a briefing."""
    with store.told():
        row = store.connection.execute("SELECT day FROM readers WHERE name = ?", (reader,)).fetchone()
        if row is None:
            return None
        told = store.connection.execute(
            "SELECT thread, day, body FROM told WHERE reader = ? ORDER BY thread", (reader,)
        ).fetchall()
    stories = tuple(store.read(body, ToldStory) for _, _, body in told)
    return ReaderPlace(date.fromisoformat(row[0]), stories, tuple(thread for thread, day, _ in told if day == row[0]))


def remember_reader(store: Store, reader: str, day: date, stories: Sequence[ToldStory]) -> None:
    """From now on that reader has had a briefing of this day with these stories."""
    before = {story.thread: story for story in (place_of(store, reader) or ReaderPlace(day, (), ())).stories}
    with store.whole() as connection:
        connection.execute(
            "INSERT INTO readers VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET day = excluded.day",
            (reader, day.isoformat()),
        )
        for story in stories:
            kept = _added(before.get(story.thread), story)
            connection.execute(
                "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", (reader, story.thread, day.isoformat(), pack(kept))
            )


def _added(before: ToldStory | None, story: ToldStory) -> ToldStory:
    """What a reader has been told of a thread, with what is told now."""
    if before is None:
        return story
    return replace(
        story,
        told=tuple(dict.fromkeys((*before.told, *story.told))),
        disagreements=tuple(dict.fromkeys((*before.disagreements, *story.disagreements))),
    )


def _owners(connection: sqlite3.Connection, keys: Iterable[Sequence[bytes]]) -> dict[bytes, str]:
    """The thread of each article that was told before."""
    select = "SELECT thread FROM thread_articles WHERE article = ?"
    found = {key: connection.execute(select, (key,)).fetchone() for own in keys for key in own}
    return {key: row[0] for key, row in found.items() if row}


def _recent(connection: sqlite3.Connection, day: date) -> dict[str, bool]:
    """The threads that are not over on that day, and whether each is of an earlier one."""
    first = date.fromordinal(max(1, day.toordinal() - OVER)).isoformat()
    select = "SELECT id, first_day < ? FROM threads WHERE last_day >= ? ORDER BY id"
    return {thread: bool(older) for thread, older in connection.execute(select, (day.isoformat(), first))}


@dataclass(frozen=True, slots=True)
class _Compared:
    """Compares stories with threads by the articles that the store has of these, or that are there today."""

    store: Store
    stories: Sequence[Story]
    #: By their keys.
    today: Mapping[bytes, Article]

    def __call__(self, stories: Sequence[int], threads: Sequence[str]) -> Sequence[Sequence[float]]:
        from summarizer.cluster import stories_alike  # heavy: most runs have nothing to compare

        heads = [self._heads(self.stories[n]) for n in stories]
        known = PartMemory(self.store)  # of whole articles: what is compared is their beginnings
        return stories_alike(heads, [self._articles(thread) for thread in threads], known)

    def _heads(self, story: Story) -> list[Article]:
        """An article of each origin, the newest last."""
        return [story.article(origin[0]) for origin in story.origins][-RECENT:]

    def _articles(self, thread: str) -> list[Article]:
        rows = self.store.connection.execute(
            "SELECT article, body FROM thread_articles WHERE thread = ? ORDER BY day DESC, rowid DESC LIMIT ?",
            (thread, RECENT),
        )
        return [self.today.get(key) or self.store.read(body, Article) for key, body in rows.fetchall()]


def _written(connection: sqlite3.Connection, story: Story, found: Followed, day: str) -> StoryThread:
    """The story's thread, made or gone on with, and its links."""
    ask = connection.execute
    thread = found.thread or _new_id(connection, story.id)
    row = ask("SELECT first_day FROM threads WHERE id = ?", (thread,)).fetchone()
    first = min(row[0], day) if row else day
    (before,) = ask("SELECT max(day) FROM thread_days WHERE thread = ? AND day < ?", (thread, day)).fetchone()
    ask(
        "INSERT INTO threads VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE "
        "SET headline = ?2, first_day = ?3, last_day = max(last_day, ?4)",
        (thread, story.headline, first, day),
    )
    links = [(other, "joined") for other in found.joined] + ([(found.split, "split")] if found.split else [])
    connection.executemany(
        "INSERT OR IGNORE INTO thread_links VALUES (?, ?, ?, ?)", [(thread, *link, day) for link in links]
    )
    told = _links(connection, thread)
    joined = tuple(link for kind, link in told if kind == "joined")
    split = next((link for kind, link in told if kind == "split"), None)
    last = date.fromisoformat(before) if before else None
    return StoryThread(story.id, thread, date.fromisoformat(first), last, joined, split)


def _links(connection: sqlite3.Connection, thread: str) -> list[tuple[str, ThreadLink]]:
    """(kind, link) of what went into the thread, and what it came out of."""
    rows = connection.execute(
        "SELECT kind, other, headline, day FROM thread_links JOIN threads ON id = other "
        "WHERE thread = ? ORDER BY day, other",
        (thread,),
    ).fetchall()
    return [(kind, ThreadLink(other, headline, date.fromisoformat(day))) for kind, other, headline, day in rows]


def _new_id(connection: sqlite3.Connection, story: str) -> str:
    """The story's id, or that with a number where a thread has it: its first article went elsewhere."""
    number, name = 1, story
    while connection.execute("SELECT 1 FROM threads WHERE id = ?", (name,)).fetchone():
        number += 1
        name = f"{story}-{number}"
    return name


def _keep_articles(
    connection: sqlite3.Connection,
    story: Story,
    keys: Sequence[bytes],
    owner: Mapping[bytes, str],
    thread: str,
    day: str,
) -> None:
    """The articles are the thread's from now on; what is known of one stays."""
    moved = [(thread, key) for key in keys if owner.get(key, thread) != thread]
    connection.executemany("UPDATE thread_articles SET thread = ? WHERE article = ?", moved)
    rows = [
        (key, thread, day, pack(replace(article, text=article.text[:BEGINNING], path=None)))
        for key, article in zip(keys, story.articles, strict=True)
        if key not in owner
    ]
    # Two articles of a briefing may say the same.
    connection.executemany(
        "INSERT INTO thread_articles (article, thread, day, body) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (article) DO UPDATE SET thread = excluded.thread",
        rows,
    )


def _keep_day(connection: sqlite3.Connection, thread: str, day: str, told: ThreadDay) -> None:
    connection.execute("INSERT OR REPLACE INTO thread_days VALUES (?, ?, ?)", (thread, day, pack(told)))


def _told(report: StoryReport) -> ThreadDay:
    """What a page of the thread shows of the report."""
    by_id = {article.id: article for article in report.story.articles}

    def passage(citation: Citation) -> ToldPassage:
        article = by_id[citation.article]
        return ToldPassage(article.source, article.title, article.url, article.text[citation.start : citation.end])

    def outlets(citations: Iterable[Citation]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(by_id[c.article].source or "" for c in citations))

    return ThreadDay(
        report.story.headline,
        tuple(dict.fromkeys(a.source for a in report.story.articles if a.source)),
        len(report.story.articles),
        tuple(ToldSentence(s.text, tuple(map(passage, s.citations))) for s in report.summary.sentences),
        tuple(
            (d.topic, tuple((side.value, outlets(side.citations)) for side in d.sides)) for d in report.disagreements
        ),
        tuple((d.topic, side.value, side.said) for d in report.disagreements for side in d.sides if side.said),
    )


def history_of(store: Store) -> tuple[Thread, ...]:
    """All threads with what was told of them, the newest first."""
    with store.told():
        ask = store.connection.execute
        days: dict[str, list[tuple[date, ThreadDay]]] = {}
        for thread, day, body in ask("SELECT thread, day, body FROM thread_days ORDER BY day").fetchall():
            days.setdefault(thread, []).append((date.fromisoformat(day), store.read(body, ThreadDay)))
        rows = ask("SELECT id, headline FROM threads ORDER BY last_day DESC, id").fetchall()
        linked = {thread: _links(store.connection, thread) for thread, _ in rows}
    return tuple(
        Thread(
            thread,
            headline,
            tuple(days[thread]),
            tuple(link for kind, link in linked[thread] if kind == "joined"),
            next((link for kind, link in linked[thread] if kind == "split"), None),
        )
        for thread, headline in rows
        if thread in days
    )
