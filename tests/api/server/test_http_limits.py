"""Clients that send what is no request, too much of one or none at all are answered and let go."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.conftest import SHIPPED, Server, need, run_server

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


def answer_to(
    server: Server, *pieces: bytes, read_json: bool = True, last: bool = False
) -> tuple[int, str, bytes]:
    """The status, code and head of what the server answers, first or ``last``, before it closes."""
    with connect(server) as connection:
        received = b""
        with suppress(ConnectionError):  # it has closed while we sent
            for piece in pieces:
                connection.sendall(piece)
        with suppress(ConnectionError):
            while chunk := connection.recv(65_536):
                received += chunk
    if last:
        received = received[received.rindex(b"HTTP/1.1 ") :]
    head, _, body = received.partition(b"\r\n\r\n")
    if not read_json:
        body = b""
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


LARGE = 300_000_000
"""Of a body: if it were held, the server's memory would show it."""
ADDRESSES = [
    "/graphql?query={__typename}",
    "/",
    "/health/live",
    "/metrics",
    "/schema.graphql",
    "/feeds/stories.atom",
]
TOO_LARGE = (413, "PAYLOAD_TOO_LARGE")
PIECE = b"x" * 60_000


def memory(server: Server) -> int:
    """The most memory that the server has had, in kB."""
    status = Path(f"/proc/{server.process.pid}/status")
    need(status.is_file(), "the system has no /proc")
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1])


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("address", [*ADDRESSES, "/playground/nothing", "/nothing"])
def test_a_body_that_is_announced_too_large_is_refused_unread(
    guarded: Server, method: str, address: str
) -> None:
    head = f"{method} {address} HTTP/1.1\r\nHost: a\r\nContent-Length: {LARGE}\r\n\r\n"
    status, code, head_of_answer = answer_to(guarded, head.encode())
    assert (status, code) == TOO_LARGE
    assert b"connection: close" in head_of_answer


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("coding", [f"Content-Length: {LARGE}", "Transfer-Encoding: chunked"])
def test_a_body_that_goes_on_is_neither_kept_nor_read_for_ever(
    guarded: Server, address: str, coding: str
) -> None:
    before = memory(guarded)
    piece = PIECE if coding.startswith("Content") else b"%x\r\n%b\r\n" % (len(PIECE), PIECE)
    head = f"GET {address} HTTP/1.1\r\nHost: a\r\n{coding}\r\n\r\n".encode()
    status, code, _ = answer_to(guarded, head, *[piece] * (LARGE // len(piece)))
    assert (status, code) == TOO_LARGE
    assert memory(guarded) - before < LARGE / 1_000 / 10


def test_a_body_that_was_answered_before_it_was_whole_would_be_too_large(guarded: Server) -> None:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(PIECE), PIECE) for _ in range(2))
    head = b"GET /health/live HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    status, code, _ = answer_to(guarded, head, chunks[:-1], chunks[-1:] + b"0\r\n\r\n")
    assert (status, code) == TOO_LARGE


def test_a_body_within_the_limit_is_taken_by_every_address(guarded: Server) -> None:
    for address in ("/graphql?query={__typename}", "/health/live", "/schema.graphql"):
        for framed in (b"Content-Length: 60000\r\n\r\n" + PIECE, CHUNKED % (len(PIECE), PIECE)):
            head = f"GET {address} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n".encode()
            assert answer_to(guarded, head + framed, read_json=False)[0] == 200


CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"


def test_a_body_may_come_in_chunks_of_one_byte(guarded: Server) -> None:
    content = b" " * 30_000 + BODY
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in content)
    head = HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert answer_to(guarded, head, chunks, b"0\r\n\r\n", read_json=False)[0] == 200


