"""What is used of uvicorn and httptools without their documenting it is there, and behaves as we rely on."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator
from typing import Any

import httptools
import pytest
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from pullquote.api.server.compat_uvicorn import Multiprocess, WholeRequestProtocol

pytestmark = pytest.mark.anyio

GET = b"GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n"


class Transport(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written = b""
        self.closed = False

    def write(self, data: Any) -> None:
        self.written += bytes(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def application(_scope: Any, receive: Any, send: Any) -> None:
    body = (await receive())["body"]
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]}
    )
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
async def protocol(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    config = uvicorn.Config(application, log_config=None, lifespan="off", proxy_headers=False)
    config.load()
    state = ServerState()
    state.default_headers = [(b"date", b"now")]
    made = getattr(request, "param", HttpToolsProtocol)(config, state, {}, None)
    made.connection_made(Transport())
    yield made
    if made.timeout_keep_alive_task is not None:
        made.timeout_keep_alive_task.cancel()


async def answered(protocol: Any) -> bytes:
    while protocol.tasks:
        await asyncio.sleep(0)
    written: bytes = protocol.transport.written
    return written


async def test_a_protocol_has_what_is_used_of_it(protocol: Any) -> None:
    assert list(inspect.signature(HttpToolsProtocol).parameters) == [
        "config", "server_state", "app_state", "_loop",
    ]  # fmt: skip
    for name in (
        "loop", "parser", "cycle", "pipeline", "flow", "scheme", "headers", "scope", "limit_concurrency", "transport",
        "server_state", "timeout_keep_alive", "timeout_keep_alive_task", "expect_100_continue",
    ):  # fmt: skip
        assert hasattr(protocol, name)
    assert protocol.flow.write_paused is False
    assert isinstance(protocol.server_state.total_requests, int)
    for name in (
        "connection_made", "connection_lost", "data_received", "shutdown", "on_message_begin", "on_url", "on_header",
        "on_headers_complete", "on_body", "on_message_complete", "on_response_complete", "handle_websocket_upgrade",
        "send_400_response", "_should_upgrade", "_unset_keepalive_if_required",
    ):  # fmt: skip
        assert callable(getattr(protocol, name))


def test_a_supervisor_has_what_is_used_of_it() -> None:
    assert list(inspect.signature(Multiprocess).parameters) == ["config", "sockets"]
    assert callable(Multiprocess.keep_subprocess_alive)
    assert "self.processes" in inspect.getsource(Multiprocess.__init__)


async def test_a_request_begins_with_its_headers_empty_and_its_address_too(protocol: Any) -> None:
    protocol.data_received(GET)
    first = protocol.headers
    assert (protocol.url, first) == (b"/a?b", [(b"host", b"a")])
    protocol.on_message_begin()
    assert (protocol.url, protocol.headers) == (b"", [])
    assert protocol.scope["headers"] is protocol.headers
    assert first == [(b"host", b"a")]
    assert await answered(protocol)


async def test_the_cycle_says_when_it_is_over_and_the_protocol_hears_it(protocol: Any) -> None:
    protocol.data_received(GET)
    cycle = protocol.cycle
    assert isinstance(cycle, RequestResponseCycle)
    assert not cycle.response_complete
    assert await answered(protocol) == b"HTTP/1.1 200 OK\r\ndate: now\r\ncontent-length: 0\r\n\r\n"
    assert cycle.response_complete
    assert protocol.server_state.total_requests == 1
    assert protocol.timeout_keep_alive_task is not None


async def test_what_comes_before_an_answer_waits_in_line(protocol: Any) -> None:
    protocol.data_received(GET + GET)
    assert len(protocol.pipeline) == 1
    assert (await answered(protocol)).count(b"HTTP/1.1 200 OK") == 2


@pytest.mark.parametrize("protocol", [WholeRequestProtocol], indirect=True)
async def test_a_request_can_be_given_to_it_when_it_is_whole(protocol: Any) -> None:
    post = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
    for byte in post[:-1]:
        protocol.data_received(bytes([byte]))
        assert protocol.cycle is None
    protocol.data_received(post[-1:])
    assert (await answered(protocol)).endswith(b"\r\n\r\nhello")


class Events:
    """What the parser calls."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def on_header(self, name: bytes, value: bytes) -> None:
        self.seen.append((name, value))

    def on_headers_complete(self) -> None:
        self.seen.append("head")

    def on_message_complete(self) -> None:
        self.seen.append("whole")


def test_trailers_are_told_as_headers() -> None:
    events = Events()
    chunks = b"1\r\nx\r\n0\r\nTrailer: y\r\n\r\n"
    httptools.HttpRequestParser(events).feed_data(
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    )
    assert events.seen == [(b"Transfer-Encoding", b"chunked"), "head", (b"Trailer", b"y"), "whole"]


def test_an_upgrade_ends_the_request_before_its_body() -> None:
    events = Events()
    parser = httptools.HttpRequestParser(events)
    head = b"POST / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\n"
    with pytest.raises(httptools.HttpParserUpgrade):
        parser.feed_data(head + b"x")
    assert events.seen[-2:] == ["head", "whole"]
    assert parser.should_upgrade()


def test_a_callback_that_fails_is_told_from_what_is_not_http() -> None:
    class Broken(Events):
        def on_headers_complete(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(httptools.HttpParserCallbackError):
        httptools.HttpRequestParser(Broken()).feed_data(GET)
    with pytest.raises(httptools.HttpParserError) as caught:
        httptools.HttpRequestParser(Events()).feed_data(b"nonsense\r\n\r\n")
    assert not isinstance(caught.value, httptools.HttpParserCallbackError)


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\n", b"\n\r\n"])
def test_a_head_ends_in_two_whole_line_ends(end: bytes) -> None:
    events = Events()
    with pytest.raises(httptools.HttpParserError):
        httptools.HttpRequestParser(events).feed_data(b"GET / HTTP/1.1\r\nHost: a" + end)
    assert "head" not in events.seen
