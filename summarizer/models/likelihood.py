"""How likely the embedded writer would be to write a sentence, given what it rests on.

A writer that was taught to merge and to shorten truly is surprised where a sentence tells it otherwise, and unlike a
judge that reads both at once it sees the order of the words: of two names in each other's place it ranks the true
sentence above the false one in 80 of 100 pairs drawn, where the judge of meaning, taught with such pairs, does in 53.
The method is BARTScore's (Yuan, Neubig and Liu 2021, arXiv:2106.11520); nothing is learned for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summarizer.models.loading import batches
from summarizer.types import Given, Prompt

if TYPE_CHECKING:
    import torch

    from summarizer.models.writers import CausalWriter

#: Sentences that are read at once.
ROWS = 16


class WriterLikelihood:
    """A writer, loaded when it is first asked, that reads instead of writing."""

    def __init__(self, load: Callable[[], CausalWriter]) -> None:
        self._load = load

    @cached_property
    def _writer(self) -> CausalWriter:
        """The writer; on a processor a copy in single precision, which reads a third faster than half precision."""
        writer = self._load()
        if writer.model.device.type != "cpu":
            return writer
        return replace(writer, model=deepcopy(writer.model).float())

    def surprisal_given(self, pairs: Sequence[Given]) -> list[tuple[float, ...]]:
        """For each (prompt, sentence) how unexpected each token of the sentence is after the prompt, in nats.

        A prompt is read once for all its sentences.
        """
        import torch

        by_prompt: dict[Prompt, list[int]] = {}
        for i, (prompt, _) in enumerate(pairs):
            by_prompt.setdefault(prompt, []).append(i)
        found: list[tuple[float, ...]] = [()] * len(pairs)
        for prompt, places in by_prompt.items():
            with torch.inference_mode():
                texts = [pairs[i][1] for i in places]
                for i, nats in zip(places, self._read(prompt, texts), strict=True):
                    found[i] = nats
        return found

    def _read(self, prompt: Prompt, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """The same for sentences after one prompt."""
        found: list[tuple[float, ...]] = [()] * len(texts)
        for rows in batches([len(text) for text in texts], ROWS):
            for i, nats in zip(rows, self._batch(prompt, [texts[i] for i in rows]), strict=True):
                found[i] = nats
        return found

    def _batch(self, prompt: Prompt, texts: Sequence[str]) -> Iterator[tuple[float, ...]]:
        import torch

        model, tokenizer = self._writer.model, self._writer.tokenizer
        asked = torch.tensor([self._ids(self._writer.chat(prompt))], device=model.device)
        read = model(asked, use_cache=True, logits_to_keep=1)
        memory = read.past_key_values
        memory.batch_repeat_interleave(len(texts))
        rows = [self._ids(text) for text in texts]
        longest = max(map(len, rows))
        ids = torch.tensor([[*row, *[tokenizer.pad_token_id] * (longest - len(row))] for row in rows])
        known = torch.ones(len(rows), asked.shape[1] + longest, dtype=torch.long)
        for row, mask in zip(rows, known, strict=True):  # what is padded stands behind and is never looked at
            mask[asked.shape[1] + len(row) :] = 0
        scores = model(ids.to(model.device), attention_mask=known.to(model.device), past_key_values=memory).logits
        first = read.logits[:, -1:].expand(len(rows), 1, -1)
        for row, mine in zip(rows, torch.cat([first, scores[:, :-1]], dim=1), strict=True):
            yield tuple(_nats(mine[: len(row)], row))

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._writer.tokenizer(text, add_special_tokens=False)["input_ids"]
        return ids


def embedded_likelihood() -> WriterLikelihood:
    """The embedded writer with its adapter: what is said of sentences was learned with it, whoever writes them."""

    def load() -> CausalWriter:
        from summarizer.models.hardware import detect_hardware
        from summarizer.models.writers import own_writer

        return own_writer(detect_hardware())

    return WriterLikelihood(load)


def _nats(scores: torch.Tensor, row: Sequence[int]) -> list[float]:
    """The surprisal of the tokens of a row, rounded: what is added in another order must not move a verdict."""
    import torch

    each: Any = scores.float()
    following = torch.tensor(row, device=each.device).unsqueeze(-1)
    nats = each.logsumexp(-1) - each.gather(-1, following).squeeze(-1)
    return [round(n, 3) for n in nats.tolist()]
