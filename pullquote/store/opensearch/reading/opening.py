"""What is read once of an edition, before it is asked anything: former slugs, and which records are as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pullquote.store.index.dimensions import Former
from pullquote.store.model.kinds import Kinds
from pullquote.store.opensearch.queries.criteria import ENTITIES
from pullquote.store.opensearch.queries.searches import (
    EVERYTHING,
    MAX_HITS,
    Json,
    Search,
    Steps,
    all_of,
    any_of,
    between,
    count_of,
    exists,
    hits_of,
    search,
)
from pullquote.store.opensearch.reading.record_cache import RECORD, RecordCache

PRELOADED = 1_000
"""People, organizations and the like that are read before the first answer: those that most stories name. They take
some 2 MB, and a tenth of a second."""
MOST_NAMED: Json = {
    "size": PRELOADED,
    "track_total_hits": False,
    "query": EVERYTHING,
    "sort": ["sort_story_count", "id"],
    "_source": RECORD,
}


def opened(
    kinds: Kinds, before: tuple[int, RecordCache] | None, number: int
) -> Steps[tuple[Mapping[str, Former], RecordCache]]:
    """The slugs of today by those of once, of each kind; and the records of those that are in most stories, or those
    of an edition ``before``, of which what has changed is read again."""
    former: dict[str, dict[str, str]] = {kind.name: {} for kind in kinds.values()}
    body: Json = {
        "size": MAX_HITS,
        "track_total_hits": False,
        "query": all_of([exists("aliases")]),
        "sort": ["kind", "slug"],
        "_source": ["kind", "slug", "aliases"],
    }
    first = _changed(*sorted([before[0], number])) if before else Search((ENTITIES,), MOST_NAMED)
    answer, entities = yield from search(Search((ENTITIES,), body), first)
    while hits := hits_of(answer):
        _add(former, hits)
        if len(hits) < MAX_HITS:
            break
        (answer,) = yield from search(Search((ENTITIES,), {**body, "search_after": hits[-1]["sort"]}))
    if before is None:
        records = RecordCache(kinds)
        yield from records.of_hits(hits_of(entities))
    elif count_of(entities) > MAX_HITS:
        records = RecordCache(kinds)
    else:
        changed = {hit["_source"]["id"] for hit in hits_of(entities)}
        known = before[1].entities
        records = RecordCache(kinds, known.without(changed))
        yield from records.named(changed & known.ids())
    return former, records


def _add(former: Mapping[str, dict[str, str]], hits: Sequence[Mapping[str, Any]]) -> None:
    for hit in hits:
        source = hit["_source"]
        for alias in source["aliases"]:
            former[source["kind"]][alias] = source["slug"]


def _changed(low: int, high: int) -> Search:
    """The search for the entities that began or ended between two editions."""
    query = any_of([between(field, gt=low, lte=high) for field in ("from_edition", "to_edition")])
    body = {"size": MAX_HITS, "track_total_hits": True, "query": query, "_source": ["id"]}
    return Search((ENTITIES,), body, every_edition=True)
