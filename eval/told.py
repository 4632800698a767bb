"""Summaries with what they cite, as `rouge --briefings` writes them, or out of a briefing's JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.data import Dataset, Record, load, number, objects, optional_string, sequence, string
from eval.errors import EvalError


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence of a summary."""

    text: str
    #: "merged", "condensed" or "copied".
    method: str
    #: The words it cites.
    cited: tuple[str, ...]
    #: The sentences of its claim, one an origin; empty where the file does not tell.
    claim: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"text": self.text, "method": self.method, "cited": [*self.cited], "claim": [*self.claim]}


@dataclass(frozen=True, slots=True)
class ToldSummary:
    """The summary of a story."""

    id: str
    sentences: tuple[ToldSentence, ...]


def load_told(path: Path) -> Dataset[ToldSummary]:
    """The summaries of a briefing (`.json`) or of a file of `rouge --briefings`; EvalError for anything else."""
    return _briefing(path) if path.suffix == ".json" else load(path, told_summary)


def told_summary(record: Record, fallback_id: str) -> ToldSummary:
    """A line of `rouge --briefings`: `id`, perhaps `system`, and `summary`."""
    system = optional_string(record, "system")
    sentences = tuple(map(told_sentence, objects(record, "summary")))
    name = str(record.get("id") or fallback_id)
    return ToldSummary(f"{system}/{name}" if system else name, sentences)


def told_sentence(record: Record) -> ToldSentence:
    """A sentence from `text`, `method`, `cited` and perhaps `claim`; ValueError for anything else."""
    cited, claim = (tuple(map(str, sequence(record, key) if key in record else ())) for key in ("cited", "claim"))
    return ToldSentence(string(record, "text"), string(record, "method"), cited, claim)


def _briefing(path: Path) -> Dataset[ToldSummary]:
    try:
        raw = path.read_bytes()
        record = json.loads(raw)
        texts = {article["id"]: article["text"] for article in objects(record, "articles")}
        stories = tuple(_story(story, texts) for story in objects(record, "stories"))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise EvalError(f"{path}: not the JSON of a briefing ({error})") from error
    if not stories:
        raise EvalError(f"{path}: a briefing without a story")
    return Dataset(path.name, hashlib.sha256(raw).hexdigest(), stories)


def _story(story: Record, texts: dict[str, str]) -> ToldSummary:
    sentences = tuple(
        ToldSentence(
            string(each, "text"), string(each, "method"), tuple(_words(c, texts) for c in objects(each, "citations"))
        )
        for each in objects(story, "summary")
    )
    return ToldSummary(string(story, "id"), sentences)


def _words(citation: Record, texts: dict[str, Any]) -> str:
    text: str = texts[string(citation, "article")]
    return text[number(citation, "start") : number(citation, "end")]
