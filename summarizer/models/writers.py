"""Writers: any causal chat model or encoder-decoder, in a folder or on the hub, with an adapter folded in if asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.models.adapter import Adapter, fold, read_adapter, require_base
from summarizer.models.embedded import embedded_writer_folder
from summarizer.models.hardware import Hardware
from summarizer.models.loading import Loaded, batches, harmless, quiet_transformers, translated
from summarizer.models.store import EMBEDDED_WRITER, cache_folder, file_digest, shipped_adapter
from summarizer.types import Prompt, TextGenerator

if TYPE_CHECKING:
    import torch

#: Rows decoded together. More than about 48 gain nothing on two cores and cost memory.
BATCH_ROWS = 48
#: What PRIMERA reads between two documents.
DOCUMENT_MARK = "<doc-sep>"
#: Tokens of an encoder's window that are kept free for what the tokenizer adds, and for words that it splits anew.
RESERVED = 8
#: Of the sampled candidates. Low: the task is to rearrange what is given, not to invent.
TEMPERATURE, TOP_P = 0.7, 0.9


def load_writer(name: str | None, hardware: Hardware, adapter: Path | None = None) -> TextGenerator:
    """The writer of that folder or hub name, or the embedded one, with the adapter of that folder folded in.

    Raises ModelError if it cannot be loaded, cannot write, or the adapter was trained on another model.
    """
    change = read_adapter(adapter) if adapter else None
    if name is None:
        advice = f"Delete its copy in {cache_folder()}: it is made again."
        folder = embedded_writer_folder(hardware, change)
        with quiet_transformers(), translated(EMBEDDED_WRITER, advice), folder as found:
            return CausalWriter.load(str(found.folder), hardware, found.label)
    with quiet_transformers(), translated(name):
        from transformers import AutoConfig

        config = AutoConfig.from_pretrained(name, **harmless(name))
        writer = (Seq2SeqWriter if config.is_encoder_decoder else CausalWriter).load(name, hardware)
        return _adapted(writer, name, change) if change else writer


@cache
def own_writer(hardware: Hardware) -> CausalWriter:
    """The embedded writer with its adapter, loaded once for all who read with it while another one writes."""
    writer: Any = load_writer(None, hardware, shipped_adapter())
    return writer  # type: ignore[no-any-return]  # the embedded one is a causal model


def _adapted(writer: Any, name: str, adapter: Adapter) -> Any:
    weights = Path(name) / "model.safetensors"
    if not weights.is_file():
        raise ModelError(f"an adapter needs a model in a folder, whose weights can be compared; {name!r} is none")
    require_base(adapter, file_digest(weights), name)
    fold(adapter, writer.model)
    return replace(writer, name=f"{writer.name}+{adapter.label}")


class CausalWriter(Loaded):
    """A decoder-only chat model, prompted through its chat template; without one, instruction and text are joined."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware, label: str | None = None) -> CausalWriter:
        """The writer in that folder or of that hub name."""
        from transformers import AutoModelForCausalLM

        writer: CausalWriter = cls.load_with(AutoModelForCausalLM, folder, hardware, label)
        writer.tokenizer.padding_side = "left"
        return writer

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        """For each prompt at most `candidates` different texts, the greedy one first."""
        texts = [self.chat(prompt) for prompt in prompts]
        return _generate(self, prompts, texts, candidates, max_new_tokens, seed)

    def write_story(self, documents: Sequence[str], *, candidates: int, max_new_tokens: int, seed: int) -> list[str]:
        """None: a chat model that rewrites a whole story invents (34.4 R-1 became 30.6 on WCEP); it is given claims."""
        del documents, candidates, max_new_tokens, seed
        return []

    def surprisal(self, texts: Sequence[str]) -> list[tuple[tuple[int, float], ...]]:
        """For each token of each text where it begins, in characters, and how unexpected it is there, in nats."""
        import torch

        found: list[tuple[tuple[int, float], ...]] = [()] * len(texts)
        bos = self.tokenizer.bos_token or self.tokenizer.eos_token
        for rows in batches([len(text) for text in texts], BATCH_ROWS):
            encoded = self.tokenizer(
                [bos + texts[i] for i in rows],
                return_tensors="pt",
                padding=True,
                add_special_tokens=False,
                return_offsets_mapping=True,
                return_token_type_ids=False,
            )
            offsets = encoded.pop("offset_mapping")[:, 1:, 0] - len(bos)
            encoded = encoded.to(self.model.device)
            with torch.inference_mode():
                scores = self.model(**encoded).logits
            kept = encoded["attention_mask"][:, :-1].bool()  # padding is on the left: a token needs one before it
            for row, i in enumerate(rows):
                following = encoded["input_ids"][row, 1:][kept[row]]
                mine = scores[row, :-1][kept[row]].float()
                nats = mine.logsumexp(-1) - mine.gather(-1, following.unsqueeze(-1)).squeeze(-1)
                found[i] = tuple(zip(offsets[row][kept[row].cpu()].tolist(), nats.tolist(), strict=True))
        return found

    def chat(self, prompt: Prompt) -> str:
        """The prompt as the model reads it, up to where its answer begins."""
        if self.tokenizer.chat_template is None:
            shown = "".join(f"{text}\n\n{answer}\n\n" for text, answer in prompt.examples)
            return f"{prompt.instruction}\n\n{shown}{prompt.text}\n\n"
        chat: str = self.tokenizer.apply_chat_template(turns_of(prompt), tokenize=False, add_generation_prompt=True)
        return chat


