"""How much an editor wants what a sentence tells, read where it stands: behind its title and all that goes before.

    "He also asked for the review to be published."     a courtesy or the demand that the story is about?

A sentence encoder sees one sentence. The embedded writer reads an article from its title on, and what its layers know
when they have come to the end of a sentence tells what is news there: of 2,749 sentences that readers marked, each
story ordered by what was learned from others, the rank correlation is 0.58 by its layers 8 and 30, 0.66 by 16 and 0.67
by 20, at which it is read (0.70 by the last word and the mean together); by the sentence alone, the third layer of the
encoder, 0.59. That the middle layers know most is known of such models (Skean et al. 2025,
arXiv:2502.02013). On the states stands a linear head (`training wanted`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.models.store import file_digest
from summarizer.models.writers import CausalWriter, own_writer

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from summarizer.models.hardware import Hardware

#: The head, as `training wanted` writes it.
HEAD = Path(__file__).with_suffix(".json")
#: The layer at which is read; those behind it are not run.
LAYER = 20
#: Tokens of an article that are read: 450 words, as far as it was learned.
TOKENS = 600
#: And of its title, before them, at most.
TITLE_TOKENS = 60
#: Tokens that the articles of a story share, but of no article fewer than that: about 11 seconds of one core, of the 32
#: articles from which the largest story is told 12.
TOKENS_OF_STORY, LEAST = 4800, 160
#: Letters that are looked at for each token; news has four or five.
LETTERS = 20


@cache
def shipped_head() -> tuple[tuple[float, ...], float]:
    """The weights of the head that comes with the program, and its constant."""
    head = json.loads(HEAD.read_text(encoding="utf-8"))["heads"]["in context"]
    return tuple(head["weights"]), head["bias"]


class ContextReader:
    """The first layers of the embedded writer, loaded when it is first asked; an `Editor`."""

    def __init__(self, load: Callable[[], CausalWriter]) -> None:
        self._load = load

    @cached_property
    def name(self) -> str:
        """The head with its hash."""
        return f"{HEAD.stem}@{file_digest(HEAD)[:12]}"

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        """The layers, on a processor in single precision, which it reads a third faster, and the tokenizer."""
        import torch

        writer = self._load()
        whole = writer.model.model
        # What is not run is not copied.
        body = deepcopy(whole, {id(layer): layer for layer in whole.layers[LAYER:]})
        body.layers = body.layers[:LAYER]
        body.norm = torch.nn.Identity()  # the state as the next layer would get it
        return (body.float() if writer.model.device.type == "cpu" else body).eval(), writer.tokenizer

    def states(
        self, title: str, text: str, spans: Sequence[tuple[int, int]], tokens: int = TOKENS
    ) -> list[NDArray[float32] | None]:
        """The mean over each sentence and, behind it, what is known at its end; None for one not read to its end."""
        import numpy as np

        tokenizer = self._parts[1]
        needed = text[: min(max((end for _, end in spans), default=0), LETTERS * tokens)]
        encoded = tokenizer(needed, add_special_tokens=False, return_offsets_mapping=True)
        ids, offsets = encoded["input_ids"][:tokens], encoded["offset_mapping"][:tokens]
        if not ids:
            return [None] * len(spans)
        known = self._read(title, ids)
        reached = len(needed) if len(encoded["input_ids"]) <= tokens else offsets[-1][1]
        found: list[NDArray[float32] | None] = []
        for start, end in spans:
            inside = [i for i, (a, b) in enumerate(offsets) if a >= start and b <= end]
            is_read = bool(inside) and end <= reached
            found.append(np.concatenate([known[inside].mean(0), known[inside[-1]]]) if is_read else None)
        return found

    def _read(self, title: str, ids: Sequence[int]) -> NDArray[float32]:
        """The states of these tokens behind a title, a row each."""
        import torch

        body, tokenizer = self._parts
        head = tokenizer(title, add_special_tokens=False)["input_ids"][:TITLE_TOKENS]
        head += tokenizer("\n\n", add_special_tokens=False)["input_ids"] if title else []
        asked = torch.tensor([[*head, *ids]], device=next(body.parameters()).device)
        with torch.inference_mode():
            states = body(asked, use_cache=False).last_hidden_state[0, len(head) :]
        found: NDArray[float32] = states.float().cpu().numpy()
        return found

    def wanted(self, title: str, text: str, spans: Sequence[tuple[int, int]], articles: int = 1) -> list[float | None]:
        """How much more than other sentences each is wanted, about -1 to 1; None for one that is not read to its end.

        `articles` is how many are read of the story.
        """
        import numpy as np

        weights, bias = shipped_head()
        head = np.array(weights, dtype=np.float32)
        tokens = max(LEAST, min(TOKENS, TOKENS_OF_STORY // articles))
        states = self.states(title, text, spans, tokens)
        return [None if state is None else round(float(state @ head) + bias, 4) for state in states]


def embedded_context(writer: CausalWriter) -> ContextReader:
    """By the embedded writer with its adapter, as the head was learned."""
    return ContextReader(lambda: writer)


def load_context(hardware: Hardware) -> ContextReader:
    """The same with a writer of its own, loaded at once; ModelError if that is not installed."""
    return embedded_context(own_writer(hardware))
