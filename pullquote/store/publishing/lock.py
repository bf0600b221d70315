"""One publisher at a time: a document on the cluster that says who is at work.

Nobody's clock is believed. Who is at work writes the document every few seconds; who waits takes over when it has seen
the same document for longer than that, or when the process that wrote it is one of this machine and has ended. So a
publisher that was killed leaves nothing to be removed by hand.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.editions import Read, read_document
from pullquote.store.publishing.errors import AnotherPublisher, LockLost

PUBLISHER = "publisher"
"""The id of the document."""
LEASE_SECONDS = 15.0
"""How long a document that nobody writes again is believed: longer than a cluster takes to lose a node."""
RENEWALS = 5
"""How often it is written in that time."""
SAFE_SHARE = 0.6
"""Of the lease, after which a publisher that could not write it pauses, well before others take over."""
PATIENT_LEASES = 4
"""How many leases long it pauses, until a busy cluster takes the document again."""
WRITE_SECONDS = 3.0
"""How long one node may take to write it, before another is asked."""
LOOK_SECONDS = 0.5
"""How often who waits looks."""


def _own_process() -> dict[str, Any]:
    return {
        "host": socket.gethostname(),
        "boot": _boot(),
        "process": os.getpid(),
        "started": _started(os.getpid()),
    }


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def _started(process: int) -> str:
    """When a process was started, in ticks since the system was; empty where that is not known, or it has ended."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    return ""


def _has_ended(holder: dict[str, Any]) -> bool:
    """Whether it is known that the process that wrote the document has ended."""
    own = _own_process()
    is_near = bool(own["boot"]) and (holder.get("host"), holder.get("boot")) == (own["host"], own["boot"])
    return (
        is_near and bool(own["started"]) and _started(int(holder.get("process", 0))) != holder.get("started")
    )


@dataclass
class PublisherLock:
    """Says that this process publishes, as long as :func:`locked` runs."""

    client: ClusterClient
    index: str
    lease_seconds: float = LEASE_SECONDS
    _holder: str = ""
    _written: Read | None = None
    _renewed_at: float = 0.0
    _failure: Exception | None = None
    """Why the document could not be written again, since it last was."""

    async def check(self) -> None:
        """Make sure that nobody else publishes: wait until that is certain. Raises LockLost."""
        began = monotonic()
        while self._written is not None and monotonic() - began < self.lease_seconds * PATIENT_LEASES:
            if monotonic() - self._renewed_at < self.lease_seconds * SAFE_SHARE:
                return
            await asyncio.sleep(LOOK_SECONDS / RENEWALS)
        why = f": {self._failure}" if self._failure is not None else ""
        raise LockLost(f"another publisher has taken over, or may have{why}: publish again")

    async def take(self, *, wait: bool) -> None:
        """Become the publisher. While another is at work, wait, or raise AnotherPublisher as soon as it shows that it is.

        Raises StoreUnavailable.
        """
        seen: tuple[int, int] | None = None
        seen_at = monotonic()
        while True:
            found = await read_document(self.client, self.index, PUBLISHER)
            holder = found.content if found else {}
            now = monotonic()
            if found and (found.sequence, found.term) != seen:
                if seen is not None and holder.get("holder") and not wait:
                    where = f"process {holder.get('process')} on {holder.get('host')}"
                    raise AnotherPublisher(
                        f"another publisher is at work: {where}; it publishes what it is given"
                    )
                seen, seen_at = (found.sequence, found.term), now
            is_free = not holder.get("holder") or _has_ended(holder) or now - seen_at > self.lease_seconds
            if is_free and await self._write(found, uuid4().hex):
                return
            await asyncio.sleep(LOOK_SECONDS if not is_free else 0)

    async def renew(self) -> None:
        """Say again that this is the publisher, every few seconds, until cancelled or another is."""
        while self._written is not None:
            await asyncio.sleep(self.lease_seconds / RENEWALS)
            try:
                if not await self._write(self._written, self._holder):
                    self._written = None
            except (StoreUnavailable, ClusterRefused) as error:
                self._failure = error

    async def release(self) -> None:
        """Let others publish."""
        written, self._written = self._written, None
        if written is not None:
            with suppress(StoreUnavailable):
                await self._write(written, "")
                self._written = None

    async def _write(self, before: Read | None, holder: str) -> bool:
        """Write the document as it is to be after ``before``; False where somebody else has written."""
        began = monotonic()
        params = before.unchanged if before else {"op_type": "create"}
        content = {"holder": holder, **_own_process()}
        try:
            done = await self.client.request(
                "PUT",
                f"/{self.index}/_doc/{PUBLISHER}",
                {"content": content},
                params=params,
                seconds=WRITE_SECONDS,
            )
        except ClusterRefused as error:
            if not error.is_conflict and not (before and error.is_missing):
                raise
            # It may have been removed with its index. The answer to a request that was sent twice is a conflict with itself.
            found = await read_document(self.client, self.index, PUBLISHER)
            if not holder or found is None or found.content.get("holder") != holder:
                return False
            self._written = found
        else:
            self._written = Read(content, done["_seq_no"], done["_primary_term"])
        self._holder, self._renewed_at, self._failure = holder, began, None
        return True


@asynccontextmanager
async def locked(lock: PublisherLock, *, wait: bool) -> AsyncIterator[PublisherLock]:
    """Be the publisher while the block runs; see :meth:`PublisherLock.take`."""
    await lock.take(wait=wait)
    renewing = asyncio.create_task(lock.renew())
    try:
        yield lock
    finally:
        renewing.cancel()
        with suppress(asyncio.CancelledError):
            await renewing
        await lock.release()
