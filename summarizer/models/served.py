"""A writer on a server that speaks the OpenAI chat API, and the writer at home that goes on where it stops.

    prompts --messages--> the server --cleaned--> candidates        only the sentences to be told leave the machine
               what it did not answer --> the writer at home, or nothing: then the claim is copied

Ollama, llama.cpp, vLLM, LM Studio, `transformers serve` and others speak it. Once a server is gone it is not asked
again in that run. Leaves out limits of time and size (`asking`) and what its sentences are worth: the gate judges them.
"""

from __future__ import annotations

import logging
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from summarizer.errors import ModelError
from summarizer.models.address import KEY_VARIABLE, Address
from summarizer.models.asking import Answers, Line, Pace, RefusedError, ServerError
from summarizer.models.writers import TEMPERATURE, TOP_P, turns_of
from summarizer.types import Fallback, Prompt, TextGenerator

_log = logging.getLogger(__name__)

#: Ways to ask for short answers without a train of thought, in the order in which a server is tried with them: it
#: refuses what it does not know, or passes over it. Ollama knows the effort, vLLM and llama.cpp the template's switch.
_NO_THOUGHT: dict[str, Any] = {"chat_template_kwargs": {"enable_thinking": False}}
_DIALECTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("max_tokens", {**_NO_THOUGHT, "reasoning_effort": "none"}),
    ("max_tokens", _NO_THOUGHT),
    ("max_tokens", {}),
    ("max_completion_tokens", {}),
)
#: Characters of an answer for each token asked for; a longer one is not what was asked for.
_CHARACTERS_A_TOKEN = 12
#: Initials with spaces between them.
_APART = re.compile(r"\b(?:[A-Z]\. ){1,5}[A-Z]\.")
#: What ends a train of thought that a server leaves in, and the marks of Markdown that chat models like.
_THOUGHT, _EMPHASIS = "</think>", re.compile(r"[*`_]+")


class ServedWriter:
    """A model of a server as a `TextGenerator`; what it does not answer is written at home."""

    def __init__(
        self,
        address: Address,
        line: Line,
        dialect: tuple[str, dict[str, Any]],
        home: Callable[[], TextGenerator | None],
    ) -> None:
        self.name = address.label
        #: Where the sentences are sent.
        self.address = address.url
        self._model = address.model
        self._line, self._dialect, self._home = line, dialect, home
        self._gone: str | None = None
        self._asked = 0
        self._unanswered: list[str] = []
        self._from_home: set[str] = set()

    @property
    def fallback(self) -> Fallback | None:
        """What was not written by the server since `anew`; None if nothing."""
        if not self._unanswered:
            return None
        home = self._home()
        return Fallback(home.name if home else None, len(self._unanswered), self._asked, self._unanswered[0])

    def at_home(self, text: str) -> bool:
        """Whether the writer at home wrote that text since `anew`."""
        return text in self._from_home

    def anew(self) -> ServedWriter:
        """The same writer for another run, which asks the server again."""
        address = Address(self.address, self._model)
        return ServedWriter(address, replace(self._line, pace=Pace()), self._dialect, self._home)

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        """For each prompt at most `candidates` different texts, the greedy one first."""
        bodies = [self._body(p, n, max_new_tokens, seed) for p in prompts for n in range(candidates)]
        answers = self._answers(bodies)
        groups = [answers[i * candidates : (i + 1) * candidates] for i in range(len(prompts))]
        left = [i for i, group in enumerate(groups) if not any(isinstance(each, str) for each in group)]
        self._asked += len(prompts)
        self._unanswered += [self._gone or next(str(e) for e in groups[i] if isinstance(e, RefusedError)) for i in left]
        home = self._home() if left else None
        found = [_candidates(group, max_new_tokens, p.text) for group, p in zip(groups, prompts, strict=True)]
        if home:
            again = home.generate(
                [prompts[i] for i in left], candidates=candidates, max_new_tokens=max_new_tokens, seed=seed
            )
            for i, texts in zip(left, again, strict=True):
                found[i] = texts
                self._from_home.update(texts)
        return found

    def write_story(self, documents: Sequence[str], *, candidates: int, max_new_tokens: int, seed: int) -> list[str]:
        """None: a chat model is given claims, and no whole article leaves the machine."""
        del documents, candidates, max_new_tokens, seed
        return []

    def surprisal(self, texts: Sequence[str]) -> list[tuple[tuple[int, float], ...]]:
        """What the writer at home makes of them: the API tells of no text that is given how unexpected it is."""
        home = self._home()
        return home.surprisal(texts) if home else [()] * len(texts)

    def _body(self, prompt: Prompt, number: int, max_new_tokens: int, seed: int) -> dict[str, Any]:
        """The request for the greedy text, or the one that is sampled as that number."""
        length, extras = self._dialect
        chance = {"temperature": TEMPERATURE, "top_p": TOP_P} if number else {"temperature": 0}
        return {
            "model": self._model,
            "messages": turns_of(prompt),
            "seed": seed + number,
            length: max_new_tokens,
            **chance,
            **extras,
        }

    def _answers(self, bodies: Sequence[dict[str, Any]]) -> Answers:
        if self._gone:
            return [None] * len(bodies)
        answers, gone = self._line.ask(bodies)
        if gone:
            self._gone = str(gone)
            _log.warning("the server at %s does not answer any more (%s)", self.address, gone)
        return answers


