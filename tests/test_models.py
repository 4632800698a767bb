"""Loading and running models: the embedded ones, and any other of the kinds that the README names."""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from summarizer.errors import ModelError
from summarizer.models import (
    INSTALL_COMMAND,
    Hardware,
    cache_folder,
    detect_hardware,
    embedded_encoder_folder,
    embedded_parser_folder,
    embedded_writer_file,
    load_encoder,
    load_models,
    load_writer,
    shipped_judge,
)
from summarizer.models.difference import add_difference
from summarizer.models.embedded import is_intact
from summarizer.models.encoder import MeanPoolingEncoder
from summarizer.models.entailment import TokenJudge, load_judge, untaught
from summarizer.models.loading import batches
from summarizer.models.store import alone, file_digest
from summarizer.models.writers import DOCUMENT_MARK
from summarizer.types import Encoder, Models, Parser, Prompt
from tests.tiny_models import SEQ2SEQ, save_causal, save_classifier, save_seq2seq

CPU = Hardware("cpu", "float32")
SENTENCE = "The mayor closed the old bridge on Tuesday after divers found a crack in a pier."
PROMPTS = [
    Prompt("Rewrite the text.", SENTENCE),
    Prompt("Rewrite the text.", "Repairs will cost 4.2 million crowns.", examples=(("One two.", "One."),)),
]


# --- any writer ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("models")
    made = {"Llama": save_causal(root / "llama"), "Llama without chat": save_causal(root / "plain", chat=False)}
    return made | {kind: save_seq2seq(root / kind.lower(), kind) for kind in SEQ2SEQ}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["Llama", "Llama without chat", *SEQ2SEQ])
class TestAnyWriter:
    def test_writes(self, folders: dict[str, Path], kind: str) -> None:
        writer = load_writer(str(folders[kind]), CPU)
        found = writer.generate(PROMPTS, candidates=3, max_new_tokens=8, seed=1)
        assert len(found) == len(PROMPTS)
        assert all(len(texts) == len(set(texts)) <= 3 for texts in found)
        assert found == writer.generate(PROMPTS, candidates=3, max_new_tokens=8, seed=1)

    def test_its_name_is_the_folder_and_the_hash(self, folders: dict[str, Path], kind: str) -> None:
        name, digest = load_writer(str(folders[kind]), CPU).name.split("@")
        assert name == folders[kind].name
        assert len(digest) == 12

    def test_the_greedy_text_does_not_depend_on_company(self, folders: dict[str, Path], kind: str) -> None:
        writer = load_writer(str(folders[kind]), CPU)
        alone = [writer.generate([p], candidates=1, max_new_tokens=6, seed=1)[0] for p in PROMPTS]
        assert writer.generate(PROMPTS, candidates=1, max_new_tokens=6, seed=2) == alone

    def test_keeps_to_the_vocabulary(self, folders: dict[str, Path], kind: str) -> None:
        writer: Any = load_writer(str(folders[kind]), CPU)
        prompt = Prompt("Rewrite the text.", SENTENCE, vocabulary="bridge closed .")
        (texts,) = writer.generate([prompt], candidates=4, max_new_tokens=6, seed=0)
        assert set("".join(texts)) <= set("bridge Bridge closed Closed . ")

    def test_a_text_longer_than_its_window(self, folders: dict[str, Path], kind: str) -> None:
        writer = load_writer(str(folders[kind]), CPU)
        (texts,) = writer.generate([Prompt("Shorten.", SENTENCE * 40)], candidates=1, max_new_tokens=4, seed=0)
        assert len(texts) <= 1

    def test_a_whole_story_is_for_summarizers(self, folders: dict[str, Path], kind: str) -> None:
        writer = load_writer(str(folders[kind]), CPU)
        told = writer.write_story([SENTENCE * 40, "Repairs cost 4.2 million."], candidates=2, max_new_tokens=8, seed=1)
        assert len(told) <= (0 if kind.startswith("Llama") else 2)
        assert told == writer.write_story(
            [SENTENCE * 40, "Repairs cost 4.2 million."], candidates=2, max_new_tokens=8, seed=1
        )

    def test_no_prompts(self, folders: dict[str, Path], kind: str) -> None:
        assert load_writer(str(folders[kind]), CPU).generate([], candidates=2, max_new_tokens=4, seed=0) == []

    def test_surprisal(self, folders: dict[str, Path], kind: str) -> None:
        found = load_writer(str(folders[kind]), CPU).surprisal([SENTENCE, "Repairs."])
        assert len(found) == 2
        if kind.startswith("Llama"):
            starts = [start for start, _ in found[0]]
            assert starts == sorted(starts)
            assert starts[0] == 0
            assert starts[-1] == len(SENTENCE) - 1
            assert all(nats >= 0 for nats in (n for tokens in found for _, n in tokens))
        else:
            assert found == [(), ()]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "mark"), [("Bart", "\n"), ("LED", DOCUMENT_MARK)])
