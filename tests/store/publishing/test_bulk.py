"""Many documents in few requests."""

from __future__ import annotations

import asyncio
import json

import pytest

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.documents import documents_of
from pullquote.store.opensearch.mappings import LIVING, STORIES, IndexNames, Sharding, index_body
from pullquote.store.publishing import bulk
from pullquote.store.publishing.bulk import BulkWriter, Parallel, deleting, ending, requests_of, writing
from pullquote.store.publishing.errors import LockLost, NotPublished
from tests.store.opensearch.newsrooms import records_in


async def allow() -> None:
    """Nobody else publishes."""


@pytest.fixture
async def index(client: ClusterClient, names: IndexNames) -> str:
    index = names.of("public", STORIES)
    await client.request("PUT", f"/{index}", index_body(STORIES, Sharding()))
    return index


def test_requests_have_a_good_size() -> None:
    actions = [b"x" * 1_500_000] * 5
    assert [len(request) for request in requests_of(actions)] == [2, 2, 1]
    assert list(requests_of([])) == []
    assert [len(request) for request in requests_of([b"x" * (bulk.REQUEST_BYTES + 1)])] == [1]


@pytest.mark.anyio
async def test_documents_are_written_ended_and_deleted(client: ClusterClient, index: str) -> None:
    documents = [documents_of(story).story for story in records_in("invented").stories]
    writer = BulkWriter(client, allow)
    await writer.write([writing(index, each, 1) for each in documents])
    await writer.write([ending(index, f"{documents[0].id}@1", 2), deleting(index, f"{documents[1].id}@1")])
    await writer.write([deleting(index, "nothing@1")])  # it may have been deleted already
    assert writer.written == len(documents) + 3
    first = await client.request("GET", f"/{index}/_doc/{documents[0].id}@1")
    assert first["_source"] == json.loads(documents[0].source(1, 2))
    third = await client.request("GET", f"/{index}/_doc/{documents[2].id}@1")
    assert third["_source"]["to_edition"] == LIVING
    assert not (await client.request("GET", f"/{index}/_doc/{documents[1].id}@1", ignore=(404,)))["found"]


@pytest.mark.anyio
async def test_what_the_cluster_does_not_take_is_named(client: ClusterClient, index: str) -> None:
    wrong = b'{"index":{"_index":"%s","_id":"one"}}\n{"unicorn":1}\n' % index.encode()
    with pytest.raises(NotPublished, match=r"does not take one: .*unicorn"):
        await BulkWriter(client, allow).write([wrong])
    with pytest.raises(NotPublished, match="does not take nothing@1"):
        await BulkWriter(client, allow).write([ending(index, "nothing@1", 2)])


@pytest.mark.anyio
async def test_an_index_that_takes_nothing_is_named_at_once(client: ClusterClient, index: str) -> None:
    """As where a disk is full: the engine then says that it is asked too much."""
    document = documents_of(records_in("invented").stories[0]).story
    block = {"index.blocks.read_only_allow_delete": True}
    await client.request("PUT", f"/{index}/_settings", block)
    with pytest.raises(StoreUnavailable, match="disk usage exceeded flood-stage watermark") as blocked:
        await BulkWriter(client, allow).write([writing(index, document, 1)])
    assert blocked.value.reason == "blocked"
    await client.request("PUT", f"/{index}/_settings", dict.fromkeys(block))
    await BulkWriter(client, allow).write([writing(index, document, 1)])


@pytest.mark.anyio
async def test_who_is_no_publisher_any_more_writes_nothing(client: ClusterClient, index: str) -> None:
    async def refuse() -> None:
        raise LockLost("another publisher")

    document = documents_of(records_in("invented").stories[0]).story
    with pytest.raises(LockLost):
        await BulkWriter(client, refuse).write([writing(index, document, 1)])
    assert not (await client.request("GET", f"/{index}/_doc/{document.id}@1", ignore=(404,)))["found"]


@pytest.mark.anyio
async def test_no_more_work_is_done_at_a_time_than_there_is_room_for() -> None:
    running, most, done = 0, 0, []
    work = Parallel(2)

    async def piece(number: int) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        done.append(number)

    for number in range(7):
        await work.add(lambda number=number: piece(number))  # type: ignore[misc]
    await work.finish()
    assert sorted(done) == list(range(7))
    assert most == 2


@pytest.mark.anyio
async def test_what_a_piece_of_work_raises_is_raised() -> None:
    async def fail() -> None:
        raise NotPublished("no")

    work = Parallel(1)
    await work.add(fail)
    with pytest.raises(NotPublished):
        await work.finish()
