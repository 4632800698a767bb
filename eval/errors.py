"""What can go wrong for someone who runs the bench: one line that says what to do."""


class EvalError(Exception):
    """The data or the options given cannot be measured; the message is for the user."""
