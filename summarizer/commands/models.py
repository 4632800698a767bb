"""`summarizer models`: which models are there, and how they would be run."""

from __future__ import annotations

import argparse

from summarizer.commands.options import settings_of
from summarizer.errors import ModelError


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0."""
    settings = settings_of(arguments)
    from summarizer import models, plugins

    models.address_of(settings.model)  # an address that holds a password is not printed
    hardware = models.detect_hardware()
    print(f"device     {hardware.device}, {hardware.precision}")
    for role, asked, find in (
        ("writer", settings.model, models.embedded_writer_file),
        ("encoder", settings.encoder, models.embedded_encoder_folder),
    ):
        try:
            path = find()
            name = path.name if path.is_file() else models.EMBEDDED_ENCODER
            print(f"{role:<9}  {name}  (embedded, in {path.parent})")
        except ModelError as error:
            print(f"{role:<9}  {error}")
        if asked:
            print(f"{'':<9}  {asked}  (asked for, in its place)")
    judge = models.shipped_judge()
    print(f"judge      {judge.name}  (embedded, in {judge.parent})" if judge else "judge      none")
    if settings.verifier:
        print(f"{'':<9}  {settings.verifier}  (asked for, in its place)")
    print(f"cache      {models.cache_folder()}  (safe to delete)")
    print("others     --model takes a folder or hub name of any causal chat model or encoder-decoder,")
    print("           or http://HOST:PORT/v1#NAME of a server that speaks the OpenAI chat API")
    for name in plugins.plugin_names(plugins.MODELS):
        print(f"plug-in    {name}:...")
    return 0
