"""What is on a cluster, and what should be: read in another way than a publisher does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pullquote.store.files.loading import Loaded, load
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.documents import EntityCounts, documents_of, entity_document
from pullquote.store.opensearch.editions import read_current
from pullquote.store.opensearch.mappings import ENTITIES, LIVING, QUOTES, STORIES, IndexNames
from pullquote.store.publishing.audiences import Audience, NewEdition, publication_of
from pullquote.store.publishing.following import Destination, publish_once
from pullquote.store.publishing.publisher import PublicationDone

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
MOST = 10_000
"""Documents that a search gives; the newsrooms of these tests have fewer."""
Documents = dict[str, dict[str, Any]]
"""The documents of an index by the ids of their records."""


def read(folder: Path) -> Loaded:
    """A newsroom without errors."""
    loaded = load(folder)
    assert loaded.records is not None, loaded.problems
    return loaded


def publication(loaded: Loaded, at: datetime = NOW, *, with_preview: bool = True) -> NewEdition:
    """What is to be published of it."""
    return publication_of(loaded, at, loaded_at=at, with_preview=with_preview)


async def publish(
    client: ClusterClient, names: IndexNames, folder: Path, at: datetime = NOW, *, with_preview: bool = True
) -> PublicationDone:
    """Publish a folder as of a moment."""
    return await publish_once(
        read(folder), Destination(client, names, with_preview=with_preview, clock=lambda: at)
    )


async def current_number(client: ClusterClient, names: IndexNames) -> int:
    """The number of the current edition, 0 where there is none."""
    found = await read_current(client, names)
    return found[0].edition if found else 0


async def there(
    client: ClusterClient, names: IndexNames, audience: str, edition: int
) -> dict[str, Documents]:
    """All documents of an edition, without the editions that they are in."""
    found = {}
    for documents in (STORIES, QUOTES, ENTITIES):
        ranges = [{"range": {"from_edition": {"lte": edition}}}, {"range": {"to_edition": {"gt": edition}}}]
        body = {"size": MOST, "query": {"bool": {"filter": ranges}}}
        index = names.of(audience, documents)
        answer = await client.request("POST", f"/{index}/_search", body)
        hits = [hit["_source"] for hit in answer["hits"]["hits"]]
        by_id = {each["id"]: _without_editions(each) for each in hits}
        assert len(by_id) == len(hits) < MOST, f"{index} has a record twice in edition {edition}"
        found[documents] = by_id
    return found


def _without_editions(source: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in source.items() if name not in {"from_edition", "to_edition"}}


def expected(audience: Audience) -> dict[str, Documents]:
    """All documents that an audience should have; how often entities appear is counted by a snapshot in memory."""
    snapshot = MemorySnapshot(audience.records, version=audience.version, loaded_at=NOW)
    stories = [documents_of(story) for story in audience.records.stories]
    entities = []
    for name, listed in audience.records.by_kind.items():
        for record in listed:
            found = snapshot.stories_of(record)
            keys = [fields["sort_latest_date"] for fields in map(_fields, stories) if _is_in(fields, found)]
            counts = EntityCounts(
                snapshot.quotes_of(record).total_count, found.total_count, min(keys) if keys else None
            )
            entities.append(entity_document(audience.records.kinds[name], record, counts))
    return {
        STORIES: {each.story.id: _source(each.story) for each in stories},
        QUOTES: {quote.id: _source(quote) for each in stories for quote in each.quotes},
        ENTITIES: {each.id: _source(each) for each in entities},
    }


def _fields(documents: Any) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(documents.story.json)
    return fields


def _is_in(fields: dict[str, Any], found: Any) -> bool:
    return any(story.id == fields["id"] for story in found.page(first=100).nodes)


def _source(document: Any) -> dict[str, Any]:
    return _without_editions(json.loads(document.source(1, LIVING)))
