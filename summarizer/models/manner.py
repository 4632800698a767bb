"""How a sentence tells what it tells: as a report, in the outlet's own loaded words, in words of nobody, as furniture,
leaning on what stood before it; and how much an editor wants what it tells.

    "The board voted to raise fares."                         a report
    "The hapless board slammed riders with another hike."     loaded
    "It's the worst thing they ever did."                     spoken, and nobody is told to speak
    "Hide caption"                                            furniture of the page
    "In the same statement she turned it down."               leaning

What tells them apart is style, and an encoder taught what sentences mean has unlearned it in its last layers: of the
embedded encoder's six the third knows it best (AUC of loaded sentences 0.86; of the last, which gives the sentence
vectors, 0.79; cf. Jawahar et al. 2019 on what the layers of BERT know). So three layers are run, and on the mean of
their states stands a linear head a kind, learned from sentences that readers
labelled: sessions of a language model, not people (`training manner`, `training wanted`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.models.hardware import Hardware
from summarizer.models.loading import Loaded, batches, translated
from summarizer.models.minilm import MiniLM, Tokens
from summarizer.models.store import EMBEDDED_ENCODER, embedded_encoder_folder, file_digest
from summarizer.types import Manner

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

#: The heads, as `training manner` and `training wanted` write them.
HEADS = tuple(Path(__file__).with_name(f"{name}.json") for name in ("manner", "leaning", "wanted"))
#: The layer that is read: AUC of loaded sentences after layers 0 to 6, on 500 sentences not trained on: 0.81, 0.83,
#: 0.84, 0.86, 0.86, 0.83, 0.79.
LAYER = 3
#: Sentences read together, and tokens of a sentence that are read.
ROWS, TOKENS = 32, 128


@dataclass(frozen=True, slots=True)
class Head:
    """What one kind of sentence is known by: a weight a state, and a constant; their sum is in log-odds, but for
    "wanted", where it is the number itself.
    """

    weights: tuple[float, ...]
    bias: float


@cache
def shipped_heads() -> dict[str, Head]:
    """Kind -> its head: those that come with the program."""
    kept = [json.loads(path.read_text(encoding="utf-8"))["heads"] for path in HEADS]
    return {kind: Head(tuple(head["weights"]), head["bias"]) for heads in kept for kind, head in heads.items()}


class MannerReader(Loaded):
    """The first layers of the embedded encoder with the heads on them."""

    def manners(self, texts: Sequence[str]) -> list[Manner]:
        """How each text tells, each kind as a probability, and how much it is wanted."""
        import numpy as np

        states, heads = self.states(texts), shipped_heads()
        found = {kind: states @ np.array(head.weights, dtype=np.float32) + head.bias for kind, head in heads.items()}
        for kind in found.keys() - {"wanted"}:
            found[kind] = 1 / (1 + np.exp(-np.clip(found[kind], -30, 30)))
        return [Manner(**{kind: round(float(p[i]), 4) for kind, p in found.items()}) for i in range(len(texts))]

    def states(self, texts: Sequence[str]) -> NDArray[float32]:
        """The mean of the states of the last layer run, a row a text."""
        import numpy as np
        import torch

        found = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        for rows in batches([len(text) for text in texts], ROWS):
            encoded = self.tokenizer([texts[i] for i in rows], max_length=TOKENS).to(self.model.device)
            with torch.inference_mode():
                hidden = self.model(**encoded).last_hidden_state
            mask = encoded["attention_mask"].unsqueeze(-1).float()
            found[rows] = ((hidden * mask).sum(1) / mask.sum(1)).cpu().numpy()
        return found


def load_manner(hardware: Hardware) -> MannerReader:
    """The reader; ModelError if the embedded encoder is not installed."""
    folder = embedded_encoder_folder()
    with translated(EMBEDDED_ENCODER):
        whole = MiniLM.load(folder, hardware.device)
        shallow = replace(whole, config=replace(whole.config, num_hidden_layers=LAYER))
        name = "+".join(f"{path.stem}@{file_digest(path)[:12]}" for path in HEADS)
        return MannerReader(name, shallow, Tokens(folder))
