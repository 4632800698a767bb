"""The public face of the library: its names, its silence, its log, and the models that the settings name."""

from __future__ import annotations

import ast
import inspect
import logging
import subprocess
import sys
from pathlib import Path

import pytest

import summarizer
from summarizer import errors
from summarizer.types import Models
from tests.briefings import BRIDGE_A, BRIDGE_B
from tests.tiny_models import save_causal

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
#: What a user of the results needs to name their types.
ASKED_FOR = (
    "Summary SummarySentence Citation Claim Detail Disagreement StoryReport Skipped Briefing Article Story Side "
    "TextGenerator Encoder Parser explain_pair load_overrides briefing_from_dict"
).split()


def test_every_name_is_there() -> None:
    assert set(ASKED_FOR) <= set(summarizer.__all__)
    assert {name for name, kind in vars(errors).items() if inspect.isclass(kind)} <= set(summarizer.__all__)
    assert [name for name in summarizer.__all__ if getattr(summarizer, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'StoryRaport'"):
        summarizer.StoryRaport  # noqa: B018


def test_a_type_checker_sees_the_same_names() -> None:
    tree = ast.parse((ROOT / "summarizer" / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (n for n in tree.body if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    seen = {alias.asname: node.module for node in imports for alias in node.names}
    assert seen == {name: f"summarizer.{module}" for name, module in summarizer._HOME.items()}
    assert all(alias.asname == alias.name for node in imports for alias in node.names), "else mypy exports it not"


def test_a_type_checker_refuses_a_name_that_is_not_there(tmp_path: Path) -> None:
    """`eval` took a name that the package lacked, and nobody saw it: to mypy it was Any."""
    code = tmp_path / "user.py"
    code.write_text("from summarizer import StoryRaport, StoryReport\nreport: StoryReport\n", encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy", "--config-file=", f"--cache-dir={tmp_path}", "--follow-imports=skip"]
    done = subprocess.run(
        [*mypy, "summarizer/__init__.py", str(code)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    told = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert len(told) == 1, done.stdout
    assert 'Module "summarizer" has no attribute "StoryRaport"' in told[0]


# --- the log ---------------------------------------------------------------------------------------------------------


def test_the_library_is_silent_until_it_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    summarizer.cluster_articles([BRIDGE_A, BRIDGE_B])
    done = subprocess.run(
        [sys.executable, "-c", "import summarizer; summarizer.read_paths(['seeds'])"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", "")
    assert capsys.readouterr() == ("", "")


def test_who_asks_is_told(caplog: pytest.LogCaptureFixture) -> None:
    from summarizer.intake import read_within

    with caplog.at_level(logging.INFO, logger="summarizer"):
        read_within([SEEDS], summarizer.Settings())
    assert [(record.name, record.getMessage()) for record in caplog.records] == [
        ("summarizer.intake", "2 articles read, 0 left out")
    ]


def test_the_command_shows_it_with_v(capsys: pytest.CaptureFixture[str]) -> None:
    from summarizer import cli

    assert cli.main(["cluster", str(SEEDS), "-v"]) == 0
    assert "summarizer.intake: 2 articles read, 0 left out\n" in capsys.readouterr().err
    assert cli.main(["cluster", str(SEEDS)]) == 0
    assert capsys.readouterr().err == ""
    assert {type(handler) for handler in logging.getLogger("summarizer").handlers} == {logging.NullHandler}


# --- the models that the settings name -------------------------------------------------------------------------------


@pytest.mark.slow
class TestModels:
    def test_make_briefing_loads_what_the_settings_name(self, tmp_path: Path) -> None:
        writer = save_causal(tmp_path / "my-writer")
        briefing = summarizer.make_briefing([SEEDS], summarizer.Settings(model=str(writer), words=20))
        assert (briefing.manifest.model or "").startswith("my-writer@")

    def test_brief_articles_does_too(self, tmp_path: Path) -> None:
        writer = save_causal(tmp_path / "my-writer")
        settings = summarizer.Settings(model=str(writer), words=20)
        assert (summarizer.brief_articles([BRIDGE_A], settings).manifest.model or "").startswith("my-writer@")
        extractive = summarizer.brief_articles([BRIDGE_A], summarizer.Settings(extractive=True))
        assert extractive.manifest.model is None

    def test_models_that_are_given_go_before(self, quick: Models) -> None:
        settings = summarizer.Settings(model="./no-such", encoder="./no-such")
        assert summarizer.brief_articles([BRIDGE_A], settings, models=quick).manifest.encoder == quick.encoder.name

    def test_progress_while_they_load(self) -> None:
        seen: list[tuple[str, int, int]] = []
        settings = summarizer.Settings(extractive=True)
        summarizer.make_briefing([SEEDS], settings, progress=lambda *step: seen.append(step))
        assert [step for step in seen if step[0] == "load models"] == [("load models", n, 4) for n in range(5)]
        assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["load models", "read", "summarize"]

    @pytest.fixture
    def quick(self, request: pytest.FixtureRequest) -> Models:
        return Models(None, request.getfixturevalue("encoder"), request.getfixturevalue("parser"))
