"""The judge of meaning: any classifier whose labels tell what follows, the embedded one, and how it is taught."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ModelError
from summarizer.language import Analyst
from summarizer.linear import Linear
from summarizer.models import load_judge, load_models
from summarizer.models.difference import DIFFERENCE, TRAINING, add_difference, save_difference
from summarizer.models.entailment import PairClassifier, TokenJudge
from summarizer.models.hardware import Hardware
from summarizer.models.store import embedded_encoder_folder, file_digest
from summarizer.training.__main__ import main
from summarizer.training.learn_gate import Weighed, cross_validated, fit, line, totals
from summarizer.training.learn_judge import CHECKPOINT, Recipe, read_rows, train
from summarizer.training.mixture import Row, mixture
from summarizer.types import Failed, Parser
from summarizer.verify import Gate, meaning, select
from tests.tiny_models import save_causal, save_classifier

CPU = Hardware("cpu", "float32")
PAIRS = [("The mayor closed the old bridge.", "The bridge was closed."), ("Rain fell.", "The council voted.")]
LABELS = [
    ["contradiction", "entailment", "neutral"],
    ["ENTAILMENT", "NOT_ENTAILMENT"],
    ["unsupported", "Supported"],
    ["hallucinated", "consistent"],
    ["LABEL_0", "LABEL_1"],
    ["LABEL_0"],
]


@pytest.mark.slow
@pytest.mark.parametrize("labels", LABELS, ids=" ".join)
def test_a_classifier_judges_by_the_label_that_says_so(labels: list[str], tmp_path: Path) -> None:
    import torch

    judge = load_judge(str(save_classifier(tmp_path / "judge", labels)), CPU)
    assert isinstance(judge, PairClassifier)
    assert judge.name.startswith("judge@")
    found = judge.entail(PAIRS)
    encoded = judge.tokenizer(*PAIRS[0], return_tensors="pt")
    with torch.inference_mode():
        logits = judge.model(**encoded).logits[0]
    place = next(
        (i for i, label in enumerate(labels) if label.lower() in ("entailment", "supported", "consistent")), -1
    )
    expected = torch.sigmoid(logits[0]) if len(labels) == 1 else torch.softmax(logits, 0)[place]
    assert found[0] == pytest.approx(float(expected), abs=1e-5)
    assert judge.entail([*PAIRS[1:], *PAIRS[:1]]) == pytest.approx(found[::-1], abs=1e-5)
    assert judge.entail([]) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "labels", [["positive", "negative"], ["a", "b", "c"], ["entailment", "supported"]], ids=" ".join
)
def test_labels_that_tell_nothing_are_an_error(labels: list[str], tmp_path: Path) -> None:
    folder = save_classifier(tmp_path / "judge", labels)
    with pytest.raises(ModelError, match=f"labels are '{labels[0]}'.*must begin with"):
        load_models(extractive=True, verifier=str(folder))


@pytest.mark.slow
def test_a_folder_of_another_kind_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError):
        load_judge(str(tmp_path / "empty"), CPU)
    with pytest.raises(ModelError):  # a writer has a head for words, and none for labels
        load_judge(str(save_causal(tmp_path / "writer") / "config.json"), CPU)


def test_none_is_none() -> None:
    assert load_models(extractive=True, verifier="none").judge is None


def test_the_difference_gives_the_weights_back(tmp_path: Path) -> None:
    import torch

    base, other = torch.nn.Linear(8, 4), torch.nn.Linear(8, 4)
    weights = tmp_path / "base"
    weights.write_bytes(b"weights")
    before = {name: weight.clone() for name, weight in base.state_dict().items()}
    save_difference(before, other, tmp_path)
    (tmp_path / TRAINING).write_text(json.dumps({"base_sha256": file_digest(weights)}))
    add_difference(base, tmp_path, weights)
    step = (other.weight - before["weight"]).abs().amax(1, keepdim=True) / 127
    assert bool(((base.weight - other.weight).abs() <= step).all())
    assert torch.allclose(base.bias, other.bias)
    weights.write_bytes(b"others")
    with pytest.raises(ModelError, match="made for other weights"):
        add_difference(base, tmp_path, weights)


def row(text: str, true: bool, kind: str = "place", data: str = "x", document: str = "d") -> Row:
    return Row("Rain fell in Arden.", text, true, kind, data, document)


ROWS = [row(f"Rain fell in {town}.", town == "Arden") for town in ("Arden", "Velmar") * 4]
RECORD = {"base_sha256": file_digest(embedded_encoder_folder() / "model.safetensors")}


def _train(output: Path, progress: Any = lambda *_: None) -> float:
    return train(ROWS, output, Recipe(epochs=3, batch=4), RECORD, progress, checkpoint_steps=2)


@pytest.mark.slow
def test_an_interrupted_training_goes_on_to_the_same_judge(tmp_path: Path) -> None:
    def pull_the_plug(_: str, done: int, __: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    whole = _train(tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        _train(tmp_path / "cut", pull_the_plug)
    assert (tmp_path / "cut" / CHECKPOINT).is_file()
    steps: list[int] = []
    assert _train(tmp_path / "cut", lambda _, done, __: steps.append(done)) == pytest.approx(whole)
    assert steps[0] == 3
    made = [TokenJudge.taught(tmp_path / name, CPU) for name in ("whole", "cut")]
    assert made[0].entail(PAIRS) == pytest.approx(made[1].entail(PAIRS), abs=1e-4)
    assert json.loads((tmp_path / "cut" / TRAINING).read_text())["examples"] == len(ROWS)
    assert (tmp_path / "cut" / DIFFERENCE).stat().st_size < 25_000_000


@pytest.mark.slow
def test_a_judge_goes_on_from_another(tmp_path: Path) -> None:
    _train(tmp_path / "first")
    lines = [json.dumps({**asdict(r), "evidence": [r.evidence]}) + "\n" for r in ROWS]
    (tmp_path / "rows.jsonl").write_text("".join(lines))
    # At no pace nothing is learned: what is written is where it began.
    command = ["judge", str(tmp_path / "rows.jsonl"), "--start", str(tmp_path / "first"), "--learning-rate", "0"]
    assert main([*command, "-o", str(tmp_path / "second")]) == 0
    first, second = (TokenJudge.taught(tmp_path / name, CPU) for name in ("first", "second"))
    assert second.entail(PAIRS) == pytest.approx(first.entail(PAIRS), abs=0.02)
    record = json.loads((tmp_path / "second" / TRAINING).read_text())
    assert record["start"] == file_digest(tmp_path / "first" / DIFFERENCE)


def test_of_a_sentence_written_anew_it_is_not_known_which_words_are_wrong() -> None:
    one = [row("Rain fell in Arden on Monday.", True), row("Rain fell in Arden on Friday.", False)]
    other = [row("Rain fell in Arden on Monday.", True), row("On Friday hail hit Velmar hard.", False)]
    assert [r.wrong for r in sorted(mixture(one), key=lambda r: r.true)] == [((22, 29),), ()]
    assert [r.wrong for r in sorted(mixture(other), key=lambda r: r.true)] == [None, ()]


def test_what_readers_wrote_may_be_twice_as_long() -> None:
    long = [row("x " * 250, True, "told: roles"), row("y " * 250, False, "told: roles")]
    assert len(mixture(long)) == 2
    assert mixture([replace(r, kind="roles") for r in long]) == []


def test_rows_are_read(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    line = {"evidence": ["A.", "B."], "text": "C.", "true": False, "kind": "k", "data": "x", "document": "d"}
    file.write_text(json.dumps(line) + "\n")
    assert read_rows([file]) == [Row("A. B.", "C.", False, "k", "x", "d")]


def test_of_each_kind_as_many_are_drawn_and_groups_stay_whole() -> None:
    rows = [row(str(i), i % 2 == 0, "name", document=str(i // 4)) for i in range(400)]
    rows += [row(str(i), i % 2 == 0, "role", document=str(i // 4)) for i in range(40)]
    rows += [row("x" * 600, True, "role", document="long"), row("short", False, "role", document="long")]
    drawn = mixture(rows, most=80)
    assert sorted(r.kind for r in drawn) == ["name"] * 40 + ["role"] * 40
    groups = {(r.kind, r.document) for r in drawn}
    assert all(sum((r.kind, r.document) == group for r in drawn) == 4 for group in groups)
    assert drawn == mixture(rows, most=80)
    assert {r.document for r in drawn}.isdisjoint({"long"})


def test_true_and_false_are_balanced() -> None:
    rows = [row(str(i), i < 10, document=str(i)) for i in range(100)]
    assert sorted(r.true for r in mixture(rows)) == [False] * 15 + [True] * 10


# --- what is weighed -------------------------------------------------------------------------------------------------


class Sure:
    """A judge of one opinion."""

    name = "sure"

    def __init__(self, probability: float) -> None:
        self.probability = probability
        self.asked: list[tuple[str, str]] = []

    def entail(self, pairs: Any) -> list[float]:
        self.asked += pairs
        return [self.probability] * len(pairs)


SOURCE = "The mayor of Arden closed the old bridge on Monday after divers found a crack."
OTHER_WORDS = "The mayor of Arden closed the ancient bridge on Monday after divers found a crack."
OTHER_DAY = "The mayor of Arden closed the ancient bridge on Friday after divers found a crack."


@pytest.fixture
def one_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "weights", lambda _: Linear({meaning.ENTAILED: 1.0}, 0.0, "logistic"))


@pytest.mark.usefixtures("one_weight")
@pytest.mark.parametrize(
    ("text", "probability", "reasons", "asked"),
    [
        (OTHER_WORDS, 0.9, (), 1),
        (OTHER_WORDS, 0.1, ("meaning", "word"), 1),
        (OTHER_DAY, 0.9, ("date",), 0),  # what is learned may not be talked out of a day
        (SOURCE, 0.1, (), 0),  # a source's own sentence is not weighed
    ],
)
def test_soft_facets_are_weighed_and_hard_ones_refuse(
    text: str, probability: float, reasons: tuple[str, ...], asked: int, parser: Parser
) -> None:
    judge = Sure(probability)
    (verdict,) = Gate(Analyst(parser), judge).judge([text], [SOURCE])
    assert verdict.reasons[: len(reasons)] == reasons
    assert verdict.passed is (not reasons)
    assert len(judge.asked) == asked
    assert verdict.entailment == (pytest.approx(probability) if asked else None)


@pytest.mark.usefixtures("one_weight")
def test_without_a_parser_or_in_another_language_no_judge_is_asked(parser: Parser) -> None:
    for analyst in (Analyst(None), Analyst(parser, "ru")):
        judge = Sure(0.9)
        assert not Gate(analyst, judge).judge([OTHER_WORDS], [SOURCE])[0].passed
        assert judge.asked == []


def test_log_odds_are_bounded() -> None:
    assert meaning.log_odds(0.5) == 0.0
    assert meaning.log_odds(1.0) == -meaning.log_odds(0.0) == meaning.SURE
    found = meaning.features([("role", Failed("role", ("a", "b")))], 0.8, 0.1, 0.5)
    assert found == {"support": 0.8, "unmatched": 0.1, "entailed": 0.0, "role": 1.0, "role, more": 1.0}


def weighed(number: int) -> list[Weighed]:
    """True ones that are likely, false ones that are not, of which a tenth is refused; a facet that says nothing."""
    rows = []
    for i in range(number):
        true = i % 2 == 0
        found = {"entailed": (2.0 if true else -2.0) + i % 5 - 2, "support": 0.5, "odd": float(true and i % 3 == 0)}
        rows.append(Weighed(true, "kind", str(i), None if i % 20 == 1 else found))
    return rows


def test_weights_and_a_line_are_learned() -> None:
    rows = weighed(400)
    names = ["entailed", "odd", "support"]
    model = fit([row for row in rows if row.features], names)
    assert model.weights["entailed"] > 0
    assert "odd" not in model.weights  # it would speak for a sentence
    sums = cross_validated(rows, names)
    passed = sums >= line(sums, rows)
    false = [p for p, row in zip(passed, rows, strict=True) if not row.true]
    assert sum(false) <= 0.03 * len(false)
    assert totals(model, [Weighed(False, "kind", "x", None)])[0] == float("-inf")


def test_evidence_is_selected(parser: Parser) -> None:
    analyst = Analyst(parser)
    lines = analyst(["Rain fell in Arden.", "The mayor closed the bridge.", "It was Monday.", "Divers found a crack."])
    assert select(analyst.one("The mayor closed the bridge after divers found a crack."), lines) == (1, 3)
    assert select(analyst.one("Nobody knows."), lines) == (0,)
    assert select(analyst.one("Nobody knows."), ()) == ()
