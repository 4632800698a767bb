"""The models: where they come from, how they are loaded, and how they write, encode and parse.

The embedded ones lie in three wheels beside the package: the writer SmolLM2-135M-Instruct, the encoder
all-MiniLM-L6-v2 and the parser en_core_web_sm. Any causal chat model or encoder-decoder, in a folder or on the hub,
takes the writer's place with `--model`. Nothing outside this package imports torch, transformers or spaCy.
"""

from __future__ import annotations

from pathlib import Path

from summarizer.models.encoder import load_encoder
from summarizer.models.hardware import Hardware, detect_hardware
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
from summarizer.models.writers import load_writer
from summarizer.types import Models

__all__ = [
    "EMBEDDED_ENCODER",
    "EMBEDDED_PARSER",
    "EMBEDDED_WRITER",
    "INSTALL_COMMAND",
    "Hardware",
    "cache_folder",
    "detect_hardware",
    "embedded_encoder_folder",
    "embedded_parser_folder",
    "embedded_writer_file",
    "load_encoder",
    "load_models",
    "load_parser",
    "load_writer",
    "shipped_adapter",
]


def load_models(
    model: str | None = None, encoder: str | None = None, *, adapter: str | None = None, extractive: bool = False
) -> Models:
    """The writer and the encoder, each a folder, a hub name or None for the embedded one, and the parser.

    `adapter` is the folder of a writer's adapter; None takes the one that comes with the embedded writer, and none for
    any other; "none" takes none. Raises ModelError with the command that gets a missing model.
    """
    hardware = detect_hardware()
    change = shipped_adapter() if model is None else None
    if adapter:
        change = None if adapter == "none" else Path(adapter)
    return Models(
        writer=None if extractive else load_writer(model, hardware, change),
        encoder=load_encoder(encoder, hardware),
        parser=load_parser(),
    )
