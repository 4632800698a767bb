"""Models that are timed from outside: the real ones, wrapped, so that the product runs as it always does."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer import Prompt


class Stopwatch:
    """Seconds by activity, those of the processor too, and the tokens that were generated."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        #: Of this process, all its threads: what others on the machine do adds little.
        self.processor: defaultdict[str, float] = defaultdict(float)
        self.tokens = 0

    @contextmanager
    def time(self, activity: str) -> Iterator[None]:
        """Add the time of the block to an activity."""
        start, used = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.seconds[activity] += time.perf_counter() - start
            self.processor[activity] += time.process_time() - used


class TimedWriter:
    """A writer whose time and tokens are counted; everything else is the writer's own."""

    def __init__(self, writer: Any, watch: Stopwatch) -> None:
        self._writer = writer
        self._watch = watch

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        """As the writer; counts the tokens of the texts it returns, so texts thrown away as repetitions are free."""
        with self._watch.time("write"):
            texts: list[list[str]] = self._writer.generate(
                prompts, candidates=candidates, max_new_tokens=max_new_tokens, seed=seed
            )
        for text in (text for answers in texts for text in answers):
            self._watch.tokens += len(self._writer.tokenizer(text, add_special_tokens=False)["input_ids"])
        return texts

    def surprisal(self, texts: Sequence[str]) -> list[tuple[tuple[int, float], ...]]:
        """As the writer."""
        with self._watch.time("judge"):
            scores: list[tuple[tuple[int, float], ...]] = self._writer.surprisal(texts)
        return scores

    def __getattr__(self, name: str) -> Any:
        """What is not timed."""
        return getattr(self._writer, name)


class TimedEncoder:
    """An encoder whose time is counted."""

    def __init__(self, encoder: Any, watch: Stopwatch) -> None:
        self._encoder = encoder
        self._watch = watch

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the encoder."""
        with self._watch.time("encode"):
            vectors: NDArray[np.float32] = self._encoder.encode(texts)
        return vectors

    def __getattr__(self, name: str) -> Any:
        """What is not timed."""
        return getattr(self._encoder, name)
