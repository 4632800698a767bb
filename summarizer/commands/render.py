"""`summarizer render`: print a briefing again from its JSON, in any format, without any model."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from summarizer.commands import targets
from summarizer.commands.options import given_of
from summarizer.config import Settings
from summarizer.errors import InputError
from summarizer.given import BRIEFING, load, load_standard_input
from summarizer.types import Briefing


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0."""
    given = given_of(arguments)
    planned = targets.plan(arguments.output, arguments.format, arguments.template)
    briefing = _read(arguments.briefing)
    # As many details as the briefing was made with, so that printing it again gives the same bytes.
    made_with = dict(briefing.manifest.settings).get("details")
    details = given.get("details", made_with if type(made_with) is int else Settings().details)
    targets.write(briefing, planned, arguments.template, details)
    return 0


def _read(name: str) -> Briefing:
    from summarizer.render import briefing_from_dict

    told = "standard input" if name == "-" else name
    try:
        text = load_standard_input(BRIEFING) if name == "-" else load(Path(name), BRIEFING)
        return briefing_from_dict(json.loads(text))
    except OSError as error:
        raise InputError(f"{told}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{told}: not JSON ({error}); give what `brief -o FILE.json` wrote") from error
    except InputError as error:
        raise InputError(f"{told}: no briefing: {error}") from error
