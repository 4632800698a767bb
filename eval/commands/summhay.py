"""`summhay`: are the insights that only one document of a SummHay set holds found there, and shared ones left alone?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from eval.commands.options import Options, positive
from eval.commands.telling import tell, tellers
from eval.data import Dataset, load
from eval.detail_items import InsightSet, insight, insight_document, insight_set
from eval.errors import EvalError
from eval.measures.details import ShownDetail, best_of_each_document
from eval.measures.insights import InsightScores, Locator, measure
from eval.product import Product
from eval.progress import track
from eval.results import Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Draw, Score

_NOTE = (
    "single found: insights that one document of the set holds, shown as a detail of that document; shared wrongly: "
    "insights that several hold, shown as a detail of one; sets are resampled"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("documents", type=Path, metavar="DOCUMENTS", help="`id`, `text`, `insights`")
    parser.add_argument("insights", type=Path, metavar="INSIGHTS", help="`id`, `text`")
    parser.add_argument("sets", type=Path, metavar="SETS", help="`docs`, `insight_to_docs`; --limit draws at random")
    parser.add_argument("--shown", type=positive, metavar="N", help="shown of a source (default: the product's)")
    parser.add_argument("--no-product", action="store_true", help="the baselines only")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Find the details of every set with every system, look for the insights in them."""
    documents = load(arguments.documents, insight_document)
    insights = load(arguments.insights, insight)
    sets = load(arguments.sets, insight_set).sample(options.limit, options.bootstrap.seed)
    texts = {document.id: document.text for document in documents.items}
    _require(sets, set(texts), {each.id for each in insights.items})
    locator = Locator(documents.items, insights.items)
    shown = arguments.shown or options.settings.details
    product = None if arguments.no_product else Product(replace(options.settings, extractive=True))
    signature = sign(
        [documents, insights, sets],
        {"shown": shown, **options.described()},
        options.bootstrap,
        models=product.model_names if product else (),
    )
    rows = []
    with options.keep_outputs("summhay", signature) as kept:
        for name, make in tellers(product, details_alone=True).items():
            told = [
                tell(kept, name, make, [texts[d] for d in each.documents], "+".join(each.documents)).details
                for each in track(sets.items, name)
            ]
            best = [best_of_each_document(details, shown) for details in told]
            rows.append(_row(f"{name}, best {shown}", best, sets.items, locator, options.bootstrap))
            if name == "summarizer":
                rows.append(_row(f"{name}, all", told, sets.items, locator, options.bootstrap))
    return Result("summhay", signature, (Table("Insights of one document", len(sets.items), tuple(rows), _NOTE),))


def _require(sets: Dataset[InsightSet], documents: set[str], insights: set[str]) -> None:
    """EvalError if a set names something that is not there."""
    for each in sets.items:
        named = {holder for _, holders in each.holders for holder in holders}
        unknown = (set(each.documents) | named) - documents | {name for name, _ in each.holders} - insights
        if unknown or not named <= set(each.documents):
            raise EvalError(f"{sets.name}: a set names {sorted(unknown or named)[0]}, which the other files lack")


def _row(
    name: str,
    details: Sequence[Sequence[ShownDetail]],
    sets: Sequence[InsightSet],
    locator: Locator,
    bootstrap: Bootstrap,
) -> Row:
    scores = [measure(each, insights, locator) for each, insights in zip(details, sets, strict=True)]

    def share(part: str, whole: str) -> Score:
        return bootstrap.statistic(len(scores), lambda drawn: _share(scores, drawn, part, whole))

    return Row(
        name,
        {
            "single found": share("found", "single"),
            "shared wrongly": share("wrongly_single", "shared"),
            "shown": bootstrap.mean([float(each.shown) for each in scores]),
        },
    )


def _share(scores: Sequence[InsightScores], drawn: Draw, part: str, whole: str) -> float:
    total = sum(getattr(scores[i], whole) for i in drawn)
    return sum(getattr(scores[i], part) for i in drawn) / total if total else float("nan")
