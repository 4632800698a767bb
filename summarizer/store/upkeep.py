"""What is in a store, whether it is whole, and how it forgets; its history as JSON, out and in.

The results of stages are not exported: they are made again from the articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from summarizer.errors import InputError
from summarizer.store.codec import named, pack, unnamed, unpacked, unzipped
from summarizer.store.database import unsound
from summarizer.store.shelf import Store
from summarizer.types import Article, ThreadDay, ToldStory

#: Goes up when a key of the export changes its meaning.
EXPORT_VERSION = 1


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What is in a store."""

    #: Of the file.
    bytes: int
    articles: int
    threads: int
    #: First and last day of the history; None while it is empty.
    first_day: str | None
    last_day: str | None
    #: (name, day of the last briefing).
    readers: tuple[tuple[str, str], ...]
    #: (kind, how many, bytes) of the results that are kept.
    results: tuple[tuple[str, int, int], ...]


def info(store: Store) -> StoreInfo:
    """What is in the store."""
    with store.told():
        ask = store.connection.execute
        pages, size = ask("PRAGMA page_count").fetchone()[0], ask("PRAGMA page_size").fetchone()[0]
        articles, threads = (
            ask(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("thread_articles", "threads")
        )
        first, last = ask("SELECT min(day), max(day) FROM thread_days").fetchone()
        readers = tuple(ask("SELECT name, day FROM readers ORDER BY name").fetchall())
        results = ask("SELECT kind, count(*), sum(length(body)) FROM kept GROUP BY kind ORDER BY kind").fetchall()
    return StoreInfo(pages * size, articles, threads, first, last, readers, tuple(results))


def problems(store: Store) -> list[str]:
    """What is wrong with the store; empty if nothing is."""
    with store.told():
        ask = store.connection.execute
        found = [row[0] for row in ask("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
        found += [f"{row[0]}, row {row[1]}: {row[2]} is missing" for row in ask("PRAGMA foreign_key_check").fetchall()]
        for table in ("kept", "thread_articles", "thread_days", "told"):
            for row, body in ask(f"SELECT rowid, body FROM {table}"):
                try:
                    if table == "kept":  # where some are bytes as they are
                        unzipped(body)
                    else:
                        unpacked(body)
                except ValueError as error:
                    found.append(f"{table}, row {row}: {error}")
    return found


def forget(store: Store, before: date) -> int:
    """Forget what was last told or used before that day; the number of threads that are gone."""
    day = before.isoformat()
    with store.whole() as connection:
        gone = connection.execute("DELETE FROM threads WHERE last_day < ?", (day,)).rowcount
        connection.execute("DELETE FROM thread_days WHERE day < ?", (day,))
        connection.execute("DELETE FROM thread_articles WHERE day < ?", (day,))
        connection.execute("DELETE FROM told WHERE day < ?", (day,))
        connection.execute("DELETE FROM thread_links WHERE day < ?", (day,))
        # The run that used a result last, or a later one, had a briefing of an earlier day.
        connection.execute(
            "DELETE FROM kept WHERE used <= (SELECT coalesce(max(number), 0) FROM runs WHERE day < ?)", (day,)
        )
        connection.execute("DELETE FROM runs WHERE day < ?", (day,))
    store.shrink()
    return gone


def forget_source(store: Store, source: str) -> int:
    """Forget the articles of an outlet, what rests on them alone, and the stories that no other outlet told.

    The number of threads that are gone. What readers have been told stays told.
    """
    with store.whole() as connection:
        rows = connection.execute("SELECT article, thread, body FROM thread_articles").fetchall()
        own = [(key, thread) for key, thread, body in rows if store.read(body, Article).source == source]
        connection.executemany("DELETE FROM thread_articles WHERE article = ?", [(key,) for key, _ in own])
        left = {thread for (thread,) in connection.execute("SELECT DISTINCT thread FROM thread_articles")}
        gone = sorted({thread for _, thread in own} - left)
        connection.executemany("DELETE FROM threads WHERE id = ?", [(thread,) for thread in gone])
        for thread, day, body in connection.execute("SELECT thread, day, body FROM thread_days").fetchall():
            told = store.read(body, ThreadDay)
            if source in told.outlets:
                connection.execute(
                    "UPDATE thread_days SET body = ? WHERE thread = ? AND day = ?",
                    (pack(_without(told, source)), thread, day),
                )
    store.shrink()
    return len(gone)


def _without(told: ThreadDay, source: str) -> ThreadDay:
    """What was told on a day, without the outlet's words and what rests on them alone."""
    kept = (replace(s, passages=tuple(p for p in s.passages if p.source != source)) for s in told.sentences)
    left = (
        (topic, tuple((v, rest) for v, outlets in sides if (rest := tuple(o for o in outlets if o != source))))
        for topic, sides in told.values
    )
    values = tuple((topic, sides) for topic, sides in left if sides)
    given = {(topic, value) for topic, sides in values for value, _ in sides}
    return replace(
        told,
        outlets=tuple(outlet for outlet in told.outlets if outlet != source),
        sentences=tuple(sentence for sentence in kept if sentence.passages),
        values=values,
        said=tuple(each for each in told.said if each[:2] in given),
    )


def export(store: Store) -> dict[str, Any]:
    """The history and the readers, as plain dicts and lists."""
    with store.told():
        ask = store.connection.execute
        threads = [
            {
                "id": thread,
                "headline": headline,
                "first_day": first,
                "last_day": last,
                "links": [dict(zip(("other", "kind", "day"), row, strict=True)) for row in _links(store, thread)],
                "articles": [
                    {"key": key.hex(), "day": day, "article": named(store.read(body, Article))}
                    for key, day, body in ask(
                        "SELECT article, day, body FROM thread_articles WHERE thread = ? ORDER BY article", (thread,)
                    ).fetchall()
                ],
                "days": [
                    {"day": day, **named(store.read(body, ThreadDay))}
                    for day, body in ask(
                        "SELECT day, body FROM thread_days WHERE thread = ? ORDER BY day", (thread,)
                    ).fetchall()
                ],
            }
            for thread, headline, first, last in ask("SELECT * FROM threads ORDER BY id").fetchall()
        ]
        readers = [
            {
                "name": name,
                "day": day,
                "told": [{"day": d, **named(store.read(b, ToldStory))} for d, b in _told(store, name)],
            }
            for name, day in ask("SELECT name, day FROM readers ORDER BY name").fetchall()
        ]
    return {"export_version": EXPORT_VERSION, "threads": threads, "readers": readers}


def _links(store: Store, thread: str) -> list[tuple[str, str, str]]:
    return store.connection.execute(
        "SELECT other, kind, day FROM thread_links WHERE thread = ? ORDER BY other, kind", (thread,)
    ).fetchall()


def _told(store: Store, reader: str) -> list[tuple[str, bytes]]:
    return store.connection.execute("SELECT day, body FROM told WHERE reader = ? ORDER BY thread", (reader,)).fetchall()


def take_in(store: Store, data: Any) -> int:
    """Add an export to the store, and tell how many threads it had; what both have is the export's.

    InputError for what is no export.
    """
    try:
        if data["export_version"] != EXPORT_VERSION:
            raise ValueError(f"export_version is {data['export_version']}; allowed is {EXPORT_VERSION}")
        rows = [*_rows_of_threads(data["threads"]), *_rows_of_readers(data["readers"])]
        with store.whole() as connection:
            for table, row in rows:
                _take(connection, table, row)
            if wrong := unsound(connection):
                raise ValueError(f"{wrong} hold what they are not for")
        return len(data["threads"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"no export of a store ({type(error).__name__}: {error})") from error


def _take(connection: sqlite3.Connection, table: str, row: tuple[Any, ...]) -> None:
    """Put a row into its table; ValueError for values that no column can hold."""
    try:
        connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError) as error:
        raise ValueError(str(error)) from error


def _rows_of_threads(threads: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for each in threads:
        thread = each["id"]
        yield "threads", (thread, each["headline"], each["first_day"], each["last_day"])
        for link in each["links"]:
            yield "thread_links", (thread, link["other"], link["kind"], link["day"])
        for item in each["articles"]:
            body = pack(unnamed(item["article"], Article))
            yield "thread_articles", (bytes.fromhex(item["key"]), thread, item["day"], body)
        for day in each["days"]:
            yield "thread_days", (thread, day["day"], pack(unnamed(day, ThreadDay)))


def _rows_of_readers(readers: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for each in readers:
        yield "readers", (each["name"], each["day"])
        for story in each["told"]:
            told = unnamed(story, ToldStory)
            yield "told", (each["name"], told.thread, story["day"], pack(told))
