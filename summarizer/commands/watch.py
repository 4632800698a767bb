"""`summarizer brief --every 15m`: the same command again and again, each time in a process of its own.

So that nothing is held between two briefings but this loop, and a briefing that fails costs itself alone. Interrupted
or told to end it ends at once, with exit status 0: what a briefing had made by then is in the store.
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
import threading
import time

from summarizer.apart import environment

#: Letter -> seconds.
_UNITS = {"s": 1, "m": 60, "h": 3600}
_PERIOD = re.compile(r"([0-9]{1,9})([smh])")
#: A year; the clock of the system cannot wait for ever.
_LONGEST = 366 * 24 * 3600
#: What `--every` is for the briefings themselves.
ONCE = "once"
#: Seconds for a briefing to end when told to.
_PATIENCE = 10.0


def period(text: str) -> int:
    """Seconds of "90s", "15m" or "2h"; 0 for once. For argparse."""
    found = _PERIOD.fullmatch(text)
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if text != ONCE and not 0 < seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r}; allowed is a number with s, m or h behind it, as 15m, up to 8784h")
    return seconds


def watch(seconds: int) -> int:
    """Run this program's command line at once and every so many seconds, until a signal comes; exit status 0."""
    ended = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: ended.set())
    command = [sys.executable, "-P", "-m", "summarizer", *_once(sys.argv[1:])]
    while not ended.is_set():
        due = time.monotonic() + seconds
        _run(command, ended)
        ended.wait(max(0.0, due - time.monotonic()))
    return 0


def _once(arguments: list[str]) -> list[str]:
    """The same command line, for one briefing: the last of two options holds."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [*arguments[:end], "--every", ONCE, *arguments[end:]]


def _run(command: list[str], ended: threading.Event) -> None:
    # In a session of its own: a key that interrupts is told to this process alone, which ends the other.
    process = subprocess.Popen(command, env=environment(), start_new_session=True)
    while process.poll() is None:
        if ended.wait(0.1):
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
