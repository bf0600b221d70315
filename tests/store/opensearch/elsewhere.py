"""A cluster as the store that is asked beside memory: ``pytest --store opensearch``.

It is the one that ``PULLQUOTE_TEST_OPENSEARCH`` names (``make opensearch`` starts one), else one that is started for the
run. All newsrooms that tests write to it are one there, an edition each, because making indices takes a cluster longer
than all else; it is deleted when the tests end.
"""

from __future__ import annotations

import asyncio
import atexit
import os
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import count
from threading import Thread
from typing import Any, TypeVar
from uuid import uuid4

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.questions import Question
from pullquote.store.model.snapshots.remote import PUBLIC, EditionKey
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.opensearch.mappings import Sharding
from pullquote.store.opensearch.reading.cluster_store import ClusterStore
from tests.store.opensearch.published import SECONDS, Published

ADDRESS = "PULLQUOTE_TEST_OPENSEARCH"
WRITING_SECONDS = 120.0
SHARDING = Sharding(shards=2, replicas=0)
T = TypeVar("T")


class _SharedNewsroom:
    """The newsroom that has every snapshot as an edition. It has an event loop of its own, in a thread."""

    def __init__(self) -> None:
        self.published = Published(os.environ[ADDRESS], f"elsewhere-{uuid4().hex[:12]}")
        self.numbers = count(1)
        self._thread = Thread(target=self.published.loop.run_forever, daemon=True)
        self._thread.start()
        self.run(self.published.make_indices(PUBLIC, SHARDING))
        atexit.register(self._close)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What a coroutine gives, on that event loop."""
        return asyncio.run_coroutine_threadsafe(work, self.published.loop).result(WRITING_SECONDS)

    def _close(self) -> None:
        self.published.loop.call_soon_threadsafe(self.published.loop.stop)
        self._thread.join()
        with suppress(StoreUnavailable):  # the cluster may have ended before
            self.published.close()


@cache
def _shared() -> _SharedNewsroom:
    """Made once, when a test needs it."""
    return _SharedNewsroom()


class ClusterElsewhere:
    """A :class:`~pullquote.store.model.snapshots.remote.RemoteStore` that has one snapshot, and is asked from any event
    loop."""

    def __init__(self, snapshot: MemorySnapshot, _edition: EditionKey) -> None:
        shared = _shared()
        published, number = shared.published, next(shared.numbers)
        self._loop = published.loop
        self._edition = EditionKey(number, PUBLIC)
        self._store = ClusterStore(published.client, published.names, snapshot.kinds, node_seconds=SECONDS)
        shared.run(published.add(snapshot, number, PUBLIC, until=number + 1))

    @property
    def trips(self) -> int:
        """How often the cluster was asked."""
        return self._store.trips

    async def answer(
        self, questions: Sequence[Question[Any]], _edition: EditionKey, *, seconds: float
    ) -> Mapping[Question[Any], Any]:
        """See :class:`~pullquote.store.model.snapshots.remote.RemoteStore`."""
        answering = self._store.answer(questions, self._edition, seconds=seconds)
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(answering, self._loop))
