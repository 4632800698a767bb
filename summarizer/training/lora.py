"""Training a LoRA adapter (Hu et al. 2021) of the writer on pairs, with peft; seeded, resumable, on CPU or GPU.

Only the target's tokens are learned from. Batches hold pairs of like length; their order is drawn from the seed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.language.prompts import prompt_for
from summarizer.models.adapter import CONFIG, TRAINING, WEIGHTS
from summarizer.models.loading import quiet_transformers
from summarizer.training.examples import Pair
from summarizer.training.steps import rate, schedule
from summarizer.types import Progress

if TYPE_CHECKING:
    import torch

#: Where an interrupted training goes on from.
CHECKPOINT = "checkpoint.pt"
#: Steps between two checkpoints: about four minutes on two cores.
CHECKPOINT_STEPS = 40


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an adapter is trained. The defaults made the one that is shipped."""

    epochs: int = 2
    batch: int = 8
    learning_rate: float = 2e-4
    rank: int = 16
    dropout: float = 0.05
    seed: int = 0
    #: Longest prompt and target together, in tokens; longer pairs are left out.
    max_tokens: int = 384


def train(
    model: Any,
    tokenizer: Any,
    chat: Any,
    pairs: Sequence[Pair],
    output: Path,
    recipe: Recipe,
    record: dict[str, Any],
    progress: Progress,
    checkpoint_steps: int = CHECKPOINT_STEPS,
    start: Path | None = None,
) -> list[float]:
    """Write the adapter to the folder `output`; returns the mean loss of each epoch, in nats a token.

    It goes on from the adapter in the folder `start`, or begins anew. `chat` renders a `Prompt` as the writer
    reads it. `record` is kept in `training.json`; a checkpoint is taken up again only if it was made with the same.
    ModelError without peft.
    """
    import torch

    adapted = _with_adapter(model, recipe, start)
    rows = [row for pair in pairs if (row := _tokens(tokenizer, chat(prompt_for(pair.sources)), pair, recipe))]
    steps = list(schedule([len(ids) for ids, _ in rows], batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed))
    learned = [p for p in adapted.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=recipe.learning_rate, weight_decay=0.0)
    full = record | {"recipe": asdict(recipe), "pairs": len(rows)}
    output.mkdir(parents=True, exist_ok=True)
    done, losses = _resume(output, adapted, optimizer, full)
    adapted.train()
    for number in range(done, len(steps)):
        torch.manual_seed(recipe.seed * 100_003 + number)  # dropout is the same after a resumption
        speed, batch = recipe.learning_rate * rate(number, len(steps)), [rows[i] for i in steps[number]]
        losses.append(_step(adapted, optimizer, batch, speed, tokenizer.pad_token_id))
        progress("train", number + 1, len(steps))
        if (number + 1) % checkpoint_steps == 0:
            _save_checkpoint(output, adapted, optimizer, full, number + 1, losses)
    means = _by_epoch(losses, recipe.epochs)
    _write(adapted, output, full | {"loss": [round(mean, 4) for mean in means]})
    return means


