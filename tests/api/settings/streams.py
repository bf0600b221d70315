"""What settings do to streams, files and processes, as a client or an operator sees it."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.api.settings.requests import Check
from tests.api.settings.serving import A_WHILE_SECONDS, HEADLINE, PATIENCE_SECONDS, Running, codes, until

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
        with httpx.stream(
            "POST", f"{running.url}/graphql", json=FOLLOW, headers=EVENTS, timeout=A_WHILE_SECONDS
        ) as answer:
            heard = 0
            try:
                for _ in answer.iter_raw():
                    heard += 1
                    if heard == 10:
                        break
            except httpx.ReadTimeout:
                pass
        assert (heard == 10) is given

    return check


def old_stream(ended: bool) -> Check:
    """A stream ends by itself before long, or goes on."""

    def check(running: Running) -> None:
        with httpx.stream(
            "POST", f"{running.url}/graphql", json=FOLLOW, headers=EVENTS, timeout=A_WHILE_SECONDS
        ) as answer:
            try:
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


def headline(running: Running) -> str:
    """The headline of the story that tests edit."""
    answer = running.ask('{ editorial(by: {slug: "lower-growth"}) { headline } }')
    return str(answer.json()["data"]["editorial"]["headline"])


def is_lower_growth(running: Running) -> None:
    """The newsroom that ships is served."""
    assert headline(running) == HEADLINE


def saves(followed: bool) -> Check:
    """A save is served, or is not."""

    def check(running: Running) -> None:
        assert headline(running) == HEADLINE
        running.edit("Higher growth")
        if followed:
            until(lambda: headline(running) == "Higher growth", "the save is served")
        else:
            time.sleep(A_WHILE_SECONDS)
            assert headline(running) == HEADLINE

    return check


def newsroom_kept(name: str, kept: bool = True) -> Check:
    """The newsroom is kept in a folder, or nowhere."""

    def check(running: Running) -> None:
        where = running.folder / name
        if kept:
            until(lambda: any(path.is_file() for path in where.rglob("*")), f"something is in {where}")
        else:
            time.sleep(A_WHILE_SECONDS)
            assert not where.exists()

    return check


def listens(*hosts: str, not_at: tuple[str, ...] = ()) -> Check:
    """The server answers at these addresses of the machine, and not at others."""

    def check(running: Running) -> None:
        port = running.url.rpartition(":")[2]
        for host in hosts:
            assert httpx.get(f"http://{host}:{port}/health/live").status_code == 200
        for host in not_at:
            try:
                httpx.get(f"http://{host}:{port}/health/live")
                raise AssertionError(f"{host} answers")
            except httpx.ConnectError:
                pass

    return check


def port(expected: int | None) -> Check:
    """The server has this port, or any."""

    def check(running: Running) -> None:
        number = int(running.url.rpartition(":")[2])
        assert number == expected if expected else number > 0

    return check


def processes(expected: int) -> Check:
    """So many processes serve; one is the process itself."""

    def check(running: Running) -> None:
        parent = running.process.pid
        children = [pid for pid in _children(parent) if b"spawn_main" in _command(pid)]
        assert len(children) == (0 if expected == 1 else expected)

    return check


def _children(parent: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if status[1] == str(parent):
                yield int(entry.name)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def levels(*expected: str) -> Check:
    """Lines of these levels are logged, where there is something to say of each, and of no other."""

    def check(running: Running) -> None:
        running.edit("[")
        until(lambda: "PQ1" in running.get("/health/ready").text, "the mistake is known")
        expects = set(expected)
        until(lambda: {line["level"] for line in _logged(running)} >= expects, f"all of {expects} are logged")
        assert {line["level"] for line in _logged(running)} == expects

    return check


def _logged(running: Running) -> list[dict[str, Any]]:
    return [json.loads(line) for line in running.output().splitlines() if line.startswith("{")]


def lines(in_json: bool) -> Check:
    """A request is logged in JSON, or in words."""

    def check(running: Running) -> None:
        assert codes(running.ask("{ __typename }")) == []
        until(lambda: "request_id" in running.output(), "the request is logged")
        line = next(line for line in running.output().splitlines() if "request_id" in line)
        assert line.startswith("{") is in_json

    return check
