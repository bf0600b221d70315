"""Trips that fail: a part that is missing, a node that hangs, an asker that goes away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.questions import STORIES, CountOf, Selected
from pullquote.store.model.snapshots.remote import PREVIEW, PUBLIC, EditionKey
from pullquote.store.opensearch.addresses import read_address
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import OF_EDITIONS, IndexNames, Sharding, index_body
from pullquote.store.opensearch.reading.cluster_store import ClusterStore

pytestmark = pytest.mark.anyio
COUNT = CountOf(Selected(STORIES))
SECONDS = 20.0
SHORT_SECONDS = 0.3
"""After which another node is asked."""


@asynccontextmanager
async def hanging() -> AsyncIterator[tuple[str, list[asyncio.Event]]]:
    """A node that takes requests and never answers: its address, and for each request whether its asker has gone."""
    gone: list[asyncio.Event] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left = asyncio.Event()
        gone.append(left)
        while await reader.read(65_536):
            pass
        left.set()
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", gone
    finally:
        server.close()


async def created(client: ClusterClient, names: IndexNames, audience: str, **settings: str) -> None:
    """The indices of an audience, without documents."""
    for each in OF_EDITIONS:
        body = index_body(each, Sharding())
        body["settings"] |= settings
        params = {"wait_for_active_shards": "0" if settings else "1"}
        await client.request("PUT", f"/{names.of(audience, each)}", body, params=params, seconds=SECONDS)


async def test_an_answer_without_all_shards_is_none(client: ClusterClient, names: IndexNames) -> None:
    await created(client, names, PREVIEW, **{"index.routing.allocation.require._name": "no-such-node"})
    store = ClusterStore(client, names, node_seconds=SECONDS)
    with pytest.raises(StoreUnavailable, match="cannot answer whole") as caught:
        await store.answer([COUNT], EditionKey(1, PREVIEW), seconds=SECONDS)
    assert caught.value.reason == "incomplete"
    assert store.trips == 3, "it was asked again: a shard may just be moving"


async def test_a_node_that_hangs(opensearch: str, client: ClusterClient, names: IndexNames) -> None:
    await created(client, names, PUBLIC)
    async with hanging() as (address, gone):
        several = ClusterClient(read_address(f"{address},{opensearch}"), seconds=SECONDS)
        store = ClusterStore(several, names, node_seconds=2.0)
        for _ in range(4):
            assert await store.answer([COUNT], EditionKey(1, PUBLIC), seconds=SECONDS) == {COUNT: 0}
        await several.close()
    assert gone, "it was asked"


async def test_all_nodes_hang(names: IndexNames) -> None:
    async with hanging() as (address, _):
        client = ClusterClient(read_address(address), seconds=SECONDS)
        store = ClusterStore(client, names, node_seconds=SECONDS)
        with pytest.raises(StoreUnavailable, match="did not answer in time") as caught:
            await store.answer([COUNT], EditionKey(1, PUBLIC), seconds=SHORT_SECONDS)
        assert caught.value.reason == "timeout"
        await client.close()


async def test_an_asker_that_goes_away_takes_its_request_along(names: IndexNames) -> None:
    async with hanging() as (address, gone):
        client = ClusterClient(read_address(address), seconds=SECONDS)
        store = ClusterStore(client, names, node_seconds=SECONDS)
        asking = asyncio.create_task(store.answer([COUNT], EditionKey(1, PUBLIC), seconds=SECONDS))
        while not gone:
            await asyncio.sleep(0.01)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.wait_for(gone[0].wait(), SECONDS)
        await client.close()
