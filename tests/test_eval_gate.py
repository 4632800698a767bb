"""The bench of the gate: its measures on numbers worked by hand, and the command on a few judgements and groups."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import inf, isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.cli import main
from eval.commands.gate_tables import Judged, judged_tables
from eval.gate_scores import AskedOnce, Scored, Scorer, as_kept, verdict_of
from eval.items import Judgement, judgement
from eval.measures.acceptance import Curve, accepted_at, area, preferences
from eval.results import Row
from eval.stats import Bootstrap
from summarizer import Analyst, Gate, Parser
from summarizer.linear import Linear
from summarizer.verify import meaning

# --- measures --------------------------------------------------------------------------------------------------------


def curve(scores: Sequence[float], true: str, documents: Sequence[int] | None = None) -> Curve:
    """A curve of sentences that are true where there is a "t"."""
    numbers = np.array(documents or range(len(scores)))
    return Curve.of(np.array(scores, dtype=np.float64), np.array([c == "t" for c in true]), numbers)


@pytest.mark.parametrize(
    ("scores", "true", "expected"),
    [
        ([3, 2, 1, 0], "ttff", 1.0),
        ([3, 2, 1, 0], "fftt", 0.0),
        ([3, 2, 1, 0], "tftf", 0.75),  # three of four pairs go right
        ([1, 1, 1, 1], "tftf", 0.5),
        ([2, 1, 1, 0], "ttff", 0.875),  # one of four pairs is a tie
        ([inf, 1, -inf, -inf], "tftf", 0.625),  # right, right, wrong, tie
        ([1, 2], "tt", None),
        ([1, 2], "ff", None),
    ],
)
def test_area(scores: list[float], true: str, expected: float | None) -> None:
    found = area(curve(scores, true), np.arange(len(scores)))
    assert isnan(found) if expected is None else found == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, 0.25), (0.2, 0.25), (0.25, 0.5), (0.49, 0.5), (0.5, 0.75), (0.75, 0.75), (1.0, 0.75)],
)
def test_accepted_at_a_share_of_false_ones(share: float, expected: float) -> None:
    # By score: 9 t | 8 t f | 5 t f | refused t f f. Ties stand or fall together, the refused are never accepted.
    drawn = curve([9, 8, 8, 5, 5, -inf, -inf, -inf], "ttftftff")
    assert accepted_at(drawn, share, np.arange(8)) == expected


def test_accepted_at_the_borders() -> None:
    assert accepted_at(curve([1, 1], "tf"), 0.5, np.arange(2)) == 0.0
    assert isnan(accepted_at(curve([1, 2], "tt"), 0.5, np.arange(2)))
    assert accepted_at(curve([-inf, -inf], "tf"), 1.0, np.arange(2)) == 0.0


def test_documents_are_drawn_whole_and_as_often_as_drawn() -> None:
    two = curve([4, 3, 2, 1], "ftft", [0, 0, 1, 1])
    assert area(two, np.array([0, 0])) == area(two, np.array([1])) == 0.0
    both = curve([4, 1, 3, 2], "tftf", [0, 0, 1, 1])
    assert accepted_at(both, 0.0, np.array([0, 1])) == 1.0
    mixed = curve([4, 3, 2], "tft", [0, 0, 1])
    assert area(mixed, np.array([0, 1])) == 0.5
    assert area(mixed, np.array([0, 1, 1])) == pytest.approx(1 / 3)


def test_preferences_are_within_documents() -> None:
    scores, documents = [0.9, 0.1, 0.9, 0.5, 0.2, 1.0], ["a", "a", "a", "b", "b", "c"]
    true = [True, False, False, False, True, True]
    assert preferences(scores, true, documents) == [(1.0, 1.0, 2), (0.0, 0.0, 1)]
    assert preferences([], [], []) == []


# --- tables ----------------------------------------------------------------------------------------------------------


def item(number: int, true: bool, kind: str, data: str, document: str) -> Judgement:
    return Judgement(f"j:{number}", (), "", true, kind, data, document)


def scored(gate: float, old: float, pairs: float) -> Scored:
    why, before = () if gate >= 0 else ("role",), () if old >= 0 else ("word",)
    return Scored(gate, gate, old, 0.5, 0.5, pairs, 0.0, why, why, before)


JUDGED = Judged(
    (
        item(1, True, "role", "edited", "a"),
        item(2, False, "role", "edited", "a"),
        item(3, True, "role", "edited", "b"),
        item(4, False, "role", "edited", "b"),
        item(5, False, "one source", "edited", "b"),
        item(6, True, "as written", "FIB", "c"),
        item(7, False, "as written", "FIB", "c"),
        item(8, False, "as written", "FIB", "d"),
    ),
    (
        scored(2.0, inf, 0.9),
        scored(-1.0, -inf, 0.8),
        scored(-inf, -inf, 0.7),
        scored(1.0, -inf, 0.6),
        scored(-inf, -inf, 0.0),
        scored(0.0, -inf, 0.5),
        scored(-2.0, -inf, 0.5),
        scored(-inf, -inf, 0.9),
    ),
)


def test_the_tables() -> None:
    tables = {table.title: table for table in judged_tables(JUDGED, Bootstrap(resamples=20))}
    accepted = values(tables["Accepted, by data set"].rows)
    assert list(accepted) == ["all", "edit pairs", "by people", "FIB", "edited"]
    assert accepted["edit pairs"] == {
        "truth: true": 0.5, "truth: false": 0.5, "gate: true": 0.5, "gate: false": 0.5,
        "old gate: true": 0.5, "old gate: false": 0.0,
        "true": 2, "false": 2, "documents": 2,
    }  # fmt: skip
    assert accepted["by people"] == accepted["FIB"]
    kinds = values(tables["Accepted, by kind"].rows)
    assert kinds["one source"] == {
        "truth: false": 0.0, "gate: false": 0.0, "old gate: false": 0.0, "true": 0, "false": 1, "documents": 1,
    }  # fmt: skip
    areas = values(tables["AUC, by kind"].rows)
    assert set(areas) == {"as written", "role"}
    assert (areas["role"]["gate"], areas["role"]["old gate"], areas["role"]["judge"]) == (0.5, 0.75, 0.5)
    at = values(tables["True accepted at a share of false accepted: all"].rows)
    assert at["gate"] == {"1%": 1 / 3, "2%": 1 / 3, "3%": 1 / 3, "5%": 1 / 3, "10%": 1 / 3}
    pairs = values(tables["True or false, by pair: FIB"].rows)
    assert pairs["gate"] == {"right preferred": 1.0, "ties": 0.0, "wrong preferred": 0.0}
    assert pairs["word pairs"] == {"right preferred": 0.0, "ties": 1.0, "wrong preferred": 0.0}
    reasons = values(tables["Turned down, by the first reason"].rows)
    assert reasons["role"] == {
        "truth: true": 1 / 3, "truth: false": 0.8, "gate: true": 1 / 3, "gate: false": 0.8,
        "old gate: true": 0.0, "old gate: false": 0.0,
    }  # fmt: skip
    assert reasons["word"]["old gate: false"] == 1.0


def values(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    return {row.system: {name: score.value for name, score in row.scores.items()} for row in rows}


def test_what_is_kept_comes_back() -> None:
    for each in JUDGED.scored:
        kept = json.loads(json.dumps({name: getattr(each, name) for name in Scored.__slots__}))
        assert as_kept(kept) == each


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"true": "yes"}, "'true' is neither true nor false"),
        ({"evidence": [1]}, "'evidence' holds something that is not a sentence"),
        ({"evidence": "a"}, "'evidence' is a str"),
        ({"text": " "}, "'text' is empty"),
        ({"kind": None}, "'kind' is missing"),
    ],
)
def test_a_judgement_of_another_shape_is_named(change: dict[str, Any], message: str) -> None:
    record = {"evidence": ["A."], "text": "A.", "true": True, "kind": "k", "data": "d", "document": "x"}
    assert judgement(record, "f:1") == Judgement("f:1", ("A.",), "A.", True, "k", "d", "x")
    with pytest.raises(ValueError, match=message):
        judgement(record | change, "f:1")


# --- asking ----------------------------------------------------------------------------------------------------------

SOURCES = (
    "The mayor of Arden shut half of the bridge on Tuesday.",
    "Divers had found a crack in a pier of the bridge.",
)
REWORDED = "The mayor of Arden shut half of the crossing on Tuesday."
DENIED = "The mayor of Arden did not shut half of the bridge on Tuesday."
CASES = [(text, SOURCES) for text in (SOURCES[0], REWORDED, DENIED)]


class Believer:
    """Believes what rests on any evidence, and counts what it reads."""

    name = "believer"

    def __init__(self) -> None:
        self.read: list[tuple[str, str]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.read += pairs
        return [0.9 if evidence else 0.5 for evidence, _ in pairs]


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> Linear:
    """A combination that asks the judge alone; what is shipped is learned anew now and then."""
    linear = Linear({meaning.ENTAILED: 1.0}, bias=-1.0, link="logistic")
    monkeypatch.setattr(meaning, "weights", lambda _: linear)
    return linear


def test_every_score_of_a_copy_a_rewording_and_a_denial(parser: Parser, weights: Linear) -> None:
    judge = Believer()
    copied, reworded, denied = Scorer(parser, judge).score(CASES)
    assert (copied.gate, copied.old_gate) == (inf, inf)
    assert reworded.gate == pytest.approx(meaning.log_odds(0.9) + weights.bias)
    assert (reworded.old_gate, reworded.old_gate_reasons, reworded.gate_reasons) == (-inf, ("word",), ())
    assert (denied.gate, denied.old_gate, denied.gate_reasons) == (-inf, -inf, ("negation",))
    assert {(each.judge, each.judge_blind) for each in (copied, reworded, denied)} == {(0.9, 0.5)}
    assert copied.word_pairs == copied.rouge_2 == 1.0
    assert 0 < reworded.word_pairs < 1
    assert reworded.rouge_2 == 0.8  # of ten pairs of neighbours not "Arden closed" and "closed half"
    assert verdict_of(reworded, "gate") == "accepted, +1.2"
    assert verdict_of(denied, "old gate") == "negation"
    assert len(judge.read) == len(set(judge.read)) == 6


@pytest.mark.usefixtures("weights")
def test_the_scores_are_the_verdicts_of_the_gates(parser: Parser) -> None:
    found = Scorer(parser, Believer()).score(CASES)
    for judge, column in ((Believer(), "gate"), (None, "old_gate")):
        gate = Gate(Analyst(parser), judge)
        assert [getattr(each, column) >= 0 for each in found] == [gate.passes(text, list(SOURCES)) for text, _ in CASES]


def test_without_a_judge_there_is_the_old_gate(parser: Parser) -> None:
    for each in Scorer(parser, None).score(CASES):
        assert (each.gate, each.judge, each.judge_blind, each.gate_reasons) == (None, None, None, ())


def test_each_pair_is_asked_once() -> None:
    judge = Believer()
    asked = AskedOnce(judge)
    assert asked.entail([("a", "b"), ("", "b"), ("a", "b")]) == [0.9, 0.5, 0.9]
    assert asked.entail([("", "b")]) == [0.5]
    assert asked.entail([]) == []
    assert (judge.read, asked.name) == ([("a", "b"), ("", "b")], "believer")


# --- the command -----------------------------------------------------------------------------------------------------

GROUP = """
[[group]]
kind = "negation"
sources = ["The mayor of Arden did not shut the bridge on Tuesday."]
never = ["mayor of Arden shut"]
wrong = "The mayor of Arden shut the bridge on Tuesday."
good = "The mayor of Arden did not shut the bridge on Tuesday."
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with judgements of two documents and a group, which is the current one."""
    monkeypatch.chdir(tmp_path)
    cases = [(SOURCES[0], True, "negation", "d0"), (DENIED, False, "negation", "d0")]
    cases += [(SOURCES[1], True, "as written", "d1")]
    keys = ("text", "true", "kind", "document")
    rows = [{**dict(zip(keys, c, strict=True)), "evidence": list(SOURCES), "data": "made"} for c in cases]
    (tmp_path / "j.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "groups.toml").write_text(GROUP, encoding="utf-8")
    return tmp_path


def test_the_command_without_a_judge(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["gate", "j.jsonl", "--groups", "groups.toml", "--verifier", "none", "--resamples", "20"]
    assert main([*command, "-v", "-o", "r.json"]) == 0
    shown = capsys.readouterr()
    assert "warning: there is no judge of meaning; only the gate without one is measured" in shown.err
    text = (files / "r.json").read_text(encoding="utf-8")
    result = json.loads(text)
    assert "Arden" not in text
    assert result["signature"]["settings"]["verifier"] == "none"
    assert set(result["signature"]["models"]) == {"parser"}
    tables = {table["title"]: table["rows"] for table in result["tables"]}
    everything = tables["Accepted, by data set"][0]["scores"]
    assert {name: score["value"] for name, score in everything.items()} == {
        "old gate: true": 1.0, "old gate: false": 0.0, "true": 2, "false": 1, "documents": 2,
    }  # fmt: skip
    assert [row["system"] for row in tables["AUC, by data set"]] == ["all", "edit pairs", "made"]
    for title in ("Wrong sentences accepted", "Good sentences turned down"):
        (row,) = tables[title]
        assert (row["system"], row["scores"]["of all"]["value"], row["scores"]["negation"]["value"]) == (
            "old gate",
            0,
            0,
        )
    assert main([*command, "--limit", "1", "-o", "r.json"]) == 0
    assert json.loads((files / "r.json").read_text(encoding="utf-8"))["tables"][0]["items"] in (1, 2)


@pytest.mark.usefixtures("files")
def test_nothing_to_judge_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate"]) == 1
    assert "error: nothing to judge: give JUDGEMENTS, or --groups FILE" in capsys.readouterr().err
    assert main(["gate", "groups.toml"]) == 1
    assert "no item to measure" in capsys.readouterr().err
