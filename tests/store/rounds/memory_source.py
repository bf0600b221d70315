"""Editions that come from elsewhere in name only: those of a newsroom in memory, published one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.change_feed import Change, ChangeFeed
from pullquote.store.model.snapshots.remote import (
    PREVIEW,
    PUBLIC,
    AudienceFacts,
    EditionKey,
    PublishedEdition,
)
from pullquote.store.newsroom.editions import Edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.rounds.memory_store import MemoryStore


class MemorySource:
    """See :class:`~pullquote.store.model.snapshots.remote.EditionSource`. ``failure`` is raised while it is set, by the
    store as well; ``asked`` are the changes that were asked for."""

    name = "memory"

    def __init__(self, *editions: Edition) -> None:
        self.store = MemoryStore({})
        self.asked: list[tuple[str, int, int]] = []
        self.closed = 0
        self._published: PublishedEdition | None = None
        self._feeds: dict[str, ChangeFeed] = {}
        for edition in editions:
            self.publish(edition)

    @property
    def failure(self) -> StoreUnavailable | None:
        return self.store.failure

    @failure.setter
    def failure(self, failure: StoreUnavailable | None) -> None:
        self.store.failure = failure

    def publish(self, edition: Edition) -> None:
        """Make another edition the current one."""
        number = self._published.number + 1 if self._published else 1
        self.store.snapshots[EditionKey(number, PUBLIC)] = edition.public
        self.store.snapshots[EditionKey(number, PREVIEW)] = edition.preview
        self._feeds = {PUBLIC: edition.public_changes, PREVIEW: edition.preview_changes}
        self._published = PublishedEdition(
            number,
            edition.public.loaded_at,
            _facts(edition.public, edition.public_changes),
            _facts(edition.preview, edition.preview_changes),
            edition.problems,
        )

    async def current(self) -> PublishedEdition:
        """See :class:`~pullquote.store.model.snapshots.remote.EditionSource`."""
        if self.failure is not None:
            raise self.failure
        if self._published is None:
            raise StoreUnavailable("nothing was published", "unpublished")
        return self._published

    async def changes(self, edition: EditionKey, *, after: int, upto: int) -> Sequence[Change]:
        """See :class:`~pullquote.store.model.snapshots.remote.EditionSource`."""
        self.asked.append((edition.audience, after, upto))
        return [each for each in self._feeds[edition.audience].changes if after < each.number <= upto]

    async def close(self) -> None:
        """See :class:`~pullquote.store.model.snapshots.remote.EditionSource`."""
        self.closed += 1


def _facts(snapshot: MemorySnapshot, feed: ChangeFeed) -> AudienceFacts:
    return AudienceFacts(
        snapshot.version, snapshot.counts, snapshot.problems, feed.origin, feed.number, feed.oldest.number
    )
