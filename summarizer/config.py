"""Every knob of the program and its default, once. Files and flags are merged with it in the CLI only."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from summarizer.errors import SettingsError

#: Least and greatest of each number that has limits.
_ALLOWED = {
    "words": (20, 2000),
    "details": (0, 1000),
    "candidates": (1, 64),
    "file_megabytes": (1, 10_000),
    "file_seconds": (1, 3600),
    "story_seconds": (1, 86_400),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a briefing is made. Immutable; change one with `dataclasses.replace`."""

    #: Heading of the briefing.
    title: str = "Daily briefing"
    #: ISO date printed at the top; None takes the newest publication date of the articles, so that the same input
    #: gives the same bytes on another day.
    date: str | None = None
    #: Length of each story's summary that is aimed at, in words.
    words: int = 130
    #: Details shown a source; the JSON holds all.
    details: int = 5
    #: Writer: a folder or hub name; None is the embedded model.
    model: str | None = None
    #: Adapter of the writer: a folder; None is the embedded writer's own, "none" none.
    adapter: str | None = None
    #: Encoder: a folder or hub name; None is the embedded model.
    encoder: str | None = None
    #: Copy the claims instead of having a model write them.
    extractive: bool = False
    #: All articles are about one event: do not cluster.
    one_story: bool = False
    #: TOML file of an editor's word over the stories: merge, split, pin, ignore, weigh and hide sources.
    overrides: str | None = None
    #: JSON of the previous briefing, to tell what is new.
    since: str | None = None
    #: Seed of the sampled candidates.
    seed: int = 0
    #: Candidates the writer makes for each claim.
    candidates: int = 1
    #: Largest file that is read, also when unpacked from another, in millions of bytes.
    file_megabytes: int = 100
    #: Time for reading one file or one part of an archive, in seconds of the processor.
    file_seconds: int = 30
    #: Time for telling one story, in seconds of the processor; what is over it is told by copying.
    story_seconds: int = 300

    def __post_init__(self) -> None:
        for name, (low, high) in _ALLOWED.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(f"{name} is {value}; allowed is {low} to {high}")
        if self.date is not None:
            try:
                date.fromisoformat(self.date)
            except ValueError as error:
                raise SettingsError(f"date is {self.date!r}; allowed is YYYY-MM-DD") from error


def load_settings(path: Path | None, overrides: dict[str, Any]) -> Settings:
    """The defaults, overlaid by the TOML file, overlaid by the overrides that are not None.

    Raises SettingsError for a file that cannot be read, an unknown key, or a value of another type.
    """
    values = _read_toml(path) if path else {}
    types = {f.name: f.type for f in fields(Settings)}
    for key, value in values.items():
        if key not in types:
            raise SettingsError(f"{path}: unknown key {key!r}; allowed are {', '.join(sorted(types))}")
        allowed = str(types[key])
        if type(value).__name__ not in allowed.replace(" ", "").split("|"):
            raise SettingsError(f"{path}: {key} is {value!r}; allowed is {allowed}")
    return replace(Settings(**values), **{k: v for k, v in overrides.items() if v is not None})


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML ({error})") from error
