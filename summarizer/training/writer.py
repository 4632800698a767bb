"""`writer`: teach the writer a style: an adapter, from pairs of source sentences and an editor's sentence.

python -m summarizer.training writer PAIRS.jsonl[:N]... -o ADAPTER
"""

from __future__ import annotations

import argparse
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer import __version__
from summarizer.errors import InputError, ModelError
from summarizer.models import detect_hardware, embedded_writer_file, load_parser, load_writer
from summarizer.models.adapter import read_adapter, require_base
from summarizer.models.hardware import Hardware
from summarizer.models.store import EMBEDDED_WRITER, file_digest
from summarizer.training.examples import Pair, draw, fit_for_training, read_pairs
from summarizer.training.lora import Recipe, train
from summarizer.types import Checker
from summarizer.verify import make_checker

EPILOG = 'A pair is a line {"src": ["sentence", ...], "tgt": "sentence"}. Use the result with --adapter ADAPTER.'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    defaults = Recipe()
    option = parser.add_argument
    option(
        "pairs",
        nargs="+",
        metavar="PAIRS[:N]",
        help="JSONL files, gzipped or not; of a file with :N at most N pairs of one source and N of several",
    )
    option(
        "--trusted",
        nargs="+",
        default=[],
        metavar="PAIRS[:N]",
        help="files of pairs that people made to be true: unchecked",
    )
    option("-o", "--output", type=Path, required=True, metavar="ADAPTER", help="folder to write the adapter to")
    option("--start", type=Path, metavar="ADAPTER", help="go on teaching this adapter, of the same rank")
    option("--model", metavar="FOLDER", help="the writer to teach: a model's folder (default: the embedded one)")
    option("--epochs", type=int, default=defaults.epochs, metavar="N", help=f"default {defaults.epochs}")
    option("--batch", type=int, default=defaults.batch, metavar="N", help=f"default {defaults.batch}")
    option("--learning-rate", type=float, default=defaults.learning_rate, metavar="R", help="default 2e-4")
    option("--rank", type=int, default=defaults.rank, metavar="N", help=f"default {defaults.rank}")
    option("--seed", type=int, default=defaults.seed, metavar="N", help=f"default {defaults.seed}")
    option("--most", type=int, metavar="N", help="the N of files without one (default: all pairs)")
    option(
        "--all", action="store_true", help="learn from every pair, also from those that drop a qualifier or a source"
    )


def run(arguments: argparse.Namespace) -> None:
    """Read and sift the pairs, train, say where the adapter is."""
    pairs, digest = _pairs(arguments)
    hardware = detect_hardware()
    if hardware.device == "cpu":  # bfloat16 took half as long again where the processor has no matrix units
        hardware = Hardware("cpu", "float32")
    writer: Any = load_writer(arguments.model, hardware)
    if writer.model.config.is_encoder_decoder:
        raise ModelError(f"{arguments.model}: only causal chat models can be taught here; this is an encoder-decoder")
    weights = Path(arguments.model) / "model.safetensors" if arguments.model else embedded_writer_file()
    if not weights.is_file():
        raise ModelError(f"{arguments.model}: a model in a folder is needed, with model.safetensors in it")
    record = {
        "base": (arguments.model and Path(arguments.model).name) or EMBEDDED_WRITER,
        "base_sha256": file_digest(weights),
        "data_sha256": digest,
        "precision": hardware.precision,
        "version": __version__,
    }
    start = read_adapter(arguments.start) if arguments.start else None
    if start:
        require_base(start, record["base_sha256"], record["base"])
        record["start"] = start.label
    recipe = Recipe(
        epochs=arguments.epochs, batch=arguments.batch, learning_rate=arguments.learning_rate, rank=arguments.rank,
        seed=arguments.seed,
    )  # fmt: skip
    losses = train(
        writer.model, writer.tokenizer, writer.chat, pairs, arguments.output, recipe, record, _progress,
        start=start.folder if start else None,
    )  # fmt: skip
    told = ", ".join(f"{loss:.3f}" for loss in losses)
    print(f"{arguments.output}: {len(pairs)} pairs, loss {told} nats a token; use it with --adapter", file=sys.stderr)


def _pairs(arguments: argparse.Namespace) -> tuple[tuple[Pair, ...], str]:
    """The pairs to learn from, and a hash of them."""
    check = make_checker(load_parser())
    found = [pair for each in arguments.pairs for pair in _fit(each, check, arguments)]
    found += [pair for each in arguments.trusted for pair in _fit(each, None, arguments)]
    if not found:
        raise InputError("no pair is fit to learn from; --all takes every one")
    return tuple(found), sha256("\n".join(repr(pair) for pair in found).encode()).hexdigest()


def _fit(named: str, check: Checker | None, arguments: argparse.Namespace) -> tuple[Pair, ...]:
    """The pairs of one file to learn from; what was left out is told."""
    path, most = file_and_most(named, arguments.most)
    file = read_pairs(path)
    if file.malformed:
        lines = ", ".join(map(str, file.malformed[:5]))
        print(f"{path}: {len(file.malformed)} lines hold no pair and were skipped: {lines}", file=sys.stderr)
    kept, told = file.pairs, "all"
    if not arguments.all:
        kept, dropped = fit_for_training(file.pairs, check)
        told = "left out: " + ", ".join(f"{number} {reason}" for reason, number in dropped)
    drawn = draw(kept, most, arguments.seed) if most else kept
    print(f"{path}: {len(file.pairs)} pairs, {len(kept)} fit, {len(drawn)} taken ({told})", file=sys.stderr)
    return drawn


def file_and_most(named: str, most: int | None) -> tuple[Path, int | None]:
    """ "pairs.jsonl:300" as the file and 300; a file whose very name ends so is taken as it is."""
    name, colon, number = named.rpartition(":")
    if colon and number.isdigit() and not Path(named).exists():
        return Path(name), int(number)
    return Path(named), most


def _progress(stage: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{stage}: step {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done % 20 == 0 or done == total:
        print(f"{stage}: step {done} of {total}", file=sys.stderr)
