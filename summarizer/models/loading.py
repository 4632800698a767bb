"""Loading with transformers: a model with its tokenizer, quietly, and with foreign errors told in our words."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
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

        use_all_cores()
        require_harmless(folder)
        found = auto_class.from_pretrained(
            folder, dtype=getattr(torch, hardware.precision), use_safetensors=True, **harmless(folder)
        )
        model = found.to(hardware.device).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder, **harmless(folder))
        if tokenizer.pad_token is None:
            tokenizer.pad_token = tokenizer.eos_token
        return cls(label or _label(folder), model, tokenizer)


def use_all_cores() -> None:
    """From now on torch computes on all cores that this process may use, or on as many as OMP_NUM_THREADS says."""
    import torch

    if "OMP_NUM_THREADS" in os.environ:  # torch heeds it when it is imported; Ray gives its workers one
        return
    torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def harmless(folder: str) -> dict[str, bool]:
    """How transformers may load from there: it runs no code of the model's, and asks no network about a folder."""
    return {"trust_remote_code": False, "local_files_only": Path(folder).is_dir()}


def require_harmless(folder: str) -> None:
    """ModelError if the configuration has transformers fetch compiled code, or another model, from the hub."""
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(folder, **harmless(folder))
    parts = (config, *(getattr(config, name, None) for name in config.sub_configs))
    if any("/" in str(getattr(part, "_attn_implementation", None)) for part in parts):
        raise ModelError(f"cannot load the model {folder!r}: it needs code from the hub to be run, which is never done")
    if (Path(folder) / "adapter_config.json").is_file():
        raise ModelError(f"cannot load the model {folder!r}: it is an adapter; give it with --adapter")


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
        # Some of its bars know no switch.
        with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(verbosity)
        logging.enable_progress_bar()  # type: ignore[no-untyped-call]


@contextmanager
def translated(name: str, advice: str = "Give a folder or a hub name.") -> Iterator[None]:
    """Foreign loading errors as ModelError, in one line.

    Whatever is in a model's files, their libraries raise what they like: all of it is about the model.
    """
    try:
        yield
    except (ModelError, MemoryError):
        raise
    except Exception as error:
        raise ModelError(f"cannot load the model {name!r}: {_reason(name, error)}. {advice}") from error


def _reason(name: str, error: Exception) -> str:
    if "trust_remote_code" in str(error):
        return "it needs Python code of its own to be run, which is never done"
    if any(Path(name).glob("*.bin")) and not any(Path(name).glob("*.safetensors")):
        return "its weights are a pickle, which may hold code; save them as safetensors"
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__


def batches(lengths: Sequence[int], rows: int) -> Iterator[list[int]]:
    """Positions in batches of at most `rows`, longest first; ties keep their order."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for start in range(0, len(order), rows):
        yield order[start : start + rows]
