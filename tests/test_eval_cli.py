"""The bench from its command line: a researcher's own file, errors, resuming, predictions, the page."""

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eval.cli import MEASURES, TOOLS, main
from eval.resume import PartialOutputs, run_key

STORIES = [
    {
        "documents": [
            "The old bridge over the river fell on Monday morning. Nobody was hurt, the police said. "
            "The mayor of the town called it a disaster for trade.",
            {
                "title": "Bridge falls",
                "text": "A bridge fell into the river on Monday. Engineers had warned of rust for three years. "
                "The mayor promised a new bridge by spring.",
            },
        ],
        "summary": "A bridge fell into the river on Monday, and nobody was hurt. Engineers had warned of rust.",
    },
    {
        "id": "second",
        "documents": ["Rain fell for nine days in the north. Farmers lost half of the harvest, their union said."],
        "summary": "After nine days of rain farmers in the north lost half of the harvest.",
        "clean": True,
    },
]
SYSTEMS = "lead,central-lead,lexrank,textrank,mmr,oracle"


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file in the current folder, so that partial files stay in it too."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(json.dumps(story) + "\n" for story in STORIES), encoding="utf-8")
    return path


def kept(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_rouge_on_a_researchers_own_file(stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, predictions = tmp_path / "r.json", tmp_path / "p.jsonl"
    options = ["--words", "15", "--systems", SYSTEMS, "--out", str(out), "--predictions", str(predictions)]
    assert main(["rouge", str(stories), *options]) == 0
    assert "ROUGE (2 items)" in capsys.readouterr().out
    result = kept(out)
    assert [row["system"] for row in result["tables"][0]["rows"]] == SYSTEMS.split(",")
    assert result["signature"]["data"].keys() == {"stories.jsonl"}
    assert result["signature"]["settings"]["words"] == 15
    rows = {row["system"]: row["scores"] for row in result["tables"][0]["rows"]}
    assert all(set(scores["R-1"]) == {"value", "low", "high"} for scores in rows.values())
    best = rows.pop("oracle")["R-1"]["value"]
    assert all(best >= scores["R-1"]["value"] > 0 for scores in rows.values())
    lines = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], line["system"]) for line in lines] == [
        (name, system) for system in SYSTEMS.split(",") for name in ("1", "second")
    ]
    assert all(len(line["prediction"].split()) <= 15 for line in lines)


def test_scoring_predictions_again_gives_the_same(stories: Path, tmp_path: Path) -> None:
    first, again, predictions = tmp_path / "1.json", tmp_path / "2.json", tmp_path / "p.jsonl"
    same = ["rouge", str(stories), "--words", "15"]
    assert main([*same, "--systems", "mmr,lead", "--out", str(first), "--predictions", str(predictions)]) == 0
    assert main([*same, "--systems", "lead", "--given", f"mmr={predictions}", "--out", str(again)]) == 0
    scores = [
        {row["system"]: row["scores"]["R-2"] for row in kept(path)["tables"][0]["rows"]} for path in (first, again)
    ]
    assert scores[0] == scores[1]


