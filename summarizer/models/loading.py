"""Loading with transformers: a model with its tokenizer, quietly, and with foreign errors told in our words."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import ModelError
from summarizer.models.hardware import Hardware
from summarizer.models.store import file_digest


@dataclass(frozen=True)
class Loaded:
    """A model with its tokenizer, ready to be called."""

    name: str
    model: Any
    tokenizer: Any

    @classmethod
    def load_with(cls, auto_class: Any, folder: str, hardware: Hardware, label: str | None) -> Any:
        """An instance of this class around the model and tokenizer of a folder or hub name."""
        import torch
        from transformers import AutoTokenizer

        torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        model = auto_class.from_pretrained(folder, dtype=getattr(torch, hardware.precision)).to(hardware.device).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder)
        if tokenizer.pad_token is None:
            tokenizer.pad_token = tokenizer.eos_token
        return cls(label or _label(folder), model, tokenizer)


def _label(folder: str) -> str:
    """Name for the manifest: the last part of the path, with the hash of the weights if they are a local file."""
    weights = Path(folder) / "model.safetensors"
    name = Path(folder).name if Path(folder).is_dir() else folder
    return f"{name}@{file_digest(weights)[:12]}" if weights.is_file() else name


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """transformers without its progress bars and advice: what the user must know comes as our error."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(verbosity)
        logging.enable_progress_bar()  # type: ignore[no-untyped-call]


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Foreign loading errors as ModelError, in one line."""
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, ValueError, KeyError, ImportError, RuntimeError, SafetensorError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"cannot load the model {name!r}: {reason}. Give a folder or a hub name.") from error


def batches(lengths: Sequence[int], rows: int) -> Iterator[list[int]]:
    """Positions in batches of at most `rows`, longest first; ties keep their order."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for start in range(0, len(order), rows):
        yield order[start : start + rows]
