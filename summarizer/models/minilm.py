"""The network of the embedded encoder on torch alone, the same to the last bit as transformers runs it.

    Tokens(folder)(texts) --> ids, mask, types --MiniLM--> a vector a token --TokenScorer--> a number a token

Importing transformers takes four seconds of the processor, more than most runs that write nothing take for their
stories; what is needed of it here is six layers of BERT (Devlin et al. 2019). Leaves out every other encoder and judge,
which transformers loads, and training.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network, named as in its `config.json`."""

    hidden_size: int
    num_attention_heads: int
    num_hidden_layers: int
    layer_norm_eps: float

    @classmethod
    def of(cls, folder: Path) -> Shape:
        """The shape of the network in that folder."""
        told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(*(told[name] for name in cls.__dataclass_fields__))


class Hidden(NamedTuple):
    """What the network makes of each token; shape (rows, tokens, hidden_size)."""

    last_hidden_state: Tensor


class Scores(NamedTuple):
    """A number for each token; shape (rows, tokens, 1)."""

    logits: Tensor


@dataclass(frozen=True)
class MiniLM:
    """The network: its weights by their names in `model.safetensors`, behind a prefix."""

    config: Shape
    weights: Mapping[str, Tensor]
    prefix: str = ""

    @classmethod
    def load(cls, folder: Path, device: str) -> MiniLM:
        """The encoder in that folder."""
        from safetensors.torch import load_file

        return cls(Shape.of(folder), load_file(folder / "model.safetensors", device=device))

    @property
    def device(self) -> Any:
        """Where the weights are."""
        return next(iter(self.weights.values())).device

    def __call__(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Hidden:
        """What stands in each token's place after the last layer."""
        table = {name: self._weight(f"embeddings.{name}_embeddings.weight") for name in ("word", "token_type")}
        places = self._weight("embeddings.position_embeddings.weight")[: input_ids.shape[1]]
        state = table["word"][input_ids] + table["token_type"][token_type_ids] + places
        state = self._normed(state, "embeddings.LayerNorm")
        whole = bool(attention_mask.all())
        mask = None if whole else attention_mask.bool()[:, None, None, :].expand(-1, 1, input_ids.shape[1], -1)
        for number in range(self.config.num_hidden_layers):
            state = self._layer(state, mask, f"encoder.layer.{number}")
        return Hidden(state)

    def _layer(self, state: Tensor, mask: Tensor | None, name: str) -> Tensor:
        from torch.nn.functional import gelu, scaled_dot_product_attention

        heads = (*state.shape[:-1], self.config.num_attention_heads, -1)
        asked = (self._linear(state, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        query, key, value = (each.view(heads).transpose(1, 2) for each in asked)
        seen = scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=query.shape[-1] ** -0.5)
        seen = seen.transpose(1, 2).reshape(state.shape)
        after = f"{name}.attention.output"
        state = self._normed(self._linear(seen, f"{after}.dense") + state, f"{after}.LayerNorm")
        wide = gelu(self._linear(state, f"{name}.intermediate.dense"))
        return self._normed(self._linear(wide, f"{name}.output.dense") + state, f"{name}.output.LayerNorm")

    def _linear(self, state: Tensor, name: str) -> Tensor:
        from torch.nn.functional import linear

        return linear(state, self._weight(f"{name}.weight"), self._weight(f"{name}.bias"))

    def _normed(self, state: Tensor, name: str) -> Tensor:
        from torch.nn.functional import layer_norm

        width = (self.config.hidden_size,)
        return layer_norm(
            state, width, self._weight(f"{name}.weight"), self._weight(f"{name}.bias"), self.config.layer_norm_eps
        )

    def _weight(self, name: str) -> Tensor:
        return self.weights[self.prefix + name]


@dataclass(frozen=True)
class TokenScorer:
    """The network with a head that gives each token a number; its weights are named as transformers names them."""

    network: MiniLM

    @property
    def device(self) -> Any:
        """Where the weights are."""
        return self.network.device

    def to(self, device: str) -> TokenScorer:
        """The same on that device."""
        weights = {name: weight.to(device) for name, weight in self.network.weights.items()}
        return TokenScorer(replace(self.network, weights=weights))

    def state_dict(self) -> Mapping[str, Tensor]:
        """The weights themselves, by name."""
        return self.network.weights

    def __call__(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Scores:
        """A number for each token."""
        from torch.nn.functional import linear

        hidden = self.network(input_ids, attention_mask, token_type_ids).last_hidden_state
        head = self.network.weights
        return Scores(linear(hidden, head["classifier.weight"], head["classifier.bias"]))


class Batch(dict[str, Any]):
    """Tensors by name, as the network takes them."""

    def to(self, device: Any) -> Batch:
        """The same on that device."""
        return Batch({name: tensor.to(device) for name, tensor in self.items()})


class Tokens:
    """The tokenizer of the network, called as those of transformers are."""

    is_fast = True

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_padding()

    def __call__(
        self,
        texts: Sequence[str],
        others: Sequence[str] | None = None,
        *,
        max_length: int,
        return_offsets_mapping: bool = False,
        **_: object,
    ) -> Batch:
        """Texts, or pairs of them, as tensors: the longest cut to a length, the others filled up to one."""
        import torch

        self._tokenizer.enable_truncation(max_length)
        rows = self._tokenizer.encode_batch(list(texts) if others is None else list(zip(texts, others, strict=True)))
        made = Batch(
            input_ids=torch.tensor([row.ids for row in rows]),
            token_type_ids=torch.tensor([row.type_ids for row in rows]),
            attention_mask=torch.tensor([row.attention_mask for row in rows]),
        )
        if return_offsets_mapping:
            made["offset_mapping"] = torch.tensor([row.offsets for row in rows])
        return made
