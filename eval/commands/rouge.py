"""`rouge`: the summaries of the product and of the baselines against human ones, at the same word budget."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any, TypeAlias

from eval.baselines.summaries import BASELINES, Summariser
from eval.commands.making import making
from eval.commands.options import Options, positive
from eval.data import Dataset, load
from eval.errors import EvalError
from eval.items import Prediction, SummaryItem, prediction, summary_item
from eval.measures.budget import count_words, cut
from eval.measures.rouge import COLUMNS, RougeScores, columns, rouge
from eval.product import Product, articles_of
from eval.progress import track
from eval.results import Result, Row, Table, write_whole
from eval.resume import PartialOutputs
from eval.signature import sign
from eval.stats import Bootstrap, Score
from eval.told import ToldSentence, ToldSummary, told_sentence
from summarizer import Settings, sentence_spans

#: Length of a Multi-News summary, at which PRIMERA and its successors are compared.
DEFAULT_WORDS = 230
PRODUCT_SYSTEMS = ("summarizer", "extractive")
DEFAULT_SYSTEMS = ("summarizer", *BASELINES)


@dataclass(frozen=True, slots=True)
class Output:
    """What a system made of a story, cut to the budget, with its scores."""

    sentences: tuple[str, ...]
    seconds: float
    scores: RougeScores
    #: Before the cut, with what is cited; empty for a baseline.
    told: tuple[ToldSentence, ...] = ()


#: (story, budget) -> `sentences` and `seconds`, and of the product `told`: plain values, as they are kept.
Maker: TypeAlias = Callable[[SummaryItem, int], dict[str, Any]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    known = ", ".join([*PRODUCT_SYSTEMS, *BASELINES])
    parser.add_argument("data", type=Path, metavar="DATA", help="stories: `documents` and `summary`")
    parser.add_argument(
        "--words", type=positive, default=DEFAULT_WORDS, metavar="N", help="budget (default %(default)s)"
    )
    parser.add_argument(
        "--systems",
        default=",".join(DEFAULT_SYSTEMS),
        metavar="NAMES",
        help=f"comma-separated, the first is compared with each other one; of {known} (extractive: the product "
        "without its writer; default %(default)s)",
    )
    parser.add_argument(
        "--given",
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="summaries made elsewhere: JSON Lines with `id` and `prediction`; may be repeated",
    )
    parser.add_argument("--only", metavar="FIELD", help="only stories in which this field is true, e.g. clean")
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="write what was scored, a line an item and system"
    )
    parser.add_argument(
        "--briefings", type=Path, metavar="FILE", help="write the product's sentences with what they cite, for `truth`"
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Summarise, score, compare."""
    words: int = arguments.words
    dataset = load(arguments.data, summary_item)
    if arguments.only:
        dataset = dataset.keep(lambda item: arguments.only in item.flags, f"--only {arguments.only}")
    dataset = dataset.first(options.limit)
    given = dict(_given(text) for text in arguments.given)
    names = arguments.systems.split(",")
    products = {name: _product(name, options.settings, words) for name in names if name in PRODUCT_SYSTEMS}
    systems = _systems(names, products)
    systems |= {name: _maker(_summariser_given(name, each, dataset.items)) for name, each in given.items()}
    signature = sign(
        [dataset, *given.values()],
        {"words": words, "tokenizer": "unicode+porter", "only": arguments.only, **options.described()},
        options.bootstrap,
        models=[name for product in products.values() for name in product.model_names],
    )
    with options.keep_outputs("rouge", signature) as kept:
        outputs = {name: _outputs(name, make, dataset.items, words, kept) for name, make in systems.items()}
    if arguments.predictions:
        _write_predictions(arguments.predictions, dataset.items, outputs)
    told = {name: _told(dataset.items, outputs[name]) for name in products}
    if arguments.briefings:
        _write_told(arguments.briefings, told)
    methods = [making(name, summaries, options.bootstrap) for name, summaries in told.items()]
    return Result("rouge", signature, (*_tables(outputs, options.bootstrap), *methods))


def _product(name: str, settings: Settings, words: int) -> Product:
    return Product(replace(settings, words=words, extractive=settings.extractive or name == "extractive"))


def _systems(names: Sequence[str], products: Mapping[str, Product]) -> dict[str, Maker]:
    """The systems of these names; EvalError for an unknown one."""
    available = {name: _maker(summarise) for name, summarise in BASELINES.items()}
    available |= {name: _teller(product) for name, product in products.items()}
    for name in names:
        if name not in available:
            raise EvalError(f"--systems: no system {name!r}; there are {', '.join([*PRODUCT_SYSTEMS, *BASELINES])}")
    return {name: available[name] for name in names}


