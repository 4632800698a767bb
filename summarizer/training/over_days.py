"""Labelled articles spread over days: for learning, and for measuring, which stories go on.

An event whose own articles came out on several days keeps their distances; the articles of any other are put on a few
days by chance. Events begin on different days of two weeks. Leaves out what an article says: only when it came out,
and of which event it is, plays a part.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

#: The first day.
START = datetime(2024, 1, 8, tzinfo=UTC)
DAYS = 14
#: Days from the middle of an event's articles; what lies further away is another event, or a wrong label.
NEAR = 5
#: Days over which articles are put that have one day, or none.
SPREAD = (2, 5)

#: An article: its id, its event, and when it came out.
Told = tuple[str, str, datetime | None]


def spread_over_days(articles: Iterable[Told], seed: int) -> list[dict[str, datetime]]:
    """For each day the articles that come out on it, by id, with their times; the same for the same seed.

    Days without any, and events with one article, are left out.
    """
    chance = random.Random(seed)
    events: dict[str, list[Told]] = defaultdict(list)
    for article in articles:
        events[article[1]].append(article)
    days: list[dict[str, datetime]] = [{} for _ in range(DAYS)]
    for _, own in sorted(events.items()):
        offsets = _own_days(own) or _by_chance(own, chance)
        if len(offsets) < 2:
            continue
        start = chance.randrange(max(1, DAYS - max(offsets.values())))
        for name, _, published in own:
            if name in offsets:
                hour = published.hour if published else chance.randrange(6, 22)
                day = start + offsets[name]
                days[day][name] = START + timedelta(days=day, hours=hour)
    return [day for day in days if day]


def _own_days(articles: Sequence[Told]) -> dict[str, int]:
    """Article -> days after the first; empty where they came out on one day."""
    dated = sorted((published, name) for name, _, published in articles if published)
    if not dated:
        return {}
    middle = dated[len(dated) // 2][0]
    near = [(published, name) for published, name in dated if abs((published - middle).days) <= NEAR]
    offsets = {name: (published.date() - near[0][0].date()).days for published, name in near}
    return offsets if max(offsets.values()) else {}


def _by_chance(articles: Sequence[Told], chance: random.Random) -> dict[str, int]:
    length = chance.randint(*SPREAD)
    return {name: chance.randrange(length) for name, _, _ in articles}
