"""Names that no file can have, and names that would command a terminal: told in one line that can be printed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from summarizer import cli
from summarizer.errors import InputError, SummarizerError, printable
from summarizer.models.store import alone
from summarizer.render import briefing_to_dict, render_briefing
from summarizer.since import read_previous
from tests.briefings import BRIEFING
from tests.test_own_writing import REPORT

LONG = "a" * 5_000
FILES = ("since", "overrides", "store")
MODELS = ("model", "encoder", "verifier", "adapter")


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("SUMMARIZER_") and name != "SUMMARIZER_CACHE":
            monkeypatch.delenv(name)
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def told(arguments: list[object], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that an error is told in."""
    assert cli.main(list(map(str, arguments))) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    line = shown.err.removesuffix("\n")
    assert line.startswith("summarizer: ")
    assert line == printable(line)
    assert len(line) < 6_000
    return line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in (*FILES, *MODELS) for value in ("a\\u0000b", LONG)),
        # A store may have any name that a file can have.
        *((name, "\\u001b[31m\\u202e\\nx") for name in (*FILES, *MODELS) if name != "store"),
    ],
)
def test_a_name_of_no_file_in_a_configuration(
    name: str, value: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "summarizer.toml"
    config.write_text(f'{name} = "{value}"\n', encoding="utf-8")
    told(["brief", article, "--config", config, "-o", tmp_path / "day.md"], capsys)
    assert not (tmp_path / "day.md").exists()


@pytest.mark.parametrize("option", [*(f"--{name}" for name in (*FILES, *MODELS)), "--template", "--config", "-o"])
def test_a_name_that_is_too_long(option: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = f"{LONG}.html" if option == "-o" else LONG
    assert "too long" in told(["brief", article, option, value], capsys)


@pytest.mark.parametrize("command", ["brief", "render", "check", "cluster", "read", "scale"])
def test_an_input_whose_name_commands_a_terminal(
    command: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {"check": [article], "scale": ["--work", article.parent / "run"]}.get(command, [])
    line = told([command, "\x1b]0;mine\x07\u202e\n.json", *more], capsys)
    assert "\ufffd]0;mine" in line


def test_an_entry_that_matches_nothing_is_printed_harmlessly(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "desk.toml").write_text('pin = ["\\u001b[31m\\u009b31m\\nmine"]', encoding="utf-8")
    assert cli.main(["cluster", str(article), "--overrides", str(tmp_path / "desk.toml")]) == 0
    assert capsys.readouterr().err.count("\n") == 1


def test_a_message_is_no_longer_than_a_screen() -> None:
    assert len(str(InputError("x" * 10**6))) < 2_100
    assert str(SummarizerError("a\x9b31m\u2028b \ud800 \udce9")) == "a\ufffd31m\ufffdb \ufffd \ufffd"


def test_no_folder_is_called_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match="no home folder"), alone(Path("~/.cache/summarizer")):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("stories", 0, "headline"), 5),
        (("stories", 0, "articles", 0), {}),
        (("stories", 0, "summary", 0, "text"), 1.5),
        (("articles", 0, "text"), ["a"]),
        (("stories", 0, "only_in_one_source", 0, "text"), None),
    ],
)
def test_a_previous_briefing_of_other_types_is_none(
    place: tuple[str | int, ...], value: object, tmp_path: Path
) -> None:
    data = json.loads(json.dumps(briefing_to_dict(BRIEFING)))
    here = data
    for key in place[:-1]:
        here = here[key]
    here[place[-1]] = value
    file = tmp_path / "yesterday.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError, match="not a briefing in JSON"):
        read_previous(file)


def test_half_a_character_in_a_previous_briefing_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "yesterday.json"
    headline = BRIEFING.stories[0].story.headline
    file.write_text(render_briefing(BRIEFING, "json").replace(headline, "Half \\ud800 here"), encoding="utf-8")
    assert read_previous(file).stories[0].headline == "Half ? here"
