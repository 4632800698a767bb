"""The command line of training: parse, call; our errors are told in one line."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from types import ModuleType

from summarizer.errors import SummarizerError
from summarizer.training import (
    halve,
    judgements,
    learn_changes,
    learn_claims,
    learn_cluster,
    learn_definites,
    learn_details,
    learn_gate,
    learn_judge,
    learn_manner,
    learn_rank,
    learn_since,
    learn_threads,
    learn_wanted,
    learn_written,
    merges,
    mine,
    writer,
)

#: Command -> its module, which has `add_arguments` and `run`.
COMMANDS: dict[str, ModuleType] = {
    "mine": mine,
    "halve": halve,
    "merges": merges,
    "writer": writer,
    "judgements": judgements,
    "judge": learn_judge,
    "gate": learn_gate,
    "written": learn_written,
    "cluster": learn_cluster,
    "threads": learn_threads,
    "claims": learn_claims,
    "rank": learn_rank,
    "wanted": learn_wanted,
    "details": learn_details,
    "changes": learn_changes,
    "since": learn_since,
    "definites": learn_definites,
    "manner": learn_manner,
}
_PROGRAM = "summarizer.training"


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 learned, 1 an error of ours told in one line, 2 misuse, 130 interrupted."""
    arguments = parser_of_commands().parse_args(argv)
    silent = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        arguments.run(arguments)
    except SummarizerError as error:
        print(f"{_PROGRAM}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        resumable = "; the same command goes on from the last checkpoint" * (
            arguments.run in (writer.run, learn_judge.run)
        )
        print(f"{_PROGRAM}: interrupted{resumable}", file=sys.stderr)
        return 130
    finally:
        logging.disable(silent)
    return 0


def parser_of_commands() -> argparse.ArgumentParser:
    """The parser of the command line; what it gives has the command's `run`."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {_PROGRAM}", description="Learn the parts of the program that are learned."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        summary = str(module.__doc__).splitlines()[0].partition(": ")[2]
        command = commands.add_parser(name, help=summary, description=summary, epilog=getattr(module, "EPILOG", None))
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
