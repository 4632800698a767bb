"""A user's template, rendered in a process of its own: it may loop for ever, or ask for more memory than there is.

The page goes there as a pickle of our own making; what comes back is JSON, so that nothing a template does can be taken
for more than a text.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

from summarizer import apart
from summarizer.errors import TemplateError
from summarizer.render.environment import render_template
from summarizer.render.safety import Finalize
from summarizer.render.view import Page

#: Seconds of the processor, bytes of memory and characters of the result. The shipped page of 300 stories takes a
#: second, 200 MB and ten million.
SECONDS = 30.0
MEMORY = 2_000_000_000
CHARACTERS = 100_000_000


def render_foreign(page: Page, shipped: str, template: Path, finalize: Finalize, seconds: float = SECONDS) -> str:
    """The text that a user's template makes of the page; TemplateError where it fails or does not end."""
    job = pickle.dumps((page, shipped, template, finalize, seconds))
    try:
        done = subprocess.run(
            apart.command("from summarizer.render.foreign import main; main()"),
            input=job,
            env=apart.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=apart.PATIENCE * seconds,
            check=False,
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        answer, done = {}, None
    if "text" in answer:
        return str(answer["text"])
    if "error" in answer:
        raise TemplateError(answer["error"])
    if done is None or done.returncode == apart.TIME_UP:
        raise TemplateError(f"{template}: no end after {seconds:g} seconds; does it loop in a loop?")
    raise TemplateError(f"{template}: the process that rendered it ended (status {done.returncode})")


def main() -> None:
    """Render what comes on standard input, and answer on standard output."""
    page, shipped, template, finalize, seconds = pickle.load(sys.stdin.buffer)
    apart.limit_memory(MEMORY)
    apart.limit_time(seconds)
    try:
        text = render_template(page, shipped, template, finalize)
        if len(text) > CHARACTERS:
            raise TemplateError(f"{template}: it makes {len(text):,} characters; the limit is {CHARACTERS:,}")
        answer = {"text": text}
    except TemplateError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": f"{template}: it takes more than {MEMORY:,} bytes of memory"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
