"""The judge of meaning: a cross-encoder that reads evidence and sentence together and says whether one follows.

The embedded one is our own fine-tuning of the embedded encoder, kept as its difference (`judge/`). It says of each
word of the sentence how well it is supported, and the sentence is worth what its weakest words are: one changed word
makes it false. Any sequence classifier whose labels tell what supports - of inference, support or consistency - takes
its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.models.difference import DIFFERENCE, add_difference
from summarizer.models.hardware import Hardware
from summarizer.models.likelihood import embedded_likelihood
from summarizer.models.loading import Loaded, batches, quiet_transformers, translated
from summarizer.models.minilm import MiniLM, Tokens, TokenScorer
from summarizer.models.store import embedded_encoder_folder, file_digest
from summarizer.types import Given, Judge, Likelihood

if TYPE_CHECKING:
    import torch

#: Tokens of evidence and sentence together; longer evidence is cut.
MAX_TOKENS = 256
#: Pairs judged together.
ROWS = 32
#: Types of tokens, evidence 0 and sentence 1, before those that stand in both.
SHARED = 2
#: Log-odds of a token before anything is learned: most words of most sentences are right.
FIRST_BIAS = 3.0
#: How the label begins, in lower case, that says that a sentence follows.
_SUPPORTS = ("entail", "support", "consistent", "factual")


def shipped_judge() -> Path | None:
    """The folder of the judge that was trained for the embedded encoder, in the package; None if it is not there."""
    folder = Path(__file__).parent / "judge"
    return folder if (folder / DIFFERENCE).is_file() else None


def load_judge(name: str | None, hardware: Hardware, likelihood: Likelihood | None = None) -> Judge | None:
    """The judge of that folder or hub name, or the embedded one; None if that does not come with the program.

    The embedded writer reads with it: a `likelihood` that is there already, or one that is loaded when it is asked.
    """
    reading = likelihood or embedded_likelihood()
    if name is None:
        folder = shipped_judge()
        return replace(TokenJudge.taught(folder, hardware), likelihood=reading) if folder else None
    with quiet_transformers(), translated(name):
        return replace(PairClassifier.load(name, hardware), likelihood=reading)


def untaught() -> tuple[Any, Any]:
    """(model, tokenizer): the embedded encoder with a head that scores tokens, before it has learned anything."""
    import torch
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    folder = str(embedded_encoder_folder())
    with quiet_transformers(), translated(folder):
        model = AutoModelForTokenClassification.from_pretrained(
            folder, num_labels=1, local_files_only=True, dtype=torch.float32, use_safetensors=True
        )
        kinds = model.base_model.embeddings.token_type_embeddings
        with torch.no_grad():
            weight, bias, both = beginning(kinds.weight)
            model.classifier.weight.copy_(weight)
            model.classifier.bias.copy_(bias)
            kinds.weight = torch.nn.Parameter(both)
        return model, AutoTokenizer.from_pretrained(folder, local_files_only=True)


def beginning(kinds: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """What is new in the judge before it has learned anything, the same wherever it is loaded.

    The head's weight and bias, and the types of tokens, which are twice those of the encoder.
    """
    import torch

    generator = torch.Generator().manual_seed(0)
    weight = torch.empty(1, kinds.shape[1]).normal_(0.0, 0.02, generator=generator)
    shared = kinds + torch.empty_like(kinds).normal_(0.0, 0.05, generator=generator)
    return weight, torch.full((1,), FIRST_BIAS), torch.cat([kinds, shared])


def untaught_here() -> TokenScorer:
    """The model of `untaught` without transformers, to be asked and not to be taught."""
    folder = embedded_encoder_folder()
    encoder = MiniLM.load(folder, "cpu")
    weights = {f"bert.{name}": weight for name, weight in encoder.weights.items()}
    name = "bert.embeddings.token_type_embeddings.weight"
    weights["classifier.weight"], weights["classifier.bias"], weights[name] = beginning(weights[name])
    return TokenScorer(MiniLM(encoder.config, weights, "bert."))


def weakest(scores: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """Log-odds of each sentence: a soft minimum over its tokens; shapes (rows, tokens), bool alike -> (rows,)."""
    import torch

    return -torch.logsumexp((-scores).masked_fill(~inside, -torch.inf), dim=1)


@dataclass(frozen=True)
class CrossEncoder(Loaded):
    """Reads pairs together, many at once, behind the `Judge` protocol; how they are scored is each one's own.

    A writer reads beside it, for what only shows in the order of the words (`Likelihood`).
    """

    likelihood: Likelihood = field(default_factory=embedded_likelihood)

    def surprisal_given(self, pairs: Sequence[Given]) -> list[tuple[float, ...]]:
        """What the writer says of each (job, sentence)."""
        return self.likelihood.surprisal_given(pairs)

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each (evidence, sentence) the probability that the sentence follows, 0 to 1."""
        import torch

        found = [0.0] * len(pairs)
        for rows in batches([len(a) + len(b) for a, b in pairs], ROWS):
            with torch.inference_mode():
                scores = self._probabilities([pairs[i] for i in rows])
            for i, value in zip(rows, scores, strict=True):
                found[i] = float(value)
        return found

    def _probabilities(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        raise NotImplementedError


class TokenJudge(CrossEncoder):
    """The embedded judge."""

    @classmethod
    def taught(cls, folder: Path, hardware: Hardware) -> TokenJudge:
        """The judge of that folder, made of the embedded encoder."""
        model = untaught_here()
        add_difference(model, folder, embedded_encoder_folder() / "model.safetensors")
        label = f"{folder.name}@{file_digest(folder / DIFFERENCE)[:12]}"
        return cls(label, model.to(hardware.device), Tokens(embedded_encoder_folder()))

    def _probabilities(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        import torch

        encoded = encode(self.tokenizer, pairs).to(self.model.device)
        scores = self.model(**encoded).logits.squeeze(-1).float()
        return torch.sigmoid(weakest(scores, sentence_tokens(encoded)))


class PairClassifier(CrossEncoder):
    """A sequence classifier."""

    @classmethod
    def load(cls, folder: str, hardware: Hardware) -> PairClassifier:
        """The classifier of that folder or hub name; ModelError if its labels do not tell what follows."""
        from transformers import AutoModelForSequenceClassification

        judge: PairClassifier = cls.load_with(
            AutoModelForSequenceClassification, folder, Hardware(hardware.device, "float32"), None
        )
        _supporting(judge.model.config)
        return judge

    def _probabilities(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        import torch

        encoded = _tensors(self.tokenizer, pairs).to(self.model.device)
        logits, supporting = self.model(**encoded).logits.float(), _supporting(self.model.config)
        return torch.sigmoid(logits[:, 0]) if supporting is None else torch.softmax(logits, 1)[:, supporting]


def encode(tokenizer: Any, pairs: Sequence[tuple[str, str]], **more: Any) -> Any:
    """Evidence and sentences as the embedded judge reads them.

    It is told which tokens stand in both: their type is `SHARED` more than that of the others. Without it the same data
    taught it nothing in 300 steps.
    """
    encoded = _tensors(tokenizer, pairs, **more)
    ids, kinds = encoded["input_ids"], encoded["token_type_ids"]
    same = (ids.unsqueeze(1) == ids.unsqueeze(2)) & (kinds.unsqueeze(1) != kinds.unsqueeze(2))
    real = encoded["attention_mask"].bool()
    shared = (same & real.unsqueeze(1) & real.unsqueeze(2)).any(2)
    encoded["token_type_ids"] = kinds + SHARED * shared
    return encoded


def sentence_tokens(encoded: Any) -> torch.Tensor:
    """Which tokens are the sentence's, the mark that closes it among them."""
    inside: torch.Tensor = (encoded["token_type_ids"] % SHARED == 1) & encoded["attention_mask"].bool()
    return inside


def _tensors(tokenizer: Any, pairs: Sequence[tuple[str, str]], **more: Any) -> Any:
    """Evidence and sentences as tensors; what is too long is cut."""
    return tokenizer(
        [evidence for evidence, _ in pairs],
        [sentence for _, sentence in pairs],
        return_tensors="pt", padding=True, truncation="longest_first", max_length=MAX_TOKENS, **more,
    )  # fmt: skip


def _supporting(config: Any) -> int | None:
    """Which label says that the sentence follows; None if there is but one number, which says it by itself."""
    labels = {int(i): str(label).lower() for i, label in config.id2label.items()}
    if len(labels) == 1:
        return None
    named = [i for i, label in sorted(labels.items()) if label.startswith(_SUPPORTS)]
    if len(named) == 1:
        return named[0]
    if len(labels) == 2 and all(label == f"label_{i}" for i, label in labels.items()):
        return 1
    raise ModelError(
        f"the model's labels are {', '.join(map(repr, labels.values()))}; one must begin with {', '.join(_SUPPORTS)}"
    )
