"""Multi-source news briefings in which every sentence points at the words that support it.

The public names of the library. Importing this module loads none of torch, transformers, scikit-learn or nltk: each
name is fetched from its module when it is first used. The library logs to "summarizer", which is silent unless asked.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())

if TYPE_CHECKING:
    from summarizer.checking import check_draft as check_draft
    from summarizer.checking import check_files as check_files
    from summarizer.checking import check_sentences as check_sentences
    from summarizer.cluster import Overrides as Overrides
    from summarizer.cluster import load_overrides as load_overrides
    from summarizer.config import Settings as Settings
    from summarizer.errors import InputError as InputError
    from summarizer.errors import ModelError as ModelError
    from summarizer.errors import OutputError as OutputError
    from summarizer.errors import PluginError as PluginError
    from summarizer.errors import SettingsError as SettingsError
    from summarizer.errors import StoreError as StoreError
    from summarizer.errors import SummarizerError as SummarizerError
    from summarizer.errors import TemplateError as TemplateError
    from summarizer.language import Analyst as Analyst
    from summarizer.language import sentence_spans as sentence_spans
    from summarizer.language.prompts import prompt_for as prompt_for
    from summarizer.models import load_models as load_models
    from summarizer.models import load_parser as load_parser
    from summarizer.pipeline import Explanation as Explanation
    from summarizer.pipeline import brief_articles as brief_articles
    from summarizer.pipeline import cluster_articles as cluster_articles
    from summarizer.pipeline import explain_pair as explain_pair
    from summarizer.pipeline import find_claims as find_claims
    from summarizer.pipeline import find_details as find_details
    from summarizer.pipeline import make_briefing as make_briefing
    from summarizer.pipeline import reader_has as reader_has
    from summarizer.read import Document as Document
    from summarizer.read import Draft as Draft
    from summarizer.read import Limits as Limits
    from summarizer.read import Refused as Refused
    from summarizer.read import Rejection as Rejection
    from summarizer.read import clean_text as clean_text
    from summarizer.read import read_bytes as read_bytes
    from summarizer.read import read_paths as read_paths
    from summarizer.render import briefing_from_dict as briefing_from_dict
    from summarizer.render import briefing_to_dict as briefing_to_dict
    from summarizer.render import checked_to_dict as checked_to_dict
    from summarizer.render import render_briefing as render_briefing
    from summarizer.render import render_checked as render_checked
    from summarizer.since import told_before as told_before
    from summarizer.store import Store as Store
    from summarizer.store import follow_stories as follow_stories
    from summarizer.store import open_store as open_store
    from summarizer.training.over_days import spread_over_days as spread_over_days
    from summarizer.types import Article as Article
    from summarizer.types import Briefing as Briefing
    from summarizer.types import Checked as Checked
    from summarizer.types import CheckedSentence as CheckedSentence
    from summarizer.types import Citation as Citation
    from summarizer.types import Claim as Claim
    from summarizer.types import Detail as Detail
    from summarizer.types import Disagreement as Disagreement
    from summarizer.types import Encoder as Encoder
    from summarizer.types import Fallback as Fallback
    from summarizer.types import Given as Given
    from summarizer.types import InputFile as InputFile
    from summarizer.types import Judge as Judge
    from summarizer.types import Likelihood as Likelihood
    from summarizer.types import Manifest as Manifest
    from summarizer.types import Manner as Manner
    from summarizer.types import Models as Models
    from summarizer.types import Parser as Parser
    from summarizer.types import Progress as Progress
    from summarizer.types import Prompt as Prompt
    from summarizer.types import Provenance as Provenance
    from summarizer.types import Reading as Reading
    from summarizer.types import Relieved as Relieved
    from summarizer.types import Remote as Remote
    from summarizer.types import Sentence as Sentence
    from summarizer.types import Side as Side
    from summarizer.types import Since as Since
    from summarizer.types import Skipped as Skipped
    from summarizer.types import Story as Story
    from summarizer.types import StoryReport as StoryReport
    from summarizer.types import StorySince as StorySince
    from summarizer.types import StoryThread as StoryThread
    from summarizer.types import Stylist as Stylist
    from summarizer.types import Summary as Summary
    from summarizer.types import SummarySentence as SummarySentence
    from summarizer.types import TextGenerator as TextGenerator
    from summarizer.types import Token as Token
    from summarizer.types import Verdict as Verdict
    from summarizer.verify import Gate as Gate
    from summarizer.verify import make_checker as make_checker

#: Module -> the public names that it defines; the same as above, which only type checkers read.
_MODULES = {
    "checking": "check_draft check_files check_sentences",
    "cluster": "Overrides load_overrides",
    "language.prompts": "prompt_for",
    "config": "Settings",
    "errors": ("InputError ModelError OutputError PluginError SettingsError StoreError SummarizerError TemplateError"),
    "models": "load_models load_parser",
    "pipeline": (
        "Explanation brief_articles cluster_articles explain_pair find_claims find_details make_briefing reader_has"
    ),
    "read": "Document Draft Limits Refused Rejection clean_text read_bytes read_paths",
    "render": "briefing_from_dict briefing_to_dict checked_to_dict render_briefing render_checked",
    "since": "told_before",
    "language": "Analyst sentence_spans",
    "store": "Store follow_stories open_store",
    "training.over_days": "spread_over_days",
    "types": (
        "Article Briefing Checked CheckedSentence Citation Claim Detail Disagreement Encoder Fallback Given "
        "InputFile Judge Likelihood Manifest Manner Models Parser Progress Prompt Provenance Reading Relieved Remote "
        "Sentence Side Since Skipped Story StoryReport StorySince StoryThread Stylist Summary SummarySentence "
        "TextGenerator Token Verdict"
    ),
    "verify": "Gate make_checker",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = sorted([*_HOME, "__version__"])

if not TYPE_CHECKING:  # a checker that saw it would take any name for Any, misspelt ones too

    def __getattr__(name: str) -> object:
        """The public object of that name, imported now."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
