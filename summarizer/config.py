"""Every knob of the program, once: what it is, its default, what is allowed, where it may be set.

This table makes the options of the command line, the environment variables, the keys of a configuration file, the
manifest, and the table of options in the README. A new setting is one more field here. How file, environment and
options are merged is in `layers`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any

from summarizer.errors import SettingsError

#: Characters of a reader's name.
LONGEST_NAME = 200
#: What the name of every environment variable begins with.
PREFIX = "SUMMARIZER_"
#: Type of a setting -> how it is told.
_TOLD = {"int": "a whole number", "str": "a text", "bool": "true or false"}


@dataclass(frozen=True, slots=True)
class Knob:
    """What is known of a setting beside its type and default."""

    #: One line, for `--help` and the README.
    help: str
    #: What its value is called there; empty for a switch.
    value: str = ""
    #: The commands that have the option.
    commands: tuple[str, ...] = ("brief",)
    #: Least and greatest of a number.
    limits: tuple[int, int] | None = None
    #: What is allowed beyond the type: raises ValueError, which tells it.
    check: Callable[[Any], None] | None = None
    #: Whether `$SUMMARIZER_NAME` sets it: not for what holds for one call only.
    environment: bool = True
    #: Whether it shapes what is written; then it stands in the manifest. Models and texts stand elsewhere in it.
    shaping: bool = True


def _knob(help: str, value: str = "", **more: Any) -> dict[str, Knob]:  # noqa: A002 - argparse calls it so
    return {"knob": Knob(help, value, **more)}


def _day(value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("a day as YYYY-MM-DD") from error


def _name(value: str) -> None:
    if not (value.isprintable() and value.strip() and len(value) <= LONGEST_NAME):
        raise ValueError(f"a name in up to {LONGEST_NAME} characters that can be printed")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a briefing is made. Immutable; change one with `dataclasses.replace`. SettingsError for a bad value."""

    title: str = field(
        default="Daily briefing",
        metadata=_knob("heading of the briefing", "T", shaping=False, commands=("brief", "scale")),
    )
    #: None is the newest publication date of the articles, so that the same input gives the same bytes another day.
    date: str | None = field(
        default=None,
        metadata=_knob(
            "date of the briefing, YYYY-MM-DD; default: that of the newest article",
            "D",
            check=_day,
            environment=False,
            shaping=False,
        ),
    )
    words: int = field(
        default=130, metadata=_knob("words a summary aims at", "N", limits=(20, 2000), commands=("brief", "scale"))
    )
    #: The JSON holds all.
    details: int = field(
        default=5,
        metadata=_knob(
            "details shown a source; the JSON has all", "N", limits=(0, 1000), commands=("brief", "render", "scale")
        ),
    )
    model: str | None = field(
        default=None,
        metadata=_knob(
            "writer: a folder, a hub name, http://HOST:PORT/v1#NAME of a server, or NAME:... of a plug-in; "
            "default: the embedded model",
            "M",
            commands=("brief", "models", "scale"),
            shaping=False,
        ),
    )
    #: None is the embedded writer's own, "none" none.
    adapter: str | None = field(
        default=None,
        metadata=_knob(
            "adapter for the writer: a folder made by `python -m summarizer.training writer`, or none",
            "A",
            commands=("brief", "models", "scale"),
            shaping=False,
        ),
    )
    encoder: str | None = field(
        default=None,
        metadata=_knob(
            "encoder: a folder, a hub name, or NAME:... of a plug-in; default: the embedded model",
            "E",
            commands=("brief", "models", "scale"),
            shaping=False,
        ),
    )
    #: None is the embedded judge, "none" none: then only what is in the words of the sources is told.
    verifier: str | None = field(
        default=None,
        metadata=_knob(
            "judge of meaning: a folder or hub name of a sequence classifier, NAME:... of a plug-in, or none; "
            "default: the embedded model",
            "V",
            commands=("brief", "check", "models", "scale"),
            shaping=False,
        ),
    )
    extractive: bool = field(default=False, metadata=_knob("no writer: claims are copied", commands=("brief", "scale")))
    one_story: bool = field(
        default=False,
        metadata=_knob("all articles are about one event", commands=("brief", "cluster"), environment=False),
    )
    overrides: str | None = field(
        default=None,
        metadata=_knob(
            "TOML: merge, split, pin, ignore articles, weigh and hide sources",
            "FILE",
            commands=("brief", "cluster"),
            shaping=False,
        ),
    )
    since: str | None = field(
        default=None,
        metadata=_knob(
            "JSON of the previous briefing: what is new is marked, what is unchanged moves to the end",
            "FILE",
            environment=False,
            shaping=False,
        ),
    )
    #: None keeps nothing.
    store: str | None = field(
        default=None,
        metadata=_knob(
            "what is known between runs, in one file: only what is new is read and told",
            "FILE",
            commands=("brief", "store"),
            shaping=False,
        ),
    )
    reader: str | None = field(
        default=None,
        metadata=_knob(
            "with --store: what is new since this reader's last briefing is marked, as --since does",
            "NAME",
            check=_name,
            shaping=False,
        ),
    )
    seed: int = field(default=0, metadata=_knob("seed of the writer's samples", "N", commands=("brief", "scale")))
    candidates: int = field(
        default=1,
        metadata=_knob("candidates the writer makes for each claim", "N", limits=(1, 64), commands=("brief", "scale")),
    )
    #: Also when unpacked from another.
    file_megabytes: int = field(
        default=100,
        metadata=_knob(
            "largest file that is read, in millions of bytes",
            "N",
            limits=(1, 10_000),
            commands=("brief", "check", "cluster", "read", "scale"),
        ),
    )
    file_seconds: int = field(
        default=30,
        metadata=_knob(
            "seconds of the processor for reading one file, or one part of an archive",
            "N",
            limits=(1, 3600),
            commands=("brief", "check", "cluster", "read", "scale"),
        ),
    )
    #: A story over it is told by copying, and listed.
    story_seconds: int = field(
        default=300,
        metadata=_knob(
            "seconds of the processor for telling one story; what is over it is copied",
            "N",
            limits=(1, 86_400),
            commands=("brief", "scale"),
        ),
    )

    #: All tries of a request together.
    server_seconds: int = field(
        default=120,
        metadata=_knob(
            "seconds that a server has for an answer; without one the embedded writer goes on",
            "N",
            limits=(1, 3600),
            shaping=False,
            commands=("brief", "scale"),
        ),
    )

    def __post_init__(self) -> None:
        for name in KNOBS:
            check_value(name, getattr(self, name), name)

    def models(self) -> dict[str, Any]:
        """What `load_models` is to be asked for."""
        wanted = ("model", "encoder", "verifier", "adapter", "extractive", "server_seconds")
        return {name: getattr(self, name) for name in wanted}


