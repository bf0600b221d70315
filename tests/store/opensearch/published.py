"""Snapshots written to a cluster for tests of the reading side, document by document and without a publisher."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pullquote.store.index.running_order import NEWEST_FIRST
from pullquote.store.model.snapshots.questions import Question
from pullquote.store.model.snapshots.remote import PUBLIC, EditionKey
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.opensearch.addresses import read_address
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.documents import (
    ClusterDocument,
    EntityCounts,
    document_id,
    documents_of,
    entity_document,
)
from pullquote.store.opensearch.mappings import (
    ENTITIES,
    LIVING,
    OF_EDITIONS,
    QUOTES,
    STORIES,
    IndexNames,
    Sharding,
    index_body,
)
from pullquote.store.opensearch.reading.cluster_store import ClusterStore

T = TypeVar("T")
BATCH = 200
"""Documents in a request."""
SECONDS = 30.0
EDITION = 1


def documents(snapshot: MemorySnapshot) -> Iterator[tuple[str, ClusterDocument]]:
    """Every document of a snapshot, with the kind of its index."""
    for story in snapshot.stories.records:
        found = documents_of(story)
        yield STORIES, found.story
        yield from ((QUOTES, quote) for quote in found.quotes)
    for name, collection in snapshot.by_kind.items():
        for record in collection.records:
            stories = snapshot.stories_of(record)
            newest = stories.page(first=1).nodes
            latest = NEWEST_FIRST.key(newest[0])[0] if newest else None
            quotes = snapshot.quotes_of(record).total_count
            counts = EntityCounts(quotes, stories.total_count, latest if isinstance(latest, int) else None)
            yield ENTITIES, entity_document(snapshot.records.kinds[name], record, counts)


@dataclass
class Published:
    """Snapshots on a cluster, as editions of one newsroom, and what reads them; what it does runs to its end at once."""

    hosts: str
    name: str
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        self.names = IndexNames(self.name)
        self.client = self.run(self._connected)
        self.store = ClusterStore(self.client, self.names, node_seconds=SECONDS)

    async def _connected(self) -> ClusterClient:
        return ClusterClient(read_address(self.hosts), seconds=SECONDS)

    def run(self, started: Callable[[], Awaitable[T]]) -> T:
        """What an awaitable gives."""

        async def awaited() -> T:
            return await started()

        return self.loop.run_until_complete(awaited())

    def answer(
        self, questions: Sequence[Question[Any]], edition: int = EDITION, audience: str = PUBLIC
    ) -> Mapping[Question[Any], Any]:
        """The answers to questions."""
        key = EditionKey(edition, audience)
        return self.run(lambda: self.store.answer(questions, key, seconds=SECONDS))

    def write(self, snapshot: MemorySnapshot, edition: int = EDITION, audience: str = PUBLIC) -> None:
        """Make an audience's indices anew, with one snapshot as an edition."""

        async def write() -> None:
            await self.make_indices(audience)
            await self.add(snapshot, edition, audience)

        self.run(write)

    async def make_indices(self, audience: str, sharding: Sharding | None = None) -> None:
        """Make an audience's indices anew, with nothing in them."""
        for each in OF_EDITIONS:
            index = self.names.of(audience, each)
            await self.client.request("DELETE", f"/{index}", ignore=[404])
            body = index_body(each, sharding or Sharding())
            await self.client.request("PUT", f"/{index}", body, seconds=SECONDS)

    async def add(
        self,
        snapshot: MemorySnapshot,
        edition: int,
        audience: str,
        wanted: Collection[str] | None = None,
        *,
        until: int = LIVING,
    ) -> None:
        """Write the documents of a snapshot, or some of them by their ids, from one edition to before another."""
        lines: list[bytes] = []
        for each, document in documents(snapshot):
            if wanted is not None and document.id not in wanted:
                continue
            identity = document_id(document.id, edition)
            lines += [
                f'{{"index":{{"_index":"{self.names.of(audience, each)}","_id":"{identity}"}}}}'.encode(),
                document.source(edition, until),
            ]
            if len(lines) >= 2 * BATCH:
                await self._bulk(lines)
                lines = []
        if lines:
            await self._bulk(lines)
        several = ",".join(self.names.of(audience, each) for each in OF_EDITIONS)
        await self.client.request("POST", f"/{several}/_refresh", seconds=SECONDS)

    def write_next(self, before: MemorySnapshot, snapshot: MemorySnapshot, edition: int) -> None:
        """Write what differs of the public's next edition: what is not in it any more ends, what was not there
        begins."""

        async def write() -> None:
            known = {document.id: document.hash for _, document in documents(before)}
            new = {document.id: document.hash for _, document in documents(snapshot)}
            gone = [identity for identity, found in known.items() if new.get(identity) != found]
            several = ",".join(self.names.of(PUBLIC, each) for each in OF_EDITIONS)
            body = {
                "query": {"bool": {"filter": [{"terms": {"id": gone}}, {"term": {"to_edition": LIVING}}]}},
                "script": {"source": f"ctx._source.to_edition = {edition}L", "lang": "painless"},
            }
            params = {"refresh": "true"}
            await self.client.request(
                "POST", f"/{several}/_update_by_query", body, params=params, seconds=SECONDS
            )
            await self.add(
                snapshot, edition, PUBLIC, {key: new[key] for key in new if known.get(key) != new[key]}
            )

        self.run(write)

    async def _bulk(self, lines: Sequence[bytes]) -> None:
        answer = await self.client.request("POST", "/_bulk", b"\n".join(lines) + b"\n", seconds=SECONDS)
        assert not answer["errors"], [each for each in answer["items"] if "error" in each["index"]][:1]

    def close(self) -> None:
        """Delete the indices, and disconnect."""
        self.run(self._delete)
        self.loop.close()

    async def _delete(self) -> None:
        await self.client.request("DELETE", f"/pullquote-{self.name}-*", ignore=[404])
        await self.client.close()
