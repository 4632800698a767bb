"""Training: the pairs the writer learns from, a tiny real model taught, and what is done with the result."""

from __future__ import annotations

import json
import random
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import InputError, ModelError
from summarizer.language import Tree, content_words
from summarizer.models import Hardware, load_writer
from summarizer.models.adapter import fold, read_adapter
from summarizer.models.loading import quiet_transformers
from summarizer.training.__main__ import COMMANDS, main, parser_of_commands
from summarizer.training.examples import Pair, draw, fit_for_training, own_words, read_pairs
from summarizer.training.halve import halve
from summarizer.training.learn_manner import name_of
from summarizer.training.lora import CHECKPOINT, Recipe, train
from summarizer.training.merges import put_together, taken_apart
from summarizer.training.writer import file_and_most
from summarizer.types import Models, Parser
from summarizer.verify import make_checker
from tests.tiny_models import save_causal, save_seq2seq

BRIDGE = "The mayor closed the old bridge on Tuesday after divers found a crack in a pier."
COST = "Repairs of the bridge will cost nearly 4.2 million crowns, the council said."
BOTH = "Repairs of the bridge, closed by the mayor, will cost nearly 4.2 million crowns, the council said."
CPU = Hardware("cpu", "float32")
RECORD = {"base": "tiny", "base_sha256": "0", "version": "test"}


@pytest.mark.parametrize(
    ("sources", "target", "fault"),
    [
        ((BRIDGE,), "The mayor closed the old bridge on Tuesday.", None),
        ((BRIDGE,), BRIDGE, "copy"),
        ((BRIDGE,), "The mayor closed the old bridge Tuesday after divers found a crack in a pier.", "near copy"),
        ((BRIDGE,), "A shocked town woke to find its beloved bridge closed.", "coverage"),
        ((BRIDGE, COST), BOTH, None),
        ((BRIDGE, COST), "The mayor closed the old bridge on Tuesday.", "one source enough"),
        ((COST,), "Repairs of the bridge will cost 4.2 million crowns.", "qualifier"),
        ((COST,), "Repairs of the bridge will cost nearly 5 million crowns.", "number"),
        (("The mayor did not close the old bridge on Tuesday.",), "The mayor closed the old bridge.", "negation"),
    ],
)
def test_pairs_that_teach_a_bad_habit_are_left_out(sources: tuple[str, ...], target: str, fault: str | None) -> None:
    kept, dropped = fit_for_training([Pair(sources, target)], make_checker(None))
    assert (len(kept), dict(dropped)) == ((1, {}) if fault is None else (0, {fault: 1}))


def test_pairs_of_people_are_not_checked_but_copies_are_left_out() -> None:
    changed = Pair((BRIDGE, COST), BOTH.replace("4.2", "5"))
    kept, dropped = fit_for_training([changed, Pair((BRIDGE,), BRIDGE)], None)
    assert (kept, dict(dropped)) == ((changed,), {"copy": 1})


def test_reading_pairs_names_the_lines_that_hold_none(tmp_path: Path) -> None:
    lines = [
        '{"src": ["a b"], "tgt": "a", "split": "train"}',
        '{"src": ["set aside"], "tgt": "a", "split": "test"}',
        "",
        "not json",
        '{"src": "a", "tgt": "a"}',
        '{"src": [], "tgt": "a"}',
        "[]",
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines))
    found = read_pairs(tmp_path / "pairs.jsonl")
    assert found.pairs == (Pair(("a b",), "a"),)
    assert found.malformed == (4, 5, 6, 7)


@pytest.mark.parametrize("content", ["", "\n\n", '{"src": 1}', "\x00"])
def test_a_file_without_pairs_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "pairs.jsonl").write_text(content)
    with pytest.raises(InputError, match="no pairs in it"):
        read_pairs(tmp_path / "pairs.jsonl")


def test_as_many_merges_as_shortenings_are_drawn_and_the_same_ones_again() -> None:
    pairs = [Pair(("a",) * (1 + i % 2), str(i)) for i in range(20)]
    drawn = draw(pairs, 3, seed=1)
    assert sorted(len(p.sources) for p in drawn) == [1, 1, 1, 2, 2, 2]
    assert drawn == draw(pairs, 3, seed=1)
    assert drawn != draw(pairs, 3, seed=2)
    assert draw(pairs, 100, seed=1) == tuple(pairs)


