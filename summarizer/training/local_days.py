"""Made days in which much is alike and little is one event: what no labelled collection holds enough of.

    of one place   many events of one town, company or person: only the name is shared
    of one kind    two fires, sentences or quarterly results: all is shared but who, where and how many

Some are told by invented reports (`local_news.toml`, or a file of the same shape); others are real articles: unrelated
ones with one name planted in all, and the two halves of a real event, one with every name and figure exchanged. Leaves
out how they are learned from (`learn_cluster`). The same seed gives the same days.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from summarizer.training.labelled import Labelled
from summarizer.types import Article

NEWS = Path(__file__).with_name("local_news.toml")
#: The first day of all made ones.
START = datetime(2031, 6, 2, 6, tzinfo=UTC)
#: Days over which the news of one place is spread.
SPREAD = 8
#: Hours between the events of one kind, and between the reports of one event.
HOURS = 30
#: Most letters of the names that are planted and exchanged.
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ]{2,}\b")
_INNER = re.compile(r"(?<=[a-zà-ÿ,] )[A-Z][a-zà-ÿ]{2,}\b")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
#: Share of the names of an event that its double keeps: the country, the agency, the ministry.
KEPT_NAMES = 0.25


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: in each voice the title and the sentences of a report, with blanks."""

    name: str
    voices: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class News:
    """What invented days are made of."""

    kinds: tuple[Kind, ...]
    #: Parts of names, and names of real places and firms.
    names: Mapping[str, Sequence[str]]


def load_news(path: Path = NEWS) -> News:
    """The kinds of events of a file; the parts of names are those of the program's own where it has none."""
    kept: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = tuple(Kind(k["name"], tuple(map(tuple, k["voices"]))) for k in kept["kinds"])
    return News(kinds, kept.get("names") or load_news().names)


def invented_days(news: News, count: int, seed: int) -> list[list[Labelled]]:
    """`count` folders of invented news, in turn of one place, of one kind, of one firm and of one person."""
    chance = random.Random(seed)
    return [MAKERS[number % len(MAKERS)](news, f"day-{number}", chance) for number in range(count)]


def _one_place(news: News, day: str, chance: random.Random) -> list[Labelled]:
    """Events of many kinds in one town, which may share a person too."""
    shared = {"town": _town(news, chance)}
    if chance.random() < 0.3:
        shared["a"] = _person(news, chance)
    kinds = chance.sample(news.kinds, min(len(news.kinds), chance.randrange(5, 14)))
    return [item for kind in kinds for item in _event(news, kind, day, shared, chance, chance.choice((1, 1, 2, 3)))]


def _one_firm(news: News, day: str, chance: random.Random) -> list[Labelled]:
    """Events of many kinds at one company."""
    kinds = [kind for kind in news.kinds if any("{firm}" in text for voice in kind.voices for text in voice)]
    shared = {"firm": _firm(news, chance)} | ({"town": _town(news, chance)} if chance.random() < 0.5 else {})
    return [item for kind in kinds for item in _event(news, kind, day, shared, chance, chance.choice((1, 2, 3)))]


def _one_kind(news: News, day: str, chance: random.Random) -> list[Labelled]:
    """Two or three events of one kind; they may share a figure, a town or a person's name, never all."""
    kind = chance.choice(news.kinds)
    shared: dict[str, str] = {}
    if chance.random() < 0.4:
        shared["n"] = str(chance.randrange(2, 9))
    if chance.random() < 0.2:
        shared["town"] = _town(news, chance)
    made = [_event(news, kind, f"{day}/{i}", shared, chance, 3) for i in range(chance.choice((2, 2, 3)))]
    return [item for event in made for item in event]


def _mixed(news: News, day: str, chance: random.Random) -> list[Labelled]:
    """Events of many kinds, each in a town of its own."""
    kinds = chance.sample(news.kinds, min(len(news.kinds), 8))
    return [item for kind in kinds for item in _event(news, kind, day, {}, chance, 3)]


#: The makers of days, in turn.
MAKERS = (_one_place, _one_kind, _one_place, _one_kind, _one_firm, _mixed)


def _event(
    news: News, kind: Kind, day: str, shared: Mapping[str, str], chance: random.Random, reports: int
) -> list[Labelled]:
    """One event as so many outlets tell it."""
    blanks = _blanks(news, chance) | dict(shared)
    blanks |= {"A": blanks["a"].split()[-1], "B": blanks["b"].split()[-1]}
    start = START + timedelta(hours=chance.uniform(0, 24 * SPREAD if shared else HOURS))
    made = []
    for place in chance.sample(range(len(kind.voices)), min(reports, len(kind.voices))):
        title, first, *rest = (text.format_map(blanks) for text in kind.voices[place])
        told = [first, *(sentence for sentence in rest if chance.random() < 0.85)]
        published = start + timedelta(hours=chance.uniform(0, 10))
        article = Article(f"{day}/{kind.name}/{place}", title, "\n".join(told), f"Outlet {place}", published)
        made.append(Labelled(article, f"{day}/{kind.name}", kind.name))
    return made


