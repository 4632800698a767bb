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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.cluster.stories import make_story, ordered
from summarizer.errors import SettingsError
from summarizer.given import SETTINGS, load
from summarizer.types import Article, Story


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
    unmatched: list[str] = []

    def find(entry: str, names: Iterable[str]) -> list[set[str]]:
        found = [(name, named(name, articles) or _of_story(name, stories)) for name in names]
        unmatched.extend(f"{entry}: {name}" for name, ids in found if not ids)
        return [ids for _, ids in found]

    known = {article.source for article in articles}
    unmatched += [f"hidden: {source}" for source in overrides.hidden if source not in known]
    gone = {article.id for article in articles if article.source in overrides.hidden}
    gone |= set().union(*find("ignore", overrides.ignore))
    groups = [[tuple(i for i in origin if i not in gone) for origin in story.origins] for story in stories]
    for names in overrides.split:
        groups = _split(groups, set().union(*find("split", names)))
    for names in overrides.merge:
        groups = _merge(groups, set().union(*find("merge", names)))
    by_id = {article.id: article for article in articles}
    made = [make_story(kept, by_id) for group in groups if (kept := [origin for origin in group if origin])]
    unmatched += [f"weights: {source}" for source in overrides.weights if source not in known]
    result = ordered(made, overrides.weights)
    pins = [
        next((s for s in result if any(a.id in ids for a in s.articles)), None) for ids in find("pin", overrides.pin)
    ]
    first = list(dict.fromkeys(story for story in pins if story))
    return Overridden((*first, *(story for story in result if story not in first)), tuple(unmatched))


def named(name: str, articles: Iterable[Article]) -> set[str]:
    """Ids of the articles with that id, path, address or title; if there is none, of those whose path ends so."""
    articles = list(articles)
    found = {a.id for a in articles if name in (a.id, a.path, a.url, a.title)}
    return found or {a.id for a in articles if a.path and name and a.path.endswith(f"/{name}")}


def _of_story(headline: str, stories: Iterable[Story]) -> set[str]:
    return {article.id for story in stories if story.headline == headline for article in story.articles}


Groups = list[list[tuple[str, ...]]]


def _split(groups: Groups, ids: set[str]) -> Groups:
    """The groups without these articles, which form one more group; an origin is taken apart if need be."""
    left = [[tuple(i for i in origin if i not in ids) for origin in group] for group in groups]
    return [*left, [tuple(i for i in origin if i in ids) for group in groups for origin in group]]


def _merge(groups: Groups, ids: set[str]) -> Groups:
    """The groups, those with one of these articles joined into one."""
    joined = [group for group in groups if any(i in ids for origin in group for i in origin)]
    return [*(g for g in groups if g not in joined), [origin for group in joined for origin in group]]


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
