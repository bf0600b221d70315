"""What is read once of an edition, before it is asked anything: former slugs, and which records are as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pullquote.store.index.dimensions import Former
from pullquote.store.model.kinds import Kinds
from pullquote.store.opensearch.queries.criteria import ENTITIES
from pullquote.store.opensearch.queries.searches import (
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
from pullquote.store.opensearch.reading.record_cache import RecentRecords, RecordCache


def opened(
    kinds: Kinds, before: tuple[int, RecordCache] | None, number: int
) -> Steps[tuple[Mapping[str, Former], RecentRecords | None]]:
    """The slugs of today by those of once, of each kind; and of the entities of an edition ``before`` those
    that are the same in this one."""
    former: dict[str, dict[str, str]] = {kind.name: {} for kind in kinds.values()}
    body: Json = {
        "size": MAX_HITS,
        "track_total_hits": False,
        "query": all_of([exists("aliases")]),
        "sort": ["kind", "slug"],
        "_source": ["kind", "slug", "aliases"],
    }
    since = [_changed(*sorted([before[0], number]))] if before else []
    answer, *changed = yield from search(Search((ENTITIES,), body), *since)
    while hits := hits_of(answer):
        _add(former, hits)
        if len(hits) < MAX_HITS:
            break
        (answer,) = yield from search(Search((ENTITIES,), {**body, "search_after": hits[-1]["sort"]}))
    if before is None or count_of(changed[0]) > MAX_HITS:
        return former, None
    return former, before[1].entities.without({hit["_source"]["id"] for hit in hits_of(changed[0])})


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
