"""The command line: parse, call, print. Results go to standard output or files, all else to standard error.

What a command takes stands in `commands.options`, what it does in the module of its name in `commands`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from summarizer import __version__
from summarizer.commands import COMMANDS
from summarizer.commands.notices import told_log
from summarizer.commands.options import add_options
from summarizer.errors import SummarizerError, printable

EXAMPLES = """\
examples:
  summarizer brief news/                          the briefing as Markdown, on standard output
  summarizer brief news/ -o day.html -o day.json  as files; the ending picks the format
  summarizer brief a.txt b.html --one-story       two articles on one event
  summarizer check draft.md news/ -o draft.html   which of its sentences the articles support
  summarizer render day.json -o day.txt           print it again, without a model
  summarizer cluster news/ --format json          only which articles belong together
"""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 an error of ours told in one line, 2 misuse, 3 a strict check that did not pass."""
    arguments = _parser().parse_args(argv)
    if hasattr(sys.stdout, "reconfigure"):  # a table of articles may hold what the terminal's encoding lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with told_log(getattr(arguments, "verbose", 0)):
            status: int = import_module(f"summarizer.commands.{arguments.command}").run(arguments)
        sys.stdout.flush()
        return status
    except SummarizerError as error:
        print(f"summarizer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("summarizer: interrupted; nothing was written", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        _close_output()
        return 0
    except OSError as error:
        if error.filename is not None:  # of a file, not of a stream
            print(f"summarizer: {printable(f'{error.filename}: {error.strerror}')}", file=sys.stderr)
            return 1
        _close_output()
        print(f"summarizer: cannot write to standard output ({error.strerror})", file=sys.stderr)
        return 1


def _close_output() -> None:
    """What is still to be written goes nowhere: Python would try again, and fail, at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarizer",
        description="A briefing from a folder of news articles: one summary an event, every sentence traceable.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")
    for name, command in COMMANDS.items():
        described = f"{command.help[0].upper()}{command.help[1:]}."
        add_options(commands.add_parser(name, help=command.help, description=described), name, command.inputs)
    return parser
