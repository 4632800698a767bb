"""Which articles tell the same event: stories, in the order of the briefing.

    Article --profiles--> vectors --pairs--> candidates --similarity--> scores --linkage--> groups --> Story
                             ^                                                                |
                             +------- locality: what many of the stories share weighs less ---+  once

Hardly anything that is computed of an article or a pair depends on the other articles, so one more article changes only
the stories that it touches; what is common in the folder changes by steps, and only where many stories share a word.
What two articles are compared by is in `similarity`, what keeps groups of them apart in `contrast`, why in `explain`.
"""

from summarizer.cluster.continuing import stories_alike
from summarizer.cluster.explain import Explanation, Reason, explain
from summarizer.cluster.headline import headline
from summarizer.cluster.overrides import Overridden, Overrides, apply_overrides, load_overrides, named
from summarizer.cluster.stories import find_stories

__all__ = [
    "Explanation",
    "Overridden",
    "Overrides",
    "Reason",
    "apply_overrides",
    "explain",
    "find_stories",
    "headline",
    "load_overrides",
    "named",
    "stories_alike",
]
