"""Settings from where a user gives them: options before the environment before the file before the defaults.

For the command line only: the library reads neither environment nor file by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from summarizer.config import KNOBS, Settings, allowed, check_value, kind_of, option_of, variable_of
from summarizer.errors import SettingsError
from summarizer.given import SETTINGS, load

#: How a switch is written in the environment, in any case.
_SWITCH = {**dict.fromkeys(("1", "true", "yes", "on"), True), **dict.fromkeys(("0", "false", "no", "off"), False)}
#: Type of a setting -> how its text is read.
_PARSERS: dict[str, Callable[[str], Any]] = {"int": int, "bool": lambda word: _SWITCH[word.lower()], "str": str}


def load_settings(
    path: Path | None, options: Mapping[str, Any], environment: Mapping[str, str] | None = None
) -> Settings:
    """The defaults, overlaid by the TOML file, the environment, and the options that are not None.

    Raises SettingsError for a file that cannot be read, an unknown key, or a value that is not allowed.
    """
    return Settings(**given(path, options, environment))


def given(
    path: Path | None, options: Mapping[str, Any], environment: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The settings that file, environment or options give, checked, each from the first of them that has it last."""
    values = _of_file(path) if path else {}
    values |= _of_environment(environment or {})
    for name, value in options.items():
        if value is not None:
            check_value(name, value, option_of(name))
            values[name] = value
    return values


def _of_file(path: Path) -> dict[str, Any]:
    values = _read_toml(path)
    for name, value in values.items():
        if name not in KNOBS:
            raise SettingsError(f"{path}: unknown key {name!r}; allowed are {', '.join(sorted(KNOBS))}")
        if type(value) is date:  # TOML has days of its own
            values[name] = value = value.isoformat()
        if value is None or type(value).__name__ != kind_of(name):
            raise SettingsError(f"{path}: {name} is {value!r}; allowed is {allowed(KNOBS[name], kind_of(name))}")
        check_value(name, value, f"{path}: {name}")
    return values


def _of_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings of the variables that are set to something."""
    values: dict[str, Any] = {}
    for name, knob in KNOBS.items():
        told = variable_of(name)
        text = environment.get(told, "") if knob.environment else ""
        if text:
            values[name] = _parsed(name, text, told)
            check_value(name, values[name], told)
    return values


def _parsed(name: str, text: str, told: str) -> Any:
    kind = kind_of(name)
    try:
        return _PARSERS[kind](text)
    except (ValueError, KeyError) as error:
        raise SettingsError(f"{told} is {text!r}; allowed is {allowed(KNOBS[name], kind)}") from error


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(load(path, SETTINGS).decode("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:  # of TOML, of UTF-8, of a number with thousands of figures
        raise SettingsError(f"{path}: not valid TOML ({error})") from error
