"""Multi-source news briefings in which every sentence points at the words that support it.

The public names of the library. Importing this module loads none of torch, transformers, scikit-learn or nltk: each
name is fetched from its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.errors import SummarizerError
    from summarizer.text import sentence_spans
    from summarizer.types import Article, Prompt

#: Public name -> the module that defines it.
_EXPORTS = {
    "Article": "types",
    "Prompt": "types",
    "Settings": "config",
    "SummarizerError": "errors",
    "brief_articles": "pipeline",
    "cluster_articles": "pipeline",
    "load_models": "models",
    "read_bytes": "read",
    "read_paths": "pipeline",
    "sentence_spans": "text",
    "support_score": "verify",
}

__all__ = [
    "Article",
    "Prompt",
    "Settings",
    "SummarizerError",
    "__version__",
    "brief_articles",
    "cluster_articles",
    "load_models",
    "read_bytes",
    "read_paths",
    "sentence_spans",
    "support_score",
]


def __getattr__(name: str) -> Any:
    """The public object of that name, imported now."""
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_EXPORTS[name]}"), name)
