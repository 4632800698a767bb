"""Many articles in units: the stories of one machine, the same bytes however they are run, and again after a kill."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datatrove", reason="pip install 'summarizer[scale]'")

import numpy as np

from summarizer.cli import main
from summarizer.cluster import linkage, pairs
from summarizer.config import Settings
from summarizer.dedupe import find_origins
from summarizer.errors import OutputError, SettingsError
from summarizer.intake import read_within
from summarizer.pipeline import group, make_briefing
from summarizer.prints import BOILERPLATE, ROOM, Holders, Index, shared
from summarizer.render import briefing_to_dict, skipped_to_dict, story_to_dict
from summarizer.scale import (
    Engine,
    Work,
    check_engine,
    events,
    made_plan,
    planned,
    run_all,
    run_workers,
    shards,
    standing,
)
from summarizer.scale.engine import check_done, run_stage, share_cores
from summarizer.scale.stages import STAGES
from summarizer.scale.telling import load_for
from summarizer.training.local_days import invented_days, load_news
from summarizer.types import Article

#: Articles of a unit: so few that every stage has several units.
SHARD = 32
SEEDS = Path(__file__).parent.parent / "seeds"
#: A server of processes forks; the program itself has no threads then.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def made_up() -> list[Article]:
    """Invented reports, and of each kind of trouble some: undated, copied, cut, there twice, boilerplate, one id."""
    found = [item.article for day in invented_days(load_news(), 11, seed=5) for item in day]
    chance = random.Random(3)
    notice = "\n".join(f"Readers of this paper may write to the desk in room {n} on any working day." for n in range(4))
    found = [replace(a, text=f"{a.text}\n{notice}") if n % 3 else a for n, a in enumerate(found)]
    copies = [replace(a, id=f"copy {a.id}", source="Other Wire") for a in chance.sample(found, 12)]
    undated = [replace(a, id=f"undated {a.id}", published=None, source="Nowhere") for a in chance.sample(found, 9)]
    twice = [replace(a, id="the same", text=f"{a.text} ") for a in chance.sample(found, 5)]
    linked = [replace(a, id=f"linked {n}", url="https://example.org/a/page") for n, a in enumerate(found[:4])]
    every = [*found, *copies, *undated, *twice, *linked]
    chance.shuffle(every)
    return every


def write_news(folder: Path, articles: list[Article]) -> Path:
    """Files of some articles each."""
    folder.mkdir()
    for start in range(0, len(articles), 40):
        lines = [
            {"id": a.id, "title": a.title, "text": a.text, "source": a.source, "url": a.url}
            | ({"published": a.published.isoformat()} if a.published else {})
            for a in articles[start : start + 40]
        ]
        (folder / f"{start:04d}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("scale") / "news", made_up())


@pytest.fixture(scope="module")
def done(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run, of one task a stage."""
    return run(news, tmp_path_factory.mktemp("done"), Engine(tasks=1))


def run(news: Path, root: Path, engine: Engine) -> Path:
    work = planned(root, made_plan([str(news)], Settings(), SHARD, reports=False))
    run_all(work, engine, lambda *_: None)
    return root


