"""`report`: one HTML page of the kept results, tables and plots, nothing loaded from elsewhere."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.results import format_score, load_kept, write_whole
from eval.stats import Score

_TEMPLATE = Path(__file__).parent.parent / "report.html.j2"
#: Bars of one plot: more measures would not be read.
_PLOTTED = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "results",
        type=Path,
        nargs="*",
        default=[Path("eval/results")],
        metavar="RESULT",
        help="kept results, files or folders (default eval/results)",
    )
    parser.add_argument(
        "--out",
        "-o",
        type=Path,
        default=Path("out/eval/report.html"),
        metavar="FILE",
        help="the page (default %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the page; exit code 0."""
    paths = [path for given in arguments.results for path in _kept(given)]
    if not paths:
        raise EvalError(f"{', '.join(map(str, arguments.results))}: no kept result; make one with --out FILE.json")
    write_whole(arguments.out, page({path.stem: load_kept(path) for path in paths}))
    print(arguments.out)
    return 0


def _kept(given: Path) -> list[Path]:
    return sorted(given.glob("*.json")) if given.is_dir() else [given]


def page(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The page for kept results by name, in their order."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["score"] = lambda kept: format_score(_score(kept))
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(results=results, plot=plot, measures=measures)


def measures(table: Mapping[str, Any]) -> list[str]:
    """Every measure of a kept table, in the order of first use."""
    return list(dict.fromkeys(measure for row in table["rows"] for measure in row["scores"]))


def plot(table: Mapping[str, Any]) -> str:
    """Bars with intervals for the table's first measures that have them, as SVG; empty if none has."""
    shown = [m for m in measures(table) if any("low" in row["scores"].get(m, {}) for row in table["rows"])][:_PLOTTED]
    if not shown:
        return ""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    rows = table["rows"]
    # The same numbers give the same bytes: no date, ids from a fixed salt; text stays text.
    with rc_context({"svg.hashsalt": "summarizer", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(2.4 * len(shown) + 1.4, 0.32 * len(rows) + 0.8), layout="constrained")
        for axes, measure in zip(figure.subplots(1, len(shown), sharey=True, squeeze=False)[0], shown, strict=True):
            scores = [_score(row["scores"].get(measure, {"value": None})) for row in rows]
            values = [score.value for score in scores]
            axes.barh([row["system"] for row in rows], values, xerr=_errors(scores), capsize=2)
            axes.set_title(measure, fontsize=9)
            axes.spines[["top", "right"]].set_visible(False)
        figure.axes[0].invert_yaxis()  # shared by all: the first system on top
        file = StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None})
    return re.sub(r"\A.*?(?=<svg)", "", file.getvalue(), flags=re.DOTALL)


def _errors(scores: Sequence[Score]) -> list[list[float]]:
    """Distances from each value down and up to its bounds."""
    low = [s.value - s.low if s.low is not None else 0.0 for s in scores]
    high = [s.high - s.value if s.high is not None else 0.0 for s in scores]
    return [[max(0.0, each) for each in low], [max(0.0, each) for each in high]]


def _score(kept: Mapping[str, Any]) -> Score:
    value = kept["value"]
    return Score(float("nan") if value is None else value, kept.get("low"), kept.get("high"))
