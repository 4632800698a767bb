"""Multi-source news briefings in which every sentence points at the words that support it.

The public names of the library. Importing this module loads none of torch, transformers, scikit-learn or nltk: each
name is fetched from its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from summarizer.compose.prompts import prompt_for
    from summarizer.config import Settings
    from summarizer.errors import SummarizerError
    from summarizer.language import sentence_spans
    from summarizer.models import load_models, load_parser
    from summarizer.pipeline import brief_articles, cluster_articles, find_claims, make_briefing
    from summarizer.read import clean_text, read_bytes, read_paths
    from summarizer.render import briefing_to_dict
    from summarizer.render import render as render_briefing
    from summarizer.since import told_before
    from summarizer.types import Article, Briefing, Models, Prompt, Reading, Story
    from summarizer.verify import make_checker

#: Public name -> the module that defines it.
_EXPORTS = {
    "Article": "types",
    "Briefing": "types",
    "Models": "types",
    "Prompt": "types",
    "Reading": "types",
    "Settings": "config",
    "Story": "types",
    "SummarizerError": "errors",
    "brief_articles": "pipeline",
    "briefing_to_dict": "render",
    "clean_text": "read",
    "cluster_articles": "pipeline",
    "find_claims": "pipeline",
    "load_models": "models",
    "load_parser": "models",
    "make_briefing": "pipeline",
    "make_checker": "verify",
    "prompt_for": "compose.prompts",
    "read_bytes": "read",
    "read_paths": "read",
    "render_briefing": "render",  # not `render`: that is the module, and an attribute cannot be both
    "sentence_spans": "language",
    "told_before": "since",
}

__all__ = [
    "Article",
    "Briefing",
    "Models",
    "Prompt",
    "Reading",
    "Settings",
    "Story",
    "SummarizerError",
    "__version__",
    "brief_articles",
    "briefing_to_dict",
    "clean_text",
    "cluster_articles",
    "find_claims",
    "load_models",
    "load_parser",
    "make_briefing",
    "make_checker",
    "prompt_for",
    "read_bytes",
    "read_paths",
    "render_briefing",
    "sentence_spans",
    "told_before",
]


def __getattr__(name: str) -> Any:
    """The public object of that name, imported now."""
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    attribute = {"render_briefing": "render"}.get(name, name)
    return getattr(import_module(f"{__name__}.{_EXPORTS[name]}"), attribute)
