"""`definites`: count which things articles speak of as known only after telling of them.

    python -m summarizer.training definites STORIES.jsonl[.gz]... [-o summarizer/language/definites.txt]

Prints the nouns that point back most surely. Takes two minutes on one core for 21,000 articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from summarizer.language import sentence_spans
from summarizer.language.definites import write
from summarizer.training.corpus import read_stories
from summarizer.training.json_lines import track

#: Nouns that are printed.
SHOWN = 20


def sentences(paths: list[Path]) -> Iterator[list[str]]:
    """The sentences of each article of the stories; one of a single sentence tells nothing."""
    for path in paths:
        for told in track(read_stories(path), path.name):
            for article in told.articles():
                text = article.text
                found = [text[start:end] for start, end in sentence_spans(text)]
                if len(found) > 1:
                    yield found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("data", nargs="+", type=Path, metavar="STORIES", help="JSONL of stories, gzipped or not")
    option("-o", "--output", type=Path, metavar="FILE", help="write the table there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Count, print, write if asked."""
    with TemporaryDirectory() as folder:
        path = arguments.output or Path(folder) / "definites.txt"
        counted = write(sentences(arguments.data), path)
        rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    surest = sorted(rows, key=lambda row: (int(row[2]) / (int(row[2]) + int(row[3])), -int(row[3])))
    print(f"{len(rows)} nouns of {counted} articles")
    for word, noun, first, later in surest[:SHOWN]:
        print(f"{word} {noun}: {first} in first sentences, {later} in later ones")
