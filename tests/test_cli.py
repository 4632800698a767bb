"""The command as a user types it: what it prints where, what it writes, and how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import __version__, cli, pipeline
from summarizer.types import Models

SEEDS = Path(__file__).parent.parent / "seeds"
#: Without the writer the command runs in seconds; what it does around the stages is the same.
QUICK = ["--extractive"]


@pytest.fixture(autouse=True)
def loaded_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded models of the session for commands in this process, which would load them again each time."""
    if request.node.get_closest_marker("slow"):
        models = Models(None, request.getfixturevalue("encoder"), request.getfixturevalue("parser"))
        monkeypatch.setattr(pipeline, "load_models", lambda *_, **__: models)


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "summarizer", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def one_line(text: str) -> bool:
    return text.startswith("summarizer: ") and text.count("\n") == 1


# --- without a model -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], ["brief", "--help"], ["cluster", "--help"], ["read", "--help"]])
def test_help(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert done.stdout.startswith("usage: summarizer")
    assert done.stderr == ""


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"summarizer {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["brief"], ["nonsense"], ["brief", "seeds", "--no-such"], ["brief", "seeds", "--words", "many"],
     ["brief", "seeds", "-q", "-v"], ["read", "seeds", "--format", "html"]],
)  # fmt: skip
def test_misuse_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "usage:" in printed.err


