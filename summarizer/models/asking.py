"""Asking a server that speaks the OpenAI chat API: many requests at once, each held to limits of time and size.

What comes back is somebody else's: it is bounded before it is read, no redirection is followed, nothing of the
environment but the key is used - no proxy, no password file - and what is told of an answer is one printable line
without the key. Leaves out what is asked, and what is done when nobody answers (`served`).
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Response

#: Requests under way at once, at most.
CONCURRENT = 8
#: Share of the time for an answer in which a server could answer all that are under way, one after the other: many have
#: one place and let the others wait, and the next answers may be twice as long as the one that was timed.
_IN_TIME = 0.5
#: Seconds within which a server takes a connection.
CONNECTING = 10.0
#: Tries of a request, and seconds before the second; each next wait is twice as long, less a quarter by chance.
TRIES, FIRST_WAIT = 4, 0.5
#: Longest wait that a server may ask for, in seconds.
LONGEST_WAIT = 30.0
#: Bytes of the longest answer that is read: one of 80 tokens has about a thousand.
ANSWER_BYTES = 1_000_000
#: Characters of a server's own words in a message of ours.
_TOLD = 160
#: What a server answers that is busy, and what it answers to a request that it cannot take, but others perhaps.
_BUSY = frozenset({408, 409, 425, 429})
_REFUSED = frozenset({400, 413, 422})


class ServerError(Exception):
    """Why a server does not answer; one line."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


class RefusedError(ServerError):
    """The server does not take this request, or answers what is no answer; others it may take."""


