"""What a model's name stands for - embedded, a folder, the hub, a plug-in - told without loading anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer import plugins
from summarizer.errors import ModelError
from summarizer.models.adapter import CONFIG, TRAINING, WEIGHTS
from summarizer.models.address import FORM, address_of
from summarizer.models.store import embedded_encoder_folder, embedded_parser_folder, embedded_writer_file

#: As the hub allows it: "name" or "owner/name".
_HUB_NAME = re.compile(r"(?:[A-Za-z0-9][\w.-]*/)?[A-Za-z0-9][\w.-]{0,95}")
#: How a path begins that can be no hub name.
_PATH = re.compile(r"[.~]|[A-Za-z]:\\|[/\\]")
#: Weights of a model, in one file or in several with an index.
_WEIGHT_FILES = ("*.safetensors", "*.safetensors.index.json")
#: What a plug-in's object must have, by the role that it is asked for: the protocols of `types`.
_ROLES = {
    "model": ("name", "generate", "write_story", "surprisal"),
    "encoder": ("name", "encode"),
    "verifier": ("name", "entail"),
}


def check_models(
    model: str | None, encoder: str | None, verifier: str | None, *, adapter: str | None, extractive: bool
) -> None:
    """Nothing; ModelError for a model that can be seen not to be there, or a name that can be none."""
    if not extractive:
        address = None if plugin_of(model) else address_of(model)
        if address is None:
            _check(model, "--model")
        if model is None:
            embedded_writer_file()
        if adapter and adapter != "none":
            _check_adapter(Path(adapter))
    _check(encoder, "--encoder")
    if verifier != "none":
        _check(verifier, "--verifier")
    if encoder is None or verifier is None:
        embedded_encoder_folder()
    embedded_parser_folder()


def _check(name: str | None, option: str) -> None:
    if name is None or plugin_of(name):
        return
    path = Path(name)
    if name and path.is_dir():
        _check_folder(path, option)
    elif name and path.exists():
        raise ModelError(f"{option} is the file {name!r}; allowed is the folder of a model, {_allowed()}")
    elif _PATH.match(name):
        raise ModelError(
            f"{option} is {name!r}, where there is no folder; allowed is the folder of a model, {_allowed()}"
        )
    elif not _HUB_NAME.fullmatch(name) or "--" in name or ".." in name:
        raise ModelError(f"{option} is {name!r}; allowed is the folder of a model, {_allowed()}")


def _allowed() -> str:
    names = "".join(f", or {name}:..." for name in plugins.plugin_names(plugins.MODELS))
    return f"or a hub name such as owner/name, or for --model {FORM} of a server{names}"


def _check_folder(folder: Path, option: str) -> None:
    missing = [] if (folder / "config.json").is_file() else ["config.json"]
    if not any(next(folder.glob(pattern), None) for pattern in _WEIGHT_FILES):
        missing.append("model.safetensors")
    if missing:
        raise ModelError(
            f"{option} is the folder {str(folder)!r}, which has no {' and no '.join(missing)}; allowed is a folder as "
            "`save_pretrained` writes it"
        )


def _check_adapter(folder: Path) -> None:
    missing = [name for name in (CONFIG, WEIGHTS, TRAINING) if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"--adapter is {str(folder)!r}, which has no {' and no '.join(missing)}; allowed is none, or a folder made "
            "by `python -m summarizer.training writer`"
        )


def plugin_of(name: str | None) -> tuple[str, str] | None:
    """(plug-in, what it is given) if the name is that of a plug-in or begins with one and a colon; else None."""
    scheme, _, rest = (name or "").partition(":")
    return (scheme, rest) if scheme in plugins.plugin_names(plugins.MODELS) and not Path(name or "").is_dir() else None


def load_plugged(name: str, role: str) -> Any:
    """The model that a plug-in makes for "model", "encoder" or "verifier"; ModelError if it fails, or is none."""
    found = plugin_of(name)
    assert found
    scheme, rest = found
    make = plugins.load_plugin(plugins.MODELS, scheme)
    try:
        made = make(rest)
    except ModelError:
        raise
    except Exception as error:  # somebody else's code can raise anything
        raise ModelError(f"cannot load the model {name!r}: {type(error).__name__}: {error}") from error
    if missing := _lacking(made, _ROLES[role]):
        raise ModelError(f"--{role} is {name!r}, which cannot be one: it has no {', '.join(missing)}")
    return made


def _lacking(made: object, names: Sequence[str]) -> list[str]:
    return [name for name in names if not hasattr(made, name)]
