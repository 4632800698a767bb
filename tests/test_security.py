"""The promises of SECURITY.md that no other test holds, and that each promise has a test."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DAY = ROOT / "tests" / "data" / "day"


def test_every_promise_has_a_test() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [row for row in text.split("\n") if row.startswith("| ") and not row.startswith("| promise")]
    assert len(rows) >= 20
    for row in rows:
        named = re.findall(r"`(tests/\w+\.py)::(\w+)`", row)
        assert named, f"no test holds: {row}"
        for file, test in named:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, (file, test)


def program(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "summarizer", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_module_of_the_current_folder_is_not_run(tmp_path: Path) -> None:
    """In the processes that are started: what the command itself is run with, the user decides."""
    for name in ("lxml", "trafilatura", "jinja2", "feedparser", "dataclasses"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'w')\n", encoding="utf-8")
    code = (
        "import sys, os; from summarizer.read import read_paths; os.chdir(sys.argv[1]); "
        "assert len(read_paths([sys.argv[2]]).articles) > 1"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path), str(DAY / "harbour-gazette")], check=True, cwd=ROOT)
    assert not (tmp_path / "mark").exists()


def test_reading_writes_nothing(tmp_path: Path) -> None:
    """In a home and a temporary folder of its own, in which nothing may be found afterwards."""
    shutil.copytree(DAY, tmp_path / "in")
    before = sorted(tmp_path.rglob("*"))
    home = tmp_path.parent / f"{tmp_path.name}-home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home)}
    done = program("read", tmp_path / "in", "-q", env=environment, cwd=ROOT)
    assert done.returncode == 0
    assert list(home.rglob("*")) == []
    assert sorted(tmp_path.rglob("*")) == before


#: Refuses every connection but those of one machine to itself by a file.
NO_NETWORK = """
import socket, sys
def refuse(*a, **k):
    open(sys.argv[1], "w").write("a connection was tried")
    raise OSError("no network")
connect = socket.socket.connect
socket.socket.connect = lambda self, to: connect(self, to) if self.family == socket.AF_UNIX else refuse()
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
from summarizer.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.slow
def test_no_network(tmp_path: Path) -> None:
    arguments = ["brief", str(ROOT / "seeds"), "-q", "-o", str(tmp_path / "day.html")]
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, str(tmp_path / "mark"), *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["day.html"]


#: Surroundings -> what differs in them.
SURROUNDINGS: dict[str, dict[str, str]] = {
    "far west": {"TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "1"},
    "far east": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
    "another language": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"},
    "ascii": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "4"},
    "no home": {"HOME": "/nonexistent", "PYTHONHASHSEED": "5"},
    "one thread": {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "6"},
}


@pytest.mark.slow
def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """A day of several stories, its files also written in another order, so that the folder lists them in another.

    Two of the surroundings have a store, the same one: the first fills it, the second finds all in it.
    """
    orders = {}
    files = sorted(path for path in DAY.rglob("*") if path.is_file())
    for name, order in (("forward", files), ("backward", files[::-1])):
        for path in order:
            target = tmp_path / name / "in" / path.relative_to(DAY)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        orders[name] = tmp_path / name
    found: dict[str, dict[str, bytes]] = {}
    for number, (name, changed) in enumerate(SURROUNDINGS.items()):
        folder = orders["backward" if number % 2 else "forward"]
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
        kept.setdefault("SUMMARIZER_CACHE", str(Path.home() / ".cache" / "summarizer"))
        outputs = [part for ending in ("html", "json", "md", "txt", "atom") for part in ("-o", f"day.{ending}")]
        command = ["brief", "in", "-q", "--extractive", *outputs]
        if number in (2, 4):  # of the same order of files
            command += ["--store", str(tmp_path / "news.db")]
        done = program(*command, cwd=folder, env={**kept, "PYTHONPATH": str(ROOT), **changed})
        assert (done.returncode, done.stderr) == (0, b""), name
        found[name] = {path.name: path.read_bytes() for path in sorted(folder.glob("day.*"))}
        assert len(found[name]) == 5
    first = next(iter(found.values()))
    other = [f"{name}: {n}" for name, files in found.items() for n in first if first[n] != files[n]]
    assert other == []
