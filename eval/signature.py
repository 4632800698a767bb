"""Signatures: everything that shaped a number, so that anyone can make it again (after sacrebleu's)."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import summarizer
from eval.data import Dataset
from eval.stats import Bootstrap

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Signature:
    """What made a result."""

    version: str
    #: Git commit, with "+" when tracked files differ from it; None outside a repository.
    commit: str | None
    #: First 12 digits of the SHA-256 over the product's files: tells two uncommitted states apart.
    code: str
    seed: int
    resamples: int
    #: (file name, SHA-256) of each data file.
    data: tuple[tuple[str, str], ...]
    #: Options of the command and the product's settings, by name.
    settings: Mapping[str, Any] = field(default_factory=dict)
    #: (role, name and hash) of the models that were used.
    models: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "version": self.version,
            "commit": self.commit,
            "code": self.code,
            "models": dict(self.models),
            "seed": self.seed,
            "resamples": self.resamples,
            "data": dict(self.data),
            "settings": dict(self.settings),
        }

    def __str__(self) -> str:
        """One line, as sacrebleu prints it: `name:value` joined by bars."""
        parts = {
            "version": self.version,
            "commit": (self.commit or "none")[:13],
            "code": self.code,
            **dict(self.models),
            "seed": self.seed,
            "resamples": self.resamples,
            **{f"data:{name}": digest[:12] for name, digest in self.data},
            **self.settings,
        }
        return "|".join(f"{name}:{value}" for name, value in parts.items())


def sign(
    datasets: Sequence[Dataset[Any]],
    settings: Mapping[str, Any],
    bootstrap: Bootstrap,
    *,
    models: Sequence[tuple[str, str]] = (),
) -> Signature:
    """The signature of a run on these data files with these settings, by the code that is running."""
    return Signature(
        version=summarizer.__version__,
        commit=_commit(),
        code=_code_hash(),
        seed=bootstrap.seed,
        resamples=bootstrap.resamples,
        data=tuple((dataset.name, dataset.sha256) for dataset in datasets),
        settings=settings,
        models=tuple(models),
    )


@cache
def _commit() -> str | None:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=_ROOT, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    try:
        return git("rev-parse", "HEAD") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


@cache
def _code_hash() -> str:
    """Hash over the names and bytes of the product's files, data files included."""
    package = Path(summarizer.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
