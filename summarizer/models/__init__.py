"""The models: where they come from, how they are loaded, and how they write, encode and parse.

The embedded ones lie in three wheels beside the package: the writer SmolLM2-135M-Instruct, the encoder
all-MiniLM-L6-v2 and the parser en_core_web_sm. Any causal chat model or encoder-decoder, in a folder, on the hub or on
a server, takes the writer's place with `--model`. Nothing outside this package imports torch, transformers or spaCy.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from summarizer.errors import ModelError
from summarizer.models.address import Address, address_of
from summarizer.models.context import embedded_context, load_context
from summarizer.models.encoder import load_encoder
from summarizer.models.entailment import load_judge, shipped_judge
from summarizer.models.hardware import Hardware, detect_hardware
from summarizer.models.identity import identity_of_models, identity_of_settings
from summarizer.models.likelihood import WriterLikelihood
from summarizer.models.lookup import check_models, load_plugged, plugin_of
from summarizer.models.manner import load_manner
from summarizer.models.parser import load_parser
from summarizer.models.store import (
    EMBEDDED_ENCODER,
    EMBEDDED_PARSER,
    EMBEDDED_WRITER,
    INSTALL_COMMAND,
    cache_folder,
    embedded_encoder_folder,
    embedded_parser_folder,
    embedded_writer_file,
    shipped_adapter,
)
from summarizer.models.writers import CausalWriter, load_writer, own_writer
from summarizer.types import Editor, Encoder, Judge, Likelihood, Models, Progress, TextGenerator

__all__ = [
    "EMBEDDED_ENCODER",
    "EMBEDDED_PARSER",
    "EMBEDDED_WRITER",
    "INSTALL_COMMAND",
    "Hardware",
    "address_of",
    "cache_folder",
    "check_models",
    "detect_hardware",
    "embedded_encoder_folder",
    "embedded_parser_folder",
    "embedded_writer_file",
    "identity_of_models",
    "identity_of_settings",
    "load_encoder",
    "load_judge",
    "load_manner",
    "load_models",
    "load_parser",
    "load_writer",
    "shipped_adapter",
    "shipped_judge",
]

_log = logging.getLogger(__name__)


def load_models(
    model: str | None = None,
    encoder: str | None = None,
    verifier: str | None = None,
    *,
    adapter: str | None = None,
    extractive: bool = False,
    server_seconds: float = 120,
    progress: Progress | None = None,
) -> Models:
    """The writer, the encoder and the judge, each a folder, a hub name, a plug-in's or None for the embedded one, and
    the parser. The writer may be on a server: `http://HOST:PORT/v1#NAME`.

    `adapter` is the folder of a writer's adapter; None takes the one that comes with the embedded writer, and none for
    any other; "none" takes none, as it does for `verifier`. A server has `server_seconds` for an answer; where it gives
    none, the embedded writer goes on. Raises ModelError with the command that gets a missing one.
    """
    tell = progress or _silent
    tell("load models", 0, 4)
    writer = None if extractive else _writer(model, adapter, server_seconds)
    tell("load models", 1, 4)
    vectors = _encoder(encoder)
    tell("load models", 2, 4)
    judge = _judge(verifier, _likelihood(writer) if model is None and adapter is None else None)
    tell("load models", 3, 4)
    editor = None if extractive else _editor(writer if model is None and adapter is None else None)
    models = Models(writer, vectors, load_parser(), judge, load_manner(detect_hardware()), editor)
    tell("load models", 4, 4)
    names = (m.name for m in (models.writer, models.encoder, models.parser, models.judge) if m)
    _log.info("models: %s, on %s", ", ".join(names), detect_hardware().device)
    return models


def _likelihood(writer: TextGenerator | None) -> Likelihood | None:
    """What reads beside the judge, of an embedded writer that is loaded already; None: it loads one of its own."""
    return WriterLikelihood(lambda: writer) if isinstance(writer, CausalWriter) else None


def _editor(writer: TextGenerator | None) -> Editor | None:
    """Who reads whole articles: the embedded writer as it comes, whoever writes; None where it is not installed."""
    if isinstance(writer, CausalWriter):
        return embedded_context(writer)
    try:
        embedded_writer_file()
    except ModelError as error:
        _log.warning("what a summary tells is chosen by single sentences: %s", error)
        return None
    return load_context(detect_hardware())


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def _writer(model: str | None, adapter: str | None, server_seconds: float) -> TextGenerator:
    change = shipped_adapter() if model is None else None
    if adapter:
        change = None if adapter == "none" else Path(adapter)
    plugged, address = model is not None and plugin_of(model), address_of(model)
    if change and (plugged or address):
        raise ModelError(f"--adapter is {adapter!r}; allowed with {model!r}, which is no folder, is none")
    if model is not None and plugged:
        made: TextGenerator = load_plugged(model, "model")
        return made
    return _served(address, server_seconds) if address else load_writer(model, detect_hardware(), change)


def _served(address: Address, seconds: float) -> TextGenerator:
    from summarizer.models.served import load_served

    @cache
    def home() -> TextGenerator | None:
        try:
            return own_writer(detect_hardware())
        except ModelError as error:
            _log.warning("without a server claims are copied: %s", error)
            return None

    return load_served(address, seconds, home)


def _encoder(encoder: str | None) -> Encoder:
    if encoder is not None and plugin_of(encoder):
        plugged: Encoder = load_plugged(encoder, "encoder")
        return plugged
    return load_encoder(encoder, detect_hardware())


def _judge(verifier: str | None, likelihood: Likelihood | None) -> Judge | None:
    if verifier == "none":
        return None
    if verifier is not None and plugin_of(verifier):
        plugged: Judge = load_plugged(verifier, "verifier")
        return plugged
    return load_judge(verifier, detect_hardware(), likelihood)