def turns_of(prompt: Prompt) -> list[dict[str, str]]:
    """The prompt as the turns of a chat."""
    turns = [{"role": "system", "content": prompt.instruction}]
    for text, answer in prompt.examples:
        turns += [{"role": "user", "content": text}, {"role": "assistant", "content": answer}]
    return [*turns, {"role": "user", "content": prompt.text}]


class Seq2SeqWriter(Loaded):
    """An encoder-decoder summarizer (BART, PEGASUS, PRIMERA, T5, LED): it is given the text alone."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware, label: str | None = None) -> Seq2SeqWriter:
        """The writer in that folder or of that hub name."""
        from transformers import AutoModelForSeq2SeqLM

        writer: Seq2SeqWriter = cls.load_with(AutoModelForSeq2SeqLM, folder, hardware, label)
        return writer

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        """For each prompt at most `candidates` different texts, the greedy one first."""
        prefix = "summarize: " if self.model.config.model_type in ("t5", "mt5", "longt5") else ""
        texts = [prefix + prompt.text for prompt in prompts]
        return _generate(self, prompts, texts, candidates, max_new_tokens, seed)

    def write_story(self, documents: Sequence[str], *, candidates: int, max_new_tokens: int, seed: int) -> list[str]:
        """At most `candidates` different texts, the greedy one first, about what all documents report.

        Every document has its share of the encoder's window: cutting their concatenation would lose the last ones.
        """
        prompt = Prompt(instruction="", text=self.joined(documents))
        return self.generate([prompt], candidates=candidates, max_new_tokens=max_new_tokens, seed=seed)[0]

    def joined(self, documents: Sequence[str]) -> str:
        """The beginnings of all documents, as long as the window allows, with the model's mark between them."""
        tokens = [self.tokenizer(text, add_special_tokens=False)["input_ids"] for text in documents]
        room = window_of(self.model.config) - RESERVED - len(tokens)
        shares = fair_shares([len(ids) for ids in tokens], room)
        parts = [self.tokenizer.decode(ids[:share]) for ids, share in zip(tokens, shares, strict=True)]
        return (DOCUMENT_MARK if DOCUMENT_MARK in self.tokenizer.get_vocab() else "\n").join(parts)

    def surprisal(self, texts: Sequence[str]) -> list[tuple[tuple[int, float], ...]]:
        """Empty: an encoder-decoder has no opinion of a text without its source."""
        return [()] * len(texts)