_FIELDS: dict[str, Field[Any]] = {f.name: f for f in fields(Settings)}
#: Setting -> what is known of it, in the order in which they are shown.
KNOBS: dict[str, Knob] = {name: f.metadata["knob"] for name, f in _FIELDS.items()}


def kind_of(name: str) -> str:
    """The type of a setting's value: "int", "str" or "bool"."""
    return str(_FIELDS[name].type).split(" | ")[0]


def default_of(name: str) -> Any:
    """The default of a setting; None where that is something found out later."""
    return _FIELDS[name].default


def variable_of(name: str) -> str:
    """The environment variable of a setting.

    >>> variable_of("one_story")
    'SUMMARIZER_ONE_STORY'
    """
    return PREFIX + name.upper()


def option_of(name: str) -> str:
    """The command-line option of a setting.

    >>> option_of("one_story")
    '--one-story'
    """
    return f"--{name.replace('_', '-')}"


def shaping(settings: Settings) -> tuple[tuple[str, Any], ...]:
    """(name, value) of the settings that shape what is written, for the manifest, by name."""
    return tuple((name, getattr(settings, name)) for name in sorted(KNOBS) if KNOBS[name].shaping)


def check_value(name: str, value: Any, told: str) -> None:
    """Nothing; SettingsError, naming the setting as `told`, for a value that it may not have."""
    knob, default, kind = KNOBS[name], default_of(name), kind_of(name)
    if value is None and default is None:
        return
    if type(value).__name__ != kind:
        raise SettingsError(f"{told} is {value!r}; allowed is {allowed(knob, kind)}")
    if knob.limits and not knob.limits[0] <= value <= knob.limits[1]:
        raise SettingsError(f"{told} is {value}; allowed is {knob.limits[0]} to {knob.limits[1]}")
    if knob.check:
        try:
            knob.check(value)
        except ValueError as error:
            raise SettingsError(f"{told} is {value!r}; allowed is {error}") from error


def allowed(knob: Knob, kind: str) -> str:
    """What a setting's value may be, in words."""
    return f"{_TOLD[kind]} from {knob.limits[0]} to {knob.limits[1]}" if knob.limits else _TOLD[kind]
