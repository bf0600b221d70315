"""The ASGI response of a stream: it writes what the source yields, and stops when the client is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from pullquote.api.streams.framing import Framing
from pullquote.api.streams.keepalive import keep_alive
from pullquote.api.streams.slots import Slots

NOT_STORED = {
    # A stream is an answer to one client, now: no cache may keep it, no proxy may hold it back to
    # compress or buffer it (X-Accel-Buffering is nginx's name for that).
    "cache-control": "private, no-store, no-transform",
    "x-accel-buffering": "no",
}


@dataclass(frozen=True)
class StreamLimits:
    """How long a stream may take, in seconds."""

    keep_alive: float
    """The longest silence."""
    duration: float
    """The longest stream."""


class StreamResponse(Response):
    """A response of many parts. ``bodies`` yields the JSON of each; it is closed however the response ends."""

    def __init__(
        self,
        bodies: AsyncGenerator[bytes, None],
        framing: Framing,
        *,
        limits: StreamLimits,
        slots: Slots,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status_code = 200
        self.background = None
        self.media_type = None
        self.init_headers(NOT_STORED | {"content-type": framing.content_type} | dict(headers or {}))
        self._bodies = bodies
        self._framing = framing
        self._limits = limits
        self._slots = slots

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        """Set the headers; there is no Content-Length, and the Content-Type is not Starlette's to complete."""
        self.raw_headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in (headers or {}).items()
        ]

    async def __call__(
        self,
        scope: Scope,  # noqa: ARG002 - ASGI's signature
        receive: Receive,
        send: Send,
    ) -> None:
        """Write the stream until it ends, its time is up, the server closes or the client is gone."""
        with self._slots.taken():
            try:
                await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                await self._race(receive, send)
            finally:
                await self._bodies.aclose()

    async def _race(self, receive: Receive, send: Send) -> None:
        writer = asyncio.ensure_future(self._write(send))
        gone = asyncio.ensure_future(_gone(receive))
        closing = asyncio.ensure_future(self._slots.closing.wait())
        tasks: set[asyncio.Future[Any]] = {writer, gone, closing}
        try:
            await asyncio.wait(tasks, timeout=self._limits.duration, return_when=asyncio.FIRST_COMPLETED)
            broken_off = not writer.done() and not gone.done()
        finally:
            await _cancel(tasks)
        if broken_off:
            await _send(send, self._framing.broken_off, more=False)
        elif not writer.cancelled():
            writer.result()

    async def _write(self, send: Send) -> None:
        await _send(send, self._framing.opening)
        async with aclosing(self._chunks()) as chunks:
            async for chunk in chunks:
                await _send(send, chunk)
                # A server sends once what it had before was read, but returns at once. So nothing is sent
                # again: the next part is made when the last was read, and not in advance.
                await _send(send, b"")
        await _send(send, self._framing.closing, more=False)

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        framing = self._framing
        if not framing.beat:
            async for body in self._bodies:
                yield framing.part(body)
            return
        async for chunk in keep_alive(self._parts(), framing.beat, self._limits.keep_alive):
            yield chunk

    async def _parts(self) -> AsyncGenerator[bytes, None]:
        async for body in self._bodies:
            yield self._framing.part(body)


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _gone(receive: Receive) -> None:
    """Return when the client has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cancel(tasks: Iterable[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
