"""What other packages add to the program: readers, output formats and models, found by their entry points.

    [project.entry-points."summarizer.formats"]
    csv = "my_package:to_csv"

| group | name | object |
|---|---|---|
| `summarizer.readers` | an ending without its dot, `docx` | `(Document, Limits) -> Iterable[Draft]` |
| `summarizer.formats` | a format, and the ending of its files, `csv` | `(Briefing) -> str` |
| `summarizer.models` | `NAME` of `--model NAME:...` and the like | `(str) -> TextGenerator`, `Encoder`, `Judge` |

The model's function is given what stands behind the colon. A plug-in goes before what the program has itself under
that name. Its module is imported when it is used, and never to print a help text.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from summarizer.errors import PluginError

READERS, FORMATS, MODELS = "summarizer.readers", "summarizer.formats", "summarizer.models"

_log = logging.getLogger(__name__)


def plugin_names(group: str) -> tuple[str, ...]:
    """The names of a group for which something is installed, sorted."""
    return tuple(sorted(_installed(group)))


def load_plugin(group: str, name: str) -> Any:
    """The object that is installed under that name; PluginError if it does not load, KeyError if there is none.

    Two packages that want one name are an error, and not a matter of the order in which they were installed.
    """
    first, *others = _installed(group)[name]
    if others:
        raise PluginError(f"{group}: {name!r} is given by {_owners((first, *others))}; uninstall all but one")
    _log.info("%s %r is %s of %s", group, name, first.value, _owners((first,)))
    try:
        return first.load()
    except Exception as error:  # somebody else's module can raise anything while it is imported
        raise PluginError(
            f"{group}: {name!r} of {_owners((first,))} does not load ({type(error).__name__}: {error}); "
            "mend or uninstall it"
        ) from error


@cache
def _installed(group: str) -> dict[str, list[EntryPoint]]:
    found: dict[str, list[EntryPoint]] = {}
    for entry in sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value)):
        found.setdefault(entry.name, []).append(entry)
    return found


def _owners(entries: tuple[EntryPoint, ...]) -> str:
    return " and ".join(entry.dist.name if entry.dist else entry.value for entry in entries)
