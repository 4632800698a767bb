"""The command line of the bench: parse, call, print. Results go to standard output, all else to standard error.

Exit codes: 0 measured, 1 data or options that cannot be measured (one line says why), 2 misuse.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from types import ModuleType

from eval.commands import (
    cluster,
    copies,
    details,
    extract,
    gate,
    pages,
    probes,
    report,
    rouge,
    scale,
    since,
    speed,
    standard,
    summhay,
    support,
    truth,
    verdicts,
    writer,
)
from eval.commands.options import add_shared, shared
from eval.errors import EvalError
from eval.results import format_listing, format_result, save, write_whole
from summarizer import SummarizerError

#: Commands that measure: each module has `add_arguments` and `run`, which returns a Result.
MEASURES: dict[str, ModuleType] = {
    "rouge": rouge,
    "cluster": cluster,
    "copies": copies,
    "scale": scale,
    "details": details,
    "summhay": summhay,
    "since": since,
    "support": support,
    "gate": gate,
    "truth": truth,
    "writer": writer,
    "probes": probes,
    "extract": extract,
    "pages": pages,
    "speed": speed,
}
#: Commands that put results together: each module has `add_arguments` and `run`, which returns an exit code.
TOOLS: dict[str, ModuleType] = {"report": report, "standard": standard, "verdicts": verdicts}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code, after the command has run."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.call(parsed))
    except (EvalError, SummarizerError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # for the flush at exit
        return 0
    except KeyboardInterrupt:
        print("interrupted: the same command goes on where this one stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure the product beside baselines.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module in (MEASURES | TOOLS).items():
        about = str(module.__doc__)
        summary = about.splitlines()[0].partition(": ")[2]
        command = commands.add_parser(name, help=summary, description=summary)
        module.add_arguments(command)
        command.set_defaults(call=module.run)
        if name in MEASURES:
            add_shared(command)
            command.set_defaults(call=partial(_measure, module))
    return parser


def _measure(module: ModuleType, parsed: argparse.Namespace) -> int:
    options = shared(parsed)
    result = module.run(parsed, options)
    if options.out:
        save(result, options.out)
    if options.listing:
        write_whole(options.listing, "\n\n".join(map(format_listing, result.listings)) + "\n")
    print(format_result(result))
    return 0
