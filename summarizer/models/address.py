"""The address of a server that writes, `http://HOST:PORT/v1#NAME`, told without asking it.

Leaves out whether anything answers there (`served`). No key or password may stand in an address: it is printed in the
briefing's manifest.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from summarizer.errors import ModelError

#: The environment variable that holds the server's key. Not OPENAI_API_KEY: that one is meant for somebody else.
KEY_VARIABLE = "SUMMARIZER_API_KEY"
FORM = "http://HOST:PORT/v1#NAME"
_SCHEMES = ("http", "https")
#: Characters of the longest name of a model.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server speaks the OpenAI chat API, and which of its models is meant."""

    #: "http://localhost:11434/v1", without a slash at the end.
    url: str
    model: str

    @property
    def label(self) -> str:
        """What the manifest calls the model: its name and where it is."""
        return f"{self.model} at {self.url}"


def address_of(name: str | None) -> Address | None:
    """The address that a model's name is; None if it is none, ModelError if it cannot be asked.

    >>> address_of("http://localhost:11434/v1/#qwen3:8b")
    Address(url='http://localhost:11434/v1', model='qwen3:8b')
    """
    scheme, mark, _ = (name or "").partition("://")
    if name is None or not mark or scheme.lower() not in _SCHEMES:
        return None
    url, _, model = name.partition("#")
    _check(url, model)
    parts = urlsplit(url)
    return Address(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", model)


def _check(url: str, model: str) -> None:
    """ModelError for what cannot be asked; what may hold a password is not repeated in it."""
    told = f"allowed is {FORM}, and a key in ${KEY_VARIABLE}"
    if "@" in url or "?" in url:
        raise ModelError(f"--model is an address with a user, a password or a query in it; {told}")
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isascii() or not url.isprintable() or " " in url:
        raise ModelError(f"--model is {url!r}, which is no address; {told}")
    if not model.strip() or not model.isprintable() or len(model) > _LONGEST:
        raise ModelError(f"--model is {url!r}, which names no model of the server; {told}")
