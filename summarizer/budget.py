"""A budget of time for one story, and what is told of a story that goes over it: the beginnings of its articles.

Leaves out how much the budget is, and how a story is told within it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from summarizer.types import Citation, Skipped, Story, StoryReport, Summary, SummarySentence

#: Characters of an article in which sentences to be copied are looked for.
_BEGINNING = 5_000
#: Articles whose beginnings are copied.
_ARTICLES = 3
#: Seconds after which the end is told again: what is raised inside a library's callback may be lost.
_AGAIN = 1.0


class OverBudget(BaseException):
    """Raised in a block whose time is up."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """A block that may take so many seconds of the processor, all threads together; OverBudget is raised in it then.

    Only in the main thread, and not on Windows; elsewhere the block takes the time it takes.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise OverBudget

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def told_by_copying(
    story: Story, words: int, spans: Callable[[str], list[tuple[int, int]]], seconds: float
) -> tuple[StoryReport, Skipped]:
    """The story as the beginnings of its first articles, each of another origin, and what is said of it.

    `spans` finds the sentences of a text. Takes no longer for a story of any size.
    """
    first = [story.article(origin[0]) for origin in story.origins[:_ARTICLES]]
    sentences: list[SummarySentence] = []
    told = 0
    for article in first:
        share = words * (first.index(article) + 1) // len(first)
        for start, end in spans(article.text[:_BEGINNING]):
            if told >= share:
                break
            citation = Citation(article.id, start, end)
            sentences.append(SummarySentence(article.text[start:end], (citation,), "copied"))
            told += len(article.text[start:end].split())
    detail = (
        f"the story of {len(story.articles)} articles took more than {seconds:g} seconds; "
        "its beginnings are copied, and nothing is compared"
    )
    skipped = Skipped(first[0].path or first[0].id, "summarize", "too_slow", detail)
    return StoryReport(story, Summary(tuple(sentences))), skipped
