"""What can be known to fail before a file is read or a model loaded, told at once.

A stage is imported only if there is something of it to check: all of them together take half a second.
"""

from __future__ import annotations

from pathlib import Path

from summarizer.config import Settings
from summarizer.errors import SettingsError


def check_settings(settings: Settings, *, models_too: bool = True, store_too: bool = True) -> None:
    """Nothing; an error of ours if a file or model that the settings name is not there, or is none.

    A hub name can be judged by its form only. `models_too` is false where the caller brings the models, `store_too`
    where it has the store open already.
    """
    if settings.reader is not None and settings.store is None:
        raise SettingsError(
            f"reader is {settings.reader!r}; allowed only with --store, which knows where readers stopped"
        )
    if settings.reader is not None and settings.since is not None:
        raise SettingsError(f"reader is {settings.reader!r} and since {settings.since!r}; allowed is one of the two")
    if settings.overrides is not None:
        from summarizer.cluster import load_overrides

        load_overrides(Path(settings.overrides))
    if settings.since is not None:
        from summarizer.since import read_previous

        read_previous(Path(settings.since))
    if settings.store is not None and store_too:
        from summarizer.store import check_store

        check_store(Path(settings.store))
    if models_too:
        from summarizer.models import check_models

        check_models(
            settings.model,
            settings.encoder,
            settings.verifier,
            adapter=settings.adapter,
            extractive=settings.extractive,
        )
