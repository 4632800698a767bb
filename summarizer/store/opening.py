"""The store that settings name, opened for a run or looked at before one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.config import Settings
from summarizer.errors import StoreError
from summarizer.store.database import connect
from summarizer.store.shelf import Store


@contextmanager
def opened(store: Store | None, settings: Settings) -> Iterator[Store | None]:
    """The store that is open already, else the one that the settings name, open for the block; None for none."""
    if store is not None or settings.store is None:
        yield store
        return
    with Store(Path(settings.store)) as made:
        yield made


def open_store(name: str) -> Store:
    """The store in the file of that name, to be written to; made if it is missing."""
    return Store(Path(name))


def check_store(path: Path) -> None:
    """Nothing; StoreError for a file that cannot be one, or that may not be written to now. Makes no file."""
    try:
        if path.exists() or path.is_symlink():
            connect(path).close()
            return
        folder = next(parent for parent in path.absolute().parents if parent.exists())
    except OSError as error:
        raise StoreError(f"{path}: it cannot be used ({error.strerror}); name another file with --store") from error
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(f"{path}: {folder} is no folder that may be written to; name another file with --store")
