"""The command answers at once: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sklearn", "nltk", "spacy", "numpy", "trafilatura", "lxml", "jinja2")


def loaded_by(code: str) -> set[str]:
    """The heavy modules that are loaded after running the code."""
    tail = f"\nimport sys\nprint('|', *[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return set(done.stdout.rsplit("|", 1)[1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["brief", "--help"], ["brief"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"""
from summarizer.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass"""
    assert loaded_by(code) == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import summarizer, summarizer.pipeline, summarizer.models, summarizer.types") <= {
        "numpy",
        "lxml",
        "trafilatura",
        "jinja2",
    }
    assert loaded_by("import summarizer") == set()


def cpu_seconds(*command: str) -> float:
    """Processor time of the quickest of three runs, user and system."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def test_help_takes_under_half_a_second_beyond_python() -> None:
    assert cpu_seconds("-m", "summarizer", "--help") - cpu_seconds("-c", "pass") < 0.5