def test_every_document_has_its_share_of_the_window(tmp_path: Path, kind: str, mark: str) -> None:
    writer: Any = load_writer(str(save_seq2seq(tmp_path / kind, kind, marks=[mark] if mark.strip() else [])), CPU)
    long, short = SENTENCE * 40, "Repairs cost 4.2 million."
    read = writer.joined([long, short, long]).split(mark)
    assert read[1].strip() == short
    assert long.startswith(read[0].strip())
    assert read[2].startswith(read[0])
    tokens = len(writer.tokenizer(writer.joined([long, short, long]))["input_ids"])
    assert 100 <= tokens <= 128
    assert len(writer.write_story([long, short, long], candidates=1, max_new_tokens=4, seed=0)) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("what", ["missing", "empty", "broken", "unknown kind"])
def test_what_is_no_model_is_told_in_one_line(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    folder = tmp_path / "model"
    if what != "missing":
        folder.mkdir()
    if what == "broken":
        (folder / "config.json").write_text("{", encoding="utf-8")
    if what == "unknown kind":
        (folder / "config.json").write_text('{"model_type": "no-such-model"}', encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        load_writer(str(folder), CPU)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


# --- the embedded models -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("find", [embedded_writer_file, embedded_encoder_folder, embedded_parser_folder])
def test_a_missing_wheel_is_told_with_the_command(find: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="pip install") as caught:
        find()
    assert INSTALL_COMMAND in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_embedded_models_are_there() -> None:
    assert embedded_writer_file().suffix == ".gguf"
    assert (embedded_encoder_folder() / "model.safetensors").is_file()
    assert (embedded_parser_folder() / "config.cfg").is_file()


def test_the_cache_may_be_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("SUMMARIZER_CACHE")
    assert cache_folder().name == "summarizer"


@pytest.mark.slow
def test_the_embedded_encoder(encoder: Encoder) -> None:
    vectors = encoder.encode(["The bridge was closed.", "The crossing was shut.", "Seven goats won a prize.", ""])
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    likeness = vectors @ vectors.T
    assert likeness[0, 1] > likeness[0, 2] + 0.2
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.name.startswith("all-MiniLM-L6-v2@")


@pytest.mark.slow
def test_the_embedded_parser(parser: Parser) -> None:
    text = "The mayor closed the bridge."
    (parse, empty) = parser.parse([text, ""])
    assert empty == ()
    assert [text[t.start : t.end] for t in parse] == [t.text for t in parse]
    roles = {t.text: (t.relation, parse[t.head].text) for t in parse}
    assert roles["mayor"] == ("nsubj", "closed")
    assert roles["bridge"] == ("dobj", "closed")
    assert roles["closed"] == ("ROOT", "closed")
    assert parser.name.startswith("en_core_web_sm@")


@pytest.mark.slow
def test_the_embedded_writer_reads_english_well(models: Models) -> None:
    assert models.writer is not None
    good, bad = models.writer.surprisal(["The mayor closed the bridge.", "The closed bridge mayor the."])
    assert sum(n for _, n in good) < sum(n for _, n in bad)
    assert models.writer.name.startswith("SmolLM2-135M-Instruct@")


@pytest.mark.slow
def test_extractive_needs_no_writer() -> None:
    assert load_models(extractive=True).writer is None


# --- the converted copy of the writer ------------------------------------------------------------------------------


def copy(kind: str, folder: Path) -> Path:
    """A converted copy as a run might find it: only what `is_intact` looks at, and harmed."""
    folder.mkdir()
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        (folder / name).write_text(f"what stands in {name}", encoding="utf-8")
    digests = {path.name: file_digest(path) for path in folder.iterdir()}
    (folder / "SHA256").write_text(json.dumps(digests), encoding="ascii")
    how, _, name = kind.partition(" ")
    if how == "no":
        (folder / name).unlink()
    elif how == "empty":
        (folder / name).write_text("", encoding="utf-8")
    elif how == "cut":
        (folder / name).write_text("what st", encoding="utf-8")
    elif how == "more":
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


HARMED = [
    f"{how} {name}"
    for name in ("config.json", "model.safetensors", "tokenizer.json", "SHA256")
    for how in ("no", "empty", "cut")
]


@pytest.mark.parametrize("kind", [*HARMED, "more adapter_config.json"])
def test_a_harmed_copy_is_noticed(tmp_path: Path, kind: str) -> None:
    assert not is_intact(copy(kind, tmp_path / "copy"))
    assert is_intact(copy("whole", tmp_path / "whole"))
    assert not is_intact(tmp_path / "missing")


@pytest.mark.slow
def test_a_harmed_copy_is_made_again_and_a_whole_one_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    digest = file_digest(embedded_writer_file())[:12]
    kept = copy("cut model.safetensors", tmp_path / f"SmolLM2-135M-Instruct-{digest}-{detect_hardware().precision}-2")
    (tmp_path / ".building-interrupted").mkdir()
    load_writer(None, detect_hardware())
    made = (kept / "model.safetensors").stat().st_mtime_ns
    assert is_intact(kept)
    load_writer(None, detect_hardware())
    assert (kept / "model.safetensors").stat().st_mtime_ns == made
    assert sorted(p.name for p in tmp_path.iterdir()) == [".lock", kept.name], "what a killed run left is gone"


@pytest.mark.slow
def test_two_runs_on_an_empty_cache_convert_once(tmp_path: Path) -> None:
    code = (
        "from summarizer.models import detect_hardware, load_writer; "
        "print(load_writer(None, detect_hardware()).name, end='')"
    )
    environment = {**os.environ, "SUMMARIZER_CACHE": str(tmp_path)}
    runs = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    assert told[0] == told[1]
    assert told[0][1] == b"", "no bars"
    (kept,) = (path for path in tmp_path.iterdir() if path.name != ".lock")
    assert is_intact(kept)


def test_a_run_waits_for_the_lock_and_gets_it_from_a_killed_one(tmp_path: Path) -> None:
    code = f"""
import sys, time; from pathlib import Path; from summarizer.models.store import alone
with alone(Path({str(tmp_path)!r})):
    print("in", flush=True)
    time.sleep(60)"""
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"in\n"
    killer = threading.Timer(0.5, holder.kill)
    killer.start()
    start = time.monotonic()
    with alone(tmp_path):
        assert time.monotonic() - start >= 0.4
    holder.wait()
    holder.stdout.close()


# --- models that would run code ------------------------------------------------------------------------------------


def evil(folder: Path, mark: Path, **config: Any) -> Path:
    """A model folder with code in it, which leaves a mark where it is run."""
    folder.mkdir()
    (folder / "evil.py").write_text(f"open({str(mark)!r}, 'w')\n", encoding="utf-8")
    names = ("AutoConfig", "AutoModel", "AutoModelForCausalLM", "AutoModelForSequenceClassification")
    classes: dict[str, Any] = dict.fromkeys(names, "evil.M") | {"AutoTokenizer": [None, "evil.T"]}
    (folder / "config.json").write_text(json.dumps({"auto_map": classes} | config), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps({"auto_map": classes}), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("load", [load_writer, load_encoder, load_judge])
@pytest.mark.parametrize("config", [{"model_type": "evil"}, {"model_type": "llama"}, {"model_type": "bert"}, {}])
def test_a_models_code_is_never_run(load: Any, config: dict[str, Any], tmp_path: Path) -> None:
    folder = evil(tmp_path / "model", tmp_path / "mark", **config)
    with pytest.raises(ModelError) as caught:  # and nothing is asked on standard input, which pytest closes
        load(str(folder), CPU)
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)
    assert not (tmp_path / "mark").exists()
    if config.get("model_type") == "evil":
        assert "never done" in str(caught.value)


class Marker:
    """A pickle that writes a file when it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return (open, (str(self.mark), "w"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("load", "save"),
    [
        (load_writer, save_causal),
        (load_encoder, save_causal),
        (load_judge, lambda folder: save_classifier(folder, ["entailment", "contradiction"])),
    ],
)
def test_pickled_weights_are_never_read(load: Any, save: Any, tmp_path: Path) -> None:
    folder = save(tmp_path / "model")
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Marker(tmp_path / "mark")))
    with pytest.raises(ModelError, match="pickle"):
        load(str(folder), CPU)
    assert not (tmp_path / "mark").exists()


@pytest.mark.slow
def test_code_from_the_hub_is_never_run(tmp_path: Path) -> None:
    folder = save_causal(tmp_path / "model")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["attn_implementation"] = "kernels-community/flash-attn"
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="code from the hub"):
        load_writer(str(folder), CPU)


@pytest.mark.slow
def test_an_unwritable_cache_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a cache folder cannot be made below a file", encoding="utf-8")
    monkeypatch.setenv("SUMMARIZER_CACHE", str(blocked / "cache"))
    writer = load_writer(None, detect_hardware())
    (texts,) = writer.generate([PROMPTS[0]], candidates=1, max_new_tokens=12, seed=0)
    assert texts
    assert blocked.is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("lengths", "rows", "expected"),
    [([], 4, []), ([1, 3, 2], 2, [[1, 2], [0]]), ([5, 5, 5], 8, [[0, 1, 2]]), ([1, 1], 1, [[0], [1]])],
)
def test_batches(lengths: list[int], rows: int, expected: list[list[int]]) -> None:
    assert list(batches(lengths, rows)) == expected


@pytest.mark.slow
def test_the_embedded_encoder_and_judge_are_those_of_transformers_to_the_last_bit() -> None:
    """They run on torch alone, as importing transformers takes longer than most runs that write nothing."""
    texts = [SENTENCE, PROMPTS[1].text, "a", "São Tomé's 4,000 don't. " * 60, "\U0001f600"]
    places = [[(0, 1), (2, min(9, len(text)))] for text in texts]
    encoder, folder = load_encoder(None, CPU), str(embedded_encoder_folder())
    vectors, words = encoder.encode_words(texts, places)
    theirs, their_words = MeanPoolingEncoder.load(folder, CPU).encode_words(texts, places)
    assert vectors.tobytes() == theirs.tobytes()
    assert [w.tobytes() for w in words if w is not None] == [w.tobytes() for w in their_words if w is not None]
    judged = [(a, b) for a in texts for b in texts if a != b]
    model, tokenizer = untaught()
    add_difference(model, shipped_judge(), Path(folder) / "model.safetensors")
    judge = load_judge(None, CPU)
    assert judge is not None
    assert judge.entail(judged) == TokenJudge("theirs", model.eval(), tokenizer).entail(judged)


@pytest.mark.slow
def test_copying_needs_no_transformers() -> None:
    code = (
        "import sys; from summarizer.models import load_models; models = load_models(extractive=True); "
        "models.encoder.encode(['a b']); models.judge.entail([('a', 'b')]); assert 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)
