"""An editor's word over the automatic stories: merge, split, pin, ignore, weigh sources, hide sources.

The file is TOML; an article is named by its id, its path or the end of it, its address or its title, and so stays named
when the stories change. The headline of a story names all its articles:

    merge = [["kyiv-1.txt", "https://example.org/kyiv"]]   # the stories of these articles become one
    split = [["rehab-2.txt"]]                              # these articles leave their story and form their own
    pin = ["Nine killed in strikes on Kyiv"]               # the story of this article comes first, in this order
    ignore = ["horoscope.txt"]                             # this article is left out

    [sources]
    weights = {Reuters = 2.0, "Daily Mail" = 0.5}          # an origin counts as its heaviest source; else as 1
    hidden = ["Example Wire"]                              # articles of these sources are left out

They are applied in this order: hidden, ignore, split, merge, weights, pin. What matches nothing is reported.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.cluster.stories import make_story, ordered
from summarizer.errors import SettingsError
from summarizer.given import SETTINGS, load
from summarizer.types import Article, Story

#: Entries of one kind; each is held against all stories.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Overrides:
    """What an editor decided; the head of this module says how an article is named."""

    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[tuple[str, ...], ...] = ()
    pin: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    #: Source -> how much its origins count in the order of stories; 1 is usual.
    weights: Mapping[str, float] = field(default_factory=dict)
    #: Sources whose articles are left out.
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overridden:
    """The stories as the editor wants them, and the entries that found nothing to do."""

    stories: tuple[Story, ...]
    #: "merge: kyiv-1.txt" for an article, "hidden: Example Wire" for a source.
    unmatched: tuple[str, ...] = ()


def load_overrides(path: Path) -> Overrides:
    """The overrides of a file; SettingsError if it cannot be read or says something that is not allowed."""
    try:
        return parse_overrides(load(path, SETTINGS).decode("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 ({error.reason})") from error
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def parse_overrides(text: str) -> Overrides:
    """The overrides of a TOML text; SettingsError names the key that is wrong, and what is allowed."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"not valid TOML ({error})") from error
    sources = data.pop("sources", {})
    if not isinstance(sources, dict):
        raise SettingsError(f"sources is {sources!r}; allowed is a table with weights and hidden")
    _only(data, {"merge", "split", "pin", "ignore"}, "key")
    for key, entries in data.items():
        if isinstance(entries, list) and len(entries) > _MOST:
            raise SettingsError(f"{key} has {len(entries):,} entries; allowed are {_MOST:,}")
    _only(sources, {"weights", "hidden"}, "key in sources")
    return Overrides(
        merge=tuple(_names(group, "merge") for group in _list(data, "merge")),
        split=tuple(_names(group, "split") for group in _list(data, "split")),
        pin=_names(_list(data, "pin"), "pin"),
        ignore=_names(_list(data, "ignore"), "ignore"),
        weights=_weights(sources.get("weights", {})),
        hidden=_names(_list(sources, "hidden"), "sources.hidden"),
    )


def apply_overrides(stories: Sequence[Story], overrides: Overrides) -> Overridden:
    """The stories after the overrides, in the order of the briefing; the automatic step is not run again."""
    articles = [article for story in stories for article in story.articles]
    names_of = Names(articles)
    headed: dict[str, set[str]] = {}
    for story in stories:
        headed.setdefault(story.headline, set()).update(article.id for article in story.articles)
    unmatched: list[str] = []

    def find(entry: str, names: Iterable[str]) -> list[set[str]]:
        found = [(name, names_of[name] or headed.get(name, set())) for name in names]
        unmatched.extend(f"{entry}: {name}" for name, ids in found if not ids)
        return [ids for _, ids in found]

    known = {article.source for article in articles}
    unmatched += [f"hidden: {source}" for source in overrides.hidden if source not in known]
    gone = {article.id for article in articles if article.source in overrides.hidden}
    gone |= set().union(*find("ignore", overrides.ignore))
    groups = _Groups([tuple(i for i in origin if i not in gone) for origin in story.origins] for story in stories)
    for names in overrides.split:
        groups.split(set().union(*find("split", names)))
    for names in overrides.merge:
        groups.merge(set().union(*find("merge", names)))
    by_id = {article.id: article for article in articles}
    made = [make_story(group, by_id) for group in groups]
    unmatched += [f"weights: {source}" for source in overrides.weights if source not in known]
    result = ordered(made, overrides.weights)
    place_of = {article.id: place for place, story in enumerate(result) for article in story.articles}
    pins = [
        min(places) for ids in find("pin", overrides.pin) if (places := {place_of[i] for i in ids if i in place_of})
    ]
    order = dict.fromkeys((*pins, *range(len(result))))
    return Overridden(tuple(result[place] for place in order), tuple(unmatched))


