"""Records by their ids, slugs and addresses; the roles in an organization; slugs that are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pullquote.store.index import roles
from pullquote.store.index.collections import COMPARED_WHOLE, MOST_COMPARED, MOST_LOOKED_AT, SAME_BEGINNING
from pullquote.store.model.criteria import StoryOrder
from pullquote.store.model.ids import global_id, read_id
from pullquote.store.model.records import Entity, Role, Story
from pullquote.store.model.snapshots.questions import QUOTES, STORIES, ById, BySlug, ByUrl, RolesIn, SlugsLike
from pullquote.store.opensearch.queries.criteria import CollectionOf
from pullquote.store.opensearch.queries.orders import Direction
from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    Steps,
    all_of,
    any_of,
    count_of,
    hits_of,
    search,
    term,
    values_of,
)
from pullquote.store.opensearch.reading.record_cache import QUOTE, RECORD, UNKNOWN, RecordCache

QUOTE_TYPE = "Quote"
ROLES_A_SEARCH = 1_000
"""People of an organization that come with one trip; of larger ones the others follow."""


def by_id(question: ById, records: RecordCache) -> Steps[Entity | None]:
    """Whatever has an id."""
    type_name, _ = read_id(question.id)
    if type_name == QUOTE_TYPE:
        body = {
            "size": 1,
            "track_total_hits": False,
            "query": all_of([term("id", question.id)]),
            "_source": QUOTE,
        }
        (answer,) = yield from search(Search((QUOTES,), body))
        quotes = yield from records.quotes(hits_of(answer))
        return quotes[0] if quotes else None
    if all(kind.type_name != type_name for kind in records.kinds.values()):
        return None
    found = yield from records.named([question.id])
    return found[0] if found else None


def by_slug(
    question: BySlug, collections: Mapping[str, CollectionOf], records: RecordCache
) -> Steps[Entity | None]:
    """The record of a slug of today, else of a former one; of several that had it, the last. One that is in the cache
    needs no trip."""
    collection = collections[question.collection]
    kinds = (
        [collection.kind] if collection.kind else [kind for kind in records.kinds.values() if kind.is_story]
    )
    for kind in kinds:
        identity = global_id(kind.type_name, question.slug)
        known = records.cache(identity).get(identity)
        if known is not None and known is not UNKNOWN:
            found_before: Entity = known
            return found_before
    query = any_of([term("slug", question.slug), term("aliases", question.slug)])
    direction = Direction.of(collection.name, collection.default, None)
    body = _first(all_of([*collection.members, query]), direction, MAX_SAME_SLUG, [*RECORD, "slug"])
    (answer,) = yield from search(Search((collection.index,), body))
    hits = hits_of(answer)
    chosen = [hit for hit in hits if hit["_source"]["slug"] == question.slug] or hits[-1:]
    found = yield from records.of_hits(chosen)
    return found[0] if found else None


MAX_SAME_SLUG = 10
"""Records that have, or had, the same slug."""


def by_url(question: ByUrl, records: RecordCache) -> Steps[Story | None]:
    """The newest story of a web address."""
    latest = Direction.of(STORIES, StoryOrder.LATEST_DATE, None)
    (answer,) = yield from search(
        Search((STORIES,), _first(all_of([term("url", question.url)]), latest, 1, RECORD))
    )
    found = yield from records.of_hits(hits_of(answer))
    return found[0] if found else None


def roles_in(
    question: RolesIn, collections: Mapping[str, CollectionOf], records: RecordCache
) -> Steps[tuple[Role, ...]]:
    """All roles in an organization."""
    people = collections["people"]
    query = all_of([*people.members, term("organizations", question.organization)])
    body: Json = {
        "size": ROLES_A_SEARCH,
        "track_total_hits": False,
        "query": query,
        "sort": ["id"],
        "_source": RECORD,
    }
    found: list[Role] = []
    hits: Sequence[Mapping[str, Any]] = ()
    while not found or len(hits) == ROLES_A_SEARCH:
        if hits:
            body = {**body, "search_after": hits[-1]["sort"]}
        (answer,) = yield from search(Search((people.index,), body))
        hits = hits_of(answer)
        for person in (yield from records.of_hits(hits)):
            found += [
                role
                for role in person.roles
                if role.organization is not None and role.organization.slug == question.organization
            ]
        if not hits:
            break
    return roles.listed(found)


def slugs_like(question: SlugsLike, collections: Mapping[str, CollectionOf]) -> Steps[tuple[str, ...]]:
    """Slugs among which one that is unknown may have been meant."""
    collection = collections[question.collection]
    direction = Direction.of(collection.name, collection.default, None)
    begins = {"prefix": {"slug": {"value": question.slug[:SAME_BEGINNING]}}}
    everything, alike = yield from search(
        *[
            Search(
                (collection.index,),
                {
                    **_first(all_of([*collection.members, *queries]), direction, size, None),
                    "track_total_hits": MOST_LOOKED_AT + 1,
                    "docvalue_fields": ["slug"],
                },
            )
            for queries, size in (([], COMPARED_WHOLE), ([begins], MOST_COMPARED))
        ]
    )
    count = count_of(everything)
    if count > MOST_LOOKED_AT:
        return ()
    hits = hits_of(everything if count <= COMPARED_WHOLE else alike)
    return tuple(values_of(hit, "slug")[0] for hit in hits)


def _first(query: Json, direction: Direction, count: int, source: list[str] | None) -> Json:
    (part,) = direction.parts
    return {
        "size": count,
        "track_total_hits": False,
        "query": query,
        "sort": part.sorted(backwards=False),
        "_source": source or False,
    }
