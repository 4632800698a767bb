"""Real servers on the loopback address: `transformers serve` in its own process, and small ones that misbehave."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

#: Seconds within which a server has started.
STARTING = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    @property
    def requests(self) -> int:
        """How many chats it was asked for."""
        return self.log.read_text("utf-8", "replace").count("POST /v1/chat/completions")


@contextmanager
def transformers_server(folder: Path, log: Path) -> Iterator[Running]:
    """`transformers serve` with the model of that folder, while the block runs."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("transformers")), "serve", str(folder), "--host", "127.0.0.1",
        "--port", str(port), "--device", "cpu",
    ]  # fmt: skip
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, env=environment)
    try:
        end = time.monotonic() + STARTING
        while not _is_up(f"http://127.0.0.1:{port}/health"):
            assert process.poll() is None, log.read_text("utf-8", "replace")
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.2)
        yield Running(process, f"http://127.0.0.1:{port}/v1", log)
    finally:
        process.kill()
        process.wait()


def _is_up(url: str) -> bool:
    try:
        with urlopen(url, timeout=1):
            return True
    except (URLError, OSError):
        return False


#: Answers a request: is given the handler and what was posted.
Answer = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Small:
    """A server of a few lines, with all that it was asked."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def chats(self) -> list[dict[str, Any]]:
        """What it was asked about articles: not the first trial."""
        return [body for body in self.bodies if body["messages"][-1]["content"] != "Ready?"]


@contextmanager
def small_server(answer: Answer) -> Iterator[Small]:
    """A server that answers every post so, while the block runs."""
    seen = Small("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.bodies.append(body)
            seen.headers.append(dict(self.headers))
            with suppress(OSError):  # the other side has had enough
                answer(self, body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    seen.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, data: bytes, status: int = 200, **headers: str) -> None:
    """An answer with its length."""
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(data)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def chat(text: object) -> bytes:
    """What the chat API answers."""
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}).encode()


def says(text: object) -> Answer:
    """A server that answers this, whatever it is asked."""
    return lambda handler, _: send(handler, chat(text))
