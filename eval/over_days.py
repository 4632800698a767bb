"""Labelled articles spread over days, for measures of stories that go on: `cluster` names the event of each.

An event whose own articles came out on several days keeps their distances; the articles of any other are put on a few
days by chance. Events begin on different days of two weeks.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from eval.items import ClusterItem

#: The first day.
START = datetime(2024, 1, 8, tzinfo=UTC)
DAYS = 14
#: Days from the middle of an event's articles; what lies further away is another event, or a wrong label.
NEAR = 5
#: Days over which articles are put that have one day, or none.
SPREAD = (2, 5)


def over_days(items: Sequence[ClusterItem], seed: int) -> list[list[ClusterItem]]:
    """The articles of each day; the same for the same seed. Events with one article are left out."""
    chance = random.Random(seed)
    events: dict[str, list[ClusterItem]] = defaultdict(list)
    for item in items:
        if item.cluster and not item.doubtful:
            events[item.cluster].append(item)
    days: list[list[ClusterItem]] = [[] for _ in range(DAYS)]
    for _, own in sorted(events.items()):
        offsets = _own_days(own) or _spread(own, chance)
        if len(offsets) < 2:
            continue
        start = chance.randrange(max(1, DAYS - max(offsets.values())))
        for item in own:
            if item.id in offsets:
                hour = item.published.hour if item.published else chance.randrange(6, 22)
                day = start + offsets[item.id]
                days[day].append(replace(item, published=START + timedelta(days=day, hours=hour)))
    return days


def _own_days(items: Sequence[ClusterItem]) -> dict[str, int]:
    """Article -> days after the first; empty where they came out on one day."""
    dated = sorted((item.published, item.id) for item in items if item.published)
    if not dated:
        return {}
    middle = dated[len(dated) // 2][0]
    near = [(published, i) for published, i in dated if abs((published - middle).days) <= NEAR]
    offsets = {i: (published.date() - near[0][0].date()).days for published, i in near}
    return offsets if max(offsets.values()) else {}


def _spread(items: Sequence[ClusterItem], chance: random.Random) -> dict[str, int]:
    length = chance.randint(*SPREAD)
    return {item.id: chance.randrange(length) for item in items}
