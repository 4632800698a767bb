"""What would fail late fails first: in one line, in under a second, with no article opened and no model loaded."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import Settings, make_briefing
from summarizer.errors import InputError, ModelError, SettingsError, SummarizerError

SEEDS = Path(__file__).parent.parent / "seeds"
#: Run as the command, but the last line of standard error tells what was opened of the articles, and what was loaded.
WATCHED = f"""
import sys
opened = []
def watch(event, about):
    if event == "open" and str(about[0]).startswith({str(SEEDS)!r}):
        opened.append(about[0])
sys.addaudithook(watch)
from summarizer.cli import main
status = main(sys.argv[1:])
heavy = [m for m in ("torch", "transformers", "spacy", "sklearn", "nltk", "trafilatura") if m in sys.modules]
print(len(opened), *heavy, file=sys.stderr)
sys.exit(status)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with something wrong of every kind."""
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file").write_text("no briefing, no TOML, no folder", encoding="utf-8")
    Path("broken.j2").write_text("# {{ page.title }}\n{% for story in page.stories %}\n", encoding="utf-8")
    Path("child.j2").write_text("{% extends 'no-such-parent.j2' %}\n", encoding="utf-8")
    Path("weightless").mkdir()
    Path("weightless/config.json").write_text("{}", encoding="utf-8")
    Path("typo.toml").write_text("merg = []\n", encoding="utf-8")
    Path("settings.toml").write_text('date = "tomorrow"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--date", "14 March"], "--date is '14 March'; allowed is a day as YYYY-MM-DD"),
        (["--date", "2031-02-30"], "--date is '2031-02-30'; allowed is a day as YYYY-MM-DD"),
        (["--config", "settings.toml"], "settings.toml: date is 'tomorrow'; allowed is a day as YYYY-MM-DD"),
        (["--words", "3"], "--words is 3; allowed is 20 to 2000"),
        (["--template", "no-such.j2"], "no-such.j2: cannot be read (No such file or directory)"),
        (["--template", "folder"], "folder: cannot be read (Is a directory)"),
        (["--template", "broken.j2"], "broken.j2, line 2: Unexpected end of template."),
        (["--template", "child.j2"], "child.j2: no template 'no-such-parent.j2' here or among the shipped"),
        (["-o", "folder"], "cannot write folder (it is a folder); give a file with -o"),
        (["-o", "new/"], "cannot write new/ (it is a folder); give a file with -o"),
        (["-o", "file/day.md"], "is no folder); give another file with -o"),
        (["-o", "file/new/{date}.md"], "is no folder); give another file with -o"),
        (["-o", "day.md", "-o", "day.docx"], "day.docx: no format has this ending; allowed are .md, .markdown, "),
        (["--format", "docx"], "format is 'docx'; allowed are md, html, txt, mail, atom, json"),
        (["--since", "no-such.json"], "no-such.json: cannot be read (No such file or directory)"),
        (["--since", "file"], "file: not a briefing in JSON, schema version 1, made with `-o FILE.json`"),
        (["--overrides", "no-such.toml"], "no-such.toml: cannot be read (No such file or directory)"),
        (["--overrides", "typo.toml"], "typo.toml: unknown key 'merg'; allowed are "),
        (["--model", "folder"], "--model is the folder 'folder', which has no config.json and no model.safetensors; "),
        (["--model", "weightless"], "--model is the folder 'weightless', which has no model.safetensors; "),
        (
            ["--model", "./no-such"],
            "--model is './no-such', where there is no folder; allowed is the folder of a model",
        ),
        (["--model", "file"], "--model is the file 'file'; allowed is the folder of a model, or a hub name"),
        (["--model", "a/b/c"], "--model is 'a/b/c'; allowed is the folder of a model, or a hub name"),
        (["--model", ""], "--model is ''; allowed is the folder of a model, or a hub name"),
        (["--encoder", "my encoder"], "--encoder is 'my encoder'; allowed is the folder of a model, or a hub name"),
        (["--adapter", "folder"], "--adapter is 'folder', which has no adapter_config.json and no "),
        (["no-such-folder"], "no-such-folder: no such file or folder; check the spelling"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_refused_before_any_work(options: list[str], told: str, here: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "brief", str(SEEDS), *options],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(SEEDS.parent)},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    line, watched = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert line.startswith("summarizer: ")
    assert told in line
    assert watched == "0", "no article was opened, nothing heavy was loaded"
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1
    assert not list(here.glob("new")), "and nothing was made"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del here
    from summarizer import cli

    Path("folder").chmod(0o500)
    assert cli.main(["brief", str(SEEDS), "-o", "folder/new/day.md"]) == 1
    assert "(no permission in " in capsys.readouterr().err


@pytest.mark.parametrize("command", ["brief", "cluster"])
def test_overrides_of_the_file_are_looked_at_too(command: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from summarizer import cli

    (here / "settings.toml").write_text('overrides = "typo.toml"\n', encoding="utf-8")
    assert cli.main([command, str(SEEDS), "--config", "settings.toml"]) == 1
    assert "unknown key 'merg'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"model": "./no-such"}, ModelError),
        ({"encoder": "a/b/c"}, ModelError),
        ({"adapter": "no-such"}, ModelError),
        ({"overrides": "no-such.toml"}, SettingsError),
        ({"since": "no-such.json"}, InputError),
    ],
)
def test_the_library_refuses_them_too(values: dict[str, str], error: type[SummarizerError], here: Path) -> None:
    del here
    with pytest.raises(error, match=r"no-such|a/b/c"):
        make_briefing([SEEDS], Settings(**values))  # type: ignore[arg-type]
