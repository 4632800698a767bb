"""What a kept result was made by: a hash of the code of its stage, of the packages installed, of the settings.

A result is asked for by this and by a hash of what it was made from, so that after any change it is made again. Where
in doubt a part belongs to what made it: a hash too wide costs time, one too narrow would tell what is no longer so.
"""

from __future__ import annotations

import platform
import sys
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from summarizer.config import Settings

PACKAGE = Path(__file__).parent.parent
#: What of the package takes no part in a result, at the top of it: it calls the stages, or prints what they gave.
_APART = {
    "__main__.py",
    "cli.py",
    "commands",
    "layers.py",
    "output.py",
    "preflight.py",
    "render",
    "scale",
    "store",
    "training",
}
#: What of the package reads files. That it imports nothing else is tested.
READING = {"__init__.py", "apart.py", "errors.py", "given.py", "language", "plugins.py", "read", "types.py"}
#: Packing and unpacking is part of everything.
_ALWAYS = ("store/codec.py", "store/making.py")
#: Files that are code, or say what code does. Weights are told by the models.
_CODE = {".py", ".toml", ".json", ".txt"}
#: Settings on which no report depends: what they decide is in the story, in the models, or printed later.
_NOT_OF_A_REPORT = frozenset(
    "adapter date encoder file_megabytes file_seconds model one_story overrides reader server_seconds since store "
    "story_seconds title verifier".split()
)


def key_of(*parts: object) -> bytes:
    """A hash of the parts, 16 bytes: of their `repr`, which is the same only for the same values."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def settings_of_report(settings: Settings) -> tuple[tuple[str, Any], ...]:
    """(name, value) of all settings but those on which no report depends: a new one is among them until it is told."""
    return tuple((f.name, getattr(settings, f.name)) for f in fields(settings) if f.name not in _NOT_OF_A_REPORT)


@cache
def code_of_reading() -> bytes:
    """A hash of all that makes an article out of a file."""
    return key_of(_sources(READING), _surroundings())


@cache
def code_of_stages() -> bytes:
    """A hash of all that makes a story out of articles, and a report out of a story."""
    names = {path.name for path in PACKAGE.iterdir()} - _APART
    return key_of(_sources(names), _surroundings())


def _sources(names: set[str]) -> tuple[tuple[str, bytes], ...]:
    """(path, hash) of the files of code under these names at the top of the package."""
    files = [PACKAGE / name for name in _ALWAYS]
    for name in names:
        top = PACKAGE / name
        files += [path for path in (top.rglob("*") if top.is_dir() else [top]) if path.suffix in _CODE]
    return tuple((path.relative_to(PACKAGE).as_posix(), _hash(path)) for path in sorted(set(files)))


def _hash(path: Path) -> bytes:
    return blake2b(path.read_bytes(), digest_size=16).digest()


@cache
def _surroundings() -> tuple[str, ...]:
    """Python, the machine's kind, its accelerator, and every package installed with its version.

    The names of the folders `NAME-VERSION.dist-info` tell the packages; opening them all would take a quarter second.
    """
    found = {
        entry.name
        for folder in map(Path, dict.fromkeys(sys.path))
        if folder.is_dir()
        for entry in folder.glob("*-info")
    }
    return (sys.version, platform.machine(), str(Path("/dev/nvidiactl").exists()), *sorted(found))
