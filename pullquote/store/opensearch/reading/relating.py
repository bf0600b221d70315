"""Which stories are near to a story: what :mod:`~pullquote.store.index.related` computes in memory, on a cluster.

The cluster counts the stories that share each thing, and gives those nearest in time; they are weighed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from pullquote.store.index.dimensions import STORY_DIMENSIONS
from pullquote.store.index.related import CANDIDATES, CANDIDATES_A_KEY, SHARED
from pullquote.store.index.running_order import NEWEST_FIRST
from pullquote.store.model.criteria import StoryOrder
from pullquote.store.model.cursors import Cursor
from pullquote.store.model.records import Story
from pullquote.store.model.snapshots.questions import STORIES, RelatedTo
from pullquote.store.opensearch.queries.orders import Direction
from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    SearchAnswer,
    Steps,
    all_of,
    counting,
    hits_of,
    search,
    term,
    values_of,
)
from pullquote.store.opensearch.reading.record_cache import RecordCache
from pullquote.store.opensearch.reading.story_quotes import story_of

SortPlace = tuple[int, str]
"""Where a story stands among all: the key of the usual order, and its id."""


@dataclass(frozen=True)
class SharedValue:
    """Something that a story shares with others: a value of a dimension, and how much that says."""

    dimension: str
    value: str
    weight: float

    @property
    def query(self) -> Json:
        """The stories that have it."""
        return term(self.dimension, self.value)


@dataclass(frozen=True)
class Sharing:
    """The stories that share a thing: what that weighs, where the first of them stands, how many there are, and those
    that are nearest in time."""

    thing: SharedValue
    weight: float
    first: SortPlace
    count: int
    near: tuple[Mapping[str, Any], ...]


def related(question: RelatedTo, records: RecordCache) -> Steps[tuple[Story, ...]]:
    """The stories that share most with a story."""
    story = yield from story_of(question.story, records)
    if story is None:
        return ()
    things = list(_things(story))
    direction = Direction.of(STORIES, StoryOrder.LATEST_DATE, None)
    cursor = Cursor(direction.name, (_key_of(story),), story.id)
    fields = [thing.dimension for thing in things]
    near: Json = {
        "_source": False,
        "track_total_hits": False,
        "docvalue_fields": ["id", *dict.fromkeys(fields)],
    }
    searches = [Search((STORIES,), counting(all_of([])))]
    for thing in things:
        query = all_of([thing.query])
        for backwards, size in ((True, CANDIDATES_A_KEY - 1), (False, CANDIDATES_A_KEY)):
            ((part, place),) = direction.going_on(cursor, backwards=backwards)
            body = {**near, "size": size, "query": query, "sort": part.sorted(backwards=backwards), **place}
            searches.append(Search((STORIES,), body))
        first = {"size": 1, "track_total_hits": True, "query": query, "_source": False}
        searches.append(Search((STORIES,), {**first, "sort": part.sorted(backwards=False)}))
    total, *answers = yield from search(*searches)
    shared = [
        _sharing(thing, answers[3 * number : 3 * number + 3], total["hits"]["total"]["value"])
        for number, thing in enumerate(things)
    ]
    chosen = _nearest([each for each in shared if each is not None], question.first)
    found = yield from records.named(chosen)
    stories = [each for each in found if isinstance(each, Story)]
    return tuple(stories)


def _things(story: Story) -> Iterator[SharedValue]:
    dimensions = {dimension.name: dimension for dimension in STORY_DIMENSIONS}
    for name, weight in SHARED:
        dimension = dimensions[name]
        for value in dimension.values(story):
            yield SharedValue(name, dimension.term(value).key, weight)


def _key_of(story: Story) -> int:
    key = NEWEST_FIRST.key(story)[0]
    if not isinstance(key, int):
        raise TypeError(story.id)
    return key


def _sharing(thing: SharedValue, answers: list[SearchAnswer], total: int) -> Sharing | None:
    newer, older, first = answers
    count = first["hits"]["total"]["value"]
    if not count:
        return None
    near = (*hits_of(newer), *hits_of(older))
    place: SortPlace = tuple(hits_of(first)[0]["sort"])
    return Sharing(thing, thing.weight * log(1 + total / count), place, count, near)


def _nearest(shared: list[Sharing], count: int) -> list[str]:
    """The ids of the stories that share most; ties go to the newer."""
    shared.sort(key=lambda each: (-each.weight, each.first, each.count))
    candidates: dict[str, Mapping[str, Any]] = {}
    for each in shared:
        candidates |= {values_of(hit, "id")[0]: hit for hit in each.near}
        if len(candidates) + 1 >= CANDIDATES:  # with the story itself
            break
    scores = {
        identity: sum(
            each.weight for each in shared if each.thing.value in values_of(hit, each.thing.dimension)
        )
        for identity, hit in candidates.items()
    }
    return sorted(scores, key=lambda identity: (-scores[identity], tuple(candidates[identity]["sort"])))[
        :count
    ]