def files_in(folder: Path) -> dict[str, str]:
    """Each file with a hash of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def lines_of(folder: Path, names: str) -> list[Any]:
    return [json.loads(line) for path in sorted(folder.glob(names)) for line in path.read_text("utf-8").splitlines()]


def test_the_stories_are_those_of_one_machine(news: Path, done: Path) -> None:
    reading = read_within([str(news)], Settings())
    stories = [json.loads(json.dumps(story_to_dict(story))) for story in group(reading.articles).stories]
    assert lines_of(done / "out", "stories-*.jsonl") == stories
    assert lines_of(done / "out", "skipped.jsonl") == [skipped_to_dict(each) for each in reading.skipped]
    # All that could go wrong is there.
    assert max(len(story["origins"]) for story in stories) > 2
    assert any(len(origin) > 1 for story in stories for origin in story["origins"])
    assert reading.skipped
    assert any(a.published is None for a in reading.articles)
    work = Work(done)
    assert min(work.counts[name] for name in ("buckets", "blocks", "components buckets", "pages")) > 2
    assert work.shard("common").length("columns") > 0, "some words are common in this folder"
    index = (done / "out" / "index.html").read_text("utf-8")
    assert all(path.name in index for path in (done / "out").glob("stories-*.html"))


def test_two_processes_share_a_folder(news: Path, done: Path, tmp_path: Path) -> None:
    """And of more tasks than there are units."""
    command = ["scale", str(news), "--work", str(tmp_path), "--shard", str(SHARD), "--tasks", "17", "-q"]
    run_workers(command, Engine(workers=2))
    assert files_in(tmp_path / "out") == files_in(done / "out")
    assert files_in(tmp_path / "data") == files_in(done / "data")


def test_a_killed_run_goes_on_where_it_was(
    news: Path, done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["scale", str(news), "--work", str(tmp_path), "--shard", str(SHARD), "--tasks", "2", "-q"]
    process = subprocess.Popen([sys.executable, "-m", "summarizer", *command])
    while not (tmp_path / "data" / "vectors" / "00001").exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert main(["scale", "status", "--work", str(tmp_path)]) == 0
    assert "vectors" in capsys.readouterr().out
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "data").rglob("0*")}
    assert before
    assert main(command) == 0
    assert files_in(tmp_path / "out") == files_in(done / "out")
    assert files_in(tmp_path / "data") == files_in(done / "data")
    assert {path: path.stat().st_mtime_ns for path in before} == before, "what was done is not done again"


def test_a_unit_that_fails_is_named_and_the_others_go_on(news: Path, done: Path, tmp_path: Path) -> None:
    engine, (read, articles, prints, *_) = Engine(tasks=2), STAGES
    work = planned(tmp_path, made_plan([str(news)], Settings(), SHARD, reports=False))
    for stage in (read, articles):
        run_stage(work, engine, stage)
    broken = work.file("read", 0)
    whole = broken.read_bytes()
    shards.write(broken, ends=shards.Shard(broken).array("ends"))
    with pytest.raises(OutputError, match=r"stage prints, unit 0: .*0000\.jsonl.*KeyError\('records'\).*run it again"):
        run(news, tmp_path, engine)
    state = {each.stage: each for each in standing(work)}
    assert state["prints"].done == (state["prints"].units or 0) - 1
    assert len(state["prints"].failed) == 1
    broken.write_bytes(whole)
    run_stage(Work(tmp_path), engine, prints)
    check_done(work, engine, prints)
    assert files_in(tmp_path / "data" / "prints") == files_in(done / "data" / "prints")
    assert not list((tmp_path / "failed").glob("*"))


def test_a_folder_is_for_one_run(news: Path, done: Path, tmp_path: Path) -> None:
    for settings, shard, told in (
        (Settings(), SHARD + 1, "shard 32"),
        (Settings(file_seconds=9), SHARD, "another file"),
    ):
        with pytest.raises(SettingsError, match=told):
            planned(done, made_plan([str(news)], settings, shard, reports=False))
    other = write_news(tmp_path / "news", made_up()[:50])
    with pytest.raises(SettingsError, match="other files"):
        planned(done, made_plan([str(other)], Settings(), SHARD, reports=False))


@pytest.mark.parametrize(
    ("engine", "told"),
    [
        (Engine(rank=2, ranks=2), "allowed is 0 to 1"),
        (Engine("slurm", rank=0, ranks=2), "executor local only"),
    ],
)
def test_what_cannot_be_run_is_told_at_once(engine: Engine, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        check_engine(engine)


def test_nothing_at_all_is_no_story(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("", encoding="utf-8")
    run(tmp_path / "news", tmp_path / "work", Engine())
    assert lines_of(tmp_path / "work" / "out", "stories-*.jsonl") == []
    assert [each["reason"] for each in lines_of(tmp_path / "work" / "out", "skipped.jsonl")] == ["empty"]


@pytest.mark.slow
def test_a_report_is_that_of_a_briefing(tmp_path: Path) -> None:
    settings = Settings(extractive=True, verifier="none", words=60)
    run_all(planned(tmp_path, made_plan([str(SEEDS)], settings, SHARD, reports=True)), Engine(), lambda *_: None)
    briefing = briefing_to_dict(make_briefing([SEEDS], settings, models=load_for(settings)))
    (line,) = lines_of(tmp_path / "out", "stories-*.jsonl")
    assert line == json.loads(json.dumps({"story": briefing["stories"][0], "articles": briefing["articles"]}))
    page = (tmp_path / "out" / "stories-00000.html").read_text("utf-8")
    assert line["story"]["headline"] in page
    assert "Only in" in page


SBATCH = """#!/bin/sh
echo "$@" >> {told}
n=$(wc -l < {told})
cp "$(eval echo \\${{$#}})" {folder}/script-$n
echo "Submitted batch job $n"
"""


def test_slurm_gets_a_chain_of_arrays(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form of the scripts only: no cluster has run them."""
    sbatch, told = tmp_path / "sbatch", tmp_path / "told"
    told.touch()
    sbatch.write_text(SBATCH.format(told=told, folder=tmp_path), encoding="utf-8")
    sbatch.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    options = ["--executor", "slurm", "--tasks", "6", "--slurm", "partition=long", "--slurm", "mem-per-cpu=3G"]
    work = tmp_path / "work"
    assert main(["scale", str(news), "--work", str(work), "--shard", str(SHARD), "-q", *options]) == 0
    calls = told.read_text().splitlines()
    assert len(calls) == len(STAGES)
    for number, (stage, call) in enumerate(zip(STAGES, calls, strict=True), 1):
        script = (tmp_path / f"script-{number}").read_text()
        last = 5 if stage.units else 0
        for line in (
            f"--job-name=summarizer-{stage.name}",
            "--partition=long",
            "--mem-per-cpu=3G",
            f"--array=0-{last}%1",
        ):
            assert f"#SBATCH {line}\n" in script
        assert script.startswith("#!/bin/bash\n")
        assert f"launch_pickled_pipeline {work}/logs/{stage.name}-{last + 1}/executor.pik" in script
        assert (f"--dependency=afterok:{number - 1}" in call) == (number > 1)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning")
