"""`truth`: whether the summaries hold a number, day, name or quotation that the words they cite lack.

The check shares no code with the product. What it finds is to be read: it doubts too much rather than too little. With
`--sample` it prints sentences that are no copies beside what they cite, for the audit by reading.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from eval.commands.making import METHODS, making
from eval.commands.options import Options, positive
from eval.measures.truth import KINDS, missing
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Score
from eval.told import ToldSentence, load_told

#: A sentence with the name of its story and its place there.
Placed = tuple[str, ToldSentence]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "told", type=Path, nargs="+", metavar="FILE", help="JSON of a briefing, or lines of `rouge --briefings`"
    )
    parser.add_argument(
        "--sample", type=positive, metavar="N", help="print N random sentences that are no copies, with their sources"
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Check every sentence against what it cites; count how the sentences were made."""
    datasets = [load_told(path).first(options.limit) for path in arguments.told]
    placed = [
        (f"{summary.id}#{number}", sentence)
        for dataset in datasets
        for summary in dataset.items
        for number, sentence in enumerate(summary.sentences, 1)
    ]
    found = [(name, kind, what) for name, each in placed for kind, what in missing(each.text, each.cited)]
    text_of = {name: each.text for name, each in placed}
    offenders = tuple(Entry(f"{name} {kind}", f"{what!r} in: {text_of[name]}") for name, kind, what in found)
    listings = [Listing("Not in the cited text", offenders)]
    if arguments.sample:
        listings.append(_sample(placed, arguments.sample, options.bootstrap.seed))
    tables = [
        _truth_table(placed, found, options.bootstrap),
        *[making(d.name, d.items, options.bootstrap) for d in datasets],
    ]
    signature = sign(datasets, {"sample": arguments.sample, **options.described()}, options.bootstrap)
    return Result("truth", signature, tuple(tables), tuple(listings))


def _truth_table(placed: Sequence[Placed], found: Sequence[tuple[str, str, str]], bootstrap: Bootstrap) -> Table:
    """How many sentences hold something of each kind that their cited text lacks."""
    bad = {kind: {name for name, k, _ in found if k == kind} for kind in KINDS}
    bad["any"] = {name for name, _, _ in found}
    rows = []
    for group in ("all", *METHODS):
        members = [name for name, each in placed if group in ("all", each.method)]
        if members:
            counts = {kind: Score(float(sum(name in bad[kind] for name in members))) for kind in bad}
            share = bootstrap.mean([float(name in bad["any"]) for name in members])
            rows.append(Row(group, {"sentences": Score(float(len(members))), **counts, "share": share}))
    return Table("Sentences with what the cited text lacks", len(placed), tuple(rows))


def _sample(placed: Sequence[Placed], size: int, seed: int) -> Listing:
    """Random sentences that are no copies, each with what it cites."""
    pool = [(name, each) for name, each in placed if each.method != "copied"]
    drawn = random.Random(seed).sample(pool, min(size, len(pool)))
    entries = tuple(
        Entry(
            f"{name} ({each.method})", "\n    ".join([each.text, *(f"[{n}] {t}" for n, t in enumerate(each.cited, 1))])
        )
        for name, each in drawn
    )
    return Listing("To be read against the sources", entries, shown=None)
