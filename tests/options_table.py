"""The table of options in the README, made from those of the program; `python -m tests.options_table` prints it."""

from __future__ import annotations

from summarizer.commands import COMMANDS
from summarizer.commands.options import CALLS, LOUDNESS, Call
from summarizer.config import KNOBS, default_of, kind_of, option_of, variable_of

HEAD = ("option", "of the commands", "environment", "meaning")


def table() -> str:
    """The rows of the README's table, its head first."""
    rows = [HEAD, ("---",) * len(HEAD), *map(_call, CALLS), *map(_setting, KNOBS), *map(_call, LOUDNESS)]
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in rows)


def _call(call: Call) -> tuple[str, ...]:
    shown = call.more.get("metavar", "")
    if choices := call.more.get("choices"):
        shown = "/".join(choices)
    value = " ".join(shown) if isinstance(shown, tuple) else shown
    flags = ", ".join(f"`{flag} {value}`" if value else f"`{flag}`" for flag in call.flags)
    return (flags, _commands(call.commands), f"`{call.variable}`" if call.variable else "", call.help)


def _setting(name: str) -> tuple[str, ...]:
    knob, default = KNOBS[name], default_of(name)
    flags = f"`{option_of(name)} {knob.value}`" if knob.value else f"`{option_of(name)}`"
    told = knob.help if default is None or kind_of(name) == "bool" else f"{knob.help} ({default})"
    return (flags, _commands(knob.commands), f"`{variable_of(name)}`" if knob.environment else "", told)


def _commands(names: tuple[str, ...]) -> str:
    return "all" if set(names) == set(COMMANDS) else ", ".join(names)


if __name__ == "__main__":
    print(table())
