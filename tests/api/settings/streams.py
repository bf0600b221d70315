"""What settings do to streams, as a client sees it."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.api.settings.requests import Check
from tests.api.settings.serving import A_WHILE_SECONDS, PATIENCE_SECONDS, Running

EVENTS = {"accept": "text/event-stream"}
FOLLOW = {"query": "subscription { datasetChanged { __typename } }"}
PROTOCOL = Subprotocol("graphql-transport-ws")


@contextmanager
def web_socket(running: Running, origin: str | None = None) -> Iterator[ClientConnection]:
    """A WebSocket on which nothing has been said."""
    from_ = Origin(origin) if origin else None
    with connect(running.web_socket, subprotocols=[PROTOCOL], origin=from_, close_timeout=0.1) as socket:
        yield socket


def say(socket: ClientConnection, **message: Any) -> None:
    """Send a message."""
    socket.send(json.dumps(message))


def hear(socket: ClientConnection) -> Any:
    """The next message."""
    return json.loads(socket.recv(PATIENCE_SECONDS))


def begin(socket: ClientConnection) -> None:
    """Open the connection as the protocol has it."""
    say(socket, type="connection_init")
    assert hear(socket) == {"type": "connection_ack"}


def closed_with(socket: ClientConnection) -> int | None:
    """The code with which the server closes."""
    try:
        while True:
            socket.recv(PATIENCE_SECONDS)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def handshake(running: Running, origin: str | None = None) -> int:
    """The status with which the server answers to a WebSocket."""
    try:
        with web_socket(running, origin) as socket:
            begin(socket)
    except InvalidStatus as refusal:
        return refusal.response.status_code
    return 101


def streams(served: bool) -> Check:
    """Events and WebSockets are served, or none is."""

    def check(running: Running) -> None:
        with httpx.stream("POST", f"{running.url}/graphql", json=FOLLOW, headers=EVENTS) as answer:
            assert (answer.status_code == 200) is served
        assert handshake(running) == (101 if served else 503)

    return check


def sockets_of(origin: str, opened: bool) -> Check:
    """A page of an origin may open a WebSocket, or may not; one of this server always may."""

    def check(running: Running) -> None:
        assert handshake(running, origin) == (101 if opened else 403)
        assert handshake(running, running.url) == 101

    return check


def operations_at_once(second: bool) -> Check:
    """A second operation may be under way on a WebSocket, or may not."""

    def check(running: Running) -> None:
        with web_socket(running) as socket:
            begin(socket)
            say(socket, type="subscribe", id="1", payload=FOLLOW)
            say(socket, type="subscribe", id="2", payload=FOLLOW)
            say(socket, type="ping")
            refused = [
                message for message in (hear(socket), hear(socket) if not second else {}) if "id" in message
            ]
        assert [message["type"] for message in refused] == ([] if second else ["error"])

    return check


def message_of(size: int, code: int | None) -> Check:
    """A message of some bytes is taken (None), or closes the WebSocket."""

    def check(running: Running) -> None:
        with web_socket(running) as socket:
            begin(socket)
            socket.send('{"type":"ping"' + " " * size + "}")
            if code is None:
                assert hear(socket) == {"type": "pong"}
            else:
                assert closed_with(socket) == code

    return check


def late_beginning(admitted: bool) -> Check:
    """A WebSocket may say nothing for a while, or is closed."""

    def check(running: Running) -> None:
        with web_socket(running) as socket:
            if admitted:
                time.sleep(A_WHILE_SECONDS)
                begin(socket)
            else:
                assert closed_with(socket) == 4408

    return check


def signs_of_life(given: bool) -> Check:
    """A stream on which nothing happens says so now and then, or is silent for a while."""

    def check(running: Running) -> None:
        patience = PATIENCE_SECONDS if given else A_WHILE_SECONDS
        heard = 0
        with (
            suppress(httpx.ReadTimeout),
            httpx.stream(
                "POST", f"{running.url}/graphql", json=FOLLOW, headers=EVENTS, timeout=patience
            ) as answer,
        ):
            for _ in answer.iter_raw():
                heard += 1
                if heard == 10:
                    break
        assert (heard == 10) is given

    return check


def old_stream(ended: bool) -> Check:
    """A stream ends by itself before long, or goes on."""

    def check(running: Running) -> None:
        patience = PATIENCE_SECONDS if ended else A_WHILE_SECONDS
        try:
            with httpx.stream(
                "POST", f"{running.url}/graphql", json=FOLLOW, headers=EVENTS, timeout=patience
            ) as answer:
                answer.read()
                came_to_an_end = True
        except httpx.ReadTimeout:
            came_to_an_end = False
        assert came_to_an_end is ended

    return check


def deaf_client(dropped: bool) -> Check:
    """A WebSocket whose client answers no ping is closed before long, or is not."""

    def check(running: Running) -> None:
        with running.connect() as connection:
            key = base64.b64encode(bytes(16))
            connection.sendall(
                b"GET /graphql HTTP/1.1\r\nHost: news.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n"
                b"Sec-WebSocket-Key: %b\r\n\r\n" % key
            )
            assert connection.recv(1_000).startswith(b"HTTP/1.1 101 ")
            connection.settimeout(PATIENCE_SECONDS if dropped else A_WHILE_SECONDS)
            try:
                while connection.recv(1_000):
                    pass
                ended = True
            except TimeoutError:
                ended = False
        assert ended is dropped

    return check
