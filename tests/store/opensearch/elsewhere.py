"""A cluster as the store that is asked beside memory: ``pytest --store opensearch``.

It is the one that ``PULLQUOTE_TEST_OPENSEARCH`` names (``make opensearch`` starts one); the newsrooms that tests write
to it are deleted when the tests end.
"""

from __future__ import annotations

import asyncio
import atexit
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.questions import Question
from pullquote.store.model.snapshots.remote import EditionKey
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.opensearch.published import Published

ADDRESS = "PULLQUOTE_TEST_OPENSEARCH"
WRITING_SECONDS = 120.0


class ClusterElsewhere:
    """A :class:`~pullquote.store.model.snapshots.remote.RemoteStore` that is asked from any event loop: it has one of
    its own, in a thread."""

    def __init__(self, snapshot: MemorySnapshot, edition: EditionKey) -> None:
        ready = Event()

        def run() -> None:
            self._published = Published(os.environ[ADDRESS], f"elsewhere-{uuid4().hex[:12]}")
            self._published.write(snapshot, edition.number, edition.audience)
            ready.set()
            self._published.loop.run_forever()

        self._thread = Thread(target=run, daemon=True)
        self._thread.start()
        assert ready.wait(WRITING_SECONDS), "the cluster did not take the newsroom"
        atexit.register(self._close)

    @property
    def trips(self) -> int:
        """How often the cluster was asked."""
        return self._published.store.trips

    async def answer(
        self, questions: Sequence[Question[Any]], edition: EditionKey, *, seconds: float
    ) -> Mapping[Question[Any], Any]:
        """See :class:`~pullquote.store.model.snapshots.remote.RemoteStore`."""
        answering = self._published.store.answer(questions, edition, seconds=seconds)
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(answering, self._published.loop))

    def _close(self) -> None:
        self._published.loop.call_soon_threadsafe(self._published.loop.stop)
        self._thread.join()
        with suppress(StoreUnavailable):  # the cluster may have ended before
            self._published.close()
