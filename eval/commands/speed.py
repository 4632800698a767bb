"""`speed`: seconds a stage, generated tokens a second and peak memory for a folder, beside the same model used naively.

The naive yardstick is what a first script does: one `generate` on the concatenated articles of each story, asked for as
many words. Product and yardstick run one after the other, each in a process of its own, so that peak memory is theirs.
Timings have no interval: repeat them on a quiet machine.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.alone import alone, peak_bytes
from eval.commands.options import Options
from eval.data import Dataset
from eval.errors import EvalError
from eval.measures.budget import count_words
from eval.product import load, model_names
from eval.results import Result, Row, Table
from eval.signature import sign
from eval.stats import Score
from eval.stopwatch import Stopwatch, TimedEncoder, TimedWriter

if TYPE_CHECKING:
    from summarizer import Settings

#: Sub-word tokens an English word takes, with room to spare.
_TOKENS_A_WORD = 1.5
_INSTRUCTION = "Summarize these news articles on one event in about {words} words."


@dataclass(frozen=True, slots=True)
class Timing:
    """What one way of summarising the folder took."""

    #: Seconds by activity, in the order of the flow.
    seconds: tuple[tuple[str, float], ...]
    #: Of the work on stories, without reading and loading.
    story_seconds: float
    #: The same of the processor.
    story_processor: float
    tokens: int
    words: int
    peak_bytes: int
    models: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """What the product read and made of the folder."""

    sha256: str
    articles: int
    #: The texts of each story's articles.
    stories: tuple[tuple[str, ...], ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder of articles")
    parser.add_argument("--no-naive", action="store_true", help="without the yardstick")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Brief the folder, then summarise the same stories naively."""
    if not arguments.path.exists():
        raise EvalError(f"{arguments.path}: no such file or folder")
    folder, ours = alone(_time_product, str(arguments.path), options.settings)
    timings = {"summarizer": ours}
    if not arguments.no_naive and not options.settings.extractive:
        timings["naive"] = alone(_time_naive, folder.stories, options.settings)
    dataset: Dataset[str] = Dataset(arguments.path.resolve().name, folder.sha256, ())
    signature = sign([dataset], options.described(), options.bootstrap, models=ours.models)
    stories = len(folder.stories)
    return Result("speed", signature, (_stages(ours, folder.articles), _comparison(timings, stories)))


def _time_product(path: str, settings: Settings) -> tuple[Folder, Timing]:
    from summarizer import brief_articles, cluster_articles, read_paths

    watch = Stopwatch()
    with watch.time("read"):
        reading = read_paths([path])
    with watch.time("load models"):
        models = load(settings)
        models.encoder.encode(["The first call of a model sets up more than it computes."])
    names = model_names(models)
    writer = TimedWriter(models.writer, watch) if models.writer else None
    models = replace(models, writer=writer, encoder=TimedEncoder(models.encoder, watch))
    with watch.time("cluster"):
        stories = cluster_articles(reading.articles, settings)
    before, used = dict(watch.seconds), watch.processor["cluster"]
    with watch.time("brief"):
        briefing = brief_articles(reading.articles, settings, models=models)
    texts = [sentence.text for report in briefing.stories for sentence in report.summary.sentences]
    folder = Folder(
        hashlib.sha256("".join(each.sha256 for each in reading.inputs).encode()).hexdigest(),
        len(reading.articles),
        tuple(tuple(article.text for article in story.articles) for story in stories),
    )
    story_seconds = watch.seconds["brief"] - before["cluster"]
    return folder, Timing(
        seconds=_by_stage(before, watch.seconds),
        story_seconds=story_seconds,
        story_processor=watch.processor["brief"] - used,
        tokens=watch.tokens,
        words=sum(map(count_words, texts)),
        peak_bytes=peak_bytes(),
        models=names,
    )


def _by_stage(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Seconds of each stage, from the readings before and after briefing.

    Briefing clusters once more, with the same encoding, so that is taken off again.
    """
    encode = max(0.0, after["encode"] - 2 * before.get("encode", 0.0))
    write, judge = after.get("write", 0.0), after.get("judge", 0.0)
    rest = after["brief"] - before["cluster"] - encode - write - judge
    return (
        ("read", before["read"]),
        ("load models", before["load models"]),
        ("cluster", before["cluster"]),
        ("encode", encode),
        ("write", write),
        ("judge what was written", judge),
        ("align, rank, check, details", max(0.0, rest)),
    )


def _time_naive(stories: Sequence[Sequence[str]], settings: Settings) -> Timing:
    from summarizer import Prompt

    watch = Stopwatch()
    with watch.time("load models"):
        models = load(settings)
    writer = TimedWriter(models.writer, watch)
    instruction = _INSTRUCTION.format(words=settings.words)
    words = 0
    for texts in stories:
        prompt = Prompt(instruction, "\n\n".join(texts))
        answers = writer.generate(
            [prompt], candidates=1, max_new_tokens=int(settings.words * _TOKENS_A_WORD), seed=settings.seed
        )
        words += sum(map(count_words, answers[0]))
    return Timing(
        seconds=tuple(watch.seconds.items()),
        story_seconds=watch.seconds["write"],
        story_processor=watch.processor["write"],
        tokens=watch.tokens,
        words=words,
        peak_bytes=peak_bytes(),
        models=model_names(models),
    )


def _stages(timing: Timing, articles: int) -> Table:
    total = sum(seconds for _, seconds in timing.seconds)
    rows = [
        Row(name, {"seconds": Score(seconds), "share": Score(seconds / total if total else 0.0)})
        for name, seconds in (*timing.seconds, ("total", total))
    ]
    return Table("Seconds by stage", articles, tuple(rows), "items are articles")


def _comparison(timings: Mapping[str, Timing], stories: int) -> Table:
    rows = [Row(name, _costs(timing, stories)) for name, timing in timings.items()]
    note = "seconds a story without reading and loading; tokens of the texts returned; naive: one generate a story"
    return Table("Per story", stories, tuple(rows), note)


def _costs(timing: Timing, stories: int) -> dict[str, Score]:
    writing = dict(timing.seconds).get("write", 0.0)
    return {
        "seconds a story": Score(timing.story_seconds / max(1, stories)),
        "processor seconds": Score(timing.story_processor / max(1, stories)),
        "seconds writing": Score(writing / max(1, stories)),
        "words a story": Score(timing.words / max(1, stories)),
        "seconds per 100 words": Score(_share(100 * timing.story_seconds, timing.words)),
        "processor per 100 words": Score(_share(100 * timing.story_processor, timing.words)),
        "tokens": Score(float(timing.tokens)),
        "tokens a second": Score(_share(timing.tokens, writing)),
        "peak GiB": Score(timing.peak_bytes / 2**30),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
