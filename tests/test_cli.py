"""The command as a user types it: what it prints where, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer import __version__, cli, pipeline
from summarizer.errors import OutputError
from summarizer.output import write_whole
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


# --- odd surroundings ----------------------------------------------------------------------------------------------


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of the shell in which $S is the program."""
    program = {"S": f"{sys.executable} -m summarizer"}
    return subprocess.run(
        command, shell=True, capture_output=True, text=True, check=False, env={**os.environ, **program, **environment}
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["read seeds", "read seeds --format jsonl", "cluster seeds --format json"])
def test_a_full_standard_output_is_told_in_one_line(command: str) -> None:
    done = shell(f"$S {command} > /dev/full")
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert "No space left" in done.stderr


@pytest.mark.parametrize("command", ["read seeds", "read seeds --format jsonl", "cluster seeds"])
def test_another_encoding_of_standard_output(command: str) -> None:
    done = shell(f"$S {command}", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    if "json" in command:
        lines = done.stdout.splitlines() if "jsonl" in command else [done.stdout]
        assert "Nguyễn" in "".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Nguyễn \U0001f600", "json", "Nguy\\u1ec5n \\ud83d\\ude00"),
        ("Nguyễn", "html", "Nguy&#7877;n"),
        ("Nguyễn", "md", "Nguy&#7877;n"),
        ("Nguyễn", "txt", "Nguy\\u1ec5n"),
    ],
)
def test_what_stands_for_a_character_that_an_encoding_lacks(text: str, kind: str, expected: str) -> None:
    code = f"from summarizer.output import put; put({text!r}, {kind!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True
    )
    assert done.stdout.decode() == expected


def test_an_interruption_while_modules_are_loaded_is_told_in_one_line() -> None:
    for delay in (0.05, 0.1, 0.2, 0.4, 0.8, 1.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "summarizer", "cluster", "tests/data/day", "-q"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        # Before our first line runs, while Python itself starts, nobody can catch it.
        started = "__main__.py" in told or "interrupted" in told
        assert "Traceback" not in told or not started, told
        if "interrupted" in told:
            assert process.returncode == 130
            assert one_line(told)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["-o", "{folder}/day.html"], "it is a folder"),
        (["-o", "{file}/below.html"], "is no folder"),
        (["-o", "{folder}/" + "n" * 300 + ".html"], "ame too long"),
        (["--since", "{folder}/none.json"], "No such file"),
        (["--overrides", "{folder}/none.toml"], "No such file"),
        (["--date", "14 March"], "YYYY-MM-DD"),
        (["--template", "{bad}"], "line 2"),
        (["-o", "day.docx"], "no format has this ending"),
    ],
)
def test_what_would_fail_late_fails_first(
    options: list[str], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "load_models", lambda *_, **__: pytest.fail("the models were loaded"))
    (tmp_path / "day.html").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "bad.j2").write_text("one\n{% for %}", encoding="utf-8")
    places = {"folder": tmp_path, "file": tmp_path / "file", "bad": tmp_path / "bad.j2"}
    assert cli.main(["brief", str(SEEDS), *(option.format(**places) for option in options)]) == 1
    printed = capsys.readouterr()
    assert one_line(printed.err)
    assert named in printed.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.j2", "day.html", "file"]


# --- files, whole or not at all ------------------------------------------------------------------------------------


def test_what_a_killed_run_left_goes(tmp_path: Path) -> None:
    path = tmp_path / "day.html"
    (tmp_path / ".day.html.part").write_text("half", encoding="utf-8")
    write_whole(path, "whole")
    assert {p.name: p.read_text("utf-8") for p in tmp_path.iterdir()} == {"day.html": "whole"}
    (tmp_path / ".day.html.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError):  # nobody's link is followed
        write_whole(path, "again")
    assert path.read_text("utf-8") == "whole"
    assert not (tmp_path / "elsewhere").exists()


def test_several_runs_write_one_file_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from summarizer.output import write_whole\n"
        "for n in range(100): write_whole(Path(sys.argv[1]), sys.argv[2] * 100_000)"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "day.md"), letter]) for letter in "abc"]
    seen = set()
    while any(run.poll() is None for run in runs):
        if (tmp_path / "day.md").is_file():
            text = (tmp_path / "day.md").read_text("utf-8")
            seen.add((text[:1], text.count(text[:1])))
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert seen
    assert {count for _, count in seen} == {100_000}
    assert [p.name for p in tmp_path.iterdir()] == ["day.md"]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE)
    write_whole(tmp_path / "pipe", "through it")
    assert reader.communicate()[0] == b"through it"
    write_whole(Path("/dev/null"), "nothing")
    assert not Path("/dev/null").is_file()


def test_a_folder_that_may_not_be_written_is_told_to_an_ordinary_user(tmp_path: Path) -> None:
    """As a user without rights where this is run by one with all of them."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom summarizer.output import check_place, write_whole\n"
        "from summarizer.errors import OutputError\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "for call in (lambda p: check_place(p), lambda p: write_whole(p, 'x')):\n"
        "    try: call(Path(sys.argv[1])); print('no error')\n"
        "    except OutputError as error: print(error)"
    )
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, str(locked / "day.md")], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("ermission") == 2, done.stdout
