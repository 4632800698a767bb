"""`merges`: put together again the sentences that a reader wrote of source sentences.

    python -m summarizer.training merges eval/merges.jsonl.gz DATA... -o PAIRS.jsonl
    python -m summarizer.training merges eval/contrasts.jsonl.gz DATA... -o CONTRASTS.jsonl

A line of the first is one true sentence, for the writer to learn; of the second a true one beside one that a single
change has made false, in the sources' words and in others, for the judge (`judgements`).

What was written is kept without the words of the articles: a source is named by its hash, and the written sentence is
a list of runs of the sources' words, with what the reader added between them. DATA are the files that the sources come
from, of stories or of articles with a cluster. They are read as the program reads them: the sources are what the writer
is given for a claim, pronouns resolved and labels cut.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from summarizer.cluster import find_stories
from summarizer.compose.proposals import build_jobs, take
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.material import prepare
from summarizer.models import load_models
from summarizer.rank import rank
from summarizer.training.corpus import articles_of_events
from summarizer.training.json_lines import read_items, track, write_lines
from summarizer.training.learn_manner import name_of
from summarizer.types import Article, Models
from summarizer.verify import Gate

#: Words of claims looked at in a story.
WORDS = 250
#: A run of a source's words (source, first word, number of words), or words that no source has there.
Run = tuple[int, int, int] | str


def taken_apart(target: str, sources: Sequence[str]) -> list[Run]:
    """The target's words as the longest runs of words that a source has, and the words between them."""
    words, given = target.split(), [source.split() for source in sources]
    runs: list[Run] = []
    place = 0
    while place < len(words):
        length, source, start = max(
            (_same(words[place:], theirs[start:]), -i, -start)
            for i, theirs in enumerate(given)
            for start in range(len(theirs))
        )
        if length:
            runs.append((-source, -start, length))
        elif runs and isinstance(runs[-1], str):
            runs[-1] += f" {words[place]}"
        else:
            runs.append(words[place])
        place += max(length, 1)
    return runs


def _same(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with alike."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def put_together(runs: Sequence[Run], sources: Sequence[str]) -> str:
    """The target that was taken apart; IndexError if these are not its sources."""
    given = [source.split() for source in sources]
    return " ".join(
        run if isinstance(run, str) else " ".join(given[run[0]][run[1] : run[1] + run[2]]) for run in map(_run, runs)
    )


def _run(value: Any) -> Run:
    return value if isinstance(value, str) else (int(value[0]), int(value[1]), int(value[2]))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("merges", type=Path, metavar="MERGES", help="eval/merges.jsonl.gz or eval/contrasts.jsonl.gz")
    option("data", type=Path, nargs="+", metavar="DATA", help="JSONL files that the sources come from, gzipped or not")
    option("-o", "--output", type=Path, required=True, metavar="FILE", help="file to write them to")


def run(arguments: argparse.Namespace) -> None:
    """Find the sources, write the pairs, say how many were found."""
    expected = "`src` with `tgt`, or with `contrasts`: lists of a kind, a true and a false one"
    written = read_items(arguments.merges, _written, expected)
    models = load_models(extractive=True)
    named = {
        name_of(text): text
        for path in arguments.data
        for _, articles in track(list(articles_of_events(path)), path.name)
        for text in _sources(articles, models)
    }
    found = [([named[name] for name in names], told) for names, told in written if all(name in named for name in names)]
    if not found:
        raise InputError(f"{arguments.merges}: none of its sources is in {', '.join(p.name for p in arguments.data)}")
    write_lines(arguments.output, ({"src": src, **_spelled_out(told, src)} for src, told in found))
    print(f"{arguments.output}: {len(found)} of {len(written)} lines", file=sys.stderr)


def _written(value: Any, _: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The names of the sources, and what was written of them."""
    told = {key: value[key] for key in ("tgt", "contrasts") if key in value}
    if not told:
        raise ValueError("nothing was written")
    return tuple(value["src"]), told


def _spelled_out(told: Mapping[str, Any], sources: Sequence[str]) -> dict[str, Any]:
    """What was written, in words."""
    if "tgt" in told:
        return {"tgt": put_together(told["tgt"], sources)}
    return {"contrasts": [(kind, *(put_together(runs, sources) for runs in both)) for kind, *both in told["contrasts"]]}


def _sources(articles: Sequence[Article], models: Models) -> Iterator[str]:
    """The sentences that the writer is given for the claims of an event."""
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, models.encoder, models.parser)
    jobs = take(build_jobs(material, rank(material), Gate(material.analyst)), WORDS)
    return chain.from_iterable([said.text for said in job.said] for job in jobs)
