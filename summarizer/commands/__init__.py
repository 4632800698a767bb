"""The commands of the command line, a module each; `options` holds the table of what they take.

A module is imported when its command runs: it has `run(arguments) -> int`, the exit status.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """What `--help` tells of a command."""

    help: str
    #: What it takes: entries of `options.INPUTS`.
    inputs: tuple[str, ...] = ()


#: Name -> command, in the order of `--help`; the module of that name here runs it.
COMMANDS = {
    "brief": Command("write a briefing", ("PATH",)),
    "check": Command("tell which sentences of a draft its sources support", ("DRAFT", "SOURCES")),
    "render": Command("print a briefing again from its JSON, without any model", ("BRIEFING",)),
    "cluster": Command("only group the articles into stories", ("PATH",)),
    "scale": Command(
        "group very many articles, on several machines, in steps that can go on; `scale status` tells", ("PATH",)
    ),
    "read": Command("only read the articles, and tell what was left out", ("PATH",)),
    "store": Command("what is known between runs: tell, check, forget, export, import", ("ACTION", "FILE")),
    "models": Command("which models are there, and how they would be run"),
}
