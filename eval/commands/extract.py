"""`extract`: the article's text, title and day from saved web pages, beside trafilatura alone."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from eval.commands.options import Options
from eval.data import load
from eval.items import SavedPage, saved_page
from eval.measures.extraction import Extracted, ExtractionScores, measure
from eval.progress import track
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Draw, Score

Extractor: TypeAlias = Callable[[SavedPage], Extracted]

_NOTE = (
    "read: pages that gave a text; P, R, F1: words of the article text, each as often as it occurs; begins: with the"
    " first words; snippets: pieces that must and must not be there, over all pages; title: same words in the same"
    " order; day: of those dated"
)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A page with what one system found on it."""

    page: SavedPage
    found: Extracted
    scores: ExtractionScores


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "data",
        type=Path,
        nargs="+",
        metavar="DATA",
        help="pages: `html`, and some of `expected_text`, `first_words`, `with`, `without`, `title`, `date`",
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Read every page of every data file with every system, measure, list the worst."""
    datasets = [load(path, saved_page).first(options.limit) for path in arguments.data]
    tables: list[Table] = []
    ours: list[_Measured] = []
    for dataset in datasets:
        measured = {
            name: [_measured(extract, page) for page in track(dataset.items, f"{dataset.name}: {name}")]
            for name, extract in EXTRACTORS.items()
        }
        tables.append(_table(f"Extraction, {dataset.name}", measured, options.bootstrap))
        if len({page.news for page in dataset.items}) > 1:
            news = {name: [each for each in all_ if each.page.news] for name, all_ in measured.items()}
            tables.append(_table(f"Extraction, {dataset.name}, pages of news", news, options.bootstrap))
        ours += measured["summarizer"]
    signature = sign(datasets, options.described(), options.bootstrap)
    return Result("extract", signature, tuple(tables), _listings(ours))


def _measured(extract: Extractor, page: SavedPage) -> _Measured:
    found = extract(page)
    return _Measured(page, found, measure(found, page))


def _by_the_product(page: SavedPage) -> Extracted:
    """The article that the product reads from the page; of a round-up that it cut, all reports under its title."""
    from summarizer import read_bytes

    reading = read_bytes(page.html.encode("utf-8", "replace"), "page.html")
    if not reading.articles:
        refused = "; ".join(f"{skipped.reason}: {skipped.detail}" for skipped in reading.skipped)
        return Extracted("", None, None, refused)
    article, parent = reading.articles[0], reading.provenance[0].parent
    reports = (f"{each.title or ''}\n{each.text}".strip() for each in reading.articles)
    text = "\n".join(reports) if parent else article.text
    return Extracted(text, parent or article.title, article.published)


def _by_trafilatura(page: SavedPage) -> Extracted:
    """What trafilatura finds, without comments and tables."""
    import trafilatura

    text = trafilatura.extract(page.html, include_comments=False, include_tables=False) or ""
    metadata = trafilatura.extract_metadata(page.html)
    day = datetime.fromisoformat(metadata.date).replace(tzinfo=UTC) if metadata and metadata.date else None
    return Extracted(text, metadata.title if metadata else None, day)


EXTRACTORS: dict[str, Extractor] = {"summarizer": _by_the_product, "trafilatura": _by_trafilatura}


def _table(title: str, measured: dict[str, list[_Measured]], bootstrap: Bootstrap) -> Table:
    rows = tuple(Row(name, _row(each, bootstrap)) for name, each in measured.items())
    return Table(title, len(next(iter(measured.values()))), rows, _NOTE)


def _row(measured: Sequence[_Measured], bootstrap: Bootstrap) -> dict[str, Score]:
    """The scores of a system; those that nothing is known for are left out."""
    scores = [each.scores for each in measured]
    texts = [each.text for each in scores if each.text is not None]
    means = {
        "read": [float(bool(each.found.text)) for each in measured],
        "P": [text.precision for text in texts],
        "R": [text.recall for text in texts],
        "F1": [text.f1 for text in texts],
        "begins": [float(each.begins) for each in scores if each.begins is not None],
        "title right": [float(each.title) for each in scores if each.title is not None],
        "title F1": [each.title_words.f1 for each in scores if each.title_words is not None],
        "day right": [float(each.day) for each in scores if each.day is not None],
    }
    row = {name: bootstrap.mean(values) for name, values in means.items() if values}
    return row | _snippets(measured, bootstrap)


def _snippets(measured: Sequence[_Measured], bootstrap: Bootstrap) -> dict[str, Score]:
    """Precision and recall of snippets, as trafilatura's own evaluation counts them: over all pages together."""
    judged = [each for each in measured if each.page.present and each.page.absent]
    if not judged:
        return {}

    def share(draw: Draw, *, precision: bool) -> float:
        drawn = [judged[i] for i in draw]
        found = sum(each.scores.present for each in drawn)
        other = sum(each.scores.absent if precision else len(each.page.present) - each.scores.present for each in drawn)
        return found / (found + other) if found + other else float("nan")

    return {
        "snippets P": bootstrap.statistic(len(judged), lambda draw: share(draw, precision=True)),
        "snippets R": bootstrap.statistic(len(judged), lambda draw: share(draw, precision=False)),
    }


def _listings(measured: Sequence[_Measured]) -> tuple[Listing, ...]:
    """What is to be read: the pages that gave no text, the worst texts, wrong titles and days."""
    texts = [(each, each.scores.text) for each in measured if each.scores.text is not None and each.found.text]
    worst = sorted(texts, key=lambda pair: pair[1].f1)
    wrong_titles = [each for each in measured if each.scores.title is False and each.found.text]
    wrong_days = [each for each in measured if each.scores.day is False and each.found.text]
    return (
        Listing("Pages refused", tuple(Entry(e.page.id, e.found.refused or "") for e in measured if not e.found.text)),
        Listing(
            "Pages with the worst text",
            tuple(
                Entry(f"{each.page.id} (F1 {text.f1:.3f})", f"precision {text.precision:.3f}, recall {text.recall:.3f}")
                for each, text in worst
            ),
        ),
        Listing("Wrong titles", tuple(Entry(e.page.id, f"{e.found.title} | {e.page.title}") for e in wrong_titles)),
        Listing("Wrong days", tuple(Entry(e.page.id, f"{e.found.published} | {e.page.published}") for e in wrong_days)),
    )
