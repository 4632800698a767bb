"""ARCHITECTURE.md answers "where would you change it?", and each place that it names exists."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
GUIDE = (TOP / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!to change|-)(.+?) \| `([^`]+)` `([^`]+)` \|$", GUIDE, re.MULTILINE)
#: TODO: places that are on their way -> where they still stand; each goes when its stage is in its new place.
MOVING = {"summarizer/changes/quantities.py": "summarizer/details/values.py"}


def names(path: Path) -> set[str]:
    """What a file defines: functions, classes and constants of a module, classes of words, macros of a template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return set(tomllib.loads(text))
    if path.suffix == ".j2":
        return set(re.findall(r"{% macro (\w+)", text))
    found: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return found


def test_the_table_is_read_whole() -> None:
    assert len(ROWS) == sum(line.startswith("| ") for line in GUIDE.splitlines()) - 1
    assert len(ROWS) >= 15
    assert len({what for what, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("what", "file", "name"), ROWS, ids=[row[0] for row in ROWS])
def test_the_place_exists(what: str, file: str, name: str) -> None:
    path = TOP / file
    if not path.exists() and file in MOVING:
        path = TOP / MOVING[file]
    assert name in names(path), f"to change {what}: there is no {name} in {path.relative_to(TOP)}"


def test_a_place_that_is_gone_is_found() -> None:
    assert "no_such_function" not in names(TOP / "summarizer" / "pipeline.py")
    assert "make_briefing" in names(TOP / "summarizer" / "pipeline.py")
