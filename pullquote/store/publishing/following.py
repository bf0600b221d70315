"""Publishes a folder once, or follows it: each save, each end of an embargo and each expiry becomes an edition."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.files.loading import Loaded, Reader
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.newsroom.following import LONGEST_SLEEP_SECONDS, RESTLESS_SECONDS
from pullquote.store.newsroom.gc_pauses import GcPauses
from pullquote.store.newsroom.newsroom import Clock, NewsroomProblems, now
from pullquote.store.newsroom.watching import Burst, Watcher
from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.mappings import IndexNames, Sharding
from pullquote.store.publishing.audiences import NewEdition, publication_of
from pullquote.store.publishing.errors import NotPublished
from pullquote.store.publishing.indices import make_editions_index
from pullquote.store.publishing.lock import PublisherLock, locked
from pullquote.store.publishing.publisher import PublicationDone, Publisher, Report

AGAIN_SECONDS = 5.0
"""How long after a failure publishing is tried again: a cluster has another manager by then."""
LOOK_SECONDS = 10.0
"""How often it is looked whether all indices are there still."""

log: FilteringBoundLogger = structlog.get_logger()


@dataclass(frozen=True)
class Destination:
    """Where a folder is published, and how: ``with_preview`` for those who may see everything, too."""

    client: ClusterClient
    names: IndexNames = field(default_factory=IndexNames)
    sharding: Sharding = field(default_factory=Sharding)
    with_preview: bool = True
    clock: Clock = now


async def publish_once(
    loaded: Loaded, target: Destination, *, report: Report = lambda _done, _all: None
) -> PublicationDone:
    """Publish what was loaded. Raises NotPublished, AnotherPublisher among them, and StoreUnavailable."""
    GcPauses().set_aside()
    time = target.clock()
    publication = publication_of(loaded, time, loaded_at=time, with_preview=target.with_preview)
    lock = await _lock(target)
    async with locked(lock, wait=False):
        publisher = Publisher(target.client, target.names, lock, sharding=target.sharding, report=report)
        return await publisher.publish(publication)


async def _lock(target: Destination) -> PublisherLock:
    await target.client.require_opensearch()
    await make_editions_index(target.client, target.names)
    return PublisherLock(target.client, target.names.editions)


class FolderPublisher:
    """Follows a folder and the clock, and publishes whatever changes. ``on_published`` gets each publication and how many
    seconds it took, ``on_failed`` is told of each that failed.

    Another publisher of the same newsroom is waited for: it takes over when this one ends, and the other way round.
    """

    def __init__(
        self,
        reader: Reader,
        watcher: Watcher,
        target: Destination,
        *,
        report: Report = lambda _done, _all: None,
        on_published: Callable[[PublicationDone, float], None] = lambda _done, _seconds: None,
        on_failed: Callable[[], None] = lambda: None,
    ) -> None:
        self._reader = reader
        self._watcher = watcher
        self._target = target
        self._report = report
        self._on_published = on_published
        self._on_failed = on_failed
        self._loaded: Loaded | None = None
        self._loaded_at = target.clock()
        self._published: NewEdition | None = None
        self._is_due = asyncio.Event()
        self._gc_pauses = GcPauses()

    async def run(self) -> None:
        """Publish, and follow until cancelled. Raises NewsroomProblems where there is nothing to publish at first."""
        await asyncio.to_thread(self._read, None)
        if self._loaded is None or self._loaded.records is None:
            raise NewsroomProblems(self._loaded.problems if self._loaded else ())
        following = asyncio.create_task(self._follow_files())
        try:
            while True:
                await self._until_failure(following)
                await asyncio.sleep(AGAIN_SECONDS)
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    async def _until_failure(self, following: asyncio.Task[None]) -> None:
        """Be the publisher, and publish whenever something is due, until that fails."""
        target = self._target
        try:
            lock = await _lock(target)
            async with locked(lock, wait=True):
                publisher = Publisher(
                    target.client, target.names, lock, sharding=target.sharding, report=self._report
                )
                self._published = None
                while True:
                    await self._publish(publisher)
                    await self._until_due(publisher, lock, following)
        except (NotPublished, StoreUnavailable, ClusterRefused) as error:
            self._on_failed()
            log.error("not published", reason=str(error), again_in_seconds=AGAIN_SECONDS)  # noqa: TRY400 - it is expected

    async def _publish(self, publisher: Publisher) -> None:
        self._is_due.clear()
        loaded = self._loaded
        if loaded is None or loaded.records is None:
            return  # the edition before stays, as it does while serving
        publication = publication_of(
            loaded,
            self._target.clock(),
            loaded_at=self._loaded_at,
            with_preview=self._target.with_preview,
            before=self._published,
        )
        began = monotonic()
        done = await publisher.publish(publication)
        self._published = publication
        if done.is_new:
            log.info(
                "published",
                edition=done.edition,
                documents=done.written,
                version=publication.audiences[0].version,
            )
        self._on_published(done, monotonic() - began)

    async def _until_due(
        self, publisher: Publisher, lock: PublisherLock, following: asyncio.Task[None]
    ) -> None:
        """Wait for a save, an embargo, an expiry or the loss of an index, and remove meanwhile what nobody reads any more."""
        looked = monotonic()
        while not self._is_due.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds_left()):
                    await self._is_due.wait()
            await lock.check()
            if following.done():
                following.result()
            if self._published is not None and _is_over(self._published.next_change, self._target.clock()):
                return
            if monotonic() - looked > LOOK_SECONDS:
                looked = monotonic()
                if await publisher.has_lost_something():
                    return
            await publisher.cleaner.remove_committed()

    def _seconds_left(self) -> float:
        change = self._published.next_change if self._published else None
        left = (change - self._target.clock()).total_seconds() if change else LONGEST_SLEEP_SECONDS
        return max(0.0, min(left, LONGEST_SLEEP_SECONDS))

    async def _follow_files(self) -> None:
        async for touched in self._watcher.bursts():
            await asyncio.to_thread(self._read, touched)
            while not self._reader.is_settled:
                await asyncio.sleep(RESTLESS_SECONDS)
                await asyncio.to_thread(self._read, None)

    def _read(self, touched: Burst) -> None:
        """Read the folder, and say so where it is not as it was."""
        loaded = self._reader.read(touched=touched)
        if loaded is not self._loaded:
            self._gc_pauses.set_aside()  # else as much garbage is left as a quarter of all that stays
            self._loaded, self._loaded_at = loaded, self._target.clock()
            self._is_due.set()


def _is_over(moment: datetime | None, time: datetime) -> bool:
    return moment is not None and moment <= time
