"""What the writer is asked: one instruction for joining sentences, another for shortening one.

The adapter is trained on the same prompts (`summarizer.training`): a change here asks for a new adapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language.words import FUNCTION_WORDS
from summarizer.types import Prompt

CONDENSE = "You are a news editor. Rewrite the input text to make it more concise while preserving its core meaning."
MERGE = "You are a news editor. Merge the facts of the input sentences into one sentence."
#: What may be written besides the words of the sources.
_GRAMMAR = " ".join([*sorted(FUNCTION_WORDS), ". , ;"])


def prompt_for(sources: Sequence[str]) -> Prompt:
    """The job of telling these sentences, one or more, in one sentence made of their words."""
    return Prompt(
        instruction=MERGE if len(sources) > 1 else CONDENSE,
        text="\n".join(sources),
        vocabulary=" ".join([*sources, _GRAMMAR]),
    )
