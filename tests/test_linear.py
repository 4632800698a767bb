"""The linear models: what they make of numbers, what their files say, and that the program's stages read them."""

from __future__ import annotations

import json
import math
import random
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest

from summarizer.cluster import similarity
from summarizer.details import model
from summarizer.linear import Learned, Linear, TrainedOn, load, save
from summarizer.rank import MODEL as RANK
from summarizer.rank import shipped as shipped_rank

FILES = (RANK, similarity.MODEL, model.MODEL, model.LETTERS)


def row_for(linear: Linear, seed: int) -> dict[str, float]:
    rng = random.Random(seed)
    return {name: rng.uniform(-3, 3) for name in linear.weights}


@pytest.mark.parametrize("seed", range(20))
def test_the_ranking_scores_as_its_weights_do(seed: int) -> None:
    row = row_for(shipped_rank(), seed)
    weights = json.loads(RANK.read_text(encoding="utf-8"))["models"]["claim"]["weights"]
    assert shipped_rank().score(row) == sum(weights[name] * value for name, value in row.items())


@pytest.mark.parametrize("seed", range(20))
def test_similarity_scores_arrays_as_its_weights_do_and_is_cut_off(seed: int) -> None:
    kept = json.loads(similarity.MODEL.read_text(encoding="utf-8"))["models"]["same_event"]
    values = {name: np.random.default_rng(seed).normal(0, 0.3, 50) for name in kept["weights"]}
    total = sum((w * values[name] for name, w in kept["weights"].items()), start=np.float64(kept["bias"]))
    assert similarity.score(values, similarity.shipped()).tolist() == np.clip(total, -6.0, 6.0).tolist()
    assert set(kept["weights"]) == set(similarity.FEATURES)


@pytest.mark.parametrize("head", ["new", "furniture", "weight"])
def test_details_are_judged_as_their_weights_do(head: str) -> None:
    kept = json.loads(model.MODEL.read_text(encoding="utf-8"))["models"][head]
    for seed in range(20):
        row = row_for(getattr(model.shipped(), head), seed)
        total = kept["bias"] + sum(kept["weights"][name] * value for name, value in row.items())
        chance = getattr(model.shipped().judge(row), head)
        assert chance == pytest.approx(1 / (1 + math.exp(-total)), rel=1e-12)


def test_a_missing_feature_is_an_error_and_a_strange_one_is_not_looked_at() -> None:
    linear = Linear({"long": 2.0, "late": -1.0}, 0.5)
    assert linear.score({"long": 1.0, "late": 1.0, "other": 9.0}) == 1.5
    with pytest.raises(KeyError, match="late"):
        linear.score({"long": 1.0})


@pytest.mark.parametrize(("total", "chance"), [(0.0, 0.5), (-1e6, 0.0), (1e6, 1.0)])
def test_a_probability_is_one_however_large_the_sum(total: float, chance: float) -> None:
    assert Linear({"x": 1.0}, link="logistic").score({"x": total}) == pytest.approx(chance)


def test_a_model_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Linear({}).bias = 1.0  # type: ignore[misc]


def test_what_is_saved_is_loaded_and_saved_again_alike(tmp_path: Path) -> None:
    signature = TrainedOn("rank", "0.1.0", (("b.jsonl", "0123"), ("a.jsonl", "4567")), 12, {"early": 0.3})
    learned = Learned({"one": Linear({"b": 1.0, "a": -2.5}, 0.25, "logistic"), "two": Linear({})}, signature)
    save(learned, tmp_path / "one.json")
    assert load(tmp_path / "one.json") == learned
    save(load(tmp_path / "one.json"), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_that_ships_says_what_it_was_learned_from(path: Path) -> None:
    learned = load(path)
    assert learned.trained_on.data
    assert all(len(digest) == 12 for _, digest in learned.trained_on.data)
    for name, weight in learned.trained_on.by_hand.items():
        assert all(linear.weights[name] == weight for linear in learned.models.values())
