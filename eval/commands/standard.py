"""`standard`: a small set of all measures on the development data, under 15 minutes on two cores.

What is not there is left out and said; the flags of the full runs are in `eval/README.md`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
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
_SUMMHAY = ("provenance_summhay_documents_dev", "provenance_summhay_insights_dev", "provenance_summhay_sets_dev")
_ALL = "lead,central-lead,lexrank,textrank,mmr,oracle"
#: Copying is cheap and measured on all stories, writing on the first few.
STEPS = (
    Step("cluster", "cluster", (*_CLUSTERING, "articles_google_news_distractors")),
    Step("details", "details", ("details_events_dev", "details_gold_dev")),
    Step("summhay", "summhay", _SUMMHAY, ("--limit", "40")),
    Step("support-qags", "support", ("faithfulness_qags",)),
    Step("support-rank19", "support", ("faithfulness_rank19_pairs",)),
    Step("extract-fundus", "extract", ("extraction_fundus_en",)),
    Step("extract-newspaper4k", "extract", ("extraction_newspaper4k_en",)),
    Step(
        "rouge-multinews",
        "rouge",
        ("multi_news_raw_dev50",),
        ("--only", "clean", "--words", "230", "--systems", f"extractive,{_ALL}"),
    ),
    Step(
        "rouge-multinews-written",
        "rouge",
        ("multi_news_raw_dev50",),
        ("--only", "clean", "--words", "230", "--limit", "8", "--systems", "summarizer,extractive,lead,mmr"),
    ),
    Step(
        "rouge-allsides",
        "rouge",
        ("allsides_neus_val",),
        ("--words", "66", "--limit", "100", "--systems", f"extractive,{_ALL}"),
    ),
    Step(
        "rouge-allsides-written",
        "rouge",
        ("allsides_neus_val",),
        ("--words", "66", "--limit", "20", "--systems", "summarizer,extractive,lead,mmr"),
    ),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    names = ", ".join([*(step.name for step in STEPS), "speed"])
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help=f"development data (default ${DATA_VARIABLE}, else {DEFAULT_DATA})"
    )
    parser.add_argument("--steps", metavar="NAMES", help=f"comma-separated, of: {names}")
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
    for name, command in _commands(data, arguments.steps).items():
        print(f"\n== {name}: {' '.join(command)}", flush=True)
        start = time.perf_counter()
        worst = max(worst, main([*command, "--out", str(arguments.out / f"{name}.json")]))
        print(f"-- {name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return max(worst, main(["report", str(arguments.out), "--out", str(arguments.out / "report.html")]))


def _commands(data: Path, names: str | None) -> dict[str, list[str]]:
    """The command line of each step, less those whose data is missing, which are named on standard error."""
    commands = {}
    for step in STEPS:
        paths = [_find(data, file) for file in step.files]
        missing = [file for file, path in zip(step.files, paths, strict=True) if path is None]
        if missing:
            print(f"warning: {step.name} is left out: {', '.join(missing)} not in {data}", file=sys.stderr)
            continue
        commands[step.name] = [step.command, *map(str, paths), *step.options]
    commands["speed"] = ["speed", str(_SEEDS)]
    if names is None:
        return commands
    wanted = names.split(",")
    unknown = sorted(set(wanted) - {step.name for step in STEPS} - {"speed"})
    if unknown:
        raise EvalError(f"--steps: no step {', '.join(unknown)}")
    return {name: command for name, command in commands.items() if name in wanted}


def _find(data: Path, name: str) -> Path | None:
    """The data file of that name, gzipped or plain."""
    candidates = (data / f"{name}.jsonl.gz", data / f"{name}.jsonl")
    return next((path for path in candidates if path.is_file()), None)
