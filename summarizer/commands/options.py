"""What the commands take: an option for every setting, made from the table in `config`, and those of a single call.

A setting needs nothing here. What is not a setting - where to write, in which format - is a row of `CALLS`.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from summarizer.commands.watch import period
from summarizer.config import KNOBS, PREFIX, Settings, default_of, kind_of, option_of
from summarizer.layers import given, load_settings


@dataclass(frozen=True, slots=True)
class Call:
    """An option that holds for one call."""

    flags: tuple[str, ...]
    help: str
    commands: tuple[str, ...]
    #: What else argparse is told.
    more: Mapping[str, Any] = field(default_factory=dict)
    #: The environment variable that stands in for it.
    variable: str | None = None


def _one(text: str) -> int:
    """A whole number from 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


_ALL = ("brief", "check", "render", "cluster", "scale", "read", "store", "models")
CALLS = (
    Call(
        ("-o", "--output"),
        "write here; may be repeated; the ending picks the format; {date} is filled in; default: standard output",
        ("brief", "render"),
        {"action": "append", "metavar": "FILE", "default": []},
    ),
    Call(
        ("--format",),
        "md, html, json, txt, mail, atom or that of a plug-in; default: by the ending of -o, else md",
        ("brief", "render"),
        {"metavar": "F"},
    ),
    Call(
        ("-o", "--output"),
        "write here; may be repeated; the ending picks the format; default: standard output",
        ("check",),
        {"action": "append", "metavar": "FILE", "default": []},
    ),
    Call(
        ("--format",),
        "default: by the ending of -o, else table",
        ("check",),
        {"choices": ("table", "json", "md", "html")},
    ),
    Call(("--format",), "default: table", ("cluster",), {"choices": ("table", "json"), "default": "table"}),
    Call(("--format",), "default: table", ("read",), {"choices": ("table", "jsonl"), "default": "table"}),
    Call(("--format",), "default: table", ("store",), {"choices": ("table", "json"), "default": "table"}),
    Call(("-o", "--output"), "export here; default: standard output", ("store",), {"metavar": "FILE"}),
    Call(
        ("--before",),
        "forget what was last told or used before this day, YYYY-MM-DD",
        ("store",),
        {"metavar": "DATE", "type": date.fromisoformat},
    ),
    Call(
        ("--source",),
        "forget this outlet: its articles, and the stories that only it told",
        ("store",),
        {"metavar": "NAME"},
    ),
    Call(("--template",), "a Jinja template of your own", ("brief", "render"), {"metavar": "FILE", "type": Path}),
    Call(
        ("--explain",),
        "why two articles (id, path, link or title) are one story or not",
        ("cluster",),
        {"nargs": 2, "metavar": ("A", "B")},
    ),
    Call(
        ("--config",),
        "settings in TOML; options and environment go before it",
        _ALL,
        {"metavar": "FILE", "type": Path},
        f"{PREFIX}CONFIG",
    ),
    Call(
        ("--every",),
        "again and again, every so many seconds, minutes or hours (90s, 15m, 2h), until a signal ends it",
        ("brief",),
        {"metavar": "PERIOD", "type": period, "default": 0},
    ),
    Call(
        ("--work",),
        "where a run over many articles keeps its files, shared by all that take part; results are in DIR/out",
        ("scale",),
        {"metavar": "DIR", "type": Path},
    ),
    Call(
        ("--tasks",),
        "tasks that each stage is cut into; default: 8 a worker",
        ("scale",),
        {"metavar": "N", "type": _one},
    ),
    Call(("--workers",), "tasks at a time (1)", ("scale",), {"metavar": "N", "type": _one, "default": 1}),
    Call(
        ("--executor",),
        "what runs the tasks: this machine (local), Slurm or Ray",
        ("scale",),
        {"choices": ("local", "slurm", "ray"), "default": "local"},
    ),
    Call(
        ("--rank",),
        "which of --ranks machines this is, from 0 (0)",
        ("scale",),
        {"metavar": "I", "type": int, "default": 0},
    ),
    Call(("--ranks",), "machines that share --work (1)", ("scale",), {"metavar": "N", "type": _one, "default": 1}),
    Call(
        ("--slurm",),
        "what sbatch is told; may be repeated: partition=NAME, time=24:00:00, mem-per-cpu=2G, ...",
        ("scale",),
        {"metavar": "KEY=VALUE", "action": "append", "default": []},
    ),
    Call(
        ("--shard",),
        "articles of a unit of work, about (4000)",
        ("scale",),
        {"metavar": "N", "type": _one, "default": 4000},
    ),
    Call(("--reports",), "tell each story, as a briefing does", ("scale",), {"action": "store_true"}),
    Call(("--strict",), "exit 1 if any file was skipped", ("brief",), {"action": "store_true"}),
    Call(("--strict",), "exit 3 if any sentence is not supported", ("check",), {"action": "store_true"}),
)
#: Either of them, with every command but `models`.
LOUDNESS = (
    Call(("-q", "--quiet"), "no progress, no warnings", _ALL[:-1], {"action": "store_true"}),
    Call(
        ("-v", "--verbose"),
        "tell more on standard error; twice: tell all",
        _ALL[:-1],
        {"action": "count", "default": 0},
    ),
)
#: What a command reads -> how argparse takes it.
INPUTS: dict[str, dict[str, Any]] = {
    "PATH": {
        "dest": "paths",
        "nargs": "+",
        "help": "a file, a folder that is read recursively, or - for standard input",
    },
    "DRAFT": {"dest": "draft", "help": "the text to check: a file, or - for standard input"},
    "SOURCES": {"dest": "sources", "nargs": "+", "help": "files, and folders that are read recursively"},
    "ACTION": {
        "dest": "action",
        "nargs": "?",
        "choices": ("info", "check", "forget", "export", "import"),
        "default": "info",
        "help": "tell what is in it (default), check it, forget --before a day, export or import its history as JSON",
    },
    "FILE": {"dest": "file", "nargs": "?", "help": "what to import, or - for standard input"},
    "BRIEFING": {"dest": "briefing", "help": "JSON that `brief -o FILE.json` wrote, or - for standard input"},
}


