"""`python -m summarizer`, the same as the `summarizer` command: the program, and its end where it is interrupted.

Nothing is loaded before an interruption can be told: the program's own modules take longer than one key.
"""

from __future__ import annotations

import os
import signal
import sys


def run() -> None:
    """Run the command and exit with its status; 130 where it was interrupted, with one line and no traceback."""
    interrupted: list[bool] = []

    def interrupt(*_: object) -> None:
        interrupted.append(True)
        raise KeyboardInterrupt

    def unraisable(failure: sys.UnraisableHookArgs) -> None:
        if isinstance(failure.exc_value, KeyboardInterrupt):  # raised where nobody can catch it
            _stop()
        sys.__unraisablehook__(failure)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else somebody wants it ignored, as nohup does
        signal.signal(signal.SIGINT, interrupt)
    sys.unraisablehook = unraisable
    try:
        from summarizer.cli import main

        status = main()
    except BaseException:
        # Libraries that are interrupted while they are loaded raise whatever they like.
        if interrupted:
            _stop()
        raise
    if status == 130:
        _stop(told=True)
    sys.exit(status)


def _stop(*, told: bool = False) -> None:
    """End at once: threads of libraries would tell of their own end otherwise."""
    if not told:
        os.write(2, b"summarizer: interrupted; nothing was written\n")
    os._exit(130)


if __name__ == "__main__":
    run()
