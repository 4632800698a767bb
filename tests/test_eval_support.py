"""The baseline that scores support by words and parses: the truth above its distortions, and how it is learned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.baselines.learn_support import main as learn_main
from eval.baselines.parsed_support import align, parsed_support
from eval.cli import main
from summarizer.types import Parser


@pytest.mark.slow
def test_support_score_ranks_the_truth_first(parser: Parser) -> None:
    source = "The mayor of Arden closed half of the bridge on Tuesday. Divers had found a crack in a pier."
    told = [
        "The mayor of Arden closed half of the bridge.",
        "The mayor of Arden closed the bridge.",  # what hung on "half" hangs on nothing
        "Divers closed the bridge.",
        "Goats won.",
    ]
    score = parsed_support(parser)
    scores = [score(sentence, source) for sentence in told]
    assert scores == sorted(set(scores), reverse=True)
    assert all(0 < each < 1 for each in scores)
    assert score(told[0], "") == 0.0
    assert score("", source) == 0.0


@pytest.mark.parametrize(
    ("mine", "theirs", "aligned"),
    [
        ("a b c", "a x b c", {0: 0, 1: 2, 2: 3}),
        ("b c", "b x b c", {0: 2, 1: 3}),  # side by side rather than first
        ("c a", "a b c", {0: 2}),
        ("x", "a b", {}),
        ("", "a", {}),
    ],
)
def test_align(mine: str, theirs: str, aligned: dict[int, int]) -> None:
    assert align(mine.split(), theirs.split()) == aligned


SOURCE = "The mayor closed half of the bridge on Tuesday. Divers had found a crack in a pier."
RIGHT, WRONG = "The mayor closed half of the bridge.", "The crack closed the mayor on Tuesday."


@pytest.mark.slow
def test_the_score_is_measured_and_learned_from_judgements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = [{"sentence": RIGHT, "faithful": True}, {"sentence": WRONG, "faithful": False}]
    rows = [{"article": f"{SOURCE} Case {i}.", "summary_sentences": judged} for i in range(10)]
    rows += [{"source_sentence": SOURCE, "correct": RIGHT, "incorrect": WRONG}]  # type: ignore[dict-item]
    data = tmp_path / "judged.jsonl"
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["support", str(data), "--out", str(tmp_path / "s.json")]) == 0
    tables = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["tables"]
    assert [table["rows"][0]["system"] for table in tables] == ["parses", "parses"]
    assert tables[0]["rows"][0]["scores"]["AUC"]["value"] == 1.0
    assert tables[1]["rows"][0]["scores"]["right preferred"]["value"] == 1.0
    capsys.readouterr()
    assert learn_main([str(data)]) == 0
    assert "AUC: 1.000" in capsys.readouterr().out
    assert learn_main([str(tmp_path / "none.jsonl")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
