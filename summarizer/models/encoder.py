"""The encoder: sentence vectors as sentence-transformers makes them, without depending on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.models.hardware import Hardware
from summarizer.models.loading import Loaded, batches, quiet_transformers, translated
from summarizer.models.store import EMBEDDED_ENCODER, embedded_encoder_folder, file_digest
from summarizer.types import Encoder

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

#: Sentences encoded together; MiniLM is small, so the gain ends early.
ENCODE_ROWS = 64


def load_encoder(name: str | None, hardware: Hardware) -> Encoder:
    """The encoder of that folder or hub name, or the embedded one."""
    label = name or EMBEDDED_ENCODER
    folder = name or str(embedded_encoder_folder())
    with quiet_transformers(), translated(label):
        return MeanPoolingEncoder.load(folder, hardware, name is None)


class MeanPoolingEncoder(Loaded):
    """Sentence vectors as sentence-transformers makes them: the mean of the last layer over real tokens, normalised."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware, embedded: bool) -> MeanPoolingEncoder:
        """The encoder in that folder or of that hub name, in float32: it is small, and similarities stay exact."""
        from transformers import AutoModel

        label = f"{EMBEDDED_ENCODER}@{file_digest(Path(folder) / 'model.safetensors')[:12]}" if embedded else None
        encoder: MeanPoolingEncoder = cls.load_with(AutoModel, folder, Hardware(hardware.device, "float32"), label)
        return encoder

    def encode(self, texts: Sequence[str]) -> NDArray[float32]:
        """Array of shape (len(texts), d), rows of unit length."""
        import numpy as np
        import torch

        vectors = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        for rows in batches([len(text) for text in texts], ENCODE_ROWS):
            batch = [texts[i] for i in rows]
            encoded = self.tokenizer(batch, return_tensors="pt", padding=True, truncation=True, max_length=256)
            encoded = encoded.to(self.model.device)
            with torch.inference_mode():
                hidden = self.model(**encoded).last_hidden_state
            mask = encoded["attention_mask"].unsqueeze(-1).float()
            pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            vectors[rows] = torch.nn.functional.normalize(pooled, dim=1).cpu().numpy()
        return vectors
