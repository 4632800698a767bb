"""Folders in which much is alike, alone and hidden: `python -m tests.alike_cases [--cases FOLDER] [--among FILE]`.

Each case of `tests/data/alike/cases.toml` is grouped by itself, with dates and without, and among 100 other articles
(`--among`: JSONL with `text`, perhaps `title`; every case gets others). With `--cases` the folders of given cases are
read too, their files told apart as GIVEN says. A case is right if its articles make exactly its events, and no other
article is in them. Prints each case that is wrong, and how many are right.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.read import read_paths
from summarizer.training.labelled import read_articles
from summarizer.types import Article

CASES = Path(__file__).parent / "data" / "alike" / "cases.toml"
FIRST = datetime(2031, 6, 2, 8, tzinfo=UTC)
#: Folder of a given case -> a word for each event that its articles have; and names put in the place of the first.
GIVEN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "one-town": (
        ("water", "fire", "robotics", "jailed", "promoted", "bookshop"),
        ("Drewno", "Halifax", "Santa Rosa", "Leeds"),
    ),
    "lookalike-fires": (("Ostrand", "Drewno"), ("Drewno",)),
    "lookalike-quarterly": (("Acme", "Borel"), ("Acme",)),
    "roundup": (("Velmora", "market square", "nurses"), ("Velmora",)),
    "mail": (("Velmora", "market square", "nurses"), ("Velmora",)),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A folder, and which of its articles tell one event."""

    name: str
    #: Event -> its articles.
    events: dict[str, tuple[Article, ...]]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in no order that means anything."""
        return tuple(sorted((a for own in self.events.values() for a in own), key=lambda a: a.id[::-1]))


def own_cases() -> Iterator[Case]:
    """The cases of the file, with dates and without."""
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["cases"]:
        chance = random.Random(case["name"])
        events = {
            event: tuple(
                Article(f"{event}-{n}", title, text, f"Outlet {n}", FIRST + timedelta(hours=chance.uniform(0, 60)))
                for n, (title, text) in enumerate(told)
            )
            for event, told in case["events"].items()
        }
        yield Case(case["name"], events)
        undated = {event: tuple(replace(a, published=None) for a in told) for event, told in events.items()}
        yield Case(f"{case['name']}, without dates", undated)


def given_cases(folder: Path) -> Iterator[Case]:
    """The folders of given cases, with other names in the place of the first."""
    for name, (words, names) in GIVEN.items():
        read = read_paths([folder / name]).articles
        for other in names:
            told = [_renamed(a, names[0], other) for a in read if not (a.path or "").endswith("expected.txt")]
            events = {w: tuple(a for a in told if _is_of(a, w)) for w in words}
            assert sorted(a.id for own in events.values() for a in own) == sorted(a.id for a in told), name
            yield Case(f"{name} ({other})" if len(names) > 1 else name, events)


def _renamed(article: Article, name: str, other: str) -> Article:
    title = article.title and article.title.replace(name, other)
    return replace(article, title=title, text=article.text.replace(name, other))


def _is_of(article: Article, word: str) -> bool:
    return bool(re.search(rf"\b{word}", f"{article.title} {article.text}", re.IGNORECASE))


def others(path: Path, count: int, seed: int) -> list[Article]:
    """So many articles of the file, of the same days."""
    chance = random.Random(seed)
    drawn = chance.sample(read_articles([path]), count)
    return [replace(d.article, published=FIRST + timedelta(hours=chance.uniform(-48, 96))) for d in drawn]


def is_right(case: Case, among: Sequence[Article] = ()) -> bool:
    """Whether the case falls into its events, and nothing else is in them."""
    undated = all(a.published is None for a in case.articles)
    beside = [replace(a, published=None) if undated else a for a in among]
    articles = [*case.articles, *beside]
    found = {frozenset(a.id for a in s.articles) for s in find_stories(articles, find_origins(articles))}
    return {frozenset(a.id for a in own) for own in case.events.values()} <= found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, help="the folder of given cases")
    parser.add_argument("--among", type=Path, help="articles to hide them among")
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    cases = [*own_cases(), *(given_cases(options.cases) if options.cases else ())]
    ways = {"alone": [is_right(case) for case in cases]}
    if options.among:
        hidden = [is_right(case, others(options.among, options.count, n)) for n, case in enumerate(cases)]
        ways[f"among {options.count} others"] = hidden
    for way, right in ways.items():
        for case, good in zip(cases, right, strict=True):
            if not good:
                print(f"wrong, {way}: {case.name}")
        print(f"{way}: {sum(right)} of {len(right)} right")
    return 0 if all(map(all, ways.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
