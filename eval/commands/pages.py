"""`pages`: web pages a second and peak memory, beside trafilatura alone in one process, on the same pages.

The pages are made from saved ones: the page of one article with the paragraphs of others in their places and an address
of its own, so that no two are the same and none of the site's furniture is missing. They are written to a temporary
folder, and each system reads them from there, one system after the other. Timings have no interval: repeat them.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.alone import alone, peak_bytes, processor_seconds
from eval.commands.options import Options, positive
from eval.data import load
from eval.items import SavedPage, saved_page
from eval.progress import track
from eval.results import Result, Row, Table
from eval.signature import sign
from eval.stats import Score

_PARAGRAPH = re.compile(r"(<p\b[^>]*>)(.*?)(</p>)", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"""<link[^>]*\brel=["']?canonical["']?[^>]*\bhref=["']?([^"'\s>]+)""", re.IGNORECASE)
#: Characters under which a paragraph is a label, a caption or a button, and stays.
_SHORT = 80
_NOTE = (
    "wall and processor seconds of reading all pages from the disk; articles: ours without copies; peak GiB: of the"
    " process, and for summarizer of its largest reading process besides"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading all pages took."""

    seconds: float
    processor: float
    #: Pages that gave a text.
    read: int
    #: Of the process itself, and of the largest of those that it started.
    peak: int
    peak_child: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("data", type=Path, nargs="+", metavar="DATA", help="saved pages, as for `extract`")
    parser.add_argument(
        "--pages", type=positive, default=10_000, metavar="N", help="how many are made (default %(default)s)"
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Make the pages, let every system read them."""
    datasets = [load(path, saved_page).first(options.limit) for path in arguments.data]
    saved = [page for dataset in datasets for page in dataset.items]
    with TemporaryDirectory(prefix="pages-") as folder:
        size = write_pages(saved, arguments.pages, Path(folder), options.bootstrap.seed)
        costs = {name: alone(read, folder) for name, read in READERS.items()}
    rows = tuple(Row(name, _row(cost, arguments.pages)) for name, cost in costs.items())
    signature = sign(datasets, {**options.described(), "pages": arguments.pages}, options.bootstrap)
    title = f"Reading pages of {size / arguments.pages / 1000:.0f} kB"
    return Result("pages", signature, (Table(title, arguments.pages, rows, _NOTE),))


def write_pages(saved: Sequence[SavedPage], count: int, folder: Path, seed: int) -> int:
    """Write so many pages to the folder; their size in bytes."""
    draw = random.Random(seed)
    texts = [t for page in saved for _, t, _ in _PARAGRAPH.findall(page.html) if len(t) >= _SHORT]
    size = 0
    for number in track(range(count), "making pages"):
        page = recombined(saved[number % len(saved)].html, texts, number, draw)
        size += (folder / f"{number:06}.html").write_bytes(page.encode("utf-8", "replace"))
    return size


def recombined(html: str, texts: Sequence[str], number: int, draw: random.Random) -> str:
    """The page with paragraphs of others in place of its own, and its number in its address."""
    # What the page says of its text elsewhere no longer holds.
    html = html.replace('"articleBody"', '"formerBody"')
    if address := _ADDRESS.search(html):
        html = html.replace(address[1], f"{address[1]}-{number}")

    def replaced(match: re.Match[str]) -> str:
        return match[0] if len(match[2]) < _SHORT else f"{match[1]}{draw.choice(texts)}{match[3]}"

    return _PARAGRAPH.sub(replaced, html)


def _by_the_product(folder: str) -> Cost:
    from summarizer import read_paths

    start = time.perf_counter()
    reading = read_paths([folder])
    return _cost(start, len(reading.articles))


def _by_trafilatura(folder: str) -> Cost:
    """Text, title and date of each page, all kept, as ours are."""
    from trafilatura import bare_extraction

    start = time.perf_counter()
    documents = [
        bare_extraction(path.read_bytes(), include_comments=False, include_tables=False, with_metadata=True)
        for path in sorted(Path(folder).iterdir())
    ]
    found = [d if isinstance(d, dict) else d.as_dict() for d in documents if d is not None]
    kept = [(d["text"], d.get("title"), d.get("date")) for d in found if d.get("text")]
    return _cost(start, len(kept))


READERS: dict[str, Callable[[str], Cost]] = {
    "summarizer": _by_the_product,
    "trafilatura": _by_trafilatura,
}


def _cost(start: float, read: int) -> Cost:
    seconds = time.perf_counter() - start
    return Cost(seconds, processor_seconds(), read, peak_bytes(), peak_bytes(resource.RUSAGE_CHILDREN))


def _row(cost: Cost, pages: int) -> dict[str, Score]:
    return {
        "seconds": Score(cost.seconds),
        "pages a second": Score(pages / cost.seconds),
        "processor seconds": Score(cost.processor),
        "pages a processor second": Score(pages / cost.processor),
        "articles": Score(float(cost.read)),
        "peak GiB": Score(cost.peak / 2**30),
        "peak GiB of a reading process": Score(cost.peak_child / 2**30),
    }
