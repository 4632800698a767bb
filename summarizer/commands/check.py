"""`summarizer check`: tell which sentences of a draft its sources support."""

from __future__ import annotations

import argparse
from pathlib import Path

from summarizer.commands import targets
from summarizer.commands.notices import Progress, tell_skipped
from summarizer.commands.options import settings_of

#: Exit status of a strict check where a sentence is not supported.
UNSUPPORTED = 3


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0; 3 if a sentence is not supported and `--strict` was given."""
    settings = settings_of(arguments)
    planned = targets.plan_check(arguments.output, arguments.format)
    from summarizer.read import check_paths

    check_paths([arguments.draft, *arguments.sources])  # the check does it too, but takes half a second to import
    from summarizer.checking import check_files

    with Progress(arguments) as progress:
        checked = check_files(arguments.draft, arguments.sources, settings, progress=progress)
    targets.write_check(checked, "Draft" if arguments.draft == "-" else Path(arguments.draft).name, planned)
    tell_skipped(checked.skipped, arguments)
    return UNSUPPORTED if arguments.strict and checked.unsupported else 0
