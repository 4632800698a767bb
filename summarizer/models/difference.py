"""A fine-tuned model as its difference to the base: what was learned, without what everybody has.

Each matrix is kept in whole numbers of eight bits, a scale for each row; a matrix that was not trained is not kept. It
is bound to the base's weights by their hash: on others it would do harm.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.models.store import file_digest

if TYPE_CHECKING:
    from torch import Tensor

DIFFERENCE, TRAINING = "difference.safetensors", "training.json"
#: Behind the name of a matrix: its scales.
_SCALE = ".scale"


def save_difference(base: dict[str, Tensor], model: Any, folder: Path) -> None:
    """Write what the model's weights differ in from the base's; rows are rounded to 1/127 of their largest change."""
    import torch
    from safetensors.torch import save_file

    kept: dict[str, Tensor] = {}
    for name, weight in model.state_dict().items():
        change = weight.detach().float() - base[name].float()
        if not change.any():
            continue
        if change.dim() < 2:
            kept[name] = change.contiguous()
            continue
        scale = change.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
        kept[name] = (change / scale).round().to(torch.int8).contiguous()
        kept[name + _SCALE] = scale.squeeze(1).contiguous()
    save_file(kept, folder / DIFFERENCE)


def add_difference(model: Any, folder: Path, base_weights: Path) -> None:
    """Change the model's weights to the fine-tuned ones; ModelError unless they are those it was made from."""
    import torch
    from safetensors.torch import load_file

    expected = json.loads((folder / TRAINING).read_text(encoding="utf-8"))["base_sha256"]
    found = file_digest(base_weights)
    if expected != found:
        raise ModelError(
            f"{folder}: made for other weights ({expected[:12]}) than those of {base_weights} ({found[:12]})"
        )
    kept, state = load_file(folder / DIFFERENCE), model.state_dict()
    with torch.no_grad():
        for name, change in kept.items():
            if not name.endswith(_SCALE):
                scale = kept.get(name + _SCALE)
                state[name].add_(change if scale is None else change.float() * scale.unsqueeze(1))
