"""Made-up days of any size: development articles taken apart and put together again, for measures of time and growth.

A made-up story takes its event from one real story and its background from another; its names and figures are replaced
by others, the same in all its articles: two stories made of the same sentences tell two events. An article of it has
most sentences of one real article; one in ten is a copy of another article of its story, perhaps cut.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from eval.items import ClusterItem
from summarizer import sentence_spans

#: The first day, in the winter in which none of the development articles was written.
START = datetime(2024, 1, 8, tzinfo=UTC)
#: Days over which the stories are spread.
DAYS = 60
#: Articles of a story, as often as they stand here: most stories are told once, few often.
SIZES = (1,) * 10 + (2,) * 4 + (3, 3, 4, 5, 7, 10, 16)
#: Sentences that are taken of a real article, at most.
LONGEST = 25
#: Share of the sentences of the real article that a made-up one has.
KEPT = 0.8
#: Share of a story's articles that are copies.
COPIES = 0.1
#: Standard deviation of the hours between a story and its articles.
HOURS = 12.0
#: A name: a word with a capital inside a sentence. The second pattern finds it wherever it stands.
_INNER_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_NAME = re.compile(r"(\b[A-Z][a-z]{3,}\b|\b\d[\d,.]*\d\b)")


@dataclass(frozen=True, slots=True)
class Source:
    """A real article, taken apart."""

    title: str | None
    sentences: tuple[str, ...]


def pooled(files: Iterable[Sequence[ClusterItem]]) -> list[ClusterItem]:
    """The articles of several files under ids of their own; stories of different files are different ones."""
    return [
        replace(item, id=f"{number}/{place}/{item.id}", cluster=item.cluster and f"{number}/{item.cluster}")
        for number, items in enumerate(files)
        for place, item in enumerate(items)
    ]


def sources(items: Iterable[ClusterItem]) -> list[tuple[Source, ...]]:
    """The stories of labelled articles, and each other article as a story of its own."""
    stories: dict[str, list[Source]] = defaultdict(list)
    for number, item in enumerate(items):
        sentences = tuple(item.text[start:end] for start, end in sentence_spans(item.text))[:LONGEST]
        stories[item.cluster or f"alone {number}"].append(Source(item.title, sentences))
    return [tuple(story) for story in stories.values()]


def recombined(stories: Sequence[Sequence[Source]], count: int, seed: int) -> list[ClusterItem]:
    """`count` made-up articles, `cluster` naming the story that each was made for; the same for the same seed."""
    chance = random.Random(seed)
    names = [name for story in stories for source in story for s in source.sentences for name in _INNER_NAME.findall(s)]
    made: list[ClusterItem] = []
    while len(made) < count:
        made += _story(f"story-{len(made)}", stories, names, chance)[: count - len(made)]
    chance.shuffle(made)
    return made


def _story(
    name: str, stories: Sequence[Sequence[Source]], names: Sequence[str], chance: random.Random
) -> list[ClusterItem]:
    event, background = chance.choice(stories), chance.choice(chance.choice(stories)).sentences
    renamed = _renamed([s for source in event for s in source.sentences] + list(background), names, chance)
    day = START + timedelta(days=DAYS * chance.random())
    made: list[ClusterItem] = []
    for number in range(chance.choice(SIZES)):
        published = day + timedelta(hours=chance.gauss(0, HOURS))
        outlet = f"Outlet {chance.randrange(200)}"
        if made and chance.random() < COPIES:
            original = chance.choice(made)
            lines = original.text.split("\n")
            text = "\n".join(lines[: max(3, round(len(lines) * chance.uniform(0.6, 1)))])
            made.append(replace(original, id=f"{name}/{number}", text=text, source=outlet, published=published))
            continue
        source = chance.choice(event)
        kept = [s for s in source.sentences if chance.random() < KEPT] or list(source.sentences)
        kept += chance.sample(background, min(len(background), chance.randrange(1 + len(kept) // 2)))
        text = "\n".join(_rename(sentence, renamed) for sentence in kept)
        title = source.title and _rename(source.title, renamed)
        made.append(ClusterItem(f"{name}/{number}", title, text, outlet, None, published, name))
    return made


def _renamed(sentences: Sequence[str], names: Sequence[str], chance: random.Random) -> dict[str, str]:
    """Each name and figure of the sentences -> the one that stands for it; names are as frequent as they are."""
    inner = {name for sentence in sentences for name in _inner_names(sentence)}
    words = (word for sentence in sentences for word in _parted(sentence)[1::2])
    found = dict.fromkeys(word for word in words if word in inner or word[0].isdigit())
    return {word: _figure(word, chance) if word[0].isdigit() else chance.choice(names) for word in found}


def _figure(figure: str, chance: random.Random) -> str:
    return re.sub(r"\d", lambda _: chance.choice("123456789"), figure)


def _rename(text: str, renamed: Mapping[str, str]) -> str:
    parts = _parted(text)
    return "".join(renamed.get(part, part) if place % 2 else part for place, part in enumerate(parts))


@cache
def _parted(sentence: str) -> tuple[str, ...]:
    """A sentence of the data cut at its names and figures: what stands between them, and in every second place one."""
    return tuple(_NAME.split(sentence))


@cache
def _inner_names(sentence: str) -> tuple[str, ...]:
    return tuple(_INNER_NAME.findall(sentence))
