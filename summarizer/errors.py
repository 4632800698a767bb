"""What can go wrong for a user, one class a kind; each message is one line that says what to do.

A single bad file or story is not an error: it becomes a `Skipped` in the briefing.
"""


class SummarizerError(Exception):
    """The base of every error that the user can do something about."""


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
