"""Clients that send what is no request, too much of one or none at all are answered and let go."""

from __future__ import annotations

import inspect
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from tests.conftest import SHIPPED, Server, run_server

PATIENCE_SECONDS = 15
BODY = b'{"query":"{ people { totalCount } }"}'
HEAD = b"POST /graphql HTTP/1.1\r\nHost: newsroom.test\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of little patience."""
    environment = {
        "PULLQUOTE_REQUEST_SECONDS": "1",
        "PULLQUOTE_KEEP_ALIVE_SECONDS": "1",
        "PULLQUOTE_MAX_HEAD_BYTES": "5000",
    }
    log = tmp_path_factory.mktemp("guarded") / "log.txt"
    with run_server(SHIPPED, log, "--no-watch", environment=environment) as server:
        yield server


def connect(server: Server) -> socket.socket:
    address = urlsplit(server.url)
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE_SECONDS)


def answer_to(server: Server, *pieces: bytes) -> tuple[int, str, bytes]:
    """The status, code and rest of what the server answers before it closes."""
    with connect(server) as connection:
        received = b""
        try:
            for piece in pieces:
                connection.sendall(piece)
            while chunk := connection.recv(65_536):
                received += chunk
        except ConnectionError:  # it has closed while we sent
            pass
    head, _, body = received.partition(b"\r\n\r\n")
    code = json.loads(body)["errors"][0]["extensions"]["code"] if body else ""
    return int(head.split(b" ")[1]) if head else 0, code, head


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"POST"],
        [HEAD],
        [HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY), BODY[:5]],
        [b"GET /schema.graphql HTTP/1.1\r\nHost: a\r\n"],
        [b"POST /nothing HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"],
    ],
    ids=["nothing", "a word", "half a head", "half a body", "another address", "half a chunk"],
)
def test_a_request_that_never_ends_is_given_up(guarded: Server, pieces: list[bytes]) -> None:
    status, code, _ = answer_to(guarded, *pieces)
    assert (status, code) in {(408, "REQUEST_TIMEOUT"), (404, "NOT_FOUND")}


@pytest.mark.parametrize(
    "pieces",
    [
        [b"GET /graphql?query=" + b"x" * 4_000, *[b"x" * 1_000] * 300],
        [HEAD + b"X-Long: ", *[b"x" * 1_000] * 300],
        [HEAD, *[b"X-%d: x\r\n" % number for number in range(60_000)]],
    ],
    ids=["an address", "a header", "headers"],
)
def test_a_head_that_never_ends_is_refused(guarded: Server, pieces: list[bytes]) -> None:
    status, code, _ = answer_to(guarded, *pieces)
    # The refusal may be lost where the client goes on sending to a closed connection.
    assert (status, code) in {(431, "HEAD_TOO_LARGE"), (0, "")}


@pytest.mark.parametrize(
    "line",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_not_http_is_answered_in_json(guarded: Server, line: bytes) -> None:
    status, code, head = answer_to(guarded, line)
    assert (status, code) == (400, "BAD_REQUEST")
    assert b"application/json" in head


SHORT = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
"""A request that takes the fast path, on which the server does not look after the connection itself."""
LONG = b"GET /health/live HTTP/1.1\r\nHost: newsroom.test\r\n\r\n"


def exchange(connection: socket.socket, request: bytes) -> None:
    connection.sendall(request)
    received = b""
    while not received.endswith((b"}}}", b"live\n")):
        received += connection.recv(65_536)
    assert received.startswith(b"HTTP/1.1 200 OK")


def test_a_connection_that_is_used_again_is_not_timed_out(guarded: Server) -> None:
    with connect(guarded) as connection:
        for request in (SHORT, SHORT, LONG, SHORT):
            exchange(connection, request)
            time.sleep(0.6)
        exchange(connection, SHORT)


@pytest.mark.parametrize("requests", [(SHORT,), (LONG,), (SHORT, LONG), (LONG, SHORT)])
def test_a_connection_that_is_idle_is_closed_without_a_word(
    guarded: Server, requests: tuple[bytes, ...]
) -> None:
    with connect(guarded) as connection:
        for request in requests:
            exchange(connection, request)
            time.sleep(0.3)
        began = time.monotonic()
        assert connection.recv(1) == b""
        assert 0.5 < time.monotonic() - began < PATIENCE_SECONDS / 2


def test_a_request_that_never_ends_is_given_up_on_a_connection_that_was_used(guarded: Server) -> None:
    with connect(guarded) as connection:
        exchange(connection, SHORT)
        time.sleep(0.3)
        connection.sendall(HEAD)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 408 ")


def test_what_is_used_of_uvicorn_is_there() -> None:
    for name in (
        "connection_made", "connection_lost", "data_received", "on_message_begin", "on_headers_complete",
        "on_message_complete", "handle_websocket_upgrade", "send_400_response", "shutdown",
    ):  # fmt: skip
        assert callable(getattr(HttpToolsProtocol, name))
    assert "response_started" in inspect.getsource(RequestResponseCycle)
