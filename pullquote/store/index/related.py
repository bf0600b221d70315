"""Which stories are near to a story: those on the same rare things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from pyroaring import BitMap

SHARED = (("speakers", 3.0), ("topics", 2.0), ("keywords", 2.0), ("mentions", 1.0), ("sections", 0.5))
"""The dimensions by which stories are related, and how much each says; a section is no more than a hint."""
CANDIDATES_A_KEY = 40
"""Stories on each side in time that are considered for each thing that a story shares."""
CANDIDATES = 400
"""Stories that are compared at most."""


@dataclass(frozen=True)
class Shared:
    """Something that stories share: the stories that have it, and how much it says (its dimension's weight)."""

    stories: BitMap
    weight: float


def nearest(story: int, shared: Iterable[Shared], count: int, total: int) -> list[int]:
    """The ``count`` stories that share most with ``story``, out of ``total``.

    What few stories share says more (inverse document frequency). Of the stories that share something, those
    nearest in time are considered, the rarest things first; ties go to the newer.
    """
    weighed = [(each.weight * log(1 + total / len(each.stories)), each.stories) for each in shared]
    weighed.sort(key=lambda pair: (-pair[0], pair[1].min(), len(pair[1])))
    candidates = BitMap()
    for _, stories in weighed:
        position = stories.rank(story)
        candidates |= stories[max(0, position - CANDIDATES_A_KEY) : position + CANDIDATES_A_KEY]
        if len(candidates) >= CANDIDATES:
            break
    candidates.discard(story)
    scores = dict.fromkeys(candidates, 0.0)
    for weight, stories in weighed:
        for candidate in candidates & stories:
            scores[candidate] += weight
    ranked = sorted(scores, key=lambda candidate: (-scores[candidate], candidate))
    return ranked[:count]
