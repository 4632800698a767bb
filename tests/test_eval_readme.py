"""What eval/README.md tells a researcher to do, done."""

import json
import re
import shlex
from pathlib import Path

import pytest

from eval.cli import MEASURES, TOOLS, main

README = (Path(__file__).parent.parent / "eval" / "README.md").read_text(encoding="utf-8")
STORIES = re.search(r"```json\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"^\.venv/bin/python -m eval (.*)$", README, re.MULTILINE)


@pytest.mark.slow
def test_the_two_minutes_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert STORIES is not None
    Path("own.jsonl").write_text(STORIES[1], encoding="utf-8")
    assert [shlex.split(command)[0] for command in COMMANDS] == ["rouge", "report"]
    for command in COMMANDS:
        assert main(shlex.split(command)) == 0
    assert "<svg" in Path("own.html").read_text(encoding="utf-8")
    rows = json.loads(Path("own.json").read_text(encoding="utf-8"))["tables"][0]["rows"]
    assert [row["system"] for row in rows] == ["extractive", "lead", "mmr", "oracle"]
    assert all(row["scores"]["R-1"]["value"] > 10 for row in rows)
    assert len(Path("predictions.jsonl").read_text(encoding="utf-8").splitlines()) == 8


def test_every_command_is_described() -> None:
    for name in MEASURES | TOOLS:
        assert re.search(rf"^\| `{name}\b", README, re.MULTILINE), name
