"""`gate`: how well the gate tells true sentences from false ones: what it accepts of each, how its score ranks them.

    python -m eval gate JUDGEMENTS...                             what `summarizer.training judgements --held-out` makes
    python -m eval gate --groups tests/data/writing_probes.toml   a wrong and a good sentence of each group of `probes`

Beside it: the gate without a judge of meaning, which refuses where any facet fails; the judge alone, and without any
evidence, where it can know nothing; and scores of words.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from eval.commands.gate_groups import group_listings, group_tables
from eval.commands.gate_tables import Judged, judged_listings, judged_tables
from eval.commands.options import Options
from eval.commands.probes import Probe, read_probes
from eval.data import Dataset, load
from eval.errors import EvalError
from eval.gate_scores import ROWS, Scored, Scorer, as_kept
from eval.items import Judgement, judgement
from eval.product import Product
from eval.progress import track
from eval.results import Listing, Result, Table
from eval.resume import PartialOutputs
from eval.signature import sign


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option(
        "judgements", type=Path, nargs="*", metavar="JUDGEMENTS",
        help="`evidence`, `text`, `true`, `kind`, `data`, `document`; --limit draws whole documents at random",
    )  # fmt: skip
    option("--groups", type=Path, metavar="FILE", help="TOML, as for `probes`")
    option("--verifier", metavar="V", help="judge of meaning, as the program's; none: only the gate without one")
    option("-v", "--verbose", action="store_true", help="print all that is listed")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Ask every score about every sentence, compare with what is true."""
    if not arguments.judgements and not arguments.groups:
        raise EvalError("nothing to judge: give JUDGEMENTS, or --groups FILE")
    judgements = [_load(path) for path in arguments.judgements]
    items = _sample([item for each in judgements for item in each.items], options.limit, options.bootstrap.seed)
    groups = [read_probes(arguments.groups).first(options.limit)] if arguments.groups else []
    verifier = arguments.verifier or options.settings.verifier
    product = Product(replace(options.settings, extractive=True, verifier=verifier))
    signature = sign(
        [*judgements, *groups],
        {"verifier": verifier, **options.described()},
        options.bootstrap,
        models=[each for each in product.model_names if each[0] in ("parser", "judge")],
    )
    scorer = _scorer(product)
    tables: list[Table] = []
    listings: list[Listing] = []
    if items:
        with options.keep_outputs("gate", signature) as kept:
            judged = Judged(tuple(items), tuple(_scored(scorer, items, kept)))
        tables += judged_tables(judged, options.bootstrap)
        listings += judged_listings(judged)
    for group in groups:
        wrong, good = (scorer.score(_cases(group.items, which)) for which in ("wrong", "good"))
        tables += group_tables(group.items, wrong, good, options.bootstrap)
        listings += group_listings(group.items, wrong, good)
    if arguments.verbose:
        listings = [replace(each, shown=None) for each in listings]
    return Result("gate", signature, tuple(tables), tuple(listings))


def _load(path: Path) -> Dataset[Judgement]:
    return load(path, lambda record, line: judgement(record, f"{path.name}:{line}"))


def _sample(items: Sequence[Judgement], limit: int | None, seed: int) -> Sequence[Judgement]:
    """The judgements of at most `limit` documents drawn at random, in their order."""
    documents = list(dict.fromkeys((item.data, item.document) for item in items))
    if limit is None or limit >= len(documents):
        return items
    drawn = set(random.Random(seed).sample(documents, limit))
    return [item for item in items if (item.data, item.document) in drawn]


def _scorer(product: Product) -> Scorer:
    models = product.models
    if models.parser is None:
        raise EvalError("there is no parser, and the gate is not what it is without one")
    if models.judge is None:
        print("warning: there is no judge of meaning; only the gate without one is measured", file=sys.stderr)
    return Scorer(models.parser, models.judge)


def _scored(scorer: Scorer, items: Sequence[Judgement], kept: PartialOutputs) -> list[Scored]:
    """The scores of the judgements, some at a time; what an interrupted run has found is taken from there."""
    scored: list[Scored] = []
    for start in track(range(0, len(items), ROWS), "judging"):
        rows = f"judgements/{start}"
        if kept.get(rows) is None:
            these = [(item.text, item.evidence) for item in items[start : start + ROWS]]
            kept.add(rows, [asdict(each) for each in scorer.score(these)])
        scored += map(as_kept, kept.get(rows) or ())
    return scored


def _cases(probes: Sequence[Probe], which: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(getattr(probe, which), probe.sources) for probe in probes]
