"""The embedded models and the briefing of the seeds, each made once for the whole run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.config import Settings
from summarizer.types import Briefing, Encoder, Models, Parser, Reading, StoryReport

SEEDS = Path(__file__).parent.parent / "seeds"


def pytest_configure(config: pytest.Config) -> None:
    """Give each of several test processes cores of its own: two torch processes on the same ones cost five times."""
    worker = getattr(config, "workerinput", None)
    if worker is None or not hasattr(os, "sched_setaffinity"):
        return
    cores, number = sorted(os.sched_getaffinity(0)), int(worker["workerid"].removeprefix("gw"))
    os.sched_setaffinity(0, cores[number :: worker["workercount"]] or [cores[number % len(cores)]])


@pytest.fixture(scope="session")
def seeds() -> Reading:
    """The two seed articles as the readers read them."""
    from summarizer.read import read_paths

    return read_paths([SEEDS])


@pytest.fixture(scope="session")
def parser() -> Parser:
    from summarizer.models import load_parser

    return load_parser()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    from summarizer.models import detect_hardware, load_encoder

    return load_encoder(None, detect_hardware())


@pytest.fixture(scope="session")
def models(encoder: Encoder, parser: Parser) -> Models:
    """The embedded writer, encoder, parser, judge, stylist and editor."""
    from summarizer.models import detect_hardware, load_judge, load_manner, load_writer, shipped_adapter
    from summarizer.models.context import embedded_context

    hardware = detect_hardware()
    writer = load_writer(None, hardware, shipped_adapter())
    editor = embedded_context(writer)  # type: ignore[arg-type]  # the embedded one is a causal model
    return Models(writer, encoder, parser, load_judge(None, hardware), load_manner(hardware), editor)


@pytest.fixture(scope="session")
def seeds_briefing(models: Models) -> Briefing:
    """What the product makes of the seeds with all its defaults."""
    from summarizer.pipeline import make_briefing

    return make_briefing([SEEDS], Settings(), models=models)


@pytest.fixture(scope="session")
def seeds_report(seeds_briefing: Briefing) -> StoryReport:
    """The one story of the seeds."""
    (report,) = seeds_briefing.stories
    return report