@pytest.mark.parametrize(
    "pieces",
    [
        [b"1;" + b"x" * 60_000 + b"\r\na\r\n"] * 20,
        [b"5\r\nhello\r\n0\r\n", *[b"X-Trailer: " + b"x" * 60_000 + b"\r\n"] * 20],
        [b"5\r\nhello\r\n0\r\n", *[b"X: y\r\n" * 10_000] * 20],
    ],
    ids=["extensions", "a trailer", "trailers"],
)
def test_what_surrounds_the_chunks_is_bounded(guarded: Server, pieces: list[bytes]) -> None:
    head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    assert answer_to(guarded, head, *pieces)[:2] == TOO_LARGE


def test_trailers_are_no_headers(guarded: Server) -> None:
    head = HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    trailers = b"0\r\nAuthorization: Bearer of-nobody-at-all\r\nHost: b\r\n\r\n"
    chunk = b"%x\r\n%b\r\n" % (len(BODY), BODY)
    assert answer_to(guarded, head + chunk + trailers, read_json=False)[0] == 200


LIMIT = 5_000


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"X: " + b"x" * LIMIT + b"\r\n\r\n",
        HEAD + b"X:" + b" " * LIMIT + b"x\r\n\r\n",
        HEAD + b"X: y\r\n" * (LIMIT // 5) + b"\r\n",
        HEAD + b"x" * LIMIT + b": y\r\n\r\n",
        b"GET /" + b"x" * LIMIT + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /graphql?query=" + b"x" * LIMIT + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\r\n" * LIMIT,
    ],
    ids=["value", "spaces", "headers", "name", "path", "query", "empty lines"],
)
def test_the_limit_of_the_head_holds_however_it_comes(guarded: Server, head: bytes) -> None:
    third = len(head) // 3
    for pieces in ([head], [head[:third], head[third:]], [head[:-1], head[-1:]], [LONG + head]):
        status, code, _ = answer_to(guarded, *pieces, last=True)
        assert (status, code) == (431, "HEAD_TOO_LARGE")


def test_heads_under_the_limit_do_not_add_up(guarded: Server) -> None:
    request = HEAD + b"X: " + b"x" * (LIMIT - 1_000) + b"\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
    stream = request * 6
    with connect(guarded) as connection:
        for start in range(0, len(stream), 1_777):
            connection.sendall(stream[start : start + 1_777])
        received = b""
        while received.count(b"HTTP/1.1 200 OK") < 6:
            received += connection.recv(65_536)


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"Host: a\r\nHost: a\r\n",
        b"Host: a\r\nhost: b\r\n",
        b"Host:\r\n",
        b"Host: a b\r\n",
        b"Host: a/b\r\n",
    ],
)
@pytest.mark.parametrize("address", [b"/graphql?query={__typename}", b"/health/live"])
def test_there_must_be_one_host_that_is_one(guarded: Server, host: bytes, address: bytes) -> None:
    for version in (b"1.1", b"1.0"):
        head = b"GET " + address + b" HTTP/" + version + b"\r\n" + host + b"Connection: close\r\n\r\n"
        if version == b"1.0" and not host:
            assert answer_to(guarded, head, read_json=False)[0] == 200
        else:
            assert answer_to(guarded, head)[:2] == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (b"X: a\r\n b\r\n", 400),
        (b" X: a\r\n", 400),
        (b"X : a\r\n", 400),
        (b"X: a\0b\r\n", 400),
        (b"X: a\rb\r\n", 400),
        (b": a\r\n", 400),
        (b"X\r\n", 400),
        (b"Content-Length: 3\r\nContent-Length: 4\r\n", 400),
        (b"Content-Length: 3, 3\r\n", 400),
        (b"Content-Length: +3\r\n", 400),
        (b"Content-Length: 99999999999999999999\r\n", 400),
        (b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", 400),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", 400),
        (b"Transfer-Encoding: gzip\r\n", 400),
        (b"Transfer-Encoding: chunked, chunked\r\n", 400),
        (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n", 400),
        (b"Transfer-Encoding: gzip, chunked\r\n", 501),
        (b"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", 501),
    ],
)
def test_headers_that_could_be_read_in_two_ways_are_refused(
    guarded: Server, lines: bytes, status: int
) -> None:
    assert answer_to(guarded, HEAD + lines + b"\r\n0\r\n\r\n")[0] == status


