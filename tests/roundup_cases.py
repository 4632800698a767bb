"""Round-ups beside reports of their events: `python -m tests.roundup_cases [--read-only] [--extractive] [FILE...]`.

Each case of `tests/data/roundups/` becomes a folder: the round-up as its file, and a page for each report. It is
briefed as the program does. Counted in each case:

    lost     sentences of the round-up that no article read holds
    mixed    articles that hold sentences of two events
    foreign  sentences of a summary, and details, that rest on words of another event than the story's

A story's event is that of most of its reports; without any, that of most of what it holds of the round-up. Prints what
is wrong, and returns 1 if anything is. `--read-only` makes no briefing, and counts as foreign the sentences that
stories hold of other events. Leaves out how well things are told.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from summarizer import Models, Settings, cluster_articles, load_models, read_paths
from summarizer.pipeline import report
from summarizer.types import Article, Reading, Story, StoryReport

CASES = Path(__file__).parent / "data" / "roundups"
DAY = "2031-05-14T10:00:00Z"
_PAGE = (
    '<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta property="og:site_name" content="{source}"><meta property="article:published_time" content="{day}"></head>'
    "<body><article><h1>{title}</h1>{text}</article></body></html>"
)


@dataclass(frozen=True)
class Case:
    """A round-up, what it tells of each event, and reports of some of the events."""

    name: str
    file: str
    text: str
    #: Event -> its sentences, as they stand in the round-up.
    told: dict[str, list[str]]
    reports: list[dict[str, Any]]
    #: When the reports came out.
    day: str = DAY

    @cached_property
    def event_of(self) -> dict[str, str]:
        """Sentence, of the round-up or of a report, white space apart -> its event."""
        own = {_plain(sentence): event for event, told in self.told.items() for sentence in told}
        return own | {_plain(line): told["event"] for told in self.reports for line in told["text"]}

    def write(self, folder: Path) -> None:
        """Its files."""
        (folder / self.file).write_text(self.text.lstrip("\n"), encoding="utf-8")
        for number, told in enumerate(self.reports):
            body = "".join(f"<p>{line}</p>" for line in told["text"])
            page = _PAGE.format(title=told["title"], source=told["source"], day=self.day, text=body)
            (folder / f"report-{number}.html").write_text(page, encoding="utf-8")

    def events_in(self, text: str) -> Counter[str]:
        """The events of the sentences that a text holds."""
        plain = _plain(text)
        return Counter(event for sentence, event in self.event_of.items() if sentence in plain)

    def events_at(self, article: Article, start: int, end: int) -> set[str]:
        """The events of the sentences of an article that these places touch; of what stands outside of all, none."""
        text = _plain(article.text)
        begin, stop = len(_plain(article.text[:start])), len(_plain(article.text[:end]))
        places = [(text.find(sentence), sentence, event) for sentence, event in self.event_of.items()]
        return {event for at, told, event in places if at >= 0 and at < stop and begin < at + len(told)}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a case, each as a line to read."""

    lost: tuple[str, ...]
    mixed: tuple[str, ...]
    foreign: tuple[str, ...]


def cases(paths: Sequence[Path]) -> Iterator[Case]:
    """The cases of these files."""
    for path in paths:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]:
            yield Case(**case)


def _plain(text: str) -> str:
    return "".join(text.split())


def judged(case: Case, reading: Reading, told: Sequence[StoryReport | Story]) -> Wrong:
    """What is wrong with what was read, and with what is told of it."""
    everything = "\n".join(_plain(a.text) for a in reading.articles)
    lost = [s for own in case.told.values() for s in own if _plain(s) not in everything]
    mixed = [f"{a.title}: {', '.join(found)}" for a in reading.articles if len(found := case.events_in(a.text)) > 1]
    foreign = [line for each in told for line in _foreign(case, each)]
    return Wrong(tuple(lost), tuple(mixed), tuple(foreign))


def _foreign(case: Case, told: StoryReport | Story) -> Iterator[str]:
    story = told.story if isinstance(told, StoryReport) else told
    own = [a for a in story.articles if a.path and Path(a.path).name.startswith("report-")]
    votes = Counter(event for a in own or story.articles for event in case.events_in(a.text))
    if not votes:
        return
    event = votes.most_common(1)[0][0]
    if isinstance(told, Story):
        for other, count in sum((case.events_in(a.text) for a in story.articles), Counter()).items():
            if other != event:
                yield f"{story.headline}: {count} of {other}"
        return
    rests = [(s.text, s.citations) for s in told.summary.sentences]
    rests += [(story.article(d.article).text[d.start : d.end], (d,)) for d in told.details]
    for text, places in rests:
        found = set().union(*(case.events_at(story.article(c.article), c.start, c.end) for c in places))
        if found - {event}:
            yield f"{story.headline}: {text} ({', '.join(sorted(found))})"


def tried(case: Case, models: Models | None, settings: Settings) -> Wrong:
    """What is wrong with a case; without models with its stories, else with what is told of them."""
    with tempfile.TemporaryDirectory() as folder:
        case.write(Path(folder))
        reading = read_paths([folder])
        stories = cluster_articles(reading.articles)
        return judged(case, reading, [report(s, models, settings) for s in stories] if models else stories)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(CASES.glob("*.toml")), metavar="FILE")
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--extractive", action="store_true", help="no writer")
    options = parser.parse_args()
    settings = Settings(extractive=options.extractive)
    models = None if options.read_only else load_models(extractive=options.extractive)
    sums: Counter[str] = Counter()
    good = 0
    told = list(cases(options.files))
    for case in told:
        wrong = tried(case, models, settings)
        for kind in ("lost", "mixed", "foreign"):
            lines = getattr(wrong, kind)
            sums[kind] += len(lines)
            for line in lines:
                print(f"{case.name}: {kind}: {line}")
        good += wrong == Wrong((), (), ())
    print(f"{good} of {len(told)} right; " + ", ".join(f"{sums[kind]} {kind}" for kind in ("lost", "mixed", "foreign")))
    return 0 if good == len(told) else 1


if __name__ == "__main__":
    sys.exit(main())
