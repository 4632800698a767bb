"""`writer`: what the writer makes of a few source sentences, beside the untaught writer and a plain copy.

One greedy text for each pair of source sentences and a human sentence, as in `fusion_pairs_allsides_val`. The
product's own checks are told beside the simple gate of `eval.measures.writing`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from eval.commands.options import Options
from eval.data import load
from eval.items import WritingPair, writing_pair
from eval.measures.writing import columns, measure
from eval.product import Product
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap

#: Pairs written together.
BATCH = 32


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("data", type=Path, metavar="DATA", help="`src` (sentences) and `tgt` (the human sentence)")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Write every pair with every system, and measure."""
    dataset = load(arguments.data, writing_pair).first(options.limit)
    product = Product(options.settings)
    base = Product(replace(options.settings, adapter="none"))
    written = {
        "summarizer": write(product, dataset.items),
        "without adapter": write(base, dataset.items),
        "first source": [pair.sources[0] for pair in dataset.items],
    }
    rows = tuple(_row(name, texts, dataset.items, base, options.bootstrap) for name, texts in written.items())
    note = "gate: numbers and names in the sources, 60 % of word pairs, a complete sentence; checks: the product's own"
    table = Table("One greedy sentence a pair", len(dataset.items), rows, note)
    signature = sign([dataset], options.described(), options.bootstrap, models=product.model_names)
    return Result("writer", signature, (table,), tuple(_listings(written, dataset.items)))


def write(product: Product, pairs: Sequence[WritingPair]) -> list[str]:
    """The greedy sentence of each pair; empty where the writer made none."""
    from summarizer import prompt_for

    writer = product.models.writer
    assert writer is not None, "an extractive run has no writer to measure"
    texts: list[str] = []
    for start in range(0, len(pairs), BATCH):
        prompts = [prompt_for(pair.sources) for pair in pairs[start : start + BATCH]]
        answers = writer.generate(prompts, candidates=1, max_new_tokens=80, seed=product.settings.seed)
        texts += [answer[0] if answer else "" for answer in answers]
    return texts


def _row(name: str, texts: Sequence[str], pairs: Sequence[WritingPair], product: Product, bootstrap: Bootstrap) -> Row:
    from summarizer import make_checker

    check = make_checker(product.models.parser)
    scores = [columns(measure(text, pair.sources, pair.target)) for text, pair in zip(texts, pairs, strict=True)]
    means = {column: bootstrap.mean([score[column] for score in scores]) for column in scores[0]}
    passed = [float(check(text, pair.sources).passed) for text, pair in zip(texts, pairs, strict=True)]
    return Row(name, means | {"passes checks": bootstrap.mean(passed)})


def _listings(written: Mapping[str, Sequence[str]], pairs: Sequence[WritingPair]) -> list[Listing]:
    """The product's sentences to read: those that draw on several sources apart from the others."""
    merged: list[Entry] = []
    others: list[Entry] = []
    for text, pair in zip(written["summarizer"], pairs, strict=True):
        shown = "\n".join([*(f"  source: {source}" for source in pair.sources), f"  written: {text}"])
        several = measure(text, pair.sources, pair.target).several == 1.0
        (merged if several else others).append(Entry(pair.id, shown))
    return [Listing("Sentences from several sources", tuple(merged)), Listing("Other sentences", tuple(others))]