def load_served(address: Address, seconds: float, home: Callable[[], TextGenerator | None]) -> ServedWriter:
    """The writer of that address, tried with a request that holds no article; ModelError if it does not answer."""
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if key and not (key.isascii() and key.isprintable()):
        raise ModelError(f"${KEY_VARIABLE} holds characters that no key has")
    line = Line(address.url, seconds, key or None)
    refused: ServerError | None = None
    for dialect in _DIALECTS:
        writer = ServedWriter(address, line, dialect, home)
        (answer,), gone = line.ask([writer._body(Prompt("Answer with one word.", "Ready?"), 0, 8, 0)])
        if gone:
            raise ModelError(_advice(address, gone)) from gone
        if isinstance(answer, str):
            return writer
        refused = refused or answer
    assert refused
    raise ModelError(_advice(address, refused)) from refused


def _advice(address: Address, error: ServerError) -> str:
    """What cannot be done, why, and what to do, in one line."""
    if error.status in (401, 403):
        return f"the server at {address.url} refuses the key ({error}); put the right one into ${KEY_VARIABLE}"
    if error.status is None:
        return f"no writer answers at {address.url} ({error}); start the server, or leave --model out"
    return f"the server at {address.url} does not write with {address.model!r} ({error})"


def _candidates(answers: Sequence[str | RefusedError | None], max_new_tokens: int, told: str) -> list[str]:
    """The different texts among the answers to what was told, as sentences; what is far too long is none."""
    most = _CHARACTERS_A_TOKEN * max_new_tokens
    texts = (initials_as(told, cleaned(answer)) for answer in answers if isinstance(answer, str))
    return list(dict.fromkeys(text for text in texts if 0 < len(text) <= most))


def initials_as(told: str, answer: str) -> str:
    """An answer with initials set as in what was told: some models take them apart, and the gate knows no "U. S.".

    >>> initials_as("The U.S. Senate heard J. R. Hale.", "J. R. Hale spoke in the U. S. Senate.")
    'J. R. Hale spoke in the U.S. Senate.'
    """
    return _APART.sub(lambda found: joined if (joined := "".join(found[0].split())) in told else found[0], answer)


def cleaned(answer: str) -> str:
    """An answer as a sentence on one line: without a train of thought, emphasis, or quotation marks around all of it.

    >>> cleaned('<think>Hm.</think>\\n"The **toll** rose to 98."')
    'The toll rose to 98.'
    """
    bare = _EMPHASIS.sub("", answer.rpartition(_THOUGHT)[2])
    line = " ".join("".join(c if c.isprintable() else " " for c in bare).split())
    quoting = [i for i, c in enumerate(line) if c == '"' or unicodedata.category(c) in ("Pi", "Pf")]
    return line[1:-1].strip() if quoting == [0, len(line) - 1] else line
