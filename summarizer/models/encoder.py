"""The encoder: sentence vectors as sentence-transformers makes them, without depending on it, and those of words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.models.hardware import Hardware
from summarizer.models.loading import Loaded, batches, quiet_transformers, translated, use_all_cores
from summarizer.models.minilm import MiniLM, Tokens
from summarizer.models.store import EMBEDDED_ENCODER, embedded_encoder_folder, file_digest
from summarizer.types import WordEncoder

if TYPE_CHECKING:
    from numpy import float32, int64
    from numpy.typing import NDArray

#: Sentences encoded together; MiniLM is small, so the gain ends early.
ENCODE_ROWS = 64


def load_encoder(name: str | None, hardware: Hardware) -> WordEncoder:
    """The encoder of that folder or hub name, or the embedded one."""
    if name is None:
        with translated(EMBEDDED_ENCODER):
            return MeanPoolingEncoder.embedded(embedded_encoder_folder(), hardware)
    with quiet_transformers(), translated(name):
        return MeanPoolingEncoder.load(name, hardware)


class MeanPoolingEncoder(Loaded):
    """Sentence vectors as sentence-transformers makes them: the mean of the last layer over real tokens, normalised."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware) -> MeanPoolingEncoder:
        """The encoder in that folder or of that hub name, in float32: it is small, and similarities stay exact."""
        from transformers import AutoModel

        encoder: MeanPoolingEncoder = cls.load_with(AutoModel, folder, Hardware(hardware.device, "float32"), None)
        return encoder

    @classmethod
    def embedded(cls, folder: Path, hardware: Hardware) -> MeanPoolingEncoder:
        """The embedded one, without transformers."""
        use_all_cores()
        label = f"{EMBEDDED_ENCODER}@{file_digest(folder / 'model.safetensors')[:12]}"
        return cls(label, MiniLM.load(folder, hardware.device), Tokens(folder))

    def encode(self, texts: Sequence[str]) -> NDArray[float32]:
        """Array of shape (len(texts), d), rows of unit length."""
        return self._read(texts, None)[0]

    def encode_words(
        self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[NDArray[float32], list[NDArray[float32] | None]]:
        """The same, and for each text what stands at these places of it: shape (places, d), rows of unit length.

        None for the places where the tokenizer does not tell where its tokens stand. A place behind the cut is zeros.
        """
        return self._read(texts, places)

    def _read(
        self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]] | None
    ) -> tuple[NDArray[float32], list[NDArray[float32] | None]]:
        import numpy as np
        import torch

        vectors = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        words: list[NDArray[float32] | None] = [None] * len(texts)
        located = places is not None and bool(self.tokenizer.is_fast)
        for rows in batches([len(text) for text in texts], ENCODE_ROWS):
            batch = [texts[i] for i in rows]
            encoded = self.tokenizer(
                batch, return_tensors="pt", padding=True, truncation=True, max_length=256,
                return_offsets_mapping=located,
            )  # fmt: skip
            offsets = encoded.pop("offset_mapping").numpy() if located else ()
            encoded = encoded.to(self.model.device)
            with torch.inference_mode():
                hidden = self.model(**encoded).last_hidden_state
            mask = encoded["attention_mask"].unsqueeze(-1).float()
            pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            vectors[rows] = torch.nn.functional.normalize(pooled, dim=1).cpu().numpy()
            if places is not None and located:
                states = hidden.float().cpu().numpy()
                for row, i in enumerate(rows):
                    words[i] = at_places(states[row], offsets[row], places[i])
        return vectors, words


def at_places(states: NDArray[float32], offsets: NDArray[int64], places: Sequence[tuple[int, int]]) -> NDArray[float32]:
    """The mean of the token states at each place, of unit length; zeros where no token stands."""
    import numpy as np

    found = np.zeros((len(places), states.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(places):
        inside = (offsets[:, 0] < end) & (offsets[:, 1] > start)
        if inside.any():
            mean = states[inside].mean(axis=0)
            found[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return found