class _BusyError(ServerError):
    """The server may take the request later."""

    def __init__(self, reason: str, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(reason, status)
        self.wait = wait


#: For each request the text of its answer, or why there is none; None where it was not answered any more.
Answers: TypeAlias = list[str | RefusedError | None]


@dataclass(slots=True)
class Pace:
    """How many requests a server is given at once; None until it has answered one of several, asked alone."""

    places: int | None = None

    def learn(self, took: float, seconds: float) -> None:
        """A server that took so long for an answer alone has `seconds` for each.

        >>> pace = Pace(); pace.learn(20, 120); pace.places
        3
        """
        self.places = int(max(1, min(CONCURRENT, _IN_TIME * seconds / max(took, 1e-3))))


@dataclass(frozen=True, slots=True)
class Line:
    """How one server is reached."""

    url: str
    #: Seconds that an answer may take, all tries together.
    seconds: float
    key: str | None = field(default=None, repr=False)
    pace: Pace = field(default_factory=Pace, compare=False)

    def ask(self, bodies: Sequence[dict[str, Any]]) -> tuple[Answers, ServerError | None]:
        """The text of each answer, or why there is none; with an error the server is gone, and the rest are None."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self._run(bodies)
        with ThreadPoolExecutor(1) as aside:  # the caller's own loop cannot wait for another
            return aside.submit(self._run, bodies).result()

    def _run(self, bodies: Sequence[dict[str, Any]]) -> tuple[Answers, ServerError | None]:
        try:
            return asyncio.run(self._ask(bodies))
        except BaseExceptionGroup as several:  # a story's time may be up while a request is under way
            first: BaseException = several
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            raise first from None

    async def _ask(self, bodies: Sequence[dict[str, Any]]) -> tuple[Answers, ServerError | None]:
        found: Answers = [None] * len(bodies)

        async def one(client: AsyncClient, position: int, free: asyncio.Semaphore) -> None:
            async with free:
                try:
                    found[position] = await self._patiently(client, bodies[position])
                except RefusedError as refused:
                    found[position] = refused

        gone: ServerError | None = None
        async with self._client() as client:
            try:
                for position in self._alone(bodies, found):
                    await one(client, position, asyncio.Semaphore())
                async with asyncio.TaskGroup() as group:
                    free = asyncio.Semaphore(self.pace.places or CONCURRENT)
                    for position in range(len(bodies)):
                        if found[position] is None:
                            group.create_task(one(client, position, free))
            except* ServerError as failed:
                gone = next(each for each in failed.exceptions if isinstance(each, ServerError))
        return found, gone

    def _alone(self, bodies: Sequence[dict[str, Any]], found: Answers) -> Iterator[int]:
        """Of several requests those that are asked one by one, until the server's pace is known."""
        for position in range(len(bodies) if len(bodies) > 1 else 0):
            if self.pace.places is not None:
                return
            begun = time.monotonic()
            yield position
            if isinstance(found[position], str):
                self.pace.learn(time.monotonic() - begun, self.seconds)

    def _client(self) -> AsyncClient:
        import ssl

        import httpx2

        headers = {"Accept-Encoding": "identity", "User-Agent": "summarizer"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        return httpx2.AsyncClient(
            headers=headers,
            follow_redirects=False,
            trust_env=False,  # what is sent goes where the manifest says, by no proxy
            timeout=httpx2.Timeout(self.seconds, connect=min(CONNECTING, self.seconds)),
            verify=ssl.create_default_context(),
        )

    async def _patiently(self, client: AsyncClient, body: dict[str, Any]) -> str:
        """The answer, of as many tries as the time allows."""
        try:
            async with asyncio.timeout(self.seconds):
                for number in range(1, TRIES + 1):
                    try:
                        return await self._once(client, body)
                    except _BusyError as busy:
                        if number == TRIES:
                            raise
                        wait = FIRST_WAIT * 2 ** (number - 1) * random.uniform(0.75, 1)
                        await asyncio.sleep(min(LONGEST_WAIT, busy.wait or wait))
        except TimeoutError as error:
            raise ServerError(f"no answer within {self.seconds:g} seconds") from error
        raise AssertionError("the last try returns or raises")

    async def _once(self, client: AsyncClient, body: dict[str, Any]) -> str:
        import httpx2

        try:
            async with client.stream("POST", f"{self.url}/chat/completions", json=body) as response:
                data = await _bounded(response)
                self._check(response, data)
                return _text_of(data)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise _BusyError(self._line(str(error)) or type(error).__name__) from error

    def _check(self, response: Response, data: bytes) -> None:
        """An error of ours for every status but success."""
        status = response.status_code
        if response.is_success:
            return
        if response.is_redirect:
            raise ServerError(f"it sends elsewhere ({status}), which is not followed", status)
        told = f"{status}: {self._line(_message_of(data))}".rstrip(": ")
        if status in _BUSY or status >= 500:
            raise _BusyError(told, status, _seconds(response.headers.get("retry-after")))
        raise (RefusedError if status in _REFUSED else ServerError)(told, status)

    def _line(self, text: str) -> str:
        """A text of somebody's as one printable line without the key."""
        if self.key:
            text = text.replace(self.key, "...")
        return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _TOLD]).split())[:_TOLD]


async def _bounded(response: Response) -> bytes:
    """The body of an answer; ServerError where it is too long, or packed so that its length cannot be told."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise ServerError("an answer is compressed, which was not asked for")
    data = bytearray()
    async for chunk in response.aiter_raw():
        data += chunk
        if len(data) > ANSWER_BYTES:
            raise ServerError(f"an answer has more than {ANSWER_BYTES:,} bytes")
    return bytes(data)


def _text_of(data: bytes) -> str:
    """What the model wrote; RefusedError for what is no answer of the chat API."""
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise RefusedError("what it answers is not the OpenAI chat API") from error
    return content if isinstance(content, str) else ""


def _message_of(data: bytes) -> str:
    """What a server says of an error, in the ways that are in use."""
    try:
        told = json.loads(data)
        error = told.get("error", told)
        message = error if isinstance(error, str) else error.get("message") or error.get("detail")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return message if isinstance(message, str) else ""


def _seconds(header: str | None) -> float | None:
    """A wait that a server asks for, in seconds; None for none, or a day."""
    try:
        return max(0.0, float(header or ""))
    except ValueError:
        return None
