"""How a selection divides: facets and timelines, counted by the cluster and given as memory gives them.

Facets are exact as long as a field has fewer than :data:`COUNTED_VALUES` different values in a shard: then each shard
counts all of its values, and not only those that are frequent there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from pullquote.store.index.collections import values_asked_for
from pullquote.store.index.days import clipped, filled_timeline
from pullquote.store.index.dimensions import term_of
from pullquote.store.model.criteria import StoryKind
from pullquote.store.model.dates import TimelineInterval
from pullquote.store.model.ids import global_id
from pullquote.store.model.pages import MAX_FACET_SIZE, Bucket, InvalidFacet, TimelineBucket
from pullquote.store.model.records import QuoteKind
from pullquote.store.opensearch.queries.criteria import AskedFor, CollectionOf, keys_of
from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    SearchAnswer,
    Steps,
    all_of,
    search,
    term,
    terms,
)
from pullquote.store.opensearch.reading.record_cache import RecordCache

COUNTED_VALUES = 60_000
"""Values of a field that each shard counts: the cluster refuses more than 65,536 (``search.max_buckets``)."""
MOST_BUCKETS = 60_000
"""Days, months or years that a timeline may have things in; of these days there are 164 years."""
ENUMERATIONS: Mapping[tuple[str, str], type[Enum]] = {
    ("stories", "kinds"): StoryKind,
    ("quotes", "kinds"): QuoteKind,
}
"""The facets by members of an enumeration, by their collections."""


def facet(asked: AskedFor, name: str, first: int, records: RecordCache) -> Steps[tuple[Bucket, ...]]:
    """The buckets of a facet: see :meth:`~pullquote.store.model.pages.Selection.facet`.

    A facet's own constraint does not count; the values that it asks for are counted by themselves, whatever their
    number. Whether any record at all has such a value is asked, too: if not, its label is what was asked for. Raises
    :class:`~pullquote.store.model.pages.InvalidFacet`.
    """
    collection = asked.collection
    if name not in collection.facets:
        raise InvalidFacet(f'There is no facet "{name}" here.')
    if first < 1:
        return ()
    selected = _selected(asked, name)
    wanted = _terms(name, first)
    aggregations: Json = {"first": wanted}
    searches = []
    if selected:
        chosen: Json = {"field": name, "include": selected, "size": len(selected)}
        aggregations["selected"] = {"terms": chosen}
        anywhere = all_of([*collection.members, terms(name, selected)])
        searches = [
            Search((collection.index,), {"size": 0, "query": anywhere, "aggs": {"known": {"terms": chosen}}})
        ]
    query = all_of(asked.filters(without=name))
    found = yield from search(
        Search(
            (collection.index,), {"size": 0, "track_total_hits": False, "query": query, "aggs": aggregations}
        ),
        *searches,
    )
    most = _counts(found[0], "first")
    counts = dict.fromkeys(selected, 0) | dict(_counts(found[0], "selected") if selected else ())
    known = {key for key, _ in _counts(found[1], "known")} if selected else set()
    shown = {key for key, _ in most}
    others = sorted(
        ((key, count) for key, count in counts.items() if key not in shown),
        key=lambda each: (-each[1], each[0]),
    )
    others = others[:MAX_FACET_SIZE]
    keys = [key for key, _ in (*most, *others) if key in shown or key in known]
    labels = yield from _labels(collection, name, keys, records)
    return tuple(Bucket(key, labels.get(key, key), count, key in counts) for key, count in (*most, *others))


def _terms(field: str, size: int) -> Json:
    return {
        "terms": {
            "field": field,
            "size": size,
            "shard_size": COUNTED_VALUES,
            "order": [{"_count": "desc"}, {"_key": "asc"}],
        }
    }


def _counts(answer: SearchAnswer, name: str) -> list[tuple[str, int]]:
    return [(each["key"], each["doc_count"]) for each in answer["aggregations"][name]["buckets"]]


def _selected(asked: AskedFor, name: str) -> list[str]:
    """The keys of the values that the criteria asks for."""
    wanted = values_asked_for(asked.criteria, name)
    return list(dict.fromkeys(keys_of(asked.collection.dimensions[name], wanted)))


def _labels(
    collection: CollectionOf, name: str, keys: Sequence[str], records: RecordCache
) -> Steps[dict[str, str]]:
    """What readers call the values of a facet."""
    enumeration = ENUMERATIONS.get((collection.name, name))
    if enumeration is not None:
        return {key: term_of(enumeration[key]).label for key in keys}
    kinds = records.kinds_in(name)
    if not kinds:
        dimension = collection.dimensions[name]
        return {key: dimension.term(key).label for key in keys}
    found = yield from records.named(global_id(kind.type_name, key) for kind in kinds for key in keys)
    return {record.slug: record.name for record in found}


def timeline(asked: AskedFor, interval: TimelineInterval) -> Steps[tuple[TimelineBucket, ...]]:
    """How a selection divides over time: see :meth:`~pullquote.store.model.pages.Selection.timeline`.

    Raises :class:`~pullquote.store.model.pages.InvalidTimeline`.
    """
    unit = interval.value
    begun, ended = _by_number(f"date_first_{unit}"), _by_number(f"date_last_{unit}")
    long = {"filter": term("date_is_long", True), "aggs": {"begun": begun, "ended": ended}}
    body = {
        "size": 0,
        "track_total_hits": False,
        "query": all_of(asked.filters()),
        "aggs": {"begun": begun, "long": long},
    }
    (found,) = yield from search(Search((asked.collection.index,), body))
    counts, aggregations = _numbered(found["aggregations"]["begun"]), found["aggregations"]["long"]
    if not counts:
        return ()
    long_begun, long_ended = _numbered(aggregations["begun"]), _numbered(aggregations["ended"])
    numbers = range(min(counts), max([*counts, *long_ended]) + 1)
    start, end = getattr(asked.criteria, "from_", None), getattr(asked.criteria, "to", None)
    shown = clipped(interval, numbers, start, end)
    return filled_timeline(interval, shown, lambda number: counts.get(number, 0), long_begun, long_ended)


def _by_number(field: str) -> Json:
    return {"terms": {"field": field, "size": MOST_BUCKETS, "shard_size": MOST_BUCKETS}}


def _numbered(aggregation: Mapping[str, Any]) -> dict[int, int]:
    return {int(each["key"]): each["doc_count"] for each in aggregation["buckets"]}
