"""`summarizer brief`: write a briefing of the articles, once or again and again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.commands import targets
from summarizer.commands.notices import Progress, tell_fallback, tell_known, tell_skipped
from summarizer.commands.options import settings_of
from summarizer.config import Settings
from summarizer.preflight import check_settings
from summarizer.types import Briefing

if TYPE_CHECKING:
    from summarizer.commands.targets import Target
    from summarizer.store import Store


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0; 1 if files were skipped and `--strict` was given."""
    settings = settings_of(arguments)
    planned = targets.plan(
        arguments.output, arguments.format, arguments.template, store=settings.store, inputs=arguments.paths
    )
    check_settings(settings)  # the pipeline does both too, but takes half a second to import
    from summarizer.read import check_paths

    check_paths(arguments.paths)
    if arguments.every:
        from summarizer.commands.watch import watch

        return watch(arguments.every)
    with ExitStack() as stack:
        store = None
        if settings.store is not None:
            from summarizer.store import open_store

            store = stack.enter_context(open_store(settings.store))
        briefing = _write(arguments, settings, planned, store)
    tell_skipped(briefing.skipped, arguments)
    tell_fallback(briefing.manifest.fallback, arguments)
    if arguments.verbose:
        _tell_checks(briefing)
    return 1 if arguments.strict and briefing.skipped else 0


def _write(
    arguments: argparse.Namespace, settings: Settings, planned: Sequence[Target], store: Store | None
) -> Briefing:
    """The briefing, made and written; what is to be known next time is kept when all of it stands there."""
    from summarizer.pipeline import make_briefing, reader_has

    with Progress(arguments) as progress:
        own = [Path(target.file) for target in planned if target.file]
        briefing = make_briefing(arguments.paths, settings, progress=progress, store=store, apart=own)
    targets.write(briefing, planned, arguments.template, settings.details, store)
    if store:
        if settings.reader:
            reader_has(store, settings.reader, briefing)
        store.tidy()
        tell_known(store.known, store.asked, arguments)
    return briefing


def _tell_checks(briefing: Briefing) -> None:
    print("candidates turned down, by check:", file=sys.stderr)
    for reason, number in briefing.manifest.rejections:
        print(f"  {reason:<12} {number}", file=sys.stderr)
    print("sentences that are no detail of one source, by reason:", file=sys.stderr)
    for reason, number in briefing.manifest.refused:
        print(f"  {reason:<12} {number}", file=sys.stderr)
