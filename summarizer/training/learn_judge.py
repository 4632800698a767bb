"""`judge`: teach the embedded encoder to judge whether a sentence follows from others.

    python -m summarizer.training judge JUDGEMENTS.jsonl[.gz]... [--start JUDGE] -o FOLDER

A cross-encoder (Nogueira and Cho 2019): evidence and sentence are read together, each word of the sentence is scored,
and the sentence is worth what its weakest words are. Of an edit it is known which words are wrong: they are learned
from too. One number for the whole sentence learned nothing from the same data in 600 steps. All of the encoder learns
but its word vectors. Seeded; an interrupted training goes on from its last checkpoint. What is written is the
difference to the encoder (`models.difference`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.models.difference import DIFFERENCE, TRAINING, add_difference, save_difference
from summarizer.models.entailment import encode, sentence_tokens, untaught, weakest
from summarizer.models.hardware import detect_hardware
from summarizer.models.store import embedded_encoder_folder, file_digest
from summarizer.training.json_lines import read_items, signed
from summarizer.training.mixture import MOST, Row, mixture
from summarizer.training.steps import rate, schedule
from summarizer.types import Progress

if TYPE_CHECKING:
    import torch

EPILOG = "An interrupted training goes on when the same command is given again."
CHECKPOINT = "checkpoint.pt"
#: Steps between two checkpoints: about three minutes on one core.
CHECKPOINT_STEPS = 100
#: How many times as fast the new head learns.
HEAD = 10.0
#: Kinds of edits that are learned at once.
EASY = ("number", "date", "name", "place")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the judge is trained. The defaults made the one that is shipped."""

    epochs: int = 1
    batch: int = 32
    learning_rate: float = 1e-4
    weight_decay: float = 0.01
    seed: int = 0


