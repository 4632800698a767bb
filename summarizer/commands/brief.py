"""`summarizer brief`: write a briefing of the articles."""

from __future__ import annotations

import argparse
import sys

from summarizer.commands import targets
from summarizer.commands.notices import Progress, tell_fallback, tell_skipped
from summarizer.commands.options import settings_of
from summarizer.preflight import check_settings
from summarizer.types import Briefing


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0; 1 if files were skipped and `--strict` was given."""
    settings = settings_of(arguments)
    planned = targets.plan(arguments.output, arguments.format, arguments.template)
    check_settings(settings)  # the pipeline does both too, but takes half a second to import
    from summarizer.read import check_paths

    check_paths(arguments.paths)
    from summarizer.pipeline import make_briefing

    with Progress(arguments) as progress:
        briefing = make_briefing(arguments.paths, settings, progress=progress)
    targets.write(briefing, planned, arguments.template, settings.details)
    tell_skipped(briefing.skipped, arguments)
    tell_fallback(briefing.manifest.fallback, arguments)
    if arguments.verbose:
        _tell_checks(briefing)
    return 1 if arguments.strict and briefing.skipped else 0


def _tell_checks(briefing: Briefing) -> None:
    print("candidates turned down, by check:", file=sys.stderr)
    for reason, number in briefing.manifest.rejections:
        print(f"  {reason:<12} {number}", file=sys.stderr)
