"""A run over very many articles whose folder was harmed, or is shared: told in one line, made again, nothing left."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("datatrove", reason="pip install 'summarizer[scale]'")

import numpy as np

from summarizer.cli import main
from summarizer.scale import shards
from summarizer.scale.shards import DamagedError, Shard

TOWNS = ("Arden", "Velmar", "Sund", "Tarn", "Norvale", "Hollin")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "news"
    folder.mkdir()
    for number, town in enumerate(TOWNS):
        lines = [
            {
                "title": f"{town} closes its bridge",
                "text": f"The bridge of {town} was closed on Monday, the {office} said. Engineers had found cracks in "
                f"{number + 3} of its pillars. It will stay shut for {number + 2} weeks; ferries will carry people.",
                "source": f"{office} News",
                "date": f"2031-05-{number + 1:02d}",
            }
            for office in ("port authority", "city council")
        ]
        (folder / f"{number}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return folder


def command(news: Path, work: Path) -> list[str]:
    return ["scale", str(news), "--work", str(work), "--shard", "4", "--tasks", "2", "-q"]


def out(work: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((work / "out").iterdir())}


@pytest.fixture(scope="module")
def done(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("done") / "run"
    assert main(command(news, work)) == 0
    return work


def cut(data: bytes) -> bytes:
    return data[:-3]


def turned(data: bytes) -> bytes:
    return data[:-3] + bytes([data[-3] ^ 0x5A]) + data[-2:]


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        ("read/00000", cut),
        ("articles/00000", turned),
        ("prints/00001", lambda data: b"\xff" * 8 + data[8:]),
        ("origins/00000", lambda _: b""),
    ],
)
def test_a_harmed_file_is_told_and_made_again(
    file: str, harm: Callable[[bytes], bytes], news: Path, done: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    work = tmp_path / "run"
    assert main(command(news, work)) == 0
    for path in (work / "out").iterdir():
        path.unlink()
    for stage in ("prints", "shared", "origins", "pages", "index"):
        for path in (work / "data" / stage).iterdir():
            if f"{stage}/{path.name}" != file:
                path.unlink()
    harmed = work / "data" / file
    harmed.write_bytes(harm(harmed.read_bytes()))
    status = [main(command(news, work)) for _ in range(3)]
    assert status[-1] == 0
    told = capsys.readouterr().err
    assert told.count("\n") == told.count("is damaged") == sum(status)
    assert out(work) == out(done)


def test_what_is_damaged_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "shard"
    shards.write(file, a=np.arange(5), b=np.zeros((0, 2)))
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DamagedError):
            (Shard(file).array("a"), Shard(file).array("b"))
    for data in (whole + b"x", whole[:-1], whole[:9], b""):
        file.write_bytes(data)
        with pytest.raises(DamagedError):
            Shard(file)
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(DamagedError, match="not a regular file"):
        Shard(file)


@pytest.mark.parametrize("plan", ["", "[]", '{"code": 1}', "[" * 100_000, '{"parts": [["a"]], "skipped": []}'])
def test_a_plan_that_is_none_is_told_in_one_line(
    plan: str, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_text(plan, encoding="utf-8")
    assert main(command(news, tmp_path)) == 1
    assert main(["scale", "status", "--work", str(tmp_path)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("no plan of a run" in line for line in told)


def test_a_plan_that_names_other_files_is_not_followed(
    news: Path, done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = json.loads((done / "plan.json").read_text(encoding="utf-8"))
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    plan["parts"][0][0][1] = str(tmp_path / "secret.txt")
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert main(command(news, tmp_path)) == 1
    assert "begun with other files" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_run_among_its_articles_does_not_read_itself(news: Path, done: Path, tmp_path: Path) -> None:
    shutil.copytree(news, tmp_path / "news")
    news, work = tmp_path / "news", tmp_path / "news" / "run"
    for _ in range(2):
        assert main(command(news, work)) == 0
    found = out(work)
    assert (
        found.pop("skipped.jsonl")
        == (
            json.dumps(
                {"path": str(work), "stage": "read", "reason": "unsafe", "detail": "this run writes or checks it"}
            )
            + "\n"
        ).encode()
    )
    assert set(found) | {"skipped.jsonl"} == set(out(done))
    assert found["index.html"] == out(done)["index.html"]


def test_two_runs_at_once_and_strange_files(news: Path, done: Path, tmp_path: Path) -> None:
    strange = tmp_path / "logs" / "read-2" / "completions"
    strange.mkdir(parents=True)
    (strange / "0 of mine").write_text("x", encoding="utf-8")
    (tmp_path / "took").mkdir()
    (tmp_path / "took" / "read-0 of mine").write_text("x", encoding="utf-8")
    other = tmp_path / "data" / "read"
    other.mkdir(parents=True)
    # The second is being written however long the runs take.
    for name, age in ((".00000.aaaa.part", 60), (".00001.bbbb.part", -3600)):
        (other / name).write_bytes(b"x")
        os.utime(other / name, (time.time() - age,) * 2)
    runs = [subprocess.Popen([sys.executable, "-m", "summarizer", *command(news, tmp_path)]) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert out(tmp_path) == out(done)
    assert main(["scale", "status", "--work", str(tmp_path)]) == 0
    left = [path.name for path in tmp_path.rglob(".*.part")]
    assert left == [".00001.bbbb.part"], "what may still be written stays"
