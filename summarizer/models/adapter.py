"""Adapters: low-rank changes of a writer's weights (LoRA, Hu et al. 2021), folded into it when it is loaded.

An adapter is a folder as peft writes it - `adapter_config.json`, `adapter_model.safetensors` - with `training.json`
beside them, which names the weights it was trained on. On other weights it would do harm, so it is refused there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import ModelError
from summarizer.models.store import file_digest

WEIGHTS, CONFIG, TRAINING = "adapter_model.safetensors", "adapter_config.json", "training.json"
#: How peft writes the names of the layers it has changed.
_PREFIX, _DOWN, _UP = "base_model.model.", ".lora_A.weight", ".lora_B.weight"


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter on disk, ready to be folded in."""

    folder: Path
    #: SHA-256 of the adapter's weights.
    digest: str
    #: SHA-256 of the base model's weight file.
    base: str
    #: What the product of the two low-rank matrices is multiplied by.
    scale: float

    @property
    def label(self) -> str:
        """Name and hash, for the manifest."""
        return f"{self.folder.name}@{self.digest[:12]}"


def read_adapter(folder: Path) -> Adapter:
    """The adapter in that folder; ModelError if there is none, or one of a kind that cannot be folded."""
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        training = json.loads((folder / TRAINING).read_text(encoding="utf-8"))
        if config["peft_type"] != "LORA" or config.get("use_dora") or config.get("use_rslora"):
            raise ModelError(f"{folder}: only plain LoRA adapters can be used; this is {config['peft_type']}")
        return Adapter(
            folder, file_digest(folder / WEIGHTS), training["base_sha256"], config["lora_alpha"] / config["r"]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError, RecursionError) as error:
        raise ModelError(
            f"{folder}: no adapter there ({type(error).__name__}: {error}); make one with "
            "`python -m summarizer.training writer`"
        ) from error


def require_base(adapter: Adapter, digest: str, model: str) -> None:
    """ModelError unless the adapter was trained on the weights with that SHA-256."""
    if adapter.base != digest:
        raise ModelError(
            f"{adapter.folder}: trained on other weights ({adapter.base[:12]}) than those of {model} ({digest[:12]}); "
            f"train one for it with `python -m summarizer.training writer --model {model}`"
        )


def fold(adapter: Adapter, model: Any) -> None:
    """Change the model's weights as the adapter says: W + scale * B A, computed in float32."""
    import torch
    from safetensors.torch import load_file

    tensors = load_file(adapter.folder / WEIGHTS)
    layers = dict(model.named_modules())
    for name, down in tensors.items():
        if not name.endswith(_DOWN):
            continue
        layer = layers.get(name.removeprefix(_PREFIX).removesuffix(_DOWN))
        up = tensors.get(name.replace(_DOWN, _UP))
        if layer is None or up is None or layer.weight.shape != (up.shape[0], down.shape[1]):
            raise ModelError(f"{adapter.folder}: does not fit the model at {name!r}")
        with torch.no_grad():
            change = adapter.scale * (up.float() @ down.float())
            layer.weight.copy_((layer.weight.float() + change.to(layer.weight.device)).to(layer.weight.dtype))
