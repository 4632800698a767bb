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
from summarizer.linear import Layered, Learned, Linear, TrainedOn, load, load_layered, save, save_layered
from summarizer.rank import MODEL as RANK
from summarizer.rank import shipped as shipped_rank

FILES = (RANK, model.MODEL, model.LETTERS)


def row_for(linear: Linear, seed: int) -> dict[str, float]:
    rng = random.Random(seed)
    return {name: rng.uniform(-3, 3) for name in linear.weights}


@pytest.mark.parametrize("seed", range(20))
def test_the_ranking_scores_as_its_weights_do(seed: int) -> None:
    row = row_for(shipped_rank(), seed)
    weights = json.loads(RANK.read_text(encoding="utf-8"))["models"]["claim"]["weights"]
    assert shipped_rank().score(row) == sum(weights[name] * value for name, value in row.items())


@pytest.mark.parametrize("seed", range(5))
def test_similarity_scores_arrays_as_its_units_do_and_is_cut_off(seed: int) -> None:
    kept = json.loads(similarity.MODEL.read_text(encoding="utf-8"))["model"]
    values = {name: np.random.default_rng([seed, i]).normal(0, 0.3, 50) for i, name in enumerate(kept["features"])}
    for pair in range(50):
        total = kept["bias"] + sum(weight * values[name][pair] for name, weight in kept["by_hand"].items())
        for unit, offset, outer in zip(kept["units"], kept["offsets"], kept["outer"], strict=True):
            inner = offset + sum(w * values[n][pair] for w, n in zip(unit, kept["features"], strict=True))
            total += outer * max(0.0, inner)
        found = similarity.score({name: each[pair : pair + 1] for name, each in values.items()}, similarity.shipped())
        assert found[0] == pytest.approx(np.clip(total - similarity.THRESHOLD, -6.0, 6.0))
    assert tuple(kept["features"]) == similarity.FEATURES
    assert set(kept["typical"]) == set(similarity.FEATURES)


def test_units_weigh_features_together() -> None:
    both = Layered(("a", "b"), ((1.0, 1.0),), (-1.0,), (3.0,), 0.0, {}, {"a": 0.0, "b": 0.0})
    values = {"a": np.array([0.9, 0.0, 0.9]), "b": np.array([0.0, 0.9, 0.9])}
    assert both.total(values).tolist() == pytest.approx([0.0, 0.0, 2.4])
    with pytest.raises(KeyError, match="b"):
        both.total({"a": values["a"]})


def test_a_layered_model_that_is_saved_is_loaded_and_saved_again_alike(tmp_path: Path) -> None:
    made = Layered(
        ("a", "b"), ((1.5, -2e-05), (0.0, 3.0)), (0.5, 1.0), (2.0, -1.0), 0.25, {"a": -2.0}, {"a": 0.1, "b": 0.0}
    )
    signature = TrainedOn("cluster", "0.1.0", (("a.jsonl", "4567"),), 12, {"a": -2.0})
    save_layered(made, signature, tmp_path / "one.json")
    assert load_layered(tmp_path / "one.json") == (made, signature)
    save_layered(*load_layered(tmp_path / "one.json"), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_similarity_that_ships_says_what_it_was_learned_from() -> None:
    model, trained_on = load_layered(similarity.MODEL)
    assert len(trained_on.data) >= 5
    assert all(len(digest) == 12 for _, digest in trained_on.data)
    assert trained_on.by_hand == model.by_hand


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
        assert any(linear.weights[name] == weight for linear in learned.models.values())