@pytest.mark.parametrize("command", ["brief", "cluster", "read"])
def test_a_missing_path_is_told_in_one_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    if command == "brief":
        request.getfixturevalue("quick_models")
    assert cli.main([command, str(tmp_path / "no-such-file.txt")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert one_line(printed.err)
    assert "no-such-file.txt" in printed.err


@pytest.fixture
def quick_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model at all: for commands that end before one is asked."""
    monkeypatch.setattr(pipeline, "load_models", lambda *_, **__: None)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--words", "3"], "20 to 2000"),
        (["--config", "no-such.toml"], "no-such.toml"),
        (["-o", "day.docx"], "docx"),
    ],
)
def test_a_bad_value_is_told_before_any_work(
    options: list[str], named: str, capsys: pytest.CaptureFixture[str], quick_models: None
) -> None:
    del quick_models
    assert cli.main(["brief", str(SEEDS), *options]) in (1, 2)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert one_line(printed.err)
    assert named in printed.err


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], quick_models: None) -> None:
    del quick_models
    assert cli.main(["brief", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert one_line(printed.err)


def test_read_prints_an_article_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(SEEDS), "--format", "jsonl"]) == 0
    printed = capsys.readouterr()
    articles = [json.loads(line) for line in printed.out.splitlines()]
    assert {a["source"] for a in articles} == {"VietnamPlus", "Viet Nam News (VNS)"}
    assert set(articles[0]) == {"id", "title", "source", "published", "url", "language", "path", "text"}


def test_read_tells_what_was_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SEEDS, tmp_path, dirs_exist_ok=True)
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    assert cli.main(["read", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert "1 skipped" in printed.err
    assert "noise.bin" in printed.err
    assert cli.main(["read", str(tmp_path), "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_cluster(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["cluster", str(SEEDS), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"stories", "skipped"}
    (story,) = found["stories"]
    assert set(story) == {"id", "headline", "articles", "origins"}
    assert sorted(i for origin in story["origins"] for i in origin) == sorted(a["id"] for a in story["articles"])
    assert cli.main(["cluster", str(SEEDS)]) == 0
    table = capsys.readouterr().out
    assert story["headline"] in table
    assert "VietnamPlus" in table


def test_models(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models"]) == 0
    printed = capsys.readouterr()
    assert "SmolLM2" in printed.out
    assert "safe to delete" in printed.out
    assert printed.err == ""


# --- with the models -----------------------------------------------------------------------------------------------


@pytest.mark.slow
class TestBrief:
    def test_markdown_goes_to_standard_output(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["brief", str(SEEDS), *QUICK, "--title", "The day"]) == 0
        printed = capsys.readouterr()
        assert printed.out.startswith("# The day\n")
        assert printed.err == ""

    def test_every_output_is_written(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        files = [tmp_path / "new" / f"day.{ending}" for ending in ("md", "html", "json")]
        assert cli.main(["brief", str(SEEDS), *QUICK, *(x for f in files for x in ("-o", str(f)))]) == 0
        assert capsys.readouterr().out == ""
        markdown, page, data = (file.read_text(encoding="utf-8") for file in files)
        assert markdown.startswith("# ")
        assert page.startswith("<!DOCTYPE html>") or page.startswith("<!doctype html>")
        assert json.loads(data)["schema_version"] == 1
        assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["day.html", "day.json", "day.md"]

    def test_citations_in_the_json_point_into_the_articles(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["brief", str(SEEDS), *QUICK, "--format", "json"]) == 0
        data = json.loads(capsys.readouterr().out)
        texts = {a["id"]: a["text"] for a in data["articles"]}
        (story,) = data["stories"]
        for sentence in story["summary"]:
            assert sentence["method"] in ("copied", "condensed")
            assert all(0 <= c["start"] < c["end"] <= len(texts[c["article"]]) for c in sentence["citations"])
        for detail in story["only_in_one_source"]:
            assert texts[detail["article"]][detail["start"] : detail["end"]] == detail["text"]

    def test_a_failed_write_leaves_the_old_file_whole(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        old = tmp_path / "day.md"
        old.write_text("old", encoding="utf-8")
        blocked = old / "below-a-file.md"
        assert cli.main(["brief", str(SEEDS), *QUICK, "-o", str(blocked)]) == 1
        printed = capsys.readouterr()
        assert one_line(printed.err)
        assert "below-a-file.md" in printed.err
        assert old.read_text(encoding="utf-8") == "old"
        assert [p.name for p in tmp_path.iterdir()] == ["day.md"]

    def test_a_folder_is_no_output_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "day.md").mkdir()
        assert cli.main(["brief", str(SEEDS), *QUICK, "-o", str(tmp_path / "day.md")]) == 1
        assert one_line(capsys.readouterr().err)
        assert [p.name for p in tmp_path.iterdir()] == ["day.md"], "no temporary file may stay behind"

    def test_skipped_files_are_counted_and_strict_is_1(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shutil.copytree(SEEDS, tmp_path / "in")
        (tmp_path / "in" / "noise.bin").write_bytes(bytes(range(256)) * 40)
        command = ["brief", str(tmp_path / "in"), *QUICK, "-o", str(tmp_path / "day.md")]
        assert cli.main(command) == 0
        assert capsys.readouterr().err == "summarizer: 1 skipped\n"
        assert cli.main([*command, "-q"]) == 0
        assert capsys.readouterr().err == ""
        assert cli.main([*command, "-v"]) == 0
        assert "noise.bin" in capsys.readouterr().err
        (tmp_path / "day.md").unlink()
        assert cli.main([*command, "--strict"]) == 1
        assert (tmp_path / "day.md").is_file()

    def test_the_limits_of_reading_are_settings(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        shutil.copytree(SEEDS, tmp_path / "in")
        (tmp_path / "in" / "long.txt").write_text("The bridge was shut on Monday. " * 40_000, encoding="utf-8")
        config = tmp_path / "settings.toml"
        config.write_text("file_megabytes = 1\n", encoding="utf-8")
        assert cli.main(["brief", str(tmp_path / "in"), *QUICK, "--config", str(config), "--format", "json"]) == 0
        (skipped,) = json.loads(capsys.readouterr().out)["skipped"]
        assert (Path(skipped["path"]).name, skipped["reason"]) == ("long.txt", "too_large")
        assert "the limit is 1,000,000" in skipped["detail"]

    def test_strict_without_skipped_files_is_0(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["brief", str(SEEDS), *QUICK, "--strict"]) == 0
        assert capsys.readouterr().err == ""

    def test_one_article_is_a_story_without_comparison(self, capsys: pytest.CaptureFixture[str]) -> None:
        (first, _) = sorted(SEEDS.iterdir())
        assert cli.main(["brief", str(first), *QUICK]) == 0
        printed = capsys.readouterr().out
        assert "VietnamPlus" in printed
        assert "Only in" not in printed
        assert "only one source" not in printed.lower()
        assert cli.main(["brief", str(first), *QUICK, "--format", "json"]) == 0
        (story,) = json.loads(capsys.readouterr().out)["stories"]
        assert story["only_in_one_source"] == story["disagreements"] == []
        assert len(story["summary"]) >= 2

    def test_no_format_of_that_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["brief", str(SEEDS), *QUICK, "--format", "docx"]) in (1, 2)
        printed = capsys.readouterr()
        assert printed.out == ""
        assert one_line(printed.err)

    def test_a_date_that_is_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["brief", str(SEEDS), *QUICK, "--date", "14 March"]) == 1
        printed = capsys.readouterr()
        assert one_line(printed.err)
        assert "14 March" in printed.err


@pytest.mark.slow
def test_a_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m summarizer read {SEEDS} --format jsonl | head -c 10",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert len(done.stdout) == 10
