"""`extract`: the article's text, title and day from saved web pages, beside trafilatura alone."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
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
from eval.stats import Bootstrap, Score

Extractor: TypeAlias = Callable[[SavedPage], Extracted]

_NOTE = (
    "words of the article text, each as often as it occurs; title: same words in the same order; day: of those dated"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "data", type=Path, metavar="DATA", help="pages: `html`, `expected_text`, `expected_title`, `expected_date`"
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Read every page with every system, measure, list the worst."""
    dataset = load(arguments.data, saved_page).first(options.limit)
    pages = dataset.items
    scores = {
        name: [measure(extract(page), page) for page in track(pages, name)] for name, extract in EXTRACTORS.items()
    }
    rows = tuple(Row(name, _row(each, options.bootstrap)) for name, each in scores.items())
    signature = sign([dataset], options.described(), options.bootstrap)
    return Result(
        "extract", signature, (Table("Extraction", len(pages), rows, _NOTE),), _listings(pages, scores["summarizer"])
    )


def _by_the_product(page: SavedPage) -> Extracted:
    """The first article that the product reads from the page."""
    from summarizer import read_bytes

    reading = read_bytes(page.html.encode(), f"{page.id}.html")
    if not reading.articles:
        return Extracted("", None, None)
    article = reading.articles[0]
    return Extracted(article.text, article.title, article.published)


def _by_trafilatura(page: SavedPage) -> Extracted:
    """What trafilatura finds, without comments and tables."""
    import trafilatura

    text = trafilatura.extract(page.html, include_comments=False, include_tables=False) or ""
    metadata = trafilatura.extract_metadata(page.html)
    day = datetime.fromisoformat(metadata.date).replace(tzinfo=UTC) if metadata and metadata.date else None
    return Extracted(text, metadata.title if metadata else None, day)


EXTRACTORS: dict[str, Extractor] = {"summarizer": _by_the_product, "trafilatura": _by_trafilatura}


def _row(scores: Sequence[ExtractionScores], bootstrap: Bootstrap) -> dict[str, Score]:
    return {
        "P": bootstrap.mean([each.text.precision for each in scores]),
        "R": bootstrap.mean([each.text.recall for each in scores]),
        "F1": bootstrap.mean([each.text.f1 for each in scores]),
        "title right": bootstrap.mean([float(each.title) for each in scores if each.title is not None]),
        "title F1": bootstrap.mean([each.title_words.f1 for each in scores if each.title_words is not None]),
        "day right": bootstrap.mean([float(each.day) for each in scores if each.day is not None]),
    }


def _listings(pages: Sequence[SavedPage], scores: Sequence[ExtractionScores]) -> tuple[Listing, ...]:
    worst = sorted(zip(scores, pages, strict=True), key=lambda pair: pair[0].text.f1)
    return (
        Listing(
            "Pages with the worst text",
            tuple(
                Entry(
                    f"{page.id} (F1 {s.text.f1:.3f})", f"precision {s.text.precision:.3f}, recall {s.text.recall:.3f}"
                )
                for s, page in worst
            ),
        ),
        Listing(
            "Wrong titles",
            tuple(Entry(page.id, page.title or "") for s, page in zip(scores, pages, strict=True) if s.title is False),
        ),
        Listing(
            "Wrong days",
            tuple(Entry(page.id, str(page.published)) for s, page in zip(scores, pages, strict=True) if s.day is False),
        ),
    )
