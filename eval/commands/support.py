"""`support`: scores of support against what people said about model-written sentences.

Two kinds of data: sentences judged faithful or not against their article (AUC, balanced accuracy), and a source
sentence with a right and a wrong rendering (how often the right one scores higher). Both may be in one file. All scores
are baselines: the product turns down what fails its checks, and has no score.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval.baselines.parsed_support import parsed_support
from eval.baselines.support import BASELINES, SupportScore
from eval.commands.options import Options
from eval.data import load
from eval.items import JudgedArticle, JudgedPair, judged
from eval.measures.support import Judgements, auc, balanced_accuracy, cross_validated_calls
from eval.progress import track
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Draw, Score
from summarizer import load_parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "data", type=Path, metavar="DATA", help="`article` and `summary_sentences`, or pairs of a `source_sentence`"
    )
    parser.add_argument("--no-parser", action="store_true", help="only the scores that need no parser")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Score every sentence with every system, compare with the labels."""
    dataset = load(arguments.data, judged).first(options.limit)
    systems: Mapping[str, SupportScore] = (
        BASELINES if arguments.no_parser else {"parses": parsed_support(load_parser()), **BASELINES}
    )
    articles = [item for item in dataset.items if isinstance(item, JudgedArticle) and item.sentences]
    pairs = [item for item in dataset.items if isinstance(item, JudgedPair)]
    tables: list[Table] = []
    listings: list[Listing] = []
    if articles:
        judgements = {name: _judgements(name, score, articles) for name, score in systems.items()}
        tables.append(_article_table(judgements, options.bootstrap))
        listings.append(_worst(articles, next(iter(judgements.values()))))
    if pairs:
        margins = {name: _margins(name, score, pairs) for name, score in systems.items()}
        tables.append(_pair_table(margins, options.bootstrap))
        listings.append(_wrong_pairs(pairs, next(iter(margins.values()))))
    return Result("support", sign([dataset], options.described(), options.bootstrap), tuple(tables), tuple(listings))


def _judgements(name: str, score: SupportScore, articles: Sequence[JudgedArticle]) -> Judgements:
    rows = [
        (score(sentence.text, item.article), sentence.faithful, number)
        for number, item in enumerate(track(articles, name))
        for sentence in item.sentences
    ]
    scores, faithful, article = zip(*rows, strict=True)
    return Judgements(np.array(scores, dtype=np.float64), np.array(faithful), np.array(article))


def _article_table(judgements: Mapping[str, Judgements], bootstrap: Bootstrap) -> Table:
    rows = tuple(Row(name, _article_scores(each, bootstrap)) for name, each in judgements.items())
    note = "threshold of the balanced accuracy by five-fold cross-validation over articles; articles are resampled"
    return Table("Faithful or not, by sentence", len(next(iter(judgements.values())).scores), rows, note)


def _article_scores(judgements: Judgements, bootstrap: Bootstrap) -> dict[str, Score]:
    calls = replace(judgements, scores=cross_validated_calls(judgements, bootstrap.seed).astype(np.float64))

    def ranking(articles: Draw) -> float:
        return auc(judgements.drawn(articles))

    def calling(articles: Draw) -> float:
        drawn = calls.drawn(articles)
        return balanced_accuracy(drawn.scores > 0, drawn.faithful)

    return {
        "AUC": bootstrap.statistic(judgements.articles, ranking),
        "balanced accuracy": bootstrap.statistic(judgements.articles, calling),
    }


def _margins(name: str, score: SupportScore, pairs: Sequence[JudgedPair]) -> list[float]:
    """For each pair by how much the right rendering scores above the wrong one."""
    return [score(p.correct, p.source) - score(p.incorrect, p.source) for p in track(pairs, name)]


def _pair_table(margins: Mapping[str, Sequence[float]], bootstrap: Bootstrap) -> Table:
    rows = tuple(
        Row(
            name,
            {
                "right preferred": bootstrap.mean([float(margin > 0) for margin in each]),
                "ties": bootstrap.mean([float(margin == 0) for margin in each]),
                "wrong preferred": bootstrap.mean([float(margin < 0) for margin in each]),
            },
        )
        for name, each in margins.items()
    )
    return Table("Right or wrong, by pair", len(next(iter(margins.values()))), rows)


def _worst(articles: Sequence[JudgedArticle], judgements: Judgements) -> Listing:
    """Unfaithful sentences that score best, by the first system."""
    sentences = [(item.id, sentence) for item in articles for sentence in item.sentences]
    order = sorted(range(len(sentences)), key=lambda i: -judgements.scores[i])
    entries = tuple(
        Entry(f"{sentences[i][0]} ({judgements.scores[i]:.2f})", sentences[i][1].text)
        for i in order
        if not sentences[i][1].faithful
    )
    return Listing("Unfaithful sentences that score best", entries[:50])


def _wrong_pairs(pairs: Sequence[JudgedPair], margins: Sequence[float]) -> Listing:
    wrong = sorted(
        (margin, pair.id, pair.incorrect) for margin, pair in zip(margins, pairs, strict=True) if margin <= 0
    )
    return Listing("Pairs not told apart", tuple(Entry(f"{name} ({m:+.2f})", text) for m, name, text in wrong))