def _blanks(news: News, chance: random.Random) -> dict[str, str]:
    street = f"{_stem(news, chance)} {chance.choice(news.names['streets'])}"
    towns, people = [_town(news, chance) for _ in "12"], [_person(news, chance) for _ in "12"]
    figures = [str(chance.randrange(2, 10) if chance.random() < 0.5 else chance.randrange(10, 900)) for _ in "12"]
    day = (START + timedelta(days=chance.randrange(7))).strftime("%A")
    names = {"town": towns[0], "other": towns[1], "a": people[0], "b": people[1], "firm": _firm(news, chance)}
    hour = f"{chance.randrange(1, 12)} {chance.choice('ap')}.m."
    return names | {"street": street, "n": figures[0], "m": figures[1], "day": day, "hour": hour}


def _stem(news: News, chance: random.Random) -> str:
    return "".join(chance.choice(news.names[part]) for part in ("onsets", "vowels", "middles"))


def _town(news: News, chance: random.Random) -> str:
    if chance.random() < 0.4:
        return chance.choice(news.names["real_towns"])
    return _stem(news, chance) + chance.choice(news.names["towns"])


def _firm(news: News, chance: random.Random) -> str:
    if chance.random() < 0.4:
        return chance.choice(news.names["real_firms"])
    return _stem(news, chance) + chance.choice(news.names["firms"])


def _person(news: News, chance: random.Random) -> str:
    return f"{_stem(news, chance)} {_stem(news, chance)}{chance.choice(news.names['people'])}"


def planted_days(pool: Sequence[Labelled], count: int, seed: int) -> list[list[Labelled]]:
    """Folders of unrelated real articles in whose titles and texts one invented name stands for one of theirs."""
    news, chance = load_news(), random.Random(seed)
    by_topic: dict[str, list[Labelled]] = {}
    for item in pool:
        by_topic.setdefault(item.topic, []).append(item)
    days = []
    for number in range(count):
        name = (_town, _firm, _person)[number % 3](news, chance)
        topics = chance.sample(sorted(by_topic), min(len(by_topic), chance.randrange(6, 25)))
        day = []
        for topic in topics:
            events = sorted({item.event or item.article.id for item in by_topic[topic]})
            event = chance.choice(events)
            members = [item for item in by_topic[topic] if (item.event or item.article.id) == event]
            chosen = chance.sample(members, min(len(members), chance.choice((1, 1, 2, 3, 5))))
            start = START + timedelta(hours=chance.uniform(0, 24 * SPREAD))
            old = _most_named(item.article for item in chosen)
            for item in chosen:
                article = _renamed(item.article, {old: name} if old else {}, chance, start)
                day.append(Labelled(replace(article, id=f"{number}/{article.id}"), f"{number}/{event}", topic))
        days.append(day)
    return days


def doubled_days(pool: Sequence[Labelled], count: int, seed: int) -> list[list[Labelled]]:
    """Folders of a real event and its double: half of its articles with most names and all figures exchanged."""
    chance = random.Random(seed)
    names = sorted({name for item in pool for name in _INNER.findall(item.article.text[:2000])})
    events: dict[str, list[Labelled]] = {}
    for item in pool:
        if item.event:
            events.setdefault(item.event, []).append(item)
    told = [event for event in sorted(events) if len(events[event]) > 1]
    days = []
    for number, event in enumerate(chance.sample(told, min(count, len(told)))):
        members = events[event]
        chosen = chance.sample(members, min(len(members), 12))
        half = max(1, len(chosen) // 2)
        exchanged = _exchanged((item.article for item in chosen), names, chance)
        day = []
        for place, item in enumerate(chosen):
            double = place < half
            start = START + timedelta(hours=chance.uniform(0, HOURS))
            article = _renamed(item.article, exchanged if double else {}, chance, start, figures=double)
            name = f"{number}/{event}{'/double' * double}"
            day.append(Labelled(replace(article, id=f"{number}/{article.id}"), name, item.topic))
        days.append(day)
    return days


def _most_named(articles: Iterable[Article]) -> str | None:
    """The name that stands in titles and first words of most of the articles."""
    counts: Counter[str] = Counter()
    for article in articles:
        inner = set(_INNER.findall(article.text))
        counts.update(inner & set(_NAME.findall(f"{article.title or ''} {article.text[:400]}")))
    return max(counts, key=lambda name: (counts[name], name)) if counts else None


def _exchanged(articles: Iterable[Article], names: Sequence[str], chance: random.Random) -> dict[str, str]:
    """Most names of the articles -> those that stand for them in the double."""
    found = sorted({name for article in articles for name in _INNER.findall(article.text)})
    return {name: chance.choice(names) for name in found if chance.random() >= KEPT_NAMES}


def _renamed(
    article: Article, names: Mapping[str, str], chance: random.Random, start: datetime, *, figures: bool = False
) -> Article:
    """The article with other names, perhaps other figures, and of a made day."""
    table: dict[str, str] = {}

    def figure(match: re.Match[str]) -> str:
        if match.group() not in table:
            table[match.group()] = re.sub(r"\d", lambda _: chance.choice("123456789"), match.group())
        return table[match.group()]

    def rename(text: str) -> str:
        text = _NAME.sub(lambda match: names.get(match.group(), match.group()), text)
        return _FIGURE.sub(figure, text) if figures else text

    published = start + timedelta(hours=chance.uniform(0, 10))
    title = article.title and rename(article.title)
    return replace(article, title=title, text=rename(article.text), published=published)
