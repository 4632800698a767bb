"""Why two articles are one story or not, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.pipeline import Explanation
    from summarizer.types import Article

#: Kind of evidence -> what it is called for people.
_EVIDENCE = {
    "start": "a pair like most, before it is looked at",
    "title": "titles",
    "event": "what happened",
    "words": "all other words",
    "names": "names, and what is told of them",
    "figures": "figures",
    "dates": "days and years they name",
    "time": "time between them",
}


def tell_explanation(explanation: Explanation, articles: Sequence[Article]) -> None:
    """Print what joins the two articles or keeps them apart, and what each kind of evidence weighs."""
    called = {a.id: f"{a.source or '-'}: {a.title or a.path or a.id}" for a in articles}
    verdict = "one text" if explanation.same_origin else "one story" if explanation.same_story else "two stories"
    print(f"{verdict}\n    {called[explanation.a]}\n    {called[explanation.b]}")
    if explanation.same_origin:
        print("one is a copy of the other, or both are copies of one text: they count once")
        return
    total = sum(reason.points for reason in explanation.reasons)
    cut = "" if abs(total - explanation.score) < 0.005 else f", cut off from {total:+.2f}: no pair may outvote a story"
    print(f"the two alone: {explanation.score:+.2f} (above 0 speaks for one event{cut})")
    against = [r for r in explanation.reasons if r.kind != "start" and r.points < 0]
    if not explanation.same_story and against:
        worst = sorted(against, key=lambda reason: reason.points)[:2]
        print(f"what kept them apart: {' and '.join(_EVIDENCE[reason.kind] for reason in worst)}")
    if not explanation.compared:
        print("they share too few words, or are too far apart in time, to be compared: they count as strangers")
    for reason in explanation.reasons:
        print(f"    {reason.points:+.2f}  {_EVIDENCE[reason.kind]}")
    for label, found in (
        ("both have", explanation.shared),
        ("of these common in this folder, so they say little", explanation.common_here),
        ("only the first opens with", explanation.only_a),
        ("only the second opens with", explanation.only_b),
    ):
        if found:
            print(f"{label}: {', '.join(found)}")
    if explanation.between_stories is not None:
        print(
            f"all pairs of their two stories: {explanation.between_stories:+.2f} on average (above 0 they are joined)"
        )
    if explanation.own_names:
        one, other = (", ".join(names) for names in explanation.own_names)
        print(f"kept apart as look-alikes: only the first story names {one}; only the second {other}")
    if explanation.odd_one:
        print("kept apart as the odd one out: the articles share names, and no word that stands near them")
    if len(explanation.path) > 2:
        print("joined through:", *(f"    {called[i]}" for i in explanation.path[1:-1]), sep="\n")
    elif explanation.score <= 0 and explanation.same_story:
        print("joined because the other articles of the story are like both")