def add_options(parser: argparse.ArgumentParser, command: str, takes: Sequence[str]) -> None:
    """Give the parser of a command its input, its options for one call, and those of the settings."""
    for name in takes:
        parser.add_argument(metavar=name, **INPUTS[name])
    for call in CALLS:
        if command in call.commands:
            parser.add_argument(*call.flags, help=_with_variable(call.help, call.variable), **call.more)
    for name, knob in KNOBS.items():
        if command in knob.commands:
            parser.add_argument(option_of(name), dest=name, help=_with_default(name), **_argument(name))
    loudness = parser.add_mutually_exclusive_group()
    for call in LOUDNESS:
        if command in call.commands:
            loudness.add_argument(*call.flags, help=call.help, **call.more)


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings of a call: its options, the environment, its configuration file, the defaults."""
    return load_settings(_config(arguments), _options(arguments), os.environ)


def given_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Those settings of a call that are not left to the defaults."""
    return given(_config(arguments), _options(arguments), os.environ)


def _config(arguments: argparse.Namespace) -> Path | None:
    named = arguments.config or os.environ.get(f"{PREFIX}CONFIG")
    return Path(named) if named else None


def _options(arguments: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(arguments, name, None) for name in KNOBS}


def _argument(name: str) -> dict[str, Any]:
    """How argparse takes a setting; None where the option is not given."""
    if kind_of(name) == "bool":
        return {"action": argparse.BooleanOptionalAction, "default": None}
    return {"metavar": KNOBS[name].value, "type": {"int": int, "str": str}[kind_of(name)]}


def _with_default(name: str) -> str:
    default = default_of(name)
    told = KNOBS[name].help.replace("%", "%%")
    return told if default is None or isinstance(default, bool) else f"{told} (default {default})"


def _with_variable(told: str, variable: str | None) -> str:
    return f"{told} (${variable})" if variable else told
