"""Many documents in few requests, several at a time, as fast as the cluster takes them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

import orjson

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.opensearch.client import BUSY, UNAVAILABLE, ClusterClient, blocked, is_blocked
from pullquote.store.opensearch.documents import ClusterDocument, document_id
from pullquote.store.opensearch.mappings import LIVING
from pullquote.store.publishing.errors import NotPublished

REQUEST_BYTES = 4_000_000
"""Of a bulk request: some 500 stories, which a node with a small heap takes well."""
REQUEST_SECONDS = 60.0
"""How long a cluster may take for one, while it moves shards."""
FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 10.0
"""How long to wait before a request is sent again, doubled each time."""
TRIES = 12
"""Of each document: a minute and a half, in which a lost node comes back or is replaced by its copies."""
AGAIN = {BUSY, *UNAVAILABLE}
LASTING = frozenset({"credentials", "certificate", "foreign", "blocked"})
"""Why a cluster does not take a request that it will not take a minute later either, unless somebody does something."""
ANSWERED = {"filter_path": "errors,items.*._id,items.*.status,items.*.error"}
"""What is read of an answer, which would otherwise be half as long as the request is for short quotes."""

BulkAction = bytes
"""Lines of a bulk request that belong together."""


def _line(verb: str, index: str, identity: str) -> bytes:
    return orjson.dumps({verb: {"_index": index, "_id": identity}}) + b"\n"


def writing(index: str, document: ClusterDocument, edition: int) -> BulkAction:
    """Write a document that lives from an edition on."""
    line = _line("index", index, document_id(document.id, edition))
    return line + document.source(edition, LIVING) + b"\n"


def writing_plain(index: str, identity: str, fields: dict[str, Any]) -> BulkAction:
    """Write a document that belongs to no range of editions."""
    return _line("index", index, identity) + orjson.dumps(fields) + b"\n"


def ending(index: str, identity: str, edition: int) -> BulkAction:
    """Let a document, by its own id, end with an edition, which no longer has it."""
    return _line("update", index, identity) + b'{"doc":{"to_edition":%d}}\n' % edition


def deleting(index: str, identity: str) -> BulkAction:
    """Remove a document by its own id."""
    return _line("delete", index, identity)


def requests_of(actions: Iterable[BulkAction]) -> Iterator[list[BulkAction]]:
    """The actions in requests of a good size."""
    size = 0
    request: list[BulkAction] = []
    for action in actions:
        if request and size + len(action) > REQUEST_BYTES:
            yield request
            size, request = 0, []
        request.append(action)
        size += len(action)
    if request:
        yield request


class BulkWriter:
    """Sends bulk requests. ``check`` is awaited before each, and raises where nothing may be written any more."""

    def __init__(self, client: ClusterClient, check: Callable[[], Awaitable[None]]) -> None:
        self._client = client
        self._check = check
        self.written = 0
        """Documents that were written, ended or deleted."""

    async def write(self, actions: Iterable[BulkAction]) -> None:
        """Do all of some actions, each until it is done. Doing one twice does no harm.

        Raises NotPublished for what the cluster does not take, and StoreUnavailable where it does not recover.
        """
        for request in requests_of(actions):
            left, wait = request, FIRST_WAIT_SECONDS
            for attempt in range(TRIES):
                await self._check()
                failure: StoreUnavailable | None = None
                try:
                    left, reason = await self._send(left)
                except StoreUnavailable as error:
                    if error.reason in LASTING:
                        raise
                    failure, reason = error, str(error)
                if not left:
                    break
                if attempt == TRIES - 1:
                    raise failure or StoreUnavailable(f"{self._client.address} is busy: {reason}", "busy")
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)
            self.written += len(request)

    async def _send(self, actions: list[BulkAction]) -> tuple[list[BulkAction], str]:
        """Send one request; the actions that are to be sent again, and why. Raises as :meth:`write`."""
        answer = await self._client.request(
            "POST", "/_bulk", b"".join(actions), params=ANSWERED, seconds=REQUEST_SECONDS
        )
        if not answer["errors"]:
            return [], ""
        again, reason = [], ""
        for action, result in zip(actions, answer["items"], strict=True):
            ((verb, item),) = result.items()
            if is_blocked(item.get("error", {}).get("type"), item["status"]):
                raise blocked(self._client.address, _reason(item))
            if item["status"] in AGAIN:
                again.append(action)
                reason = str(item["error"].get("reason"))
            elif item["status"] >= 300 and not (verb == "delete" and item["status"] == 404):
                raise NotPublished(f"the cluster does not take {item['_id']}: {_reason(item)}")
        return again, reason


def _reason(item: dict[str, Any]) -> str:
    error = item.get("error", {})
    cause = error.get("caused_by", {}).get("reason")
    return f"{error.get('reason', item['status'])}" + (f": {cause}" if cause else "")


class Parallel:
    """Runs several pieces of work at a time; who brings one more waits until there is room."""

    def __init__(self, at_a_time: int) -> None:
        self._room = asyncio.Semaphore(at_a_time)
        self._tasks: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None

    async def add(self, work: Callable[[], Awaitable[None]]) -> None:
        """Begin a piece of work, as soon as there is room. Raises what one of them raised."""
        await self._room.acquire()
        if self._failure is not None:
            raise self._failure
        task = asyncio.create_task(self._run(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - whoever adds work or waits for all of it gets it
            self._failure = self._failure or error
        finally:
            self._room.release()

    async def finish(self) -> None:
        """Wait for all. Raises what one of them raised."""
        await asyncio.gather(*self._tasks)
        if self._failure is not None:
            raise self._failure

    def cancel(self) -> None:
        """End all that runs."""
        for task in self._tasks:
            task.cancel()