def _generate(
    writer: Loaded, prompts: Sequence[Prompt], texts: list[str], candidates: int, max_new_tokens: int, seed: int
) -> list[list[str]]:
    """Greedy and sampled texts of each prompt, without repetitions; long prompts first so that batches are even."""
    import torch

    torch.manual_seed(seed)
    found: list[list[str]] = [[] for _ in prompts]
    sampled = candidates - 1
    for rows in batches([len(text) for text in texts], max(1, BATCH_ROWS // max(1, sampled))):
        batch = [texts[i] for i in rows]
        vocabularies = [prompts[i].vocabulary for i in rows]
        outputs = [[text] for text in _decode(writer, batch, vocabularies, max_new_tokens, 0)]
        if sampled:
            extra = _decode(writer, batch, vocabularies, max_new_tokens, sampled)
            outputs = [first + extra[k * sampled : (k + 1) * sampled] for k, first in enumerate(outputs)]
        for i, answers in zip(rows, outputs, strict=True):
            found[i] = list(dict.fromkeys(answer for answer in answers if answer))
    return found


def _decode(
    writer: Loaded, texts: list[str], vocabularies: list[str | None], max_new_tokens: int, sampled: int
) -> list[str]:
    """One greedy text for each input, or `sampled` sampled ones in a row."""
    import torch
    from transformers import LogitsProcessorList

    config = writer.model.config
    limit = window_of(config)
    encoder_decoder = config.is_encoder_decoder
    encoded = writer.tokenizer(
        texts,
        return_tensors="pt",
        padding=True,
        truncation=True,
        max_length=limit if encoder_decoder else max(16, limit - max_new_tokens),
        add_special_tokens=encoder_decoder,
        return_token_type_ids=False,
    ).to(writer.model.device)
    how = _sampling(sampled)
    if config.model_type == "led":
        how["global_attention_mask"] = _global_attention(writer.tokenizer, encoded["input_ids"])
    processors = LogitsProcessorList()
    if all(vocabulary is not None for vocabulary in vocabularies):
        processors.append(_grounding(writer.tokenizer, [v or "" for v in vocabularies], max(1, sampled), writer.model))
    with torch.inference_mode(), quiet_transformers():
        output = writer.model.generate(
            **encoded,
            **how,
            max_new_tokens=max_new_tokens,
            num_beams=1,
            logits_processor=processors,
            pad_token_id=writer.tokenizer.pad_token_id,
        )
    new = output if encoder_decoder else output[:, encoded["input_ids"].shape[1] :]
    return [text.strip() for text in writer.tokenizer.batch_decode(new, skip_special_tokens=True)]


def _sampling(sampled: int) -> dict[str, Any]:
    """How to choose the next token: the likeliest, or so many times by chance."""
    if not sampled:
        return {"do_sample": False}
    chance = {"temperature": TEMPERATURE, "top_p": TOP_P, "top_k": 0}
    return {"do_sample": True, **chance, "num_return_sequences": sampled}


def window_of(config: Any) -> int:
    """Tokens that a model can read at once, prompt and answer together for a causal one."""
    windows = (getattr(config, name, None) for name in ("max_encoder_position_embeddings", "max_position_embeddings"))
    return next((window for window in windows if window), 4096)


def fair_shares(lengths: Sequence[int], room: int) -> list[int]:
    """How much of each length fits into the room, if what the short ones leave goes to the long ones.

    >>> fair_shares([10, 100, 50], 90)
    [10, 40, 40]
    """
    shares = [0] * len(lengths)
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    for place, i in enumerate(order):
        shares[i] = max(0, min(lengths[i], room // (len(order) - place)))
        room -= shares[i]
    return shares


def _global_attention(tokenizer: Any, ids: torch.Tensor) -> torch.Tensor:
    """Where a Longformer encoder looks from everywhere: at the first token, and in PRIMERA between documents."""
    marked = (
        ids == tokenizer.convert_tokens_to_ids(DOCUMENT_MARK) if DOCUMENT_MARK in tokenizer.get_vocab() else ids < 0
    )
    marked[:, 0] = True
    return marked.long()


def _grounding(tokenizer: Any, vocabularies: list[str], repeat: int, model: Any) -> Any:
    """A logits processor that allows each row the tokens of its own vocabulary, function words and full stops.

    Grounded decoding: what the evidence does not hold cannot be written.
    """
    import torch
    from transformers import LogitsProcessor

    # BART and PEGASUS begin or end with a token that their configuration forces; forbidding it leaves nothing.
    settings = (model.config, model.generation_config)
    names = ("forced_bos_token_id", "forced_eos_token_id", "decoder_start_token_id", "eos_token_id")
    forced = {i for s in settings for name in names if isinstance(i := getattr(s, name, None), int)}
    allowed = torch.full((len(vocabularies), model.config.vocab_size), -math.inf)
    for row, vocabulary in enumerate(vocabularies):
        allowed[row, sorted(_token_ids(tokenizer, vocabulary) | forced)] = 0.0
    allowed = allowed.repeat_interleave(repeat, 0).to(model.device)

    class Grounding(LogitsProcessor):
        def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
            del input_ids
            return scores + allowed.to(scores.dtype)  # type: ignore[return-value]

    return Grounding()


def _token_ids(tokenizer: Any, vocabulary: str) -> set[int]:
    ids = set(tokenizer(vocabulary, add_special_tokens=False)["input_ids"]) | {tokenizer.eos_token_id}
    for word in vocabulary.split():
        ids |= set(_word_token_ids(tokenizer, word.strip("()[]“”\"'’.,;:")))
    return ids


@cache
def _word_token_ids(tokenizer: Any, word: str) -> tuple[int, ...]:
    """Tokens of a word wherever it may stand: after a space or not, at the start of a sentence or inside."""
    forms = {word, word[:1].upper() + word[1:]}
    return tuple(
        {
            i
            for form in forms
            for text in (form, " " + form)
            for i in tokenizer(text, add_special_tokens=False)["input_ids"]
        }
    )
