"""Which models a run would have, told without loading them: for whoever keeps what they wrote.

A model in files is its files' bytes. One on the hub, of a plug-in or behind a server is known when it is loaded, by its
name and, from the hub, its commit.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from summarizer.errors import ModelError
from summarizer.models.entailment import shipped_judge
from summarizer.models.lookup import plugin_of
from summarizer.models.store import (
    embedded_encoder_folder,
    embedded_parser_folder,
    embedded_writer_file,
    file_digest,
    shipped_adapter,
)
from summarizer.types import Models

#: A file -> its hash.
Digest: TypeAlias = Callable[[Path], str]

#: Stands for a model that there is not.
_NONE = "none"


def identity_of_settings(
    model: str | None,
    encoder: str | None,
    verifier: str | None,
    *,
    adapter: str | None,
    extractive: bool,
    digest: Digest = file_digest,
) -> str | None:
    """A hash of the models that these settings name, as for `load_models`; None where only loading tells.

    `digest` gives the hash of a file.
    """
    named = [*([] if extractive else [model]), encoder, *([] if verifier == _NONE else [verifier])]
    if any(name is not None and (plugin_of(name) or not Path(name).is_dir()) for name in named):
        return None
    parts = [embedded_parser_folder(), *_writer(model, adapter, extractive), *([] if extractive else _editor())]
    parts.append(Path(encoder) if encoder else embedded_encoder_folder())
    # The embedded judge is a difference to the embedded encoder.
    parts += [] if verifier == _NONE else [Path(verifier)] if verifier else [shipped_judge(), embedded_encoder_folder()]
    told = {part: _told(part, digest) for part in dict.fromkeys(parts)}
    return sha256("\n".join(told[part] for part in parts).encode()).hexdigest()


def _writer(model: str | None, adapter: str | None, extractive: bool) -> list[Path | None]:
    if extractive:
        return [None]
    change = shipped_adapter() if model is None else None
    if adapter:
        change = None if adapter == _NONE else Path(adapter)
    return [Path(model) if model else embedded_writer_file(), change]


def _editor() -> list[Path | None]:
    """The embedded writer reads the articles, whoever writes."""
    try:
        return [embedded_writer_file(), shipped_adapter()]
    except ModelError:
        return [None]


def identity_of_models(models: Models) -> str:
    """The same for models that are there: their names, and the commit of those from the hub."""
    there = (models.writer, models.encoder, models.parser, models.judge, models.stylist, models.editor)
    parts = [f"{m.name} {_commit(m)}" if m else _NONE for m in there]
    return sha256("\n".join(parts).encode()).hexdigest()


def _commit(model: object) -> str:
    config = getattr(getattr(model, "model", None), "config", None)
    return str(getattr(config, "_commit_hash", None) or "")


def _told(path: Path | None, digest: Digest) -> str:
    """The bytes of a file, or of all files in a folder, by their names and hashes."""
    if path is None:
        return _NONE
    if path.is_file():
        return digest(path)
    files = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
    return " ".join(f"{p.relative_to(path).as_posix()}={digest(p)}" for p in files)