def test_a_perfect_and_an_empty_summary_score_as_they_must(stories: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.jsonl"
    rows = [
        {"id": name, "system": system, "prediction": text}
        for name, story in zip(("1", "second"), STORIES, strict=True)
        for system, text in (("perfect", story["summary"]), ("empty", ""))
    ]
    given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    options = ["--given", f"perfect={given}", "--given", f"empty={given}", "--systems", "lead"]
    assert main(["rouge", str(stories), *options, "--out", str(tmp_path / "r.json")]) == 0
    scores = {row["system"]: row["scores"] for row in kept(tmp_path / "r.json")["tables"][0]["rows"]}
    for measure in ("R-1", "R-2", "R-L", "R-Lsum"):
        assert scores["perfect"][measure]["value"] == 100.0
        assert scores["empty"][measure]["value"] == 0.0


def test_only_and_limit(stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    assert main(["rouge", str(stories), "--only", "clean", "--systems", "lead", "--out", str(out)]) == 0
    assert kept(out)["tables"][0]["items"] == 1
    assert main(["rouge", str(stories), "--limit", "1", "--systems", "lead", "--out", str(out)]) == 0
    assert kept(out)["tables"][0]["items"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rouge", "{empty}"], "no item to measure, it is empty"),
        (["rouge", "{stories}", "--systems", "leed"], "no system 'leed'; there are summarizer, extractive, lead"),
        (["rouge", "{stories}", "--only", "dirty", "--systems", "lead"], "none of its 2 items is left by --only dirty"),
        (["rouge", "{stories}", "--given", "x"], "--given x: expected NAME=FILE"),
        (["rouge", "{stories}", "--setting", "wrods=3"], "no such setting; there are"),
        (["rouge", "{stories}", "--setting", "words=many"], "--setting words=many: expected int"),
        (["rouge", "{stories}", "--setting", "words=3"], "words is 3; allowed is 20 to 2000"),
        (["cluster", "{stories}"], "no item to measure, none of its 2 lines can be used (line 1: 'text' is missing"),
        (["speed", "nowhere"], "nowhere: no such file or folder"),
        (["report", "{empty}"], "not a kept result"),
        (["standard", "--data", "nowhere"], "nowhere: no such folder"),
    ],
)
def test_errors_are_one_line(
    stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert main([a.format(empty=empty, stories=stories) for a in arguments]) == 1
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith("error: ")
    assert message in last


def test_a_malformed_line_is_named_and_the_rest_measured(stories: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories.write_text(stories.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    assert main(["rouge", str(stories), "--systems", "lead"]) == 0
    captured = capsys.readouterr()
    assert "warning: stories.jsonl: line 3 is skipped: not JSON" in captured.err
    assert "ROUGE (2 items)" in captured.out


def leave_behind(path: Path, key: str, name: str, output: Any) -> None:
    """The partial file of a run that was interrupted after one output."""
    with contextlib.suppress(KeyboardInterrupt), PartialOutputs(path, key) as outputs:
        outputs.add(name, output)
        raise KeyboardInterrupt


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    path, key = tmp_path / "run.partial.jsonl", run_key({"words": 15})
    leave_behind(path, key, "lead/0", ["made"])
    with path.open("a", encoding="utf-8") as file:
        file.write('{"name": "lead/1", "out')  # the half line of a process that was killed
    with PartialOutputs(path, key) as outputs:
        assert outputs.found == 1
        assert (outputs.get("lead/0"), outputs.get("lead/1")) == (["made"], None)
    assert not path.exists()


def test_a_partial_file_of_another_run_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "run.partial.jsonl"
    leave_behind(path, run_key({"words": 15}), "lead/0", ["made"])
    with PartialOutputs(path, run_key({"words": 16})) as outputs:
        assert outputs.get("lead/0") is None


def test_rouge_takes_up_what_is_kept(stories: Path, tmp_path: Path) -> None:
    """A summary found in the partial file is scored, not made again."""
    out = tmp_path / "r.json"
    command = ["rouge", str(stories), "--systems", "lead", "--limit", "1", "--out", str(out)]
    assert main(command) == 0
    key = run_key(kept(out)["signature"])
    planted = {"sentences": [STORIES[0]["summary"]], "seconds": 1.0}
    leave_behind(tmp_path / f"r-{key}.partial.jsonl", key, "lead/0", planted)
    assert main(command) == 0
    assert kept(out)["tables"][0]["rows"][0]["scores"]["R-1"]["value"] == 100.0


def test_cluster_details_and_support_run_without_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {"a": "The bridge fell into the river.", "b": "The river took the bridge.", "c": "Rain ruined the harvest."}
    articles = [{"id": k, "text": t, "cluster": "rain" if k == "c" else "bridge"} for k, t in texts.items()]
    sentences = [{"sid": "0.0", "start": 0, "end": 31}]
    event = {
        "id": "e",
        "documents": [{"text": texts["a"], "sentences": sentences}, {"text": texts["c"], "sentences": []}],
    }
    labels = {"id": "e", "labels": [{"sid": "0.0", "label": "unique", "weight": 3, "conflict": False}]}
    judged = [{"article": texts["a"], "summary_sentences": [{"sentence": "The bridge fell.", "faithful": True}]}]
    pair = {"source_sentence": texts["a"], "correct": "The bridge fell.", "incorrect": "The river fell."}
    files = {"articles": articles, "events": [event], "gold": [labels], "judged": [*judged, pair]}
    for name, rows in files.items():
        Path(f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["cluster", "articles.jsonl", "--no-product", "--out", "c.json"]) == 0
    alone = kept(Path("c.json"))["tables"][0]["rows"][-1]
    assert (alone["system"], alone["scores"]["B3 P"]["value"]) == ("each alone", 1.0)
    assert main(["details", "events.jsonl", "gold.jsonl", "--no-product", "--out", "d.json"]) == 0
    assert kept(Path("d.json"))["tables"][0]["rows"][0]["scores"]["AP3"]["value"] == 1.0
    assert main(["support", "judged.jsonl", "--no-parser", "--out", "s.json"]) == 0
    assert kept(Path("s.json"))["tables"][1]["rows"][0]["scores"]["right preferred"]["value"] == 1.0


def test_a_result_holds_no_text_of_the_data_and_its_listing_does(tmp_path: Path) -> None:
    texts = ["Alpha beta gamma.", "Alpha beta delta.", "Omega psi chi."]
    rows = [{"id": str(i), "text": text, "cluster": "c"} for i, text in enumerate(texts)]
    data, out, listing = tmp_path / "data.jsonl", tmp_path / "c.json", tmp_path / "listing.txt"
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["cluster", str(data), "--no-product", "--out", str(out), "--listing", str(listing)]) == 0
    assert "Alpha beta gamma." in listing.read_text(encoding="utf-8")
    assert "Alpha" not in out.read_text(encoding="utf-8")
    assert str(tmp_path) not in out.read_text(encoding="utf-8")


def test_the_page_is_self_contained_escaped_and_always_the_same(stories: Path, tmp_path: Path) -> None:
    result = tmp_path / "results" / "<rouge>.json"
    assert main(["rouge", str(stories), "--systems", "mmr,lead", "--out", str(result)]) == 0
    pages = [tmp_path / "1.html", tmp_path / "2.html"]
    for page in pages:
        assert main(["report", str(result.parent), "-o", str(page)]) == 0
    text = pages[0].read_text(encoding="utf-8")
    assert text == pages[1].read_text(encoding="utf-8")
    assert text.count("<svg") == 2
    assert "&lt;rouge&gt;" in text
    assert "<rouge>" not in text
    assert "<script" not in text
    # Namespaces are names, not addresses to fetch.
    fetched = re.findall(r'(?:src|href)="(?!#)[^"]*"|url\((?!#)[^)]*\)|@import', text)
    assert not fetched


def test_the_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, "-m", "eval", "--help"], capture_output=True, text=True, check=True)
    for name in MEASURES | TOOLS:
        assert re.search(rf"^ +{name} ", done.stdout, re.MULTILINE), name