def test_ray_gives_the_same_bytes(news: Path, done: Path, tmp_path: Path) -> None:
    ray = pytest.importorskip("ray", reason="pip install ray")
    try:
        run(news, tmp_path, Engine("ray", tasks=2, workers=2))
    finally:
        ray.shutdown()
    assert files_in(tmp_path / "out") == files_in(done / "out")


def test_arrays_come_back(tmp_path: Path) -> None:
    arrays = {"a": np.arange(12, dtype=np.uint32).reshape(6, 2), "b": np.zeros(0), "c": np.array([1.5, np.nan])}
    shards.write(tmp_path / "x", **arrays, **shards.packed_records([b"one", b"", b"three"]))
    shard = shards.Shard(tmp_path / "x")
    assert all(np.array_equal(shard.array(name), array, equal_nan=True) for name, array in arrays.items())
    assert shard.array("a", 2, 4).tolist() == [[4, 5], [6, 7]]
    assert [shards.Records(shard)[n] for n in range(3)] == [b"one", b"", b"three"]
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_holders_count_as_a_dictionary_does() -> None:
    chance = random.Random(1)
    prints = [sorted(chance.sample(range(30), chance.randrange(1, 9))) for _ in range(400)]
    counts = Counter(p for own in prints for p in own)
    holders = Holders(np.array([counts[p] for p in range(30)]))
    known: defaultdict[int, list[int]] = defaultdict(list)
    for origin, own in enumerate(prints):
        votes = Counter(o for p in own if len(known[p]) <= BOILERPLATE for o in known[p])
        found, numbers = holders.votes(np.array(own, np.int32))
        assert dict(zip(found.tolist(), numbers.tolist(), strict=True)) == votes
        if chance.random() < 0.9:
            holders.add(origin, np.array(own, np.int32))
            for p in own:
                known[p].append(origin)
    assert max(map(len, known.values())) > BOILERPLATE


