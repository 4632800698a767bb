"""`summarizer cluster`: only group the articles into stories, or tell why two are one story or not."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from summarizer.commands.explained import tell_explanation
from summarizer.commands.notices import Progress, tell_skipped
from summarizer.commands.options import settings_of
from summarizer.errors import printable
from summarizer.output import put
from summarizer.preflight import check_settings

if TYPE_CHECKING:
    from summarizer.types import Skipped, Story


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0."""
    settings = settings_of(arguments)
    check_settings(settings, models_too=False)
    from summarizer.intake import read_within
    from summarizer.pipeline import explain_pair, group

    with Progress(arguments) as progress:
        reading = read_within(arguments.paths, settings, progress)
        if arguments.explain:
            tell_explanation(explain_pair(reading.articles, *arguments.explain), reading.articles)
            return 0
        grouped = group(reading.articles, settings)
    for entry in grouped.unmatched:
        print(printable(f"summarizer: {settings.overrides}: nothing matches {entry}"), file=sys.stderr)
    if arguments.format == "json":
        put(json.dumps(_clusters(grouped.stories, reading.skipped), ensure_ascii=False, indent=2) + "\n", "json")
    else:
        _print_table(grouped.stories)
    tell_skipped(reading.skipped, arguments)
    return 0


def _print_table(stories: Sequence[Story]) -> None:
    for story in stories:
        print(f"{story.id}  {story.headline}")
        for article in story.articles:
            copies = len(story.origins[story.origin_of(article.id)])
            note = f"  (one text in {copies} outlets)" if copies > 1 else ""
            print(f"    {article.source or '-'}: {article.title or article.path}{note}")


def _clusters(stories: Sequence[Story], skipped: Sequence[Skipped]) -> dict[str, Any]:
    from summarizer.render import skipped_to_dict, story_to_dict

    return {"stories": list(map(story_to_dict, stories)), "skipped": list(map(skipped_to_dict, skipped))}
