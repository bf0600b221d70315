"""One publisher at a time, whichever of them is stopped."""

from __future__ import annotations

import asyncio
import os
import subprocess

import pytest

from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.editions import read_document
from pullquote.store.opensearch.mappings import IndexNames
from pullquote.store.publishing.errors import AnotherPublisher, LockLost
from pullquote.store.publishing.indices import make_editions_index
from pullquote.store.publishing.lock import PUBLISHER, PublisherLock, locked

pytestmark = pytest.mark.anyio
ENDED = int(subprocess.run(["/bin/sh", "-c", "echo $$"], capture_output=True, check=True).stdout)
"""A process that has ended."""


@pytest.fixture
async def index(client: ClusterClient, names: IndexNames) -> str:
    await make_editions_index(client, names)
    return names.editions


async def test_while_one_publishes_another_is_refused(client: ClusterClient, index: str) -> None:
    async with locked(PublisherLock(client, index), wait=False) as lock:
        await lock.check()
        with pytest.raises(AnotherPublisher, match=f"process {os.getpid()}"):
            await PublisherLock(client, index).take(wait=False)
        await lock.check()


async def test_when_one_has_ended_the_next_is_let_in(client: ClusterClient, index: str) -> None:
    for _ in range(3):
        async with locked(PublisherLock(client, index), wait=False) as lock:
            await lock.check()
        with pytest.raises(LockLost):
            await lock.check()


async def test_who_waits_takes_over(client: ClusterClient, index: str) -> None:
    first, second = PublisherLock(client, index), PublisherLock(client, index)
    await first.take(wait=False)
    waiting = asyncio.create_task(second.take(wait=True))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    await first.release()
    await waiting
    await second.check()
    await second.release()


async def test_a_publisher_that_says_nothing_any_more_is_replaced(client: ClusterClient, index: str) -> None:
    silent, next_one = PublisherLock(client, index, 5), PublisherLock(client, index, 5)
    await silent.take(wait=False)
    await next_one.take(wait=True)
    await next_one.check()
    await asyncio.wait_for(silent.renew(), timeout=30)  # it finds that another is the publisher, and ends
    with pytest.raises(LockLost):
        await silent.check()
    await next_one.release()


async def test_a_publisher_that_could_not_say_so_pauses_until_it_can(
    client: ClusterClient, index: str
) -> None:
    lock = PublisherLock(client, index, 5)
    await lock.take(wait=False)
    await asyncio.sleep(3.5)
    checking = asyncio.create_task(lock.check())
    await asyncio.sleep(0.3)
    assert not checking.done()
    renewing = asyncio.create_task(lock.renew())
    await asyncio.wait_for(checking, timeout=30)
    renewing.cancel()
    await lock.release()


async def test_a_process_of_this_machine_that_has_ended_is_replaced_at_once(
    client: ClusterClient, index: str
) -> None:
    lock = PublisherLock(client, index)
    await lock.take(wait=False)
    found = await read_document(client, index, PUBLISHER)
    assert found is not None
    content = found.content | {"process": ENDED}
    await client.request("PUT", f"/{index}/_doc/{PUBLISHER}", {"content": content})
    other = PublisherLock(client, index, 3600)
    await asyncio.wait_for(other.take(wait=False), timeout=10)
    await other.check()
    await other.release()


async def test_why_it_cannot_be_renewed_is_said(client: ClusterClient, index: str) -> None:
    async with locked(PublisherLock(client, index, 1), wait=False) as lock:
        await client.request("PUT", f"/{index}/_block/write")
        await asyncio.sleep(1)
        with pytest.raises(
            LockLost, match=r"or may have: .* does not let an index be used: .*: publish again"
        ):
            await lock.check()
        await client.request("PUT", f"/{index}/_settings", {"index.blocks.write": None})
