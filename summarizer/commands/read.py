"""`summarizer read`: only read the articles, and tell what was left out."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from summarizer.commands.notices import Progress, tell_skipped
from summarizer.commands.options import settings_of
from summarizer.errors import printable
from summarizer.output import put

if TYPE_CHECKING:
    from summarizer.types import Reading


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0."""
    settings = settings_of(arguments)
    from summarizer.intake import read_within
    from summarizer.read.running import count_words
    from summarizer.render import article_to_dict

    with Progress(arguments) as progress:
        reading = read_within(arguments.paths, settings, progress)
    for article in reading.articles:
        if arguments.format == "jsonl":
            put(json.dumps(article_to_dict(article), ensure_ascii=False) + "\n", "json")
        else:
            date = article.published.isoformat() if article.published else "-"
            size = count_words(article.text)
            print(f"{article.path}  {article.source or '-'}  {date}  {size} words  {article.title or '-'}")
    if arguments.verbose:
        _tell_provenance(reading)
    tell_skipped(reading.skipped, arguments, every=True)
    return 0


def _tell_provenance(reading: Reading) -> None:
    """Where outlets and dates were found, and what was cut."""
    for article, item in zip(reading.articles, reading.provenance, strict=True):
        found = f"outlet from {item.source_from or '-'}, date from {item.published_from or '-'}"
        if item.parent:
            found += f", one report of {item.parent}"
        if item.words_found is not None:
            found += f", {item.words_kept} of {item.words_found} words kept ({item.reader})"
        if item.mostly_cut:
            found += "; MORE THAN HALF WAS CUT"
        print(f"  {article.path} ({article.id}): {found}", file=sys.stderr)
        for kind, words in item.cuts:
            print(printable(f"    cut, {kind}: {words}"), file=sys.stderr)
