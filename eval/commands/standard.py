"""`standard`: a small set of all measures on the development data, under 15 minutes on two cores.

What is not there is left out and said; the flags of the full runs are in `eval/README.md`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError

#: Where the data lie when neither --data nor the environment says so: beside the checkout.
DEFAULT_DATA = Path("../shared/data")
DATA_VARIABLE = "SUMMARIZER_EVAL_DATA"
_SEEDS = Path(__file__).parent.parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Step:
    """One run of the set: its name, the command, its data files, and its options."""

    name: str
    command: str
    files: tuple[str, ...]
    options: tuple[str, ...] = ()


_CLUSTERING = ("clustering_basil_dev", "clustering_giveme5w1h_dev", "clustering_ecbplus_dev")
_POOL = (*_CLUSTERING, "articles_google_news_distractors")
_VOLUME = (*_POOL, "articles_bbc2004")
_SUMMHAY = ("provenance_summhay_documents_dev", "provenance_summhay_insights_dev", "provenance_summhay_sets_dev")
_WRITER = ("fusion_pairs_allsides_val",)
_MULTINEWS = (("multi_news_raw_dev50",), ("--only", "clean", "--words", "230"))
_ALLSIDES = (("allsides_neus_val",), ("--words", "66"))
_BASELINES = "lead,central-lead,lexrank,textrank,mmr,oracle"
_COPYING = ("--systems", f"extractive,{_BASELINES}")
_WRITING = ("--systems", f"summarizer,extractive,{_BASELINES}")


def _rouge(name: str, story_set: tuple[tuple[str, ...], tuple[str, ...]], *options: str) -> Step:
    files, fixed = story_set
    return Step(name, "rouge", files, (*fixed, *options))


#: Without the writer all of this is quick, and done whole in both sets.
_SHARED = (
    Step("cluster", "cluster", _POOL),
    Step("details", "details", ("details_events_dev", "details_gold_dev")),
    Step("since", "since", ("details_events_dev", "details_gold_dev")),
    Step("support-qags", "support", ("faithfulness_qags",)),
    Step("support-rank19", "support", ("faithfulness_rank19_pairs",)),
    Step("extract-fundus", "extract", ("extraction_fundus_en",)),
    Step("extract-newspaper4k", "extract", ("extraction_newspaper4k_en",)),
)
#: Copying is measured on many stories, writing on the first few.
QUICK = (
    *_SHARED,
    Step("copies", "copies", _POOL, ("--count", "60")),
    Step("scale", "scale", _VOLUME, ("--sizes", "400,2000")),
    Step("summhay", "summhay", _SUMMHAY, ("--limit", "12")),
    Step("writer", "writer", _WRITER, ("--limit", "30")),
    _rouge("rouge-multinews", _MULTINEWS, *_COPYING),
    _rouge("rouge-multinews-written", _MULTINEWS, "--limit", "4", *_WRITING),
    _rouge("rouge-allsides", _ALLSIDES, "--limit", "100", *_COPYING),
    _rouge("rouge-allsides-written", _ALLSIDES, "--limit", "8", *_WRITING),
)
#: Saved pages of other makers: whole texts, snippets, first words, titles and days.
_PAGES = {
    "extract-world": "fundus_world",
    "extract-wcxb": "wcxb",
    "extract-readability": "readability",
    "extract-newspaper4k-world": "newspaper4k_world",
    "extract-snippets": "trafilatura_segments",
    "extract-postlight": "postlight_meta",
    "extract-goose": "goose_prefix",
}
#: What `eval/results/` holds.
FULL = (
    *_SHARED,
    *(Step(name, "extract", (f"extraction_{data}_dev",)) for name, data in _PAGES.items()),
    *(Step(f"cluster-{name.split('_')[1]}", "cluster", (name,)) for name in _CLUSTERING),
    Step("cluster-without-dates", "cluster", _POOL, ("--without-dates",)),
    Step("cluster-without-titles", "cluster", _POOL, ("--without-titles",)),
    Step("copies", "copies", _POOL),
    Step("scale", "scale", _VOLUME),
    Step("summhay", "summhay", _SUMMHAY),
    Step("writer", "writer", _WRITER),
    _rouge("rouge-multinews", _MULTINEWS, *_WRITING),
    _rouge("rouge-allsides", _ALLSIDES, *_WRITING),
    Step("rouge-truncated", "rouge", ("multi_news_trunc_val",), ("--words", "230", "--limit", "300", *_COPYING)),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    names = ", ".join([*(step.name for step in QUICK), "speed"])
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help=f"development data (default ${DATA_VARIABLE}, else {DEFAULT_DATA})"
    )
    parser.add_argument("--steps", metavar="NAMES", help=f"only these, comma-separated, e.g. {names}")
    parser.add_argument("--full", action="store_true", help="all items with the writer: hours")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("out/eval/standard"),
        metavar="DIR",
        help="results go here (default %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run every step whose data is there, then write the page; the worst exit code of the steps."""
    from eval.cli import main  # which knows this module

    data = arguments.data or Path(os.environ.get(DATA_VARIABLE) or DEFAULT_DATA)
    if not data.is_dir():
        raise EvalError(f"{data}: no such folder; give the development data with --data DIR or ${DATA_VARIABLE}")
    worst = 0
    commands = _commands(FULL if arguments.full else QUICK, data)
    for name, command in _chosen(commands, arguments.steps).items():
        print(f"\n== {name}: {' '.join(command)}", flush=True)
        start = time.perf_counter()
        worst = max(worst, main([*command, "--out", str(arguments.out / f"{name}.json")]))
        print(f"-- {name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return max(worst, main(["report", str(arguments.out), "--out", str(arguments.out / "report.html")]))


def _commands(steps: Sequence[Step], data: Path) -> dict[str, list[str]]:
    """The command line of each step, less those whose data is missing, which are named on standard error."""
    commands = {}
    for step in steps:
        paths = [_find(data, file) for file in step.files]
        missing = [file for file, path in zip(step.files, paths, strict=True) if path is None]
        if missing:
            print(f"warning: {step.name} is left out: {', '.join(missing)} not in {data}", file=sys.stderr)
            continue
        commands[step.name] = [step.command, *map(str, paths), *step.options]
    return {**commands, "speed": ["speed", str(_SEEDS)]}


def _chosen(commands: Mapping[str, list[str]], names: str | None) -> Mapping[str, list[str]]:
    """The commands of these names; EvalError for one that is not there."""
    if names is None:
        return commands
    for name in names.split(","):
        if name not in commands:
            raise EvalError(f"--steps: no step {name!r}; there are {', '.join(commands)}")
    return {name: commands[name] for name in names.split(",")}


def _find(data: Path, name: str) -> Path | None:
    """The data file of that name, gzipped or plain."""
    candidates = (data / f"{name}.jsonl.gz", data / f"{name}.jsonl")
    return next((path for path in candidates if path.is_file()), None)
