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
        lock.check()
        with pytest.raises(AnotherPublisher, match=f"process {os.getpid()}"):
            await PublisherLock(client, index).take(wait=False)
        lock.check()


async def test_when_one_has_ended_the_next_is_let_in(client: ClusterClient, index: str) -> None:
    for _ in range(3):
        async with locked(PublisherLock(client, index), wait=False) as lock:
            lock.check()
        with pytest.raises(LockLost):
            lock.check()


async def test_who_waits_takes_over(client: ClusterClient, index: str) -> None:
    first, second = PublisherLock(client, index), PublisherLock(client, index)
    await first.take(wait=False)
    waiting = asyncio.create_task(second.take(wait=True))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    await first.release()
    await waiting
    second.check()
    await second.release()


async def test_a_publisher_that_says_nothing_any_more_is_replaced(client: ClusterClient, index: str) -> None:
    silent, next_one = PublisherLock(client, index, 0.5), PublisherLock(client, index, 0.5)
    await silent.take(wait=False)
    await next_one.take(wait=True)
    next_one.check()
    with pytest.raises(LockLost):
        silent.check()
    await asyncio.wait_for(silent.renew(), timeout=10)  # it finds that another is the publisher, and ends
    with pytest.raises(LockLost):
        silent.check()
    next_one.check()


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
    other.check()
    await other.release()
