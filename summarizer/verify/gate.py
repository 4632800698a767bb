"""The gate in its new shape around the checks as they are; to be replaced."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language import Analyst
from summarizer.types import Checker, Verdict


class Gate:
    """Judges what may be printed."""

    def __init__(self, analyst: Analyst) -> None:
        from summarizer.verify import make_checker

        self._check: Checker = make_checker(analyst.parser)

    def judge(self, texts: Sequence[str], evidence: Sequence[str]) -> list[Verdict]:
        """The verdict on each text."""
        return [self._check(text, evidence) for text in texts]

    def passes(self, text: str, evidence: Sequence[str]) -> bool:
        """Whether a text may be printed."""
        return self._check(text, evidence).passed