def test_an_index_names_the_first_texts_that_share_enough() -> None:
    chance = random.Random(2)
    prints = [np.array(sorted(chance.sample(range(20), chance.randrange(9))), np.uint32) for _ in range(400)]
    held = shared(prints)
    owners = np.repeat(np.arange(len(prints), dtype=np.int32), np.diff(held.starts))
    half = len(held.counts) // 2
    low = held.numbers < half
    index = Index.joined(
        [
            Index.of(held.numbers[low], owners[low], held.counts[:half]),
            Index.of(held.numbers[~low] - half, owners[~low], held.counts[half:]),
        ]
    )
    having: defaultdict[int, list[int]] = defaultdict(list)
    for text in range(len(prints)):
        for number in held.of(text).tolist():
            having[number].append(text)
    assert max(map(len, having.values())) > ROOM
    by_both, differ = 0, 0
    for text in range(len(prints)):
        own = held.of(text)
        votes = Counter(t for n in own.tolist() for t in having[n][:ROOM] if t < text)
        rare = [n for n in own.tolist() if len(having[n]) < ROOM or having[n][ROOM - 1] >= text]
        counted = Counter(t for n in rare for t in having[n][:ROOM] if t < text)
        for needed in (1, 2.5, len(own) + 1):
            found, told = index.sharing(own, text, needed, surely=6)
            likely = {t for t, n in votes.items() if len(own) >= needed and (counted[t] >= needed or n >= 6)}
            assert dict(zip(found.tolist(), told.tolist(), strict=True)) == {t: votes[t] for t in sorted(likely)}
            by_both += len(likely)
            differ += sum(n >= needed for n in votes.values()) - len(likely) if len(own) >= needed else 0
    assert by_both
    assert differ


def test_what_a_bucket_finds_of_copies_is_what_the_whole_finds(news: Path, done: Path) -> None:
    """Pairs are compared in buckets, of widespread notices none; what else is asked in the end `origins` compares."""
    work = Work(done)
    assert work.counts["chains"] > 1
    numbers, chains = work.shard("texts").array("articles"), work.shard("chains")
    beyond = np.concatenate([shard.array("beyond") for shard in work.shards("copies", work.counts["chains"])])
    compared = dict(
        zip(
            zip(numbers[chains.array("rows")].tolist(), numbers[chains.array("others")].tolist(), strict=True),
            beyond.tolist(),
            strict=True,
        )
    )
    members, starts = (work.shard("origins").array(name).tolist() for name in ("members", "starts"))
    rows = [members[first:past] for first, past in pairwise(starts)]
    whole = [(copy, head) for head, *others in rows for copy in others]
    assert len(whole) > 9
    assert all(compared[pair] >= 0 for pair in whole if pair in compared)
    assert any(pair in compared for pair in whole)
    assert any(value < 0 for value in compared.values())
    alone = find_origins(read_within([str(news)], Settings()).articles)
    assert sorted(tuple(work.articles[number].id for number in row) for row in rows) == sorted(alone)


def test_where_all_are_alike_the_stories_are_those_of_one_machine(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With bounds that only a day of tens of thousands of articles meets: words that are common, many pairs, chains."""
    monkeypatch.setattr(pairs, "COMMON", 3)
    monkeypatch.setattr(pairs, "RAREST", 3)
    monkeypatch.setattr(pairs, "FEW", 4)
    for module in (linkage, events):
        monkeypatch.setattr(module, "LONG", 3)
    reading = read_within([str(news)], Settings())
    stories = [json.loads(json.dumps(story_to_dict(story))) for story in group(reading.articles).stories]
    root = run(news, tmp_path, Engine())
    assert lines_of(root / "out", "stories-*.jsonl") == stories
    work = Work(root)
    assert len(set(work.shard("background").array("fortnights").tolist())) > 1
    label = work.shard("components").array("pieces")
    assert np.bincount(label).max() <= 3


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no cores can be chosen here")
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_workers_have_cores_of_their_own(workers: int) -> None:
    mine = os.sched_getaffinity(0)
    processes = [subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) for _ in range(workers)]
    share_cores([process.pid for process in processes])
    cores = [os.sched_getaffinity(process.pid) for process in processes]
    for process in processes:
        process.communicate(b"\n")
    assert set().union(*cores) == mine
    if workers <= len(mine):
        assert sum(map(len, cores)) == len(mine)
    else:
        assert {len(each) for each in cores} == {1}
