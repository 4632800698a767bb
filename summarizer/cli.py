"""The command line: parse, call, print. Results go to standard output or files, all else to standard error."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.config import Settings, load_settings
from summarizer.errors import OutputError, SettingsError, SummarizerError, TemplateError

if TYPE_CHECKING:
    from summarizer.pipeline import Explanation
    from summarizer.types import Article, Briefing, Models, Progress, Provenance, Skipped, Story

EXAMPLES = """\
examples:
  summarizer brief news/                          the briefing as Markdown, on standard output
  summarizer brief news/ -o day.html -o day.json  as files; the ending picks the format
  summarizer brief a.txt b.html --one-story       two articles on one event
  summarizer cluster news/ --format json          only which articles belong together
"""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 an error of ours told in one line, 2 misuse."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        return status
    except SummarizerError as error:
        print(f"summarizer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("summarizer: interrupted; nothing was written", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarizer",
        description="A briefing from a folder of news articles: one summary an event, every sentence traceable.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_brief(commands)
    _add_cluster(commands)
    _add_read(commands)
    models = commands.add_parser("models", help="which models are there, and how they would be run")
    models.set_defaults(run=_models)
    return parser


def _add_brief(commands: Any) -> None:
    brief = commands.add_parser("brief", help="write a briefing", description="Write a briefing of the articles.")
    _add_inputs(brief)
    option, defaults = brief.add_argument, Settings()
    option(
        "-o",
        "--output",
        action="append",
        metavar="FILE",
        default=[],
        help="write here; may be repeated; {date} is filled in",
    )
    option(
        "--format", metavar="FORMAT", help="md, html, json, txt, mail or atom; default: by the ending of -o, else md"
    )
    option("--title", metavar="T", help="heading of the briefing")
    option("--date", metavar="D", help="date of the briefing, YYYY-MM-DD; default: that of the newest article")
    option("--words", type=int, metavar="N", help=f"words a summary aims at (default {defaults.words})")
    option("--details", type=int, metavar="N", help=f"details shown a source (default {defaults.details})")
    option("--model", metavar="M", help="writer: a folder or hub name (default: the embedded model)")
    option("--adapter", metavar="A", help="adapter for the writer: a folder, or none")
    option("--encoder", metavar="E", help="encoder: a folder or hub name (default: the embedded model)")
    option("--extractive", action="store_true", default=None, help="no writer: claims are copied")
    option("--one-story", action="store_true", default=None, help="all articles are about one event")
    option("--template", type=Path, metavar="FILE", help="a Jinja template of your own")
    option("--config", type=Path, metavar="FILE", help="settings in TOML; options override it")
    option("--overrides", metavar="FILE", help="TOML: merge, split, pin, ignore, weigh and hide")
    option("--since", metavar="FILE", help="JSON of the previous briefing: what is new is marked")
    option("--seed", type=int, metavar="N", help="seed of the writer's samples (default 0)")
    option("--strict", action="store_true", help="exit 1 if any file was skipped")
    brief.set_defaults(run=_brief)


def _add_cluster(commands: Any) -> None:
    cluster = commands.add_parser("cluster", help="only group the articles into stories")
    _add_inputs(cluster)
    cluster.add_argument("--format", choices=("table", "json"), default="table")
    cluster.add_argument("--overrides", metavar="FILE", help="TOML: merge, split, pin, ignore, weigh and hide")
    cluster.add_argument(
        "--explain", nargs=2, metavar=("A", "B"), help="why two articles (id, path, link or title) are one story or not"
    )
    cluster.set_defaults(run=_cluster)


def _add_read(commands: Any) -> None:
    read = commands.add_parser("read", help="only read the articles, and tell what was left out")
    _add_inputs(read)
    read.add_argument("--format", choices=("table", "jsonl"), default="table")
    read.set_defaults(run=_read)


def _add_inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder that is read recursively")
    loudness = command.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="no progress, no warnings")
    loudness.add_argument("-v", "--verbose", action="store_true", help="tell more on standard error")


# --- commands -----------------------------------------------------------------------------------------------------


def _brief(arguments: argparse.Namespace) -> int:
    from summarizer.pipeline import make_briefing
    from summarizer.render import FORMATS, format_of, render

    settings = load_settings(arguments.config, _overrides(arguments))
    formats = [arguments.format or format_of(file) for file in arguments.output] or [arguments.format or "md"]
    _check_before_work(arguments, formats, FORMATS)
    models = _load_models(settings)
    with _Progress(arguments) as progress:
        briefing = make_briefing(arguments.paths, models, settings, progress=progress)
    texts = [
        render(
            briefing,
            kind,
            template=arguments.template if FORMATS[kind].template else None,
            details_shown=settings.details,
        )
        for kind in formats
    ]
    if not arguments.output:
        sys.stdout.write(texts[0])
    for file, text in zip(arguments.output, texts, strict=False):
        _write_whole(Path(file.replace("{date}", briefing.date.isoformat())), text)
    _tell_skipped(briefing.skipped, arguments)
    if arguments.verbose:
        _tell_checks(briefing)
    return 1 if arguments.strict and briefing.skipped else 0


def _check_before_work(arguments: argparse.Namespace, formats: Sequence[str], known: Mapping[str, Any]) -> None:
    """What would fail after minutes of work fails now."""
    for kind in formats:
        if kind not in known:
            raise SettingsError(f"--format {kind} is not one of {', '.join(known)}")
    if arguments.template and not arguments.template.is_file():
        raise TemplateError(f"{arguments.template}: no such template")


def _cluster(arguments: argparse.Namespace) -> int:
    from summarizer.pipeline import explain_pair, group
    from summarizer.read import read_paths

    with _Progress(arguments) as progress:
        reading = read_paths(arguments.paths, progress=progress)
        if arguments.explain:
            _tell_explanation(explain_pair(reading.articles, *arguments.explain), reading.articles)
            return 0
        grouped = group(reading.articles, Settings(overrides=arguments.overrides))
    stories = grouped.stories
    for entry in grouped.unmatched:
        print(f"summarizer: {arguments.overrides}: nothing matches {entry}", file=sys.stderr)
    if arguments.format == "json":
        print(json.dumps(_clusters(stories, reading.skipped), ensure_ascii=False, indent=2))
    else:
        for story in stories:
            print(f"{story.id}  {story.headline}")
            for article in story.articles:
                copies = len(story.origins[story.origin_of(article.id)])
                note = f"  (one text in {copies} outlets)" if copies > 1 else ""
                print(f"    {article.source or '-'}: {article.title or article.path}{note}")
    _tell_skipped(reading.skipped, arguments)
    return 0


#: Kind of evidence -> what it is called for people.
_EVIDENCE = {
    "start": "before anything is compared",
    "title": "titles",
    "words": "words",
    "names": "names",
    "figures": "figures",
    "dates": "days and years they name",
    "time": "time between them",
}


def _tell_explanation(explanation: Explanation, articles: Sequence[Article]) -> None:
    called = {a.id: f"{a.source or '-'}: {a.title or a.path or a.id}" for a in articles}
    verdict = "one text" if explanation.same_origin else "one story" if explanation.same_story else "two stories"
    print(f"{verdict}\n    {called[explanation.a]}\n    {called[explanation.b]}")
    if explanation.same_origin:
        print("one is a copy of the other, or both are copies of one text: they count once")
        return
    total = sum(reason.points for reason in explanation.reasons)
    cut = "" if abs(total - explanation.score) < 0.005 else f", cut off from {total:+.2f}: no pair may outvote a story"
    print(f"the two alone: {explanation.score:+.2f} (above 0 speaks for one event{cut})")
    if not explanation.compared:
        print("they share too few words, or are too far apart in time, to be compared: they count as strangers")
    for reason in explanation.reasons:
        print(f"    {reason.points:+.2f}  {_EVIDENCE[reason.kind]}")
    if explanation.shared:
        print(f"both have: {', '.join(explanation.shared)}")
    if explanation.between_stories is not None:
        print(
            f"all pairs of their two stories: {explanation.between_stories:+.2f} on average (above 0 they are joined)"
        )
    if explanation.own_names:
        one, other = (", ".join(names) for names in explanation.own_names)
        print(f"kept apart as look-alikes: only the first story names {one}; only the second {other}")
    if len(explanation.path) > 2:
        print("joined through:", *(f"    {called[i]}" for i in explanation.path[1:-1]), sep="\n")
    elif explanation.score <= 0 and explanation.same_story:
        print("joined because the other articles of the story are like both")


def _clusters(stories: Sequence[Story], skipped: Sequence[Skipped]) -> dict[str, Any]:
    from summarizer.render import article_to_dict, skipped_to_dict

    shown = ("id", "path", "title", "source", "published")
    return {
        "stories": [
            {
                "id": story.id,
                "headline": story.headline,
                "articles": [{key: article_to_dict(a)[key] for key in shown} for a in story.articles],
                "origins": [list(origin) for origin in story.origins],
            }
            for story in stories
        ],
        "skipped": [skipped_to_dict(s) for s in skipped],
    }


def _read(arguments: argparse.Namespace) -> int:
    from summarizer.read import read_paths
    from summarizer.render import article_to_dict

    with _Progress(arguments) as progress:
        reading = read_paths(arguments.paths, progress=progress)
    for article in reading.articles:
        if arguments.format == "jsonl":
            print(json.dumps(article_to_dict(article), ensure_ascii=False))
        else:
            date = article.published.isoformat() if article.published else "-"
            size = len(article.text.split())
            print(f"{article.path}  {article.source or '-'}  {date}  {size} words  {article.title or '-'}")
    if arguments.verbose:
        _tell_provenance(reading.provenance)
    _tell_skipped(reading.skipped, arguments, every=True)
    return 0


def _tell_provenance(provenance: Sequence[Provenance]) -> None:
    """Where outlets and dates were found, and what was cut."""
    for item in provenance:
        found = f"outlet from {item.source_from or '-'}, date from {item.published_from or '-'}"
        if item.words_found is not None:
            found += f", {item.words_kept} of {item.words_found} words kept ({item.reader})"
        if item.mostly_cut:
            found += "; MORE THAN HALF WAS CUT"
        print(f"  {item.article}: {found}", file=sys.stderr)
        for kind, words in item.cuts:
            print(f"    cut, {kind}: {words}", file=sys.stderr)


def _models(arguments: argparse.Namespace) -> int:
    del arguments
    from summarizer import models

    hardware = models.detect_hardware()
    print(f"device     {hardware.device}, {hardware.precision}")
    for label, find in (("writer", models.embedded_writer_file), ("encoder", models.embedded_encoder_folder)):
        try:
            path = find()
            print(
                f"{label:<9}  {path.name if path.is_file() else models.EMBEDDED_ENCODER}  (embedded, in {path.parent})"
            )
        except SummarizerError as error:
            print(f"{label:<9}  {error}")
    print(f"cache      {models.cache_folder()}  (safe to delete)")
    print("others     --model takes a folder or hub name of any causal chat model or encoder-decoder")
    return 0


# --- helpers ------------------------------------------------------------------------------------------------------


def _overrides(arguments: argparse.Namespace) -> dict[str, Any]:
    names = "title date words details model adapter encoder extractive one_story overrides since seed".split()
    return {name: getattr(arguments, name) for name in names}


def _load_models(settings: Settings) -> Models:
    from summarizer.models import load_models

    return load_models(settings.model, settings.encoder, adapter=settings.adapter, extractive=settings.extractive)


def _write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)  # a temporary file is private; the result need not be
        temporary.replace(path)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise OutputError(f"cannot write {path} ({error.strerror}); give another file with -o") from error


def _tell_skipped(skipped: Sequence[Skipped], arguments: argparse.Namespace, *, every: bool = False) -> None:
    if not skipped or arguments.quiet:
        return
    print(f"summarizer: {len(skipped)} skipped", file=sys.stderr)
    if every or arguments.verbose:
        for item in skipped:
            detail = f" ({item.detail})" if item.detail else ""
            print(f"  {item.path}: {item.reason}{detail}", file=sys.stderr)


def _tell_checks(briefing: Briefing) -> None:
    print("candidates turned down, by check:", file=sys.stderr)
    for reason, number in briefing.manifest.rejections:
        print(f"  {reason:<12} {number}", file=sys.stderr)


class _Progress:
    """A progress bar a stage on a terminal, nothing elsewhere."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._shown = sys.stderr.isatty() and not arguments.quiet
        self._bar: Any = None

    def __enter__(self) -> Progress:
        return self._update

    def __exit__(self, *_: object) -> None:
        self._close()

    def _update(self, stage: str, done: int, total: int) -> None:
        if not self._shown:
            return
        if self._bar is None or self._bar.desc.rstrip(": ") != stage:
            from tqdm import tqdm

            self._close()
            self._bar = tqdm(desc=stage, total=total, leave=False, file=sys.stderr)
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
