"""What all training has in common: which rows make a step, and how fast is learned in it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from math import cos, pi

#: Share of the steps in which the learning rate rises.
WARMUP = 0.05
#: Batches whose rows are sorted by length together: batches stay even, and still differ between epochs.
BUCKET = 16


def schedule(lengths: Sequence[int], *, batch: int, epochs: int, seed: int) -> Iterator[list[int]]:
    """Positions of the rows in each step's batch; rows of like length stand together."""
    rng = random.Random(seed)
    for _ in range(epochs):
        order = list(range(len(lengths)))
        rng.shuffle(order)
        size = batch * BUCKET
        buckets = [sorted(order[i : i + size], key=lambda k: lengths[k]) for i in range(0, len(order), size)]
        batches = [b[i : i + batch] for b in buckets for i in range(0, len(b), batch)]
        rng.shuffle(batches)
        yield from batches


def rate(step: int, steps: int) -> float:
    """Share of the learning rate at a step: up to all of it, then down along a cosine."""
    rise = max(1, int(WARMUP * steps))
    return (step + 1) / rise if step < rise else 0.5 * (1 + cos(pi * (step - rise) / max(1, steps - rise)))
