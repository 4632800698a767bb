"""The table of settings and what is made of it: options, variables, keys of the file, the manifest, the README."""

from __future__ import annotations

import argparse
import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import _parser
from summarizer.commands import COMMANDS
from summarizer.commands.options import CALLS, LOUDNESS, given_of, settings_of
from summarizer.config import KNOBS, Settings, default_of, kind_of, option_of, shaping, variable_of
from summarizer.errors import SettingsError
from summarizer.layers import load_settings
from tests.options_table import table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: A value of each setting that is not its default.
OTHER: dict[str, Any] = {
    "title": "Morning desk", "date": "2031-05-09", "words": 90, "details": 3, "model": "./writer",
    "adapter": "none", "encoder": "./encoder", "verifier": "./judge", "extractive": True, "one_story": True,
    "overrides": "desk.toml",
    "since": "day.json", "store": "news.db", "reader": "anna",
    "seed": 7, "candidates": 4, "file_megabytes": 8, "file_seconds": 9, "story_seconds": 10,
    "server_seconds": 11,
}  # fmt: skip
ENVIRONMENT = [name for name, knob in KNOBS.items() if knob.environment]


def parsed(*arguments: str) -> argparse.Namespace:
    return _parser().parse_args(arguments)


def options_of(command: str) -> set[str]:
    """Every option of a command, as argparse knows it."""
    (commands,) = (a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    found = {flag for action in commands.choices[command]._actions for flag in action.option_strings}
    return found - {"-h", "--help"}


def written(value: Any) -> str:
    """A value as TOML and the environment have it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_setting_is_in_the_table_and_tried_here() -> None:
    assert list(KNOBS) == [field.name for field in fields(Settings)] == list(OTHER)
    assert [name for name in KNOBS if OTHER[name] == default_of(name)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_the_options_of_the_table_and_no_other(command: str) -> None:
    expected = {flag for call in (*CALLS, *LOUDNESS) if command in call.commands for flag in call.flags}
    for name, knob in KNOBS.items():
        if command in knob.commands:
            expected |= {option_of(name)}
            expected |= {option_of(name).replace("--", "--no-")} if kind_of(name) == "bool" else set()
    assert options_of(command) == expected


@pytest.mark.parametrize("name", KNOBS)
def test_an_option_sets_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(variable_of(name), raising=False)
    value = [] if kind_of(name) == "bool" else [str(OTHER[name])]
    for command in KNOBS[name].commands:
        paths = {"models": [], "store": [], "check": ["draft.md", "seeds"]}.get(command, ["seeds"])
        assert getattr(settings_of(parsed(command, *paths, option_of(name), *value)), name) == OTHER[name]
        assert given_of(parsed(command, *paths)) == {}


@pytest.mark.parametrize("name", KNOBS)
def test_a_key_of_the_file_sets_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    value = OTHER[name]
    file.write_text(f'{name} = "{value}"' if kind_of(name) == "str" else f"{name} = {written(value)}", encoding="utf-8")
    assert load_settings(file, {}) == Settings(**{name: value})


@pytest.mark.parametrize("name", KNOBS)
def test_a_variable_sets_it_where_that_makes_sense(name: str) -> None:
    found = load_settings(None, {}, {variable_of(name): written(OTHER[name])})
    assert found == (Settings(**{name: OTHER[name]}) if KNOBS[name].environment else Settings())
    assert load_settings(None, {}, {variable_of(name): ""}) == Settings(), "an empty variable is none"


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("models", "render", "store")])
def test_options_before_environment_before_file_before_defaults(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("file_megabytes = 1\nfile_seconds = 1\nwords = 90\n", encoding="utf-8")
    for name in ENVIRONMENT:
        monkeypatch.delenv(variable_of(name), raising=False)
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(file))
    paths = ["draft.md", "seeds"] if command == "check" else ["seeds"]
    assert settings_of(parsed(command, *paths)) == Settings(file_megabytes=1, file_seconds=1, words=90)
    monkeypatch.setenv("SUMMARIZER_FILE_SECONDS", "2")
    monkeypatch.setenv("SUMMARIZER_FILE_MEGABYTES", "2")
    found = settings_of(parsed(command, *paths, "--file-seconds", "3"))
    assert found == Settings(file_megabytes=2, file_seconds=3, words=90)
    other = tmp_path / "other.toml"
    other.write_text("words = 50\n", encoding="utf-8")
    assert settings_of(parsed(command, *paths, "--config", str(other))).words == 50


def test_a_switch_can_be_switched_off_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_EXTRACTIVE", "yes")
    assert settings_of(parsed("brief", "seeds")).extractive
    assert not settings_of(parsed("brief", "seeds", "--no-extractive")).extractive


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("SUMMARIZER_WORDS", "many", "a whole number from 20 to 2000"),
        ("SUMMARIZER_WORDS", "3", "20 to 2000"),
        ("SUMMARIZER_SEED", "1.5", "a whole number"),
        ("SUMMARIZER_EXTRACTIVE", "maybe", "true or false"),
    ],
)
def test_a_bad_variable_is_told_by_its_name(variable: str, value: str, allowed: str) -> None:
    with pytest.raises(SettingsError, match=f"^{variable} is '?{value}'?; allowed is {allowed}$"):
        load_settings(None, {}, {variable: value})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"words": "90"}, "words is '90'; allowed is a whole number from 20 to 2000"),
        ({"words": 3}, "words is 3; allowed is 20 to 2000"),
        ({"extractive": 1}, "extractive is 1; allowed is true or false"),
        ({"title": None}, "title is None; allowed is a text"),
        ({"date": "9 May"}, "date is '9 May'; allowed is a day as YYYY-MM-DD"),
        ({"since": 5}, "since is 5; allowed is a text"),
    ],
)
def test_the_library_checks_values_too(value: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(**value)
    assert str(caught.value) == message


def test_a_day_of_toml_is_a_day(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("date = 2031-05-09\n", encoding="utf-8")
    assert load_settings(file, {}).date == "2031-05-09"


def test_the_manifest_has_what_shapes_the_text() -> None:
    assert dict(shaping(Settings(words=90))) == {
        "candidates": 1, "details": 5, "extractive": False, "file_megabytes": 100, "file_seconds": 30,
        "one_story": False, "seed": 0, "story_seconds": 300, "words": 90,
    }  # fmt: skip


def test_the_readme_has_the_table() -> None:
    (found,) = re.findall(r"(?m)^\| option \|.*\n(?:\|.*\n)+", README)
    assert found.rstrip("\n") == table(), "print it with `python -m tests.options_table`"


def test_the_readme_uses_every_option_of_brief_and_render() -> None:
    used = README.split("Every option in use:")[1].split("```")[1]
    long_names = {"--output", "--quiet", "--verbose"}  # of short ones
    options = (options_of("brief") | options_of("render")) - long_names
    assert [o for o in sorted(options) if not o.startswith("--no-") and f"{o} " not in used] == []
    for command in re.findall(r"(?m)^summarizer (.*?)(?:\s+#.*)?$", used):
        parsed(*shlex.split(command.split(" > ")[0]))  # SystemExit for one that is no command