@pytest.mark.parametrize(
    "chunk",
    [
        b"zz\r\n",
        b"-5\r\n",
        b"0x5\r\nhello\r\n",
        b"5 \r\nhello\r\n",
        b"5\nhello\r\n",
        b"5\r\nhello!\r\n",
        b"f" * 30,
    ],
)
def test_chunks_that_are_none_are_refused(guarded: Server, chunk: bytes) -> None:
    head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    assert answer_to(guarded, head + chunk)[:2] == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET http://newsroom.test/health/live HTTP/1.1", 200),
        (b"GET http://newsroom.test/graphql?query={__typename} HTTP/1.1", 200),
        (b"GET http://newsroom.test HTTP/1.1", 200),
        (b"OPTIONS * HTTP/1.1", 204),
        (b"GET * HTTP/1.1", 400),
        (b"GET http://user@newsroom.test/ HTTP/1.1", 400),
        (b"GET ftp://newsroom.test/ HTTP/1.1", 400),
        (b"GET newsroom.test HTTP/1.1", 400),
        (b"GET /health/live#part HTTP/1.1", 400),
        (b"CONNECT newsroom.test:443 HTTP/1.1", 400),
        (b"GET / HTTP/2.0", 400),
        (b"GET / HTTP/0.9", 400),
        (b"GET /", 400),
    ],
)
def test_targets_and_versions(guarded: Server, line: bytes, status: int) -> None:
    request = line + b"\r\nHost: elsewhere.test\r\nConnection: close\r\n\r\n"
    assert answer_to(guarded, request, read_json=False)[0] == status


def test_the_host_of_a_whole_address_counts_and_not_the_headers(guarded: Server) -> None:
    lines = b"\r\nHost: newsroom.test\r\nOrigin: http://newsroom.test\r\nConnection: close\r\n\r\n"
    own = answer_to(
        guarded, b"GET http://newsroom.test/graphql?query={__typename} HTTP/1.1" + lines, read_json=False
    )
    other = answer_to(guarded, b"GET http://other.test/graphql?query={__typename} HTTP/1.1" + lines)
    assert own[0] == 200
    assert other[:2] == (403, "CSRF_REFUSED")


def test_a_wish_for_another_protocol_loses_no_body(guarded: Server) -> None:
    wish = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
    with connect(guarded) as connection:
        for _ in range(2):
            exchange(connection, HEAD + wish + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY)
        exchange(connection, SHORT)


def test_who_waits_for_100_is_refused_at_once_or_told_to_go_on(guarded: Server) -> None:
    wait = HEAD + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    assert answer_to(guarded, wait % LARGE)[:2] == TOO_LARGE
    with connect(guarded) as connection:
        connection.sendall(wait % len(BODY))
        assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(BODY)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("first", [SHORT, LONG])
def test_what_is_refused_after_others_is_answered_after_them(guarded: Server, first: bytes) -> None:
    with connect(guarded) as connection:
        connection.sendall(first + LONG + b"nonsense\r\n\r\n")
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    assert re.findall(rb"HTTP/1\.1 (\d+)", received) == [b"200", b"200", b"400"]


def test_what_is_refused_is_logged_counted_and_has_the_headers_of_every_answer(guarded: Server) -> None:
    head = (
        b"GET /feeds/refused HTTP/1.1\r\nHost: a\r\nX-Request-ID: refused-1\r\nContent-Length: 999999\r\n\r\n"
    )
    _, _, answered = answer_to(guarded, head)
    for line in (
        b"x-request-id: refused-1",
        b"x-content-type-options: nosniff",
        b"cache-control: no-store",
        b"date: ",
    ):
        assert line in answered
    assert "refused-1" in guarded.output()
    with urlopen(f"{guarded.url}/metrics") as metrics:
        assert b'status="413"' in metrics.read()


def test_a_body_is_not_sent_for_head(guarded: Server) -> None:
    with connect(guarded) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n")
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    assert received.startswith(b"HTTP/1.1 413 ")
    assert received.endswith(b"\r\n\r\n")
