"""What can go wrong for a user, one class a kind; each message is one line that says what to do.

A single bad file or story is not an error: it becomes a `Skipped` in the briefing.
"""

import re

#: Controls, line separators, and marks that turn the direction of what follows.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
#: Halves of characters, but for those by which Python tells the bytes of a name that is no UTF-8.
_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
#: Characters of the longest message; the value that it repeats may be a whole file.
_LONGEST = 2_000


def printable(text: str) -> str:
    """The text on one line, with marks in the places of what a terminal would take for a command.

    >>> ascii(printable("a\\x1b[31m\\nb"))
    "'a\\\\ufffd[31m\\\\ufffdb'"
    """
    text = _HALVES.sub("\ufffd", text)
    return _UNPRINTABLE.sub("\ufffd", text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


class SummarizerError(Exception):
    """The base of every error that the user can do something about."""

    def __str__(self) -> str:
        """The message on one line, whatever stands in the names that it repeats."""
        told = printable(super().__str__())
        return told if len(told) <= _LONGEST else f"{told[: _LONGEST // 2]} ... {told[-_LONGEST // 2 :]}"


class InputError(SummarizerError):
    """The paths given hold nothing that can be briefed."""


class SettingsError(SummarizerError):
    """An option, or a key of the configuration file, has a value that is not allowed."""


class ModelError(SummarizerError):
    """A model is missing, cannot be read, or is of a kind that cannot write."""


class TemplateError(SummarizerError):
    """A template is missing, or fails; the message names its file and line."""


class OutputError(SummarizerError):
    """A result could not be written where it was asked for."""


class PluginError(SummarizerError):
    """A package that adds a reader, a format or a model does not load, or gives what is none."""


class StoreError(SummarizerError):
    """The file of what is known between runs cannot be used: damaged, in use, of a later version, or full."""
