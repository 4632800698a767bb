"""Stories that move: invented reports, and what of their changes a briefing tells; see `data/changes`.

A change is told when one disagreement of its kind has its values in their order. The newest leads when the headline and
the first sentence hold no value that was replaced, and one of them, or the sentence behind, the newest of the change
that leads. Nothing old stands under "Only in", and no sentence gives an old value of one change beside a new one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from summarizer import Article, Settings
from summarizer.pipeline import report
from summarizer.types import Models, Story, StoryReport

FOLDER = Path(__file__).parent / "data" / "changes"


@dataclass(frozen=True, slots=True)
class Expected:
    """A change: its kind, its values from the oldest to the newest, whether its newest leads."""

    kind: str
    values: tuple[str, ...]
    lead: bool


@dataclass(frozen=True, slots=True)
class Moving:
    """A story with the changes that it holds."""

    name: str
    articles: tuple[Article, ...]
    changes: tuple[Expected, ...]


def stories(file: str) -> list[Moving]:
    """The stories of a file."""
    found = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))["story"]
    return [_moving(story) for story in found]


def _moving(story: dict[str, object]) -> Moving:
    articles = tuple(
        Article(f"{story['name']}-{i}", title, text, outlet, datetime.fromisoformat(time), language="en")
        for i, (outlet, time, title, text) in enumerate(story["reports"])  # type: ignore[call-overload]
    )
    changes = tuple(
        Expected(c["kind"], tuple(c["values"]), c.get("lead", False))
        for c in story["changes"]  # type: ignore[attr-defined]
    )
    return Moving(str(story["name"]), articles, changes)


def told(moving: Moving, models: Models) -> StoryReport:
    """The story as a briefing tells it, without a writer."""
    from summarizer.cluster.headline import headline

    story = Story("s", headline(moving.articles), moving.articles, tuple((a.id,) for a in moving.articles))
    return report(story, models, Settings(extractive=True, words=120))


def faults(moving: Moving, made: StoryReport) -> list[str]:
    """What is wrong with it, in words; nothing where all is as it must be."""
    found = [f"not told: {' > '.join(c.values)} ({c.kind})" for c in moving.changes if not _is_told(c, made)]
    spare = len(made.disagreements) - len(moving.changes)
    if spare > 0:
        found.append(f"told besides: {spare}")
    sentences = [s.text for s in made.summary.sentences]
    lead = " ".join((made.story.headline, *sentences[:1]))
    details = [made.story.article(d.article).text[d.start : d.end] for d in made.details]
    newest = [c.values[-1] for c in moving.changes if c.kind != "disagreement"]
    for change in moving.changes:
        if change.kind == "disagreement":
            continue
        *old, new = change.values
        found += [f"old value leads: {v}" for v in old if _has(lead, v) and not _any(lead, newest)]
        found += [f"old value alone: {s}" for v in old for s in sentences if _has(s, v) and not _any(s, newest)]
        found += [f"old value as a detail: {d}" for v in old for d in details if _has(d, v) and not _has(d, new)]
        if change.lead and not _has(lead, new):
            found.append(f"newest does not lead: {new}")
    return found


def _is_told(change: Expected, made: StoryReport) -> bool:
    kinds = ("number", "date", "name", "place") if change.kind == "disagreement" else (change.kind,)
    for each in made.disagreements:
        places = [next((i for i, s in enumerate(each.sides) if _has(s.value, v)), None) for v in change.values]
        if each.kind in kinds and None not in places and (change.kind == "disagreement" or places == sorted(places)):
            return True
    return False


def _any(text: str, values: list[str]) -> bool:
    return any(_has(text, value) for value in values)


def _has(text: str, value: str) -> bool:
    """Whether a text has a value: its words, or its figure in digits or in letters."""
    from summarizer.language import numbers

    if re.search(rf"(?<![\w,.-]){re.escape(value.casefold())}(?![\w-])", text.casefold()):
        return True
    mine = numbers(value)
    if len(mine) != 1 or re.search(r"\d-\d", value):
        return False
    noun = re.sub(r"^[\W\d\w]*?(?:\d[\d,.]*|^\w[\w-]*)", "", value).strip(" -")
    return any(n.value == mine[0].value for n in numbers(text)) and noun.casefold() in text.casefold()
