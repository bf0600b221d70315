"""Clients that do not read: how much is made for them, and that they are dropped; on every transport."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx
import orjson
import pytest
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from tests.api.streams import toy
from tests.api.streams.serving import Served, serving

pytestmark = pytest.mark.anyio

PAGE: Final = 300_000
"""Bytes of an answer: more than waits for one client, and than the system takes from the server."""
QUERIES: Final = 50
LONG: Final = 600.0
"""More seconds than any test here takes."""
PAGES = f"subscription {{ pages(size: {PAGE}) }}"
EVENTS, PARTS = "text/event-stream", "multipart/mixed;subscriptionSpec=1.0"


@dataclass
class Client:
    """A connection that reads when it is told to, and little at a time."""

    socket: socket.socket
    web_socket: ClientProtocol | None = None

    async def send(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.socket, data)

    async def read(self) -> bytes:
        return await asyncio.get_running_loop().sock_recv(self.socket, 65_536)

    async def post(self, query: str, accept: str) -> None:
        body = orjson.dumps({"query": query})
        head = f"POST /graphql HTTP/1.1\r\nHost: here\r\nAccept: {accept}\r\nContent-Length: {len(body)}\r\n"
        await self.send(f"{head}Content-Type: application/json\r\n\r\n".encode() + body)

    async def open(self, served: Served) -> None:
        """Make it a WebSocket, and say what a client says first."""
        protocol = ClientProtocol(
            parse_uri(served.web_socket), subprotocols=[Subprotocol("graphql-transport-ws")]
        )
        protocol.send_request(protocol.connect())
        self.web_socket = protocol
        await self.flush()
        while not protocol.handshake_exc and protocol.state.name == "CONNECTING":
            protocol.receive_data(await self.read())
        await self.say(type="connection_init")

    async def say(self, **message: Any) -> None:
        assert self.web_socket is not None
        self.web_socket.send_text(orjson.dumps(message))
        await self.flush()

    async def flush(self) -> None:
        assert self.web_socket is not None
        await self.send(b"".join(self.web_socket.data_to_send()))

    async def hear(self) -> list[Frame]:
        """The frames that have come since; none at the end."""
        protocol = self.web_socket
        assert protocol is not None
        while data := await self.read():
            protocol.receive_data(data)
            frames = [event for event in protocol.events_received() if isinstance(event, Frame)]
            if frames:
                return frames
        return []


@asynccontextmanager
async def connected(served: Served) -> AsyncGenerator[Client, None]:
    with socket.socket() as connection:
        # Little is on its way, in small segments, so that what is not read waits at the server.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1_000)
        connection.setblocking(False)
        url = httpx.URL(served.url)
        await asyncio.get_running_loop().sock_connect(connection, (url.host, url.port))
        yield Client(connection)


async def metrics(served: Served) -> dict[str, float]:
    async with httpx.AsyncClient() as client:
        lines = (await client.get(served.url.replace("/graphql", "/metrics"))).text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


async def dropped(served: Served, reason: str, count: int = 1) -> None:
    """Return when so many clients were dropped for this reason."""
    name = f'pullquote_connections_dropped_total{{reason="{reason}"}}'
    while (await metrics(served)).get(name, 0) < count:
        await asyncio.sleep(0.02)


async def nothing_unsent(served: Served) -> None:
    """Return when nothing waits for a client, which is so a moment after one was dropped."""
    async with asyncio.timeout(LONG):
        while (await metrics(served))["pullquote_unsent_bytes"]:
            await asyncio.sleep(0.01)


async def executed(served: Served) -> float:
    """How many operations were executed."""
    return sum(
        value
        for name, value in (await metrics(served)).items()
        if name.startswith("pullquote_operations_total") and 'outcome="ok"' in name
    )


async def begin(client: Client, served: Served, transport: str, query: str) -> None:
    if transport == "websocket":
        await client.open(served)
        await client.say(type="subscribe", id="1", payload={"query": query})
    else:
        await client.post(query, transport)


async def unsent(served: Served) -> float:
    """The unsent bytes, as soon as some are and no more come."""
    before, now = -1.0, 0.0
    while not now or now != before:
        await asyncio.sleep(0.1)
        before, now = now, (await metrics(served))["pullquote_unsent_bytes"]
    return now


TRANSPORTS = pytest.mark.parametrize("transport", ["websocket", EVENTS, PARTS])


@TRANSPORTS
async def test_events_are_answered_when_there_is_room(transport: str) -> None:
    async with serving(stream_stall_seconds=LONG) as served, connected(served) as client:
        await begin(client, served, transport, PAGES)
        assert await unsent(served) < PAGE + 130_000
        assert toy.source.made == 1
        received = 0
        while received < 3 * PAGE:
            received += len(await client.read())
        assert 3 <= toy.source.made <= 6


@TRANSPORTS
async def test_a_client_that_does_not_read_is_dropped(transport: str) -> None:
    async with (
        serving(stream_stall_seconds=0.2, closing_stall_seconds=0.1) as served,
        connected(served) as client,
    ):
        await begin(client, served, transport, PAGES)
        await dropped(served, "stalled")
        while served.slots.open:
            await asyncio.sleep(0.01)
        assert toy.source.closed == toy.source.opened == 1
        await nothing_unsent(served)


@TRANSPORTS
async def test_a_client_that_reads_slowly_is_not_dropped(transport: str) -> None:
    async with serving(stream_stall_seconds=0.4) as served, connected(served) as client:
        await begin(client, served, transport, PAGES)
        received = 0
        while received < PAGE:
            received += len(await client.read())
            await asyncio.sleep(0.02)
        assert served.slots.open == 1
        assert "dropped_total{" not in str(await metrics(served))


@TRANSPORTS
async def test_who_has_the_most_unsent_is_dropped_where_all_have_too_much(transport: str) -> None:
    async with (
        serving(stream_stall_seconds=LONG, max_unsent_total_bytes=1_000_000) as served,
        connected(served) as small,
        connected(served) as large,
    ):
        await begin(small, served, transport, PAGES)
        assert await unsent(served)
        await begin(large, served, transport, f"subscription {{ pages(size: {4 * PAGE}) }}")
        await dropped(served, "too_much_unsent")
        while served.slots.open > 1:
            await asyncio.sleep(0.01)
        received = 0
        while received < 3 * PAGE:
            received += len(await small.read())
        assert toy.source.closed == 1


async def test_queries_over_a_web_socket_are_executed_when_there_is_room() -> None:
    async with serving(stream_stall_seconds=LONG) as served, connected(served) as client:
        await client.open(served)
        for number in range(QUERIES):
            await client.say(type="subscribe", id=str(number), payload={"query": f"{{ page(size: {PAGE}) }}"})
        assert await unsent(served) < PAGE + 130_000
        assert await executed(served) <= 1
        done = 0
        while done < QUERIES:
            done += sum(b'"complete"' in frame.data for frame in await client.hear())
        assert await executed(served) == QUERIES


async def test_queries_over_http_are_executed_when_there_is_room() -> None:
    async with serving(stream_stall_seconds=LONG) as served, connected(served) as client:
        for number in range(QUERIES):
            await client.post(f"{{ page(size: {PAGE + number}) }}", "application/json")
        assert await unsent(served) < PAGE + 130_000
        assert await executed(served) <= 1
        received = 0
        while received < QUERIES * PAGE:
            received += len(await client.read())
        assert await executed(served) == QUERIES


async def test_a_client_that_asks_and_does_not_read_is_dropped() -> None:
    async with (
        serving(stream_stall_seconds=0.2) as served,
        connected(served) as client,
        connected(served) as leaving,
    ):
        for number in range(2):
            await client.post(f"{{ page(size: {PAGE + number}) }}", "application/json")
        await leaving.send(
            b"GET /graphql?query={page(size:%d)} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
            b"GraphQL-Require-Preflight: 1\r\n\r\n" % PAGE
        )
        await dropped(served, "stalled", 2)
        await nothing_unsent(served)


async def test_a_web_socket_that_reads_after_all_learns_why_it_was_closed() -> None:
    async with (
        serving(stream_stall_seconds=0.2, closing_stall_seconds=LONG) as served,
        connected(served) as client,
    ):
        await client.open(served)
        await client.say(type="subscribe", id="1", payload={"query": f"{{ page(size: {PAGE}) }}"})
        await dropped(served, "stalled")
        frames = []
        while heard := await client.hear():
            frames += heard
        assert frames[-1].opcode is Opcode.CLOSE
        assert client.web_socket is not None
        assert client.web_socket.close_rcvd is not None
        assert client.web_socket.close_rcvd.code == 1013


async def test_pings_of_a_client_that_does_not_read_take_no_memory() -> None:
    async with serving(stream_stall_seconds=LONG) as served, connected(served) as client:
        await client.open(served)
        await client.say(type="subscribe", id="1", payload={"query": f"{{ page(size: {PAGE}) }}"})
        before = await unsent(served)
        assert client.web_socket is not None
        for number in range(50_000):
            client.web_socket.send_ping(b"%05d" % number)
        await client.flush()
        await client.say(type="ping")
        assert await unsent(served) == before
        pongs: list[bytes] = []
        while b"49999" not in pongs:
            pongs += [bytes(frame.data) for frame in await client.hear() if frame.opcode is Opcode.PONG]
        assert len(pongs) < 50_000
