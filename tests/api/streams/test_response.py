"""When a stream ends, and that its source ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from pullquote.api.streams.framing import EventStream, Framing, Multipart
from pullquote.api.streams.response import StreamLimits, StreamResponse
from pullquote.api.streams.slots import Slots

pytestmark = pytest.mark.anyio

LONG = 60.0
"""More seconds than any test here takes."""


@dataclass
class Client:
    """An HTTP client at the other end of ASGI."""

    chunks: list[bytes] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    over: bool = False
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)

    async def receive(self) -> dict[str, Any]:
        await self.hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.chunks.append(message["body"])
            self.over = not message["more_body"]
        self.news.set()

    async def get(self, response: StreamResponse) -> None:
        await response({"type": "http"}, self.receive, self.send)

    async def until(self, happened: Callable[[Client], bool]) -> None:
        while not happened(self):
            await self.news.wait()
            self.news.clear()


@dataclass
class Source:
    """Yields a few bodies, then waits for ever unless it is to end."""

    ends: bool = True
    closed: bool = False

    async def bodies(self) -> AsyncGenerator[bytes, None]:
        try:
            yield b"1"
            yield b"2"
            if not self.ends:
                await asyncio.Event().wait()
        finally:
            self.closed = True


def respond(
    source: Source, framing: Framing | None = None, slots: Slots | None = None, **limits: float
) -> StreamResponse:
    return StreamResponse(
        source.bodies(),
        framing or EventStream(),
        limits=StreamLimits(**({"keep_alive": LONG, "duration": LONG} | limits)),
        slots=slots or Slots(8),
        headers={"X-Request-Id": "7"},
    )


async def test_a_stream_is_written_to_its_end() -> None:
    source, client = Source(), Client()
    await client.get(respond(source))
    assert client.body == b":\n\nevent: next\ndata: 1\n\nevent: next\ndata: 2\n\nevent: complete\ndata: \n\n"
    assert client.over
    assert source.closed


async def test_no_cache_keeps_a_stream_and_no_proxy_holds_it_back() -> None:
    client = Client()
    await client.get(respond(Source(), Multipart()))
    assert client.headers == {
        "cache-control": "private, no-store, no-transform",
        "x-accel-buffering": "no",
        "content-type": 'multipart/mixed; boundary="-"',
        "x-request-id": "7",
    }


async def test_a_client_that_hangs_up_stops_the_source() -> None:
    source, client = Source(ends=False), Client()
    serving = asyncio.ensure_future(client.get(respond(source)))
    await client.until(lambda client: b"data: 2" in client.body)
    client.hung_up.set()
    await serving
    assert source.closed
    assert not client.over


async def test_a_silent_stream_is_kept_alive() -> None:
    source, client = Source(ends=False), Client()
    serving = asyncio.ensure_future(client.get(respond(source, keep_alive=0.001)))
    await client.until(lambda client: client.body.endswith(b"data: 2\n\n:\n\n:\n\n"))
    client.hung_up.set()
    await serving
    assert source.closed


async def test_a_protocol_without_heartbeats_has_none() -> None:
    client = Client()
    await client.get(respond(Source(), Multipart(), keep_alive=0.001))
    assert client.body.count(b"Content-Type") == 2
    assert client.body.endswith(b"\r\n-----\r\n")


async def test_a_stream_whose_time_is_up_is_broken_off() -> None:
    source, client = Source(ends=False), Client()
    await client.get(respond(source, duration=0.01))
    assert client.over
    assert source.closed
    assert b"complete" not in client.body


async def test_a_server_that_closes_ends_its_streams() -> None:
    source, client, slots = Source(ends=False), Client(), Slots(8)
    serving = asyncio.ensure_future(client.get(respond(source, slots=slots)))
    await client.until(lambda client: b"data: 2" in client.body)
    assert slots.open == 1
    slots.close()
    await serving
    assert client.over
    assert source.closed
    assert slots.open == 0
    assert slots.full


async def test_an_error_in_the_source_is_the_servers() -> None:
    async def broken() -> AsyncGenerator[bytes, None]:
        yield b"1"
        raise LookupError("a defect")

    slots = Slots(8)
    response = StreamResponse(broken(), EventStream(), limits=StreamLimits(LONG, LONG), slots=slots)
    with pytest.raises(LookupError):
        await Client().get(response)
    assert slots.open == 0


def test_slots_fill() -> None:
    slots = Slots(1)
    with slots.taken():
        assert slots.full
    assert not slots.full
