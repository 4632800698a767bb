"""`summarizer store`: what is known between runs - tell, check, forget, export, import."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.commands.options import settings_of
from summarizer.errors import InputError, SettingsError
from summarizer.given import EXPORT, load, load_standard_input
from summarizer.output import put, write_whole

if TYPE_CHECKING:
    from summarizer.store import Store, StoreInfo


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0; 1 if `check` found something."""
    settings = settings_of(arguments)
    if settings.store is None:
        raise SettingsError("no store is named; give --store FILE")
    if arguments.action == "forget" and arguments.before is None and arguments.source is None:
        raise SettingsError(
            "--before or --source is missing; give the first day that is kept, or the outlet that is not"
        )
    if arguments.action == "import" and arguments.file is None:
        raise SettingsError("no file to import; give what `summarizer store export` wrote, or -")
    from summarizer.store import Store

    path = Path(settings.store)
    if not path.exists() and arguments.action != "import":
        Store(path, write=False)  # StoreError: there is none
    with Store(path, write=arguments.action in ("forget", "import")) as store:
        return _ACTIONS[arguments.action](store, arguments)


def _info(store: Store, arguments: argparse.Namespace) -> int:
    from summarizer.store import info

    found = info(store)
    if arguments.format == "json":
        put(json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n", "json")
    else:
        _tell(found, store)
    return 0


def _tell(found: StoreInfo, store: Store) -> None:
    each = f", {found.bytes / found.articles / 1000:.1f} kB an article" if found.articles else ""
    print(f"{store.path}  {found.bytes / 1_000_000:.1f} MB{each}")
    days = f", {found.first_day} to {found.last_day}" if found.first_day else ""
    print(f"stories    {found.threads:,} of {found.articles:,} articles{days}")
    for kind, number, size in found.results:
        print(f"results    {kind:<7} {number:>7,}  {size / 1_000_000:.1f} MB")
    for name, day in found.readers:
        shown = "".join(c if c.isprintable() else "\ufffd" for c in name)  # it may have come with an import
        print(f"reader     {shown}, last on {day}")


def _check(store: Store, arguments: argparse.Namespace) -> int:
    from summarizer.store import problems

    found = problems(store)
    for problem in found:
        print(problem)
    if not found and not arguments.quiet:
        print(f"{store.path}: whole")
    return 1 if found else 0


def _forget(store: Store, arguments: argparse.Namespace) -> int:
    from summarizer.store import forget, forget_source

    gone = forget(store, arguments.before) if arguments.before else 0
    gone += forget_source(store, arguments.source) if arguments.source else 0
    if not arguments.quiet:
        print(f"{store.path}: {gone:,} stories forgotten", file=sys.stderr)
    return 0


def _export(store: Store, arguments: argparse.Namespace) -> int:
    from summarizer.store import export

    text = json.dumps(export(store), ensure_ascii=False, indent=1) + "\n"
    if arguments.output:
        write_whole(Path(arguments.output), text)
    else:
        put(text, "json")
    return 0


def _import(store: Store, arguments: argparse.Namespace) -> int:
    from summarizer.store import take_in

    told = "standard input" if arguments.file == "-" else arguments.file
    try:
        text = load_standard_input(EXPORT) if arguments.file == "-" else load(Path(arguments.file), EXPORT)
        number = take_in(store, json.loads(text))
    except OSError as error:
        raise InputError(f"{told}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{told}: not JSON ({error}); give what `summarizer store export` wrote") from error
    except InputError as error:
        raise InputError(f"{told}: {error}") from error
    if not arguments.quiet:
        print(f"{store.path}: {number:,} stories taken in", file=sys.stderr)
    return 0


_ACTIONS: dict[str, Callable[[Store, argparse.Namespace], int]] = {
    "info": _info,
    "check": _check,
    "forget": _forget,
    "export": _export,
    "import": _import,
}