PAIRS = [Pair((BRIDGE,), "The mayor closed the old bridge."), Pair((BRIDGE, COST), BOTH), Pair((COST,), "Repairs.")]


def _train(
    folder: Path, output: Path, progress: Any = lambda *_: None, start: Path | None = None, **recipe: Any
) -> list[float]:
    writer: Any = load_writer(str(folder), CPU)
    settings = Recipe(**{"epochs": 4, "batch": 1, "rank": 2, "learning_rate": 0.01, **recipe})
    return train(
        writer.model, writer.tokenizer, writer.chat, PAIRS, output, settings, RECORD, progress, checkpoint_steps=5,
        start=start,
    )  # fmt: skip


@pytest.mark.slow
def test_training_lowers_the_loss_and_is_the_same_again(tmp_path: Path) -> None:
    base = save_causal(tmp_path / "base")
    losses = _train(base, tmp_path / "one")
    assert losses[-1] < losses[0]
    assert _train(base, tmp_path / "two") == losses
    names = ("adapter_model.safetensors", "training.json")
    assert [(tmp_path / "one" / n).read_bytes() for n in names] == [(tmp_path / "two" / n).read_bytes() for n in names]
    assert json.loads((tmp_path / "one" / "training.json").read_text())["pairs"] == 3


@pytest.mark.slow
def test_an_adapter_is_taught_further(tmp_path: Path) -> None:
    base = save_causal(tmp_path / "base")
    losses = _train(base, tmp_path / "one")
    further = _train(base, tmp_path / "two", start=tmp_path / "one")
    assert further[0] < losses[0]
    with pytest.raises(ModelError, match="another rank"):
        _train(base, tmp_path / "three", start=tmp_path / "one", rank=3)


