"""What the gate, the gate without a judge of meaning, the judge alone and the baselines say of judged sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from eval.baselines.support import rouge_2_precision
from summarizer import Analyst, Gate, Given, Judge, Likelihood, Parser

if TYPE_CHECKING:
    from summarizer import Verdict

#: Judgements that are parsed and read together.
ROWS = 64


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one sentence, higher is better supported; those of a judge are None where there is none."""

    #: Log-odds that it is true; without end below nothing if it is refused outright, above for a source's own sentence.
    truth: float | None
    #: The same where it must stand alone too, as what is printed must; of that no writer that reads is asked.
    gate: float | None
    #: The same without a judge of meaning, which only accepts or refuses.
    old_gate: float
    #: Probabilities of the judge that the sentence follows: from its evidence, and from nothing.
    judge: float | None
    judge_blind: float | None
    word_pairs: float
    rouge_2: float
    #: Why each gate turned it down.
    truth_reasons: tuple[str, ...]
    gate_reasons: tuple[str, ...]
    old_gate_reasons: tuple[str, ...]


def as_kept(values: Mapping[str, Any]) -> Scored:
    """The scores of a sentence as JSON kept them."""
    plain: dict[str, Any] = {n: tuple(v) if n.endswith("_reasons") else v for n, v in values.items()}
    return Scored(**plain)


#: The scores of `Scored` by their names in tables.
COLUMNS = {
    "truth": "truth",
    "gate": "gate",
    "old gate": "old_gate",
    "judge": "judge",
    "judge without evidence": "judge_blind",
    "word pairs": "word_pairs",
    "rouge-2 precision": "rouge_2",
}


#: Those of them that accept or refuse: from 0 up is accepted.
GATES = ("truth", "gate", "old gate")


def score_of(scored: Scored, column: str) -> float | None:
    """The score of that name in tables."""
    value: float | None = getattr(scored, COLUMNS[column])
    return value


def reasons_of(scored: Scored, column: str) -> tuple[str, ...]:
    """Why that gate turned the sentence down; none if it did not."""
    reasons: tuple[str, ...] = getattr(scored, f"{COLUMNS[column]}_reasons")
    return reasons


def verdict_of(scored: Scored, column: str) -> str:
    """What that gate says: "accepted", or why not; with its score where that is weighed."""
    reasons = reasons_of(scored, column)
    score = score_of(scored, column)
    weighed = f", {score:+.1f}" if score is not None and isfinite(score) else ""
    return (", ".join(reasons) or "accepted") + weighed


class AskedOnce:
    """A judge that reads each pair once, whoever asks."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._known: dict[tuple[str, str], float] = {}

    @property
    def name(self) -> str:
        """The judge's."""
        return self._judge.name

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each (evidence, sentence) the probability that the sentence follows, 0 to 1."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        self._known |= zip(new, self._judge.entail(new) if new else (), strict=True)
        return [self._known[pair] for pair in pairs]


class ReadOnce(AskedOnce):
    """The same of a judge beside which a writer reads."""

    def __init__(self, judge: Judge, reader: Likelihood) -> None:
        super().__init__(judge)
        self._reader = reader
        self._heard: dict[Given, tuple[float, ...]] = {}

    def surprisal_given(self, pairs: Sequence[Given]) -> list[tuple[float, ...]]:
        """For each (job, sentence) how unexpected each token of the sentence is as the answer, in nats."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._heard]
        self._heard |= zip(new, self._reader.surprisal_given(new) if new else (), strict=True)
        return [self._heard[pair] for pair in pairs]


def asked_once(judge: Judge) -> AskedOnce:
    """A judge that is asked about each pair once, with the writer that reads beside it, if one does."""
    return ReadOnce(judge, judge) if isinstance(judge, Likelihood) else AskedOnce(judge)


class Scorer:
    """Asks all of them; what one has analysed or read is not analysed or read again for another."""

    def __init__(self, parser: Parser, judge: Judge | None) -> None:
        self._analyst = Analyst(parser)
        self._judge = asked_once(judge) if judge else None
        self.truth = Gate(self._analyst, self._judge, alone=False)
        self.gate = Gate(self._analyst, self._judge, reads=False)
        self.old_gate = Gate(self._analyst)

    def score(self, cases: Sequence[tuple[str, Sequence[str]]]) -> list[Scored]:
        """The scores of each (sentence, evidence)."""
        self._analyst.trees(self._analyst(_texts(cases)))
        screened = self.truth.parsed([self.truth.screen([text], evidence)[0] for text, evidence in cases])
        old = [self.old_gate.judge([text], evidence)[0] for text, evidence in cases]
        read: list[tuple[float, float]] | list[tuple[None, None]] = [(None, None)] * len(cases)
        if self._judge:
            texts = [each.candidate.text for each in screened]
            seen = self._judge.entail(
                [(" ".join(each.resting_on), text) for each, text in zip(screened, texts, strict=True)]
            )
            read = list(zip(seen, self._judge.entail([("", text) for text in texts]), strict=True))
        verdicts = self.truth.weigh(screened)
        alone = [self.gate.judge([text], evidence)[0] for text, evidence in cases]
        return [
            Scored(
                standing(verdict) if self._judge else None,
                standing(printed) if self._judge else None,
                standing(before),
                *judged,
                verdict.support,
                rouge_2_precision(text, " ".join(evidence)),
                verdict.reasons if self._judge else (),
                printed.reasons if self._judge else (),
                before.reasons,
            )
            for (text, evidence), verdict, printed, before, judged in zip(
                cases, verdicts, alone, old, read, strict=True
            )
        ]


def standing(verdict: Verdict) -> float:
    """Log-odds of a verdict: the weighed sum, and no end of it where nothing was weighed."""
    if verdict.total is not None:
        return verdict.total
    return inf if verdict.passed else -inf


def _texts(cases: Sequence[tuple[str, Sequence[str]]]) -> Iterable[str]:
    return (each for text, evidence in cases for each in (text, *evidence))
