"""The server speaks HTTP/1.1 on the fast path as on the long one, whatever the packets look like."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import orjson
import pytest
import uvicorn

from pullquote.api.server.app import create_app
from pullquote.api.server.http_protocol import FastPathProtocol, fast_path_of
from pullquote.api.settings import Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import INVENTED, free_port

BODY = orjson.dumps({"query": "{ stories { totalCount } }"})
GONE_SECONDS = 10
"""How long a slow machine may take for one answer."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    settings = Settings(folder=INVENTED, max_body_bytes=10_000)
    newsroom = Newsroom(settings.folder)
    newsroom.load()
    number = free_port()
    config = uvicorn.Config(
        create_app(settings, newsroom),
        port=number,
        http=FastPathProtocol,
        log_config=None,
        server_header=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield number
    server.should_exit = True
    thread.join()


def post(body: bytes = BODY, *lines: bytes, version: bytes = b"1.1") -> bytes:
    head = [
        b"POST /graphql HTTP/" + version,
        b"Host: 127.0.0.1",
        b"Content-Type: application/json",
        b"Content-Length: %d" % len(body),
        *lines,
    ]
    return b"\r\n".join([*head, b"", body])


def get(target: bytes, *lines: bytes) -> bytes:
    return b"\r\n".join([b"GET " + target + b" HTTP/1.1", b"Host: 127.0.0.1", *lines, b"", b""])


QUERY = b"/graphql?query=%7Bstories%7BtotalCount%7D%7D"


def talk(port: int, *packets: bytes, answers: int = 1) -> tuple[list[tuple[int, bytes, bytes]], bool]:
    """Send packets, read so many answers; (status, head, body) of each, and whether the server then closed."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=GONE_SECONDS)) as connection:
        for index, packet in enumerate(packets):
            if index:
                time.sleep(0.02)
            connection.sendall(packet)
        read: list[tuple[int, bytes, bytes]] = []
        received = b""
        while len(read) < answers:
            head, ends, rest = received.partition(b"\r\n\r\n")
            length = next(
                (
                    int(line[15:])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length:")
                ),
                0,
            )
            if ends and len(rest) >= length:
                read.append((int(head[9:12]), head.lower(), rest[:length]))
                received = rest[length:]
                continue
            piece = connection.recv(65536)
            if not piece:
                pytest.fail(f"the server closed after {read} and {received!r}")
            received += piece
        connection.settimeout(0.2)
        try:
            closed = connection.recv(1) == b""
        except TimeoutError:
            closed = False
        return read, closed


def total(answer: tuple[int, bytes, bytes]) -> int:
    assert answer[0] == 200
    count: int = orjson.loads(answer[2])["data"]["stories"]["totalCount"]
    return count


def test_a_connection_is_kept_and_answers_in_order(port: int) -> None:
    answers, closed = talk(port, post(), post(), get(QUERY), post(), answers=4)
    assert len({total(answer) for answer in answers}) == 1
    assert not closed


def test_requests_in_one_packet_are_answered_in_their_order(port: int) -> None:
    other = orjson.dumps({"query": "{ people { totalCount } }"})
    packet = post() + get(b"/health/live") + post(other) + get(QUERY) + post()
    answers, _ = talk(port, packet, answers=5)
    assert [answer[2][:12] for answer in answers] == [
        b'{"data":{"st', b"live\n", b'{"data":{"pe', b'{"data":{"st', b'{"data":{"st',
    ]  # fmt: skip


def test_a_request_may_come_byte_by_byte(port: int) -> None:
    request = post()
    answers, _ = talk(port, request[:3], request[3:40], request[40:-9], request[-9:-1], request[-1:])
    assert total(answers[0]) > 0


def test_close_is_honoured(port: int) -> None:
    answers, closed = talk(port, post(BODY, b"Connection: close"))
    assert total(answers[0]) > 0
    assert b"connection: close" in answers[0][1]
    assert closed


def test_http_1_0_is_answered(port: int) -> None:
    answers, closed = talk(port, post(version=b"1.0"))
    assert total(answers[0]) > 0
    assert closed


def test_a_body_in_chunks_is_answered(port: int) -> None:
    head = b"\r\n".join([
        b"POST /graphql HTTP/1.1", b"Host: 127.0.0.1", b"Content-Type: application/json",
        b"Transfer-Encoding: chunked", b"", b"",
    ])  # fmt: skip
    chunks = b"%x\r\n%b\r\n" % (5, BODY[:5]) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY) - 5, BODY[5:])
    answers, _ = talk(port, head, chunks)
    assert total(answers[0]) > 0


def test_a_client_that_waits_for_100_is_told_to_go_on(port: int) -> None:
    request = post(BODY, b"Expect: 100-continue")
    head, body = request[: -len(BODY)], BODY
    answers, _ = talk(port, head, body, answers=2)
    assert answers[0][0] == 100
    assert total(answers[1]) > 0


def test_a_body_that_is_too_large_is_refused(port: int) -> None:
    answers, _ = talk(port, post(b" " * 10_001)[:300])
    assert answers[0][0] == 413


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (get(b"/graphql"), 400),
        (get(b"/graphql?query=%7B", b"Accept: application/graphql-response+json"), 400),
        (get(QUERY, b"Accept: image/png"), 406),
        (post(b"{"), 400),
        (get(b"/nothing"), 404),
        (b"BREW /graphql HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (get(b"/graphql/x?query=%7B"), 404),
    ],
)
def test_what_is_not_ordinary_is_answered(port: int, request_bytes: bytes, status: int) -> None:
    answers, _ = talk(port, request_bytes)
    assert answers[0][0] == status


def test_a_date_is_on_every_answer(port: int) -> None:
    answers, _ = talk(port, post(), get(b"/health/live"), answers=2)
    assert all(b"\r\ndate: " in answer[1] for answer in answers)


def test_the_application_is_found_through_what_the_server_wraps_it_in() -> None:
    settings = Settings(folder=INVENTED)
    app = create_app(settings, Newsroom(settings.folder))
    config = uvicorn.Config(app, http=FastPathProtocol, log_config=None)
    config.load()
    assert config.loaded_app is not app
    assert fast_path_of(config.loaded_app) is app.state.fast_path
    assert fast_path_of(object()) is None


PEOPLE = orjson.dumps({"query": "{ people  { totalCount } }"})
"""As long as BODY, so that both are sent with the same head."""


def test_the_same_head_comes_with_any_body_in_any_packets(port: int) -> None:
    assert len(PEOPLE) == len(BODY)
    first, second = post(), post(PEOPLE)
    cut = first.index(b"\r\n\r\n") + 4
    splits = [
        [first + second + first],
        [first[:cut], first[cut:] + second[:cut], second[cut:] + first],
        [first[:cut], first[cut : cut + 3], first[cut + 3 :], second, first],
        [first[:9], first[9:] + second[:cut] + second[cut:-1], second[-1:] + first],
        [first[: cut - 1], first[cut - 1 :] + second + first[: cut + 1], first[cut + 1 :]],
    ]
    for packets in splits * 2:
        answers, closed = talk(port, *packets, answers=3)
        assert [answer[2][:12] for answer in answers] == [
            b'{"data":{"st', b'{"data":{"pe', b'{"data":{"st'
        ]  # fmt: skip
        assert not closed


def test_a_head_that_came_before_is_answered_after_what_is_still_under_way(port: int) -> None:
    packet = post() + get(b"/schema.graphql") + post() + get(QUERY) + get(b"/health/live") + get(QUERY)
    for _ in range(3):
        answers, _ = talk(port, packet, answers=6)
        assert [answer[2][:12] for answer in answers] == [
            b'{"data":{"st', answers[1][2][:12], b'{"data":{"st', b'{"data":{"st', b"live\n", b'{"data":{"st'
        ]  # fmt: skip
        assert b"application/graphql" in answers[1][1]


def test_a_head_that_came_before_still_closes_waits_and_is_bounded(port: int) -> None:
    for _ in range(3):
        answers, closed = talk(port, post(BODY, b"Connection: close"))
        assert (answers[0][0], closed) == (200, True)
        request = post(BODY, b"Expect: 100-continue")
        answers, _ = talk(port, request[: -len(BODY)], BODY, answers=2)
        assert [answer[0] for answer in answers] == [100, 200]
        answers, closed = talk(port, post(b" " * 10_001)[:300])
        assert (answers[0][0], closed) == (413, True)


def test_a_document_that_is_streamed_is_decided_once(port: int) -> None:
    events = post(BODY, b"Accept: text/event-stream", b"Connection: close")
    for _ in range(3):
        with closing(socket.create_connection(("127.0.0.1", port), timeout=GONE_SECONDS)) as connection:
            connection.sendall(events)
            received = b""
            while piece := connection.recv(65536):
                received += piece
        assert received.count(b"HTTP/1.1 200 OK") == 1
        assert received.count(b"event: next") == 1


def test_errors_are_not_taken_for_answers_of_the_same_head(port: int) -> None:
    wrong = b"x" * len(BODY)
    for body, status in ((BODY, 200), (wrong, 400), (BODY, 200), (wrong, 400)):
        answers, _ = talk(port, post(body))
        assert answers[0][0] == status