@pytest.mark.slow
def test_an_interrupted_training_goes_on_to_the_same_adapter(tmp_path: Path) -> None:
    def pull_the_plug(_: str, done: int, __: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    base = save_causal(tmp_path / "base")
    whole = _train(base, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        _train(base, tmp_path / "cut", pull_the_plug)
    assert (tmp_path / "cut" / CHECKPOINT).is_file()
    steps: list[int] = []
    assert _train(base, tmp_path / "cut", lambda _, done, __: steps.append(done)) == pytest.approx(whole)
    assert steps[0] == 6  # the checkpoint was made after step 5
    assert not (tmp_path / "cut" / CHECKPOINT).exists()


@pytest.mark.slow
def test_a_checkpoint_of_another_recipe_is_not_taken_up(tmp_path: Path) -> None:
    base = save_causal(tmp_path / "base")

    def stop(_: str, done: int, __: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        # The checkpoint is written after the progress is told, so the sixth step is the first that finds it.
        _train(base, tmp_path / "out", lambda stage, done, total: stop(stage, done - 1, total))
    steps: list[int] = []
    _train(base, tmp_path / "out", lambda _, done, __: steps.append(done), seed=1)
    assert steps[0] == 1


@pytest.mark.slow
def test_folding_gives_the_model_that_peft_gives(tmp_path: Path) -> None:
    import torch
    from peft import PeftModel

    base = save_causal(tmp_path / "base")
    _train(base, tmp_path / "adapter")
    plain, folded = load_writer(str(base), CPU), load_writer(str(base), CPU)
    ids = torch.tensor([[5, 6, 7, 8]])
    with torch.inference_mode():
        before = folded.model(ids).logits  # type: ignore[attr-defined]
        fold(read_adapter(tmp_path / "adapter"), folded.model)  # type: ignore[attr-defined]
        with quiet_transformers():
            with_peft = PeftModel.from_pretrained(plain.model, tmp_path / "adapter").eval()  # type: ignore[attr-defined]
        expected = with_peft(ids).logits
        after = folded.model(ids).logits  # type: ignore[attr-defined]
    assert torch.allclose(after, expected, atol=1e-4)
    assert not torch.allclose(after, before, atol=1e-3)


@pytest.mark.slow
def test_the_command_trains_and_the_writer_uses_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = save_causal(tmp_path / "base")
    lines = [json.dumps({"src": list(pair.sources), "tgt": pair.target}) for pair in PAIRS]
    (tmp_path / "pairs.jsonl").write_text("\n".join([*lines, "broken"]))
    pairs, house = str(tmp_path / "pairs.jsonl"), str(tmp_path / "house")
    arguments = ["writer", pairs, "-o", house, "--model", str(base), "--epochs", "1"]
    assert main([*arguments, "--all"]) == 0
    told = capsys.readouterr().err
    assert "1 lines hold no pair and were skipped: 4" in told
    assert "use it with --adapter" in told
    assert "+house@" in load_writer(str(base), CPU, tmp_path / "house").name
    record = tmp_path / "house" / "training.json"
    record.write_text(record.read_text().replace('"base_sha256": "', '"base_sha256": "0'))
    with pytest.raises(ModelError, match="trained on other weights"):
        load_writer(str(base), CPU, tmp_path / "house")


@pytest.mark.slow
def test_a_broken_model_is_told_in_one_line(tmp_path: Path) -> None:
    weights = save_causal(tmp_path / "base") / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-9])
    with pytest.raises(ModelError, match="cannot load the model"):
        load_writer(str(tmp_path / "base"), CPU)


@pytest.mark.slow
def test_what_cannot_be_taught_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pairs.jsonl").write_text(json.dumps({"src": [BRIDGE], "tgt": BRIDGE}))
    pairs, output = str(tmp_path / "pairs.jsonl"), str(tmp_path / "out")
    assert main(["writer", pairs, "-o", output]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("summarizer.training: no pair is fit to learn from")
    bart = save_seq2seq(tmp_path / "bart", "Bart")
    assert main(["writer", pairs, "-o", output, "--all", "--model", str(bart)]) == 1
    assert "only causal chat models" in capsys.readouterr().err


def test_a_folder_without_an_adapter_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no adapter there.*python -m summarizer\.training writer"):
        read_adapter(tmp_path)


@pytest.mark.slow
def test_mining_finds_checked_sentences_near_the_human_summary(tmp_path: Path, models: Models) -> None:
    story = {
        "id": "bridge",
        "documents": [
            f"{BRIDGE} {COST} Ferries will run every ten minutes until the spring.",
            "The mayor closed the old bridge on Tuesday, a step long expected by engineers. Shops nearby stay open.",
        ],
        "summary": "The mayor closed the old bridge on Tuesday.",
    }
    (tmp_path / "stories.jsonl").write_text(json.dumps(story) + "\n")
    assert main(["mine", str(tmp_path / "stories.jsonl"), "-o", str(tmp_path / "pairs.jsonl")]) == 0
    found = read_pairs(tmp_path / "pairs.jsonl").pairs
    assert "The mayor closed the old bridge on Tuesday." in [pair.target for pair in found]
    check = make_checker(models.parser)
    assert all(check(pair.target, pair.sources).passed for pair in found)


def test_what_was_written_is_kept_as_places_in_the_sources() -> None:
    sources = ("The mayor closed the old bridge on Tuesday.", "Divers found a crack, so the old bridge was shut.")
    target = "The mayor closed the old bridge on Tuesday after divers found a crack,"
    apart = taken_apart(target, sources)
    assert apart == [(0, 0, 7), "Tuesday after divers", (1, 1, 3)]
    assert put_together(json.loads(json.dumps(apart)), sources) == target
    assert taken_apart("", sources) == []
    with pytest.raises(IndexError):
        put_together(apart, sources[:1])


@pytest.mark.slow
def test_pairs_are_put_together_from_the_articles_they_were_drawn_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = [f"{BRIDGE} Shops nearby stay open.", f"{COST} The mayor left."]
    lost = {"src": ["0" * 12], "tgt": ["Lost."]}
    found = {"src": [name_of(BRIDGE), name_of(COST)], "tgt": taken_apart(f"{COST} {BRIDGE}", (BRIDGE, COST))}
    (tmp_path / "merges.jsonl").write_text(f"{json.dumps(lost)}\n{json.dumps(found)}\n")
    (tmp_path / "stories.jsonl").write_text(json.dumps({"documents": documents}) + "\n")
    articles = [json.dumps({"cluster": "bridge", "text": text}) + "\n" for text in documents]
    (tmp_path / "articles.jsonl").write_text("".join(articles))
    for name in ("stories.jsonl", "articles.jsonl"):
        command = ["merges", str(tmp_path / "merges.jsonl"), str(tmp_path / name), "-o", str(tmp_path / "pairs")]
        assert main(command) == 0
        assert "1 of 2 lines" in capsys.readouterr().err
        (pair,) = read_pairs(tmp_path / "pairs").pairs
        assert pair == Pair((BRIDGE, COST), f"{COST} {BRIDGE}")
    (tmp_path / "merges.jsonl").write_text(json.dumps({"src": [name_of(BRIDGE), name_of(COST)]}) + "\n")
    assert main(command) == 1
    assert "nothing was written" in capsys.readouterr().err
    sources = (BRIDGE, COST)
    written = {"src": found["src"], "contrasts": [["time", taken_apart(BRIDGE, sources), taken_apart(COST, sources)]]}
    (tmp_path / "merges.jsonl").write_text(json.dumps(written) + "\n")
    assert main(command) == 0
    assert json.loads((tmp_path / "pairs").read_text()) == {"src": [*sources], "contrasts": [["time", BRIDGE, COST]]}


LONG = (
    "President Ana Lim on Monday closed the old bridge at Arden after divers from the port found a deep crack in one "
    "of its piers, which were built in 1931."
)


@pytest.mark.slow
def test_a_sentence_is_halved_so_that_only_both_halves_tell_it(parser: Parser) -> None:
    (parse,) = map(Tree, parser.parse([LONG]))
    for seed in range(5):
        halves = halve(LONG, parse, random.Random(seed))
        assert halves is not None
        assert halves == halve(LONG, parse, random.Random(seed))
        told = [set(content_words(text)) for text in halves]
        assert told[0] | told[1] == set(content_words(LONG))
        assert min(map(len, own_words(set(content_words(LONG)), told))) >= 2
        assert all(text.endswith(".") and text != LONG for text in halves)
    assert halve("The mayor left.", Tree(parser.parse(["The mayor left."])[0]), random.Random(0)) is None


@pytest.mark.slow
def test_halving_a_file_of_stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = {"id": "s", "documents": [{"text": f"{LONG} The mayor left."}], "summary": ""}
    (tmp_path / "stories.jsonl").write_text(json.dumps(story) + "\n", encoding="utf-8")
    assert main(["halve", str(tmp_path / "stories.jsonl"), "-o", str(tmp_path / "pairs.jsonl")]) == 0
    (pair,) = read_pairs(tmp_path / "pairs.jsonl").pairs
    assert pair.target == LONG
    assert fit_for_training([pair], make_checker(None))[0] == (pair,)
    (tmp_path / "stories.jsonl").write_text("[]\n", encoding="utf-8")
    assert main(["halve", str(tmp_path / "stories.jsonl"), "-o", str(tmp_path / "pairs.jsonl")]) == 1
    assert "line 1" in capsys.readouterr().err


def test_a_file_may_say_how_many_of_its_pairs_are_learned_from(tmp_path: Path) -> None:
    (tmp_path / "a:7").write_text("", encoding="utf-8")
    assert file_and_most("pairs.jsonl:300", 5) == (Path("pairs.jsonl"), 300)
    assert file_and_most("pairs.jsonl", 5) == (Path("pairs.jsonl"), 5)
    assert file_and_most(str(tmp_path / "a:7"), None) == (tmp_path / "a:7", None)


def test_mining_names_the_line_that_is_no_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "stories.jsonl").write_text('{"documents": 3}\n')
    assert main(["mine", str(tmp_path / "stories.jsonl"), "-o", str(tmp_path / "pairs.jsonl")]) == 1
    assert "stories.jsonl, line 1: not a story" in capsys.readouterr().err


ROOT = Path(__file__).parent.parent
DOCUMENTED = [
    command.partition("#")[0].split(" (")[0]
    for name in (
        "README.md",
        "eval/README.md",
        "summarizer/models/merger/README.md",
        "summarizer/models/judge/README.md",
    )
    for command in re.findall(
        r"^ *python -m summarizer\.training (.*)$",
        (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " "),
        re.MULTILINE,
    )
]


def test_every_command_of_the_documents_is_one() -> None:
    parsed = [parser_of_commands().parse_args(shlex.split(command)) for command in DOCUMENTED]
    assert {arguments.run for arguments in parsed} == {module.run for module in COMMANDS.values()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([name, "--help"])
    assert done.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 8


@pytest.mark.parametrize("name", COMMANDS)
def test_a_missing_file_is_told_in_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "missing.jsonl")
    more = [missing] if name in ("claims", "details", "since", "manner", "merges", "wanted") else []
    assert main([name, missing, *more, "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"summarizer.training: {missing}: cannot be read")
