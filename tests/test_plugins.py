"""Packages that add readers, formats and models: the example of the README, installed by pip and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8").split("### Formats and models of your own")[1]
PYPROJECT = README.split("```toml\n")[1].split("```")[0]
CODE = README.split("```python\n")[1].split("```")[0]
#: An article of the wire: its title on the first line.
WIRE = (
    "Ferry replaces the closed bridge at Marrow Ford\n"
    "A ferry at Marrow Ford began to carry people on foot on Thursday. "
    "The bridge beside it was closed on Tuesday after divers found a crack in its second pier.\n"
)


def install(site: Path, name: str, code: str, pyproject: str) -> Path:
    """Install a package of one module, as a user would, into a folder of its own."""
    source = site.parent / f"{name}-source"
    source.mkdir()
    (source / f"{name}.py").write_text(code, encoding="utf-8")
    (source / "pyproject.toml").write_text(f'{pyproject}\n[tool.setuptools]\npy-modules = ["{name}"]\n', "utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps", "--no-index"]
    done = subprocess.run([*command, "--target", site, source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return site


def run(site: Path, *arguments: str | Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """The command where the packages in that folder are installed."""
    path = os.pathsep.join([str(site), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "summarizer", *map(str, arguments)],
        capture_output=True, text=True, check=False, input=text, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("desk") / "site", "desk", CODE, PYPROJECT)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "ferry.wire").write_text(WIRE, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
class TestTheExampleOfTheReadme:
    def test_a_reader(self, desk: Path, news: Path) -> None:
        done = run(desk, "read", news)
        assert (done.returncode, done.stderr) == (0, "")
        assert "The wire" in done.stdout
        assert "Ferry replaces the closed bridge at Marrow Ford" in done.stdout

    def test_all_three(self, desk: Path, news: Path) -> None:
        done = run(desk, "brief", news, "--model", "desk:7", "-o", news / "day.tsv", "-o", news / "day.json")
        assert (done.returncode, done.stderr) == (0, "")
        lines = (news / "day.tsv").read_text(encoding="utf-8").splitlines()
        assert lines
        assert {line.split("\t")[0] for line in lines} == {"Ferry replaces the closed bridge at Marrow Ford"}
        assert '"model": "desk 7"' in (news / "day.json").read_text(encoding="utf-8")
        again = run(desk, "render", news / "day.json", "--format", "tsv")
        assert again.stdout.splitlines() == lines

    def test_they_are_told_where_one_looks_for_them(self, desk: Path, news: Path) -> None:
        assert "tsv" in run(desk, "brief", news, "--format", "docx").stderr
        assert ".tsv" in run(desk, "brief", news, "-o", "day.docx").stderr
        assert "desk:..." in run(desk, "brief", news, "--model", "./none").stderr
        assert "desk:..." in run(desk, "models").stdout

    def test_a_writer_is_no_encoder(self, desk: Path, news: Path) -> None:
        done = run(desk, "brief", news, "--extractive", "--encoder", "desk:7")
        assert done.returncode == 1
        assert done.stderr == "summarizer: --encoder is 'desk:7', which cannot be one: it has no encode\n"

    def test_without_the_package_nothing_of_it_is_there(self, news: Path) -> None:
        done = run(ROOT, "read", news)
        assert "unknown_format (no reader for .wire)" in done.stderr
        assert "tsv" not in run(ROOT, "brief", news, "--format", "docx").stderr


@pytest.mark.slow
class TestBrokenPackages:
    def entry(self, group: str, name: str) -> str:
        return f'[project]\nname = "bad"\nversion = "1"\n[project.entry-points."summarizer.{group}"]\n{name}\n'

    def test_a_module_that_does_not_load(self, tmp_path: Path, news: Path) -> None:
        site = install(
            tmp_path / "site", "bad", "import nothing_of_that_name\n", self.entry("readers", 'wire = "bad:x"')
        )
        done = run(site, "read", news)
        assert "failed (summarizer.readers: 'wire' of bad does not load (ModuleNotFoundError" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(
        ("code", "told"),
        [
            ("def x(briefing):\n    return 1 / 0\n", "the format 'bad' failed (ZeroDivisionError: division by zero)"),
            ("def x(briefing):\n    return b''\n", "the format 'bad' gave bytes; allowed is a text"),
        ],
    )
    def test_a_format_that_fails(self, code: str, told: str, tmp_path: Path) -> None:
        site = install(tmp_path / "site", "bad", code, self.entry("formats", 'bad = "bad:x"'))
        from summarizer import render_briefing
        from tests.briefings import BRIEFING

        done = run(site, "render", "-", "--format", "bad", text=render_briefing(BRIEFING, "json"))
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"summarizer: {told}\n")

    def test_two_packages_that_want_one_name(self, tmp_path: Path, news: Path, desk: Path) -> None:
        site = tmp_path / "site"
        shutil.copytree(desk, site)
        for info in site.glob("summarizer_desk-*.dist-info"):
            other = site / info.name.replace("desk", "other")
            shutil.copytree(info, other)
            metadata = (other / "METADATA").read_text(encoding="utf-8")
            (other / "METADATA").write_text(re.sub(r"(?m)^Name: .*$", "Name: summarizer-other", metadata), "utf-8")
        done = run(site, "read", news)
        assert "'wire' is given by summarizer-desk and summarizer-other; uninstall all but one" in done.stderr