class Names:
    """What articles are called: their id, path, address or title, or the end of their path."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._ends: dict[str, set[str]] = {}
        for article in articles:
            for name in filter(None, (article.id, article.path, article.url, article.title)):
                self._whole.setdefault(name, set()).add(article.id)
            path = article.path or ""
            for place, character in enumerate(path):
                if character == "/":
                    self._ends.setdefault(path[place + 1 :], set()).add(article.id)

    def __getitem__(self, name: str) -> set[str]:
        """Ids of the articles with that id, path, address or title; if there is none, of those whose path ends so."""
        return (self._whole.get(name) or self._ends.get(name) or set()) if name else set()


def named(name: str, articles: Iterable[Article]) -> set[str]:
    """Ids of the articles that are called so."""
    return Names(articles)[name]


class _Groups:
    """Origins in groups, which are split and joined; only the groups are touched that have one of the articles."""

    def __init__(self, groups: Iterable[Iterable[tuple[str, ...]]]) -> None:
        self._groups: dict[int, list[tuple[str, ...]]] = {}
        self._place: dict[str, int] = {}
        self._next = 0
        for group in groups:
            self._add(group)

    def _add(self, group: Iterable[tuple[str, ...]]) -> None:
        kept = [origin for origin in group if origin]
        if kept:
            self._groups[self._next] = kept
            self._place |= {i: self._next for origin in kept for i in origin}
            self._next += 1

    def _taken(self, ids: set[str]) -> list[list[tuple[str, ...]]]:
        """The groups with one of the articles, in their order, taken out."""
        return [self._groups.pop(place) for place in sorted({self._place[i] for i in ids if i in self._place})]

    def split(self, ids: set[str]) -> None:
        """These articles leave their groups and form one more; an origin is taken apart if need be."""
        taken = self._taken(ids)
        for group in taken:
            self._add(tuple(i for i in origin if i not in ids) for origin in group)
        self._add(tuple(i for i in origin if i in ids) for group in taken for origin in group)

    def merge(self, ids: set[str]) -> None:
        """The groups with one of these articles become one."""
        self._add(origin for group in self._taken(ids) for origin in group)

    def __iter__(self) -> Iterator[list[tuple[str, ...]]]:
        return iter(self._groups.values())


def _only(data: Mapping[str, Any], allowed: set[str], what: str) -> None:
    for key in data:
        if key not in allowed:
            raise SettingsError(f"unknown {what} {key!r}; allowed are {', '.join(sorted(allowed))}")


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise SettingsError(f"{key} is {value!r}; allowed is a list")
    return value


def _names(values: Any, key: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise SettingsError(f"{key} has {values!r}; allowed is a list of texts")
    return tuple(values)


def _weights(values: Any) -> dict[str, float]:
    numeric = isinstance(values, dict) and all(isinstance(v, (int, float)) and v >= 0 for v in values.values())
    if not numeric:
        raise SettingsError(f"sources.weights is {values!r}; allowed are numbers of at least 0 by source")
    return {source: float(weight) for source, weight in values.items()}