def train(
    rows: Sequence[Row],
    output: Path,
    recipe: Recipe,
    record: dict[str, Any],
    progress: Progress,
    checkpoint_steps: int = CHECKPOINT_STEPS,
    beginning: Path | None = None,
) -> float:
    """The mean loss of the last tenth of the steps, in nats; the judge is written to the folder `output`.

    It goes on from the judge in the folder `beginning`, or begins with the encoder as it is.
    """
    import torch

    torch.manual_seed(recipe.seed)
    model, tokenizer, base = _begun(beginning)
    device = detect_hardware().device
    model.to(device)
    optimizer = torch.optim.AdamW(_paces(model), lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    steps = _steps(rows, recipe)
    full = record | {"recipe": asdict(recipe), "examples": len(rows)}
    output.mkdir(parents=True, exist_ok=True)
    start, losses = _resume(output, model, optimizer, full)
    model.train()
    for number in range(start, len(steps)):
        torch.manual_seed(recipe.seed * 100_003 + number)  # dropout is the same after a resumption
        for group in optimizer.param_groups:
            group["lr"] = group["times"] * recipe.learning_rate * rate(number, len(steps))
        losses.append(_step(model, tokenizer, optimizer, [rows[i] for i in steps[number]], device))
        progress("train", number + 1, len(steps))
        if (number + 1) % checkpoint_steps == 0:
            _save(output, model, optimizer, full, number + 1, losses)
    last = losses[-max(1, len(losses) // 10) :]
    full["loss"] = round(sum(last) / len(last), 4)
    save_difference(base, model.cpu(), output)
    (output / TRAINING).write_text(json.dumps(full, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (output / CHECKPOINT).unlink(missing_ok=True)
    return float(full["loss"])


def _begun(beginning: Path | None) -> tuple[Any, Any, dict[str, torch.Tensor]]:
    """(model, tokenizer, the weights of the encoder), before anything is learned here."""
    model, tokenizer = untaught()
    base = {name: weight.clone() for name, weight in model.state_dict().items()}
    if beginning:
        add_difference(model, beginning, embedded_encoder_folder() / "model.safetensors")
    model.base_model.embeddings.word_embeddings.weight.requires_grad = False
    return model, tokenizer, base


def _paces(model: Any) -> list[dict[str, Any]]:
    """The weights that are learned, those of the head apart: nothing is known of them, and they learn faster."""
    learned = [p for p in model.parameters() if p.requires_grad]
    head = {id(p) for p in model.classifier.parameters()}
    return [
        {"params": [p for p in learned if id(p) not in head], "times": 1.0},
        {"params": [p for p in learned if id(p) in head], "times": HEAD},
    ]


def _steps(rows: Sequence[Row], recipe: Recipe) -> list[list[int]]:
    """The rows of each step: half of the kinds that are learned at once, then all the others.

    Which word has no match is learned in 60 steps from these alone, and had not been after 150 from all together; what
    is matched and yet wrong is learned only by who knows that.
    """
    easy = [i for i, row in enumerate(rows) if row.kind in EASY]
    easy = easy[: len(easy) // 2]  # the others later, lest they be forgotten
    rest = sorted(set(range(len(rows))) - set(easy))
    found = []
    for part in (easy, rest):
        lengths = [len(rows[i].evidence) + len(rows[i].text) for i in part]
        batches = schedule(lengths, batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed)
        found += [[part[i] for i in batch] for batch in batches]
    return found


def _step(model: Any, tokenizer: Any, optimizer: Any, rows: Sequence[Row], device: str) -> float:
    import torch

    encoded = encode(tokenizer, [(row.evidence, row.text) for row in rows], return_offsets_mapping=True)
    places = encoded.pop("offset_mapping")
    encoded = encoded.to(device)
    inside = sentence_tokens(encoded)
    # On CPUs without matrix units bfloat16 took twice as long as float32.
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu"):
        scores = model(**encoded).logits.squeeze(-1).float()
    loss = _loss(scores, inside, _token_labels(rows, places, inside).to(device), rows)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.item())


def _loss(scores: torch.Tensor, inside: torch.Tensor, labels: torch.Tensor, rows: Sequence[Row]) -> torch.Tensor:
    """How wrong the sentences are judged, and the words of those whose wrong words are known; right and wrong alike."""
    import torch

    judged = torch.nn.functional.binary_cross_entropy_with_logits
    wanted = torch.tensor([float(row.true) for row in rows], device=scores.device)
    loss = judged(weakest(scores, inside), wanted)
    for label in (0.0, 1.0):
        chosen = scores[labels == label]
        if len(chosen):
            loss = loss + 0.5 * judged(chosen, torch.full_like(chosen, label))
    return loss


def _token_labels(rows: Sequence[Row], places: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """1 for each token that follows, 0 for one that does not, -1 where that is not known or not asked."""
    import torch

    labels = torch.full(inside.shape, -1.0)
    for number, row in enumerate(rows):
        if row.wrong is None:
            continue
        for token in inside[number].nonzero().flatten().tolist():
            start, end = places[number, token].tolist()
            wrong = any(start < b and a < end for a, b in row.wrong)
            labels[number, token] = 0.0 if wrong else 1.0
    return labels


def _resume(output: Path, model: Any, optimizer: Any, record: dict[str, Any]) -> tuple[int, list[float]]:
    """The step to go on with and the losses so far; 0 and none without a checkpoint of this very training."""
    import torch

    path = output / CHECKPOINT
    kept = torch.load(path, weights_only=True) if path.is_file() else None
    if kept is None or kept["record"] != json.dumps(record, sort_keys=True):
        return 0, []
    model.load_state_dict(kept["model"])
    optimizer.load_state_dict(kept["optimizer"])
    return kept["step"], kept["losses"]


def _save(output: Path, model: Any, optimizer: Any, record: dict[str, Any], step: int, losses: list[float]) -> None:
    import torch

    state = {
        "record": json.dumps(record, sort_keys=True), "model": model.state_dict(),
        "optimizer": optimizer.state_dict(), "step": step, "losses": losses,
    }  # fmt: skip
    building = output / f".{CHECKPOINT}"
    torch.save(state, building)
    building.replace(output / CHECKPOINT)


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The judgements of these files; InputError for one that holds none."""
    expected = "a judgement as `python -m summarizer.training judgements` writes it"
    return [row for path in paths for row in read_items(path, _row, expected)]


def _row(value: Any, _: str) -> Row:
    kind, data, document = (str(value[key]) for key in ("kind", "data", "document"))
    return Row(" ".join(value["evidence"]), str(value["text"]), bool(value["true"]), kind, data, document)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("judgements", nargs="+", type=Path, metavar="JUDGEMENTS", help="what the command `judgements` made")
    option("--start", type=Path, metavar="FOLDER", help="judge to go on from (default: the encoder as it is)")
    option("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where to write the judge")
    for name, kind, default in (
        ("epochs", int, 1),
        ("batch", int, 32),
        ("learning-rate", float, 1e-4),
        ("most", int, MOST),
        ("seed", int, 0),
    ):
        told = "judgements of one data set, " if name == "most" else ""
        option(f"--{name}", type=kind, default=default, help=f"{told}default %(default)s")


def run(arguments: argparse.Namespace) -> None:
    """Train, and say how well it went."""
    rows = mixture(read_rows(arguments.judgements), most=arguments.most, seed=arguments.seed)
    recipe = Recipe(arguments.epochs, arguments.batch, arguments.learning_rate, seed=arguments.seed)
    record = {
        "version": __version__,
        "base_sha256": file_digest(embedded_encoder_folder() / "model.safetensors"),
        "data": dict(signed(arguments.judgements)),
        "most": arguments.most,
    }
    if arguments.start:
        record["start"] = file_digest(arguments.start / DIFFERENCE)
    loss = train(rows, arguments.output, recipe, record, _told, beginning=arguments.start)
    print(f"{arguments.output}: {len(rows)} examples, loss {loss:.3f}", file=sys.stderr)


def _told(stage: str, done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        print(f"{stage} {done}/{total}", file=sys.stderr, flush=True)