def _maker(summarise: Summariser) -> Maker:
    def make(item: SummaryItem, budget: int) -> dict[str, Any]:
        start = time.perf_counter()
        sentences = cut(summarise(item, budget), budget)
        return {"sentences": sentences, "seconds": round(time.perf_counter() - start, 3)}

    return make


def _teller(product: Product) -> Maker:
    def make(item: SummaryItem, budget: int) -> dict[str, Any]:
        start = time.perf_counter()
        report = product.tell(articles_of(item.documents, item.id))
        seconds = round(time.perf_counter() - start, 3)  # what follows is the bench's own curiosity
        told = product.told_sentences(report) if report else []
        sentences = cut([each.text for each in told], budget)
        return {"sentences": sentences, "seconds": seconds, "told": [each.to_dict() for each in told]}

    return make


def _given(text: str) -> tuple[str, Dataset[Prediction]]:
    """The name and the predictions of a `NAME=FILE`."""
    name, separator, path = text.partition("=")
    if not separator or not name:
        raise EvalError(f"--given {text}: expected NAME=FILE")
    return name, load(Path(path), prediction).keep(lambda p: p.system in (None, name), f"the system {name}")


def _summariser_given(name: str, predictions: Dataset[Prediction], items: Sequence[SummaryItem]) -> Summariser:
    """A system that looks its summaries up; EvalError unless there is one for every item."""
    texts = {each.id: each.text for each in predictions.items}
    missing = [item.id for item in items if item.id not in texts]
    if missing:
        raise EvalError(f"{predictions.name}: no prediction of {name} for {len(missing)} items, first {missing[0]}")

    def summarise(item: SummaryItem, _budget: int) -> list[str]:
        text = texts[item.id]
        return [text[a:b] for a, b in sentence_spans(text)]

    return summarise


def _outputs(name: str, make: Maker, items: Sequence[SummaryItem], budget: int, kept: PartialOutputs) -> list[Output]:
    """The system's scored output for every item, from the partial file where it is there already."""
    outputs = []
    for number, item in enumerate(track(items, name)):
        key = f"{name}/{number}"
        made = kept.get(key)
        if made is None:
            made = make(item, budget)
            kept.add(key, made)
        told = tuple(map(told_sentence, made.get("told", ())))
        scores = rouge(made["sentences"], item.summary)
        outputs.append(Output(tuple(made["sentences"]), made["seconds"], scores, told))
    return outputs


def _tables(outputs: Mapping[str, Sequence[Output]], bootstrap: Bootstrap) -> tuple[Table, ...]:
    values = {name: _per_cent(made) for name, made in outputs.items()}
    rows = [
        Row(name, {c: bootstrap.mean(v) for c, v in values[name].items()} | _costs(made))
        for name, made in outputs.items()
    ]
    first, *others = outputs
    differences = [
        Row(f"{first} - {other}", {c: bootstrap.difference(values[first][c], values[other][c]) for c in COLUMNS})
        for other in others
    ]
    items = len(outputs[first])
    note = "F-measure in per cent; words of a summary after the cut; seconds a story on this machine"
    tables = (Table("ROUGE", items, tuple(rows), note),)
    return (*tables, Table("Paired differences", items, tuple(differences))) if differences else tables


def _per_cent(outputs: Sequence[Output]) -> dict[str, list[float]]:
    """The values of each column, item by item."""
    scores = [columns(output.scores) for output in outputs]
    return {column: [100 * each[column] for each in scores] for column in COLUMNS}


def _costs(outputs: Sequence[Output]) -> dict[str, Score]:
    words = fmean(sum(map(count_words, output.sentences)) for output in outputs)
    return {"words": Score(words), "seconds": Score(fmean(output.seconds for output in outputs))}


def _write_predictions(path: Path, items: Sequence[SummaryItem], outputs: Mapping[str, Sequence[Output]]) -> None:
    """One line an item and system, so that anyone can score it again."""
    lines = [
        json.dumps(
            {"id": item.id, "system": name, "prediction": "\n".join(output.sentences), "reference": item.summary},
            ensure_ascii=False,
        )
        for name, made in outputs.items()
        for item, output in zip(items, made, strict=True)
    ]
    write_whole(path, "\n".join(lines) + "\n")


def _told(items: Sequence[SummaryItem], outputs: Sequence[Output]) -> list[ToldSummary]:
    return [ToldSummary(item.id, output.told) for item, output in zip(items, outputs, strict=True)]


def _write_told(path: Path, told: Mapping[str, Sequence[ToldSummary]]) -> None:
    """One line an item and system of the product, each sentence with the words it cites and its claim's sentences."""
    lines = [
        json.dumps(
            {"id": each.id, "system": name, "summary": [s.to_dict() for s in each.sentences]}, ensure_ascii=False
        )
        for name, summaries in told.items()
        for each in summaries
    ]
    write_whole(path, "\n".join(lines) + "\n")