def _with_adapter(model: Any, recipe: Recipe, start: Path | None = None) -> Any:
    """The model with an adapter to learn, that of the folder or a new one; ModelError if it has another shape."""
    import torch
    from safetensors.torch import load_file

    try:
        from peft import LoraConfig, get_peft_model, set_peft_model_state_dict
    except ImportError as error:
        raise ModelError("training needs peft; get it with: pip install 'summarizer[train]'") from error
    torch.manual_seed(recipe.seed)
    settings = LoraConfig(
        r=recipe.rank,
        lora_alpha=2 * recipe.rank,
        lora_dropout=recipe.dropout,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    with quiet_transformers():  # peft asks for a property that transformers deprecates
        adapted = get_peft_model(model, settings)
    if start:
        try:
            set_peft_model_state_dict(adapted, load_file(start / WEIGHTS))
        except RuntimeError as error:
            raise ModelError(f"{start}: an adapter of another rank, or for another model; see --rank") from error
    return adapted


def _tokens(tokenizer: Any, prompt: str, pair: Pair, recipe: Recipe) -> tuple[list[int], int] | None:
    """Token ids of prompt and target, and where the target begins; None if they are too many."""
    before = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    after = tokenizer(pair.target, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
    return (before + after, len(before)) if len(before) + len(after) <= recipe.max_tokens else None


def _step(
    adapted: Any, optimizer: torch.optim.Optimizer, rows: Sequence[tuple[list[int], int]], rate: float, padding: int
) -> float:
    """The loss of a batch, after the adapter has learned from it at that rate."""
    import torch

    for group in optimizer.param_groups:
        group["lr"] = rate
    loss = _loss(adapted, rows, padding)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


def _loss(adapted: Any, rows: Sequence[tuple[list[int], int]], padding: int) -> torch.Tensor:
    """Mean surprise at the target's tokens; the rest is not scored: the vocabulary is most of a small model's work."""
    import torch

    width = max(len(ids) for ids, _ in rows)
    device = next(adapted.parameters()).device
    ids = torch.full((len(rows), width), padding)
    seen = torch.zeros((len(rows), width), dtype=torch.long)
    learned = torch.zeros((len(rows), width), dtype=torch.bool)
    for row, (tokens, start) in enumerate(rows):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        seen[row, : len(tokens)] = 1
        learned[row, start : len(tokens)] = True
    ids, seen, learned = ids.to(device), seen.to(device), learned.to(device)
    whole = adapted.get_base_model()
    hidden = whole.model(input_ids=ids, attention_mask=seen).last_hidden_state
    scores = whole.lm_head(hidden[:, :-1][learned[:, 1:]])
    return torch.nn.functional.cross_entropy(scores.float(), ids[:, 1:][learned[:, 1:]])


def _resume(output: Path, adapted: Any, optimizer: Any, record: dict[str, Any]) -> tuple[int, list[float]]:
    """The step to go on with and the losses so far; 0 and none if there is no checkpoint of this very training."""
    import torch
    from peft import set_peft_model_state_dict

    path = output / CHECKPOINT
    if not path.is_file():
        return 0, []
    kept = torch.load(path, weights_only=True)
    if kept["record"] != json.dumps(record, sort_keys=True):
        return 0, []
    set_peft_model_state_dict(adapted, kept["adapter"])
    optimizer.load_state_dict(kept["optimizer"])
    return kept["step"], kept["losses"]


def _save_checkpoint(
    output: Path, adapted: Any, optimizer: Any, record: dict[str, Any], step: int, losses: list[float]
) -> None:
    import torch
    from peft import get_peft_model_state_dict

    state = {
        "record": json.dumps(record, sort_keys=True),
        "adapter": get_peft_model_state_dict(adapted),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "losses": losses,
    }
    building = output / f".{CHECKPOINT}"
    torch.save(state, building)
    building.replace(output / CHECKPOINT)


def _by_epoch(losses: Sequence[float], epochs: int) -> list[float]:
    size = max(1, len(losses) // max(1, epochs))
    return [sum(part) / len(part) for i in range(epochs) if (part := losses[i * size : (i + 1) * size])]


def _write(adapted: Any, output: Path, record: dict[str, Any]) -> None:
    """The adapter as peft writes it, in bfloat16: half the size, and finer than what the weights can take up."""
    import torch
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    state = get_peft_model_state_dict(adapted)
    save_file({name: tensor.to(torch.bfloat16).contiguous() for name, tensor in state.items()}, output / WEIGHTS)
    config = adapted.peft_config["default"].to_dict()
    config["base_model_name_or_path"] = record["base"]
    config["inference_mode"] = True
    plain = {key: sorted(value) if isinstance(value, set) else value for key, value in config.items()}
    (output / CONFIG).write_text(json.dumps(plain, indent=2, sort_keys=True, default=str) + "\n", encoding="utf-8")
    (output / TRAINING).write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (output / CHECKPOINT).unlink(missing_ok=True)
