"""Real models, tiny and untrained, written to a folder as `save_pretrained` writes any model of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

TEXT = [
    "The mayor closed the old bridge on Tuesday after divers found a crack in a pier.",
    "You are a news editor. Rewrite the input text to make it more concise.",
    "summarize: repairs will cost 4.2 million crowns, the council said.",
]
CHAT = "{% for m in messages %}<s>{{ m['role'] }}: {{ m['content'] }}</s>{% endfor %}<s>assistant:"
#: Every kind of encoder-decoder that the README names, by its configuration class.
SEQ2SEQ = ("Bart", "T5", "Pegasus", "LED")


def save_causal(folder: Path, *, chat: bool = True) -> Path:
    """A Llama of one layer with its tokenizer, and a chat template if asked for."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = _tokenizer()
    tokenizer.chat_template = CHAT if chat else None
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=256, **_special(tokenizer),
    )  # fmt: skip
    return _save(LlamaForCausalLM(config), tokenizer, folder)


def save_seq2seq(folder: Path, kind: str, marks: Sequence[str] = ()) -> Path:
    """An encoder-decoder of one layer a side with its tokenizer, which knows these marks too."""
    import torch
    import transformers

    tokenizer = _tokenizer()
    tokenizer.add_special_tokens({"additional_special_tokens": list(marks)})
    sizes: dict[str, Any] = {
        "d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
        "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "max_position_embeddings": 128,
    }  # fmt: skip
    if kind == "T5":
        sizes = {"d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 2}
    if kind == "LED":
        sizes |= {"attention_window": 16, "max_encoder_position_embeddings": 128, "max_decoder_position_embeddings": 64}
        del sizes["max_position_embeddings"]
    torch.manual_seed(0)
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=len(tokenizer), decoder_start_token_id=tokenizer.bos_token_id, **sizes, **_special(tokenizer)
    )
    return _save(getattr(transformers, f"{kind}ForConditionalGeneration")(config), tokenizer, folder)


def save_classifier(folder: Path, labels: Sequence[str]) -> Path:
    """A BERT of one layer that sorts pairs of texts under these labels, with its tokenizer."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    tokenizer = _tokenizer()
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        max_position_embeddings=512, num_labels=len(labels), pad_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: i for i, label in enumerate(labels)}
    return _save(BertForSequenceClassification(config), tokenizer, folder)


def _special(tokenizer: Any) -> dict[str, int]:
    return {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}


def _tokenizer() -> Any:
    """A byte-level tokenizer trained on three sentences: it can write and read anything."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import PreTrainedTokenizerFast

    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(TEXT, vocab_size=400, special_tokens=["<pad>", "<s>", "</s>"], show_progress=False)
    return PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>"
    )


def _save(model: Any, tokenizer: Any, folder: Path) -> Path:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
