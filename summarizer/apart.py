"""Work in a process of its own, which can be stopped: what one costs, how it is started, what it may use.

What others wrote - articles, templates - is worked on there. Leaves out what the work is.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

#: How a process ends whose time is up.
TIME_UP = -signal.SIGPROF if hasattr(signal, "SIGPROF") else None
#: Seconds of the clock for a second of the processor: past this a process is waiting for something that never comes.
PATIENCE = 10


def command(code: str) -> list[str]:
    """The command that runs the code in another Python; nothing in the folder it is run in can take its place (-P)."""
    return [sys.executable, "-P", "-c", code]


def environment() -> dict[str, str]:
    """The environment in which the other Python finds this package as this one does; nothing else is changed."""
    package = str(Path(__file__).parent.parent)
    search = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": search}


def limit_time(seconds: float) -> None:
    """End this process after so much time of the processor, also where it is in the code of a library in C."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def limit_memory(size: int) -> None:
    """Let no more than so many bytes be taken by this process."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
