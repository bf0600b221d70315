"""uvicorn's HTTP protocol, taken apart: all that we use of it beyond what it documents stands here.

uvicorn starts the application as soon as a request's headers are there, and keeps what of its body comes in
without a bound. Here a request is taken in whole first, with the limits of a subclass, which then answers it
itself or gives it to uvicorn. `tests/api/server/test_compat_uvicorn.py` fails where a release of uvicorn or of
httptools changes what this relies on; `pyproject.toml` admits none that was not tried.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import httptools
from starlette.applications import Starlette
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState
from uvicorn.supervisors import Multiprocess

from pullquote.api.http.exchange import join_headers

__all__ = ["Multiprocess", "WholeRequestProtocol", "application_of"]

LAYERS: Final = 10
"""How many applications around ours are looked through; uvicorn adds one, for proxies' headers."""
END_OF_HEAD: Final = b"\r\n\r\n"
"""How a head ends, and the trailers of a body in chunks; the parser admits no other line endings."""
CLOSING: Final = b"connection: close\r\n"
WHITESPACE: Final = b" \t"
"""What may stand around the value of a header and is no part of it (RFC 9110, section 5.5)."""


def application_of(app: Any) -> Starlette | None:
    """Our application, through whatever the server has wrapped it in."""
    for _ in range(LAYERS):
        if isinstance(app, Starlette):
            return app
        app = getattr(app, "app", None)
    return None


class WholeRequestProtocol(HttpToolsProtocol):
    """One connection. Its requests are taken in piece by piece; a subclass bounds and answers them.

    A piece lies in one head, or in one body: the parser does not say as much, and limits need it.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.url, self.headers = b"", []
        self.joined: dict[bytes, bytes] = {}
        """The headers of the request by name, when its head is whole."""
        self._count = 0
        self.in_head = True
        """Whether a head is arriving, or nothing yet."""
        self.given_up = False
        """Whether nothing more is taken in from this client."""
        self.length: int | None = 0
        """How much of the body is still to come; None where it comes in chunks."""
        self._parts: list[bytes] = []
        self._last = b""
        """The end of what came before, where the end of a head may have begun."""
        self._lines: tuple[object, bytes] = (None, b"")
        """What the server has every answer say, as it has it, and as lines; it is new every second."""

    # What a subclass decides.

    def answer_unread(self, data: bytes, start: int, until: int) -> int:  # noqa: ARG002 - a subclass may
        """Answer the request that begins at ``start``, with what may be its head, before the parser reads it.

        Where the request ends in ``data``, or 0 where it is not answered.
        """
        return 0

    def piece_arrives(self, size: int) -> None:
        """So many bytes more are about to be read, of a head or of a body in chunks."""

    def head_arrived(self) -> None:
        """A head is whole: ``method``, ``url`` and ``headers`` are known."""

    def part_arrived(self, size: int) -> None:
        """So many bytes of a body have arrived."""

    def request_arrived(self, body: bytes) -> None:
        """A request is whole. It is answered here, or given to :meth:`pass_on`."""
        self.pass_on(body)

    def malformed(self) -> None:
        """What came is not HTTP."""

    def failed(self, error: Exception) -> None:
        """One of these functions raised ``error``."""

    def after_giving_up(self, size: int) -> None:
        """So many bytes have come, and are dropped, since nothing more is taken in."""

    # What a subclass can ask for.

    @property
    def is_busy(self) -> bool:
        """Whether uvicorn has a request of this connection that is not answered yet."""
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def method(self) -> bytes:
        """The method of the request."""
        method: bytes = self.parser.get_method()
        return method

    @property
    def opens_web_socket(self) -> bool:
        """Whether the request turns the connection into a WebSocket."""
        return self.parser.should_upgrade() and self._should_upgrade()

    @property
    def can_write(self) -> bool:
        """Whether an answer can be written now: all before it are, and the client reads."""
        cycle = self.cycle
        return (
            (cycle is None or cycle.response_complete)
            and not self.flow.write_paused
            and self.limit_concurrency is None
        )

    def give_up(self) -> None:
        """Take in nothing more from this client."""
        self.given_up, self._parts = True, []

    def pass_on(self, body: bytes) -> None:
        """Let uvicorn have the request: the application is started, or waits until those before it are answered."""
        super().on_headers_complete()
        if body:
            super().on_body(body)
        super().on_message_complete()

    def write(self, answer: tuple[bytes, bytes, bytes], *, closing: bool) -> None:
        """Write an answer: its status line, the rest of its head, and its body; and close after it."""
        status, head, body = answer
        if self.server_state.default_headers is not self._lines[0]:
            headers = self.server_state.default_headers
            self._lines = headers, b"".join([b"%b: %b\r\n" % header for header in headers])
        self.server_state.total_requests += 1
        if not closing:
            self.transport.writelines((status, self._lines[1], head, body))
            return
        self.transport.writelines((status, self._lines[1], CLOSING, head, body))
        if not self.given_up:
            self.transport.close()

    # What the server calls.

    def data_received(self, data: bytes) -> None:
        """Some bytes have come."""
        if self.timeout_keep_alive_task is not None:
            self._unset_keepalive_if_required()
        start, end = 0, len(data)
        while start < end and not self.transport.is_closing():
            if self.given_up:
                self.after_giving_up(end - start)
                return
            until = self._end_of_piece(data, start)
            if self.in_head and (answered := self.answer_unread(data, start, until)):
                start = answered
                continue
            if self.in_head or self.length is None:
                self.piece_arrives(until - start)
            if not self.given_up:
                self._feed(data if until - start == end else data[start:until])
                start = until

    def _feed(self, piece: bytes) -> None:
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade:
            if self.given_up:
                return
            if self._should_upgrade():
                self.given_up = True  # as HTTP
                self.handle_websocket_upgrade()
            else:
                self._ignore_upgrade()
        except httptools.HttpParserCallbackError as error:
            self.failed(error)
        except httptools.HttpParserError:
            self.malformed()

    def _end_of_piece(self, data: bytes, start: int) -> int:
        """Where what begins at ``start`` ends: a head, a body of known length, or a part of one in chunks."""
        if not self.in_head and self.length is not None:
            return min(start + self.length, len(data))
        if self._last:
            across = (self._last + data[start : start + len(END_OF_HEAD) - 1]).find(END_OF_HEAD)
            if across >= 0:
                until = start + across + len(END_OF_HEAD) - len(self._last)
                self._last = b""
                return until
        found = data.find(END_OF_HEAD, start)
        if found >= 0:
            self._last = b""
            return found + len(END_OF_HEAD)
        keep = len(END_OF_HEAD) - 1
        self._last = (self._last + data[max(start, len(data) - keep) :])[-keep:]
        return len(data)

    def _ignore_upgrade(self) -> None:
        """Read the request again without its wish for another protocol (``h2c``, say), which is not served.

        The parser takes the head for the end of the request, and its body for the other protocol.
        """
        self.parser, self.in_head = httptools.HttpRequestParser(self), True
        lines = [b"%b: %b\r\n" % header for header in self.headers if header[0] != b"upgrade"]
        target, method = self.url, self.scope["method"].encode()
        self.parser.feed_data(b"%b %b HTTP/1.1\r\n%b\r\n" % (method, target, b"".join(lines)))

    # What the parser calls.

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        self.headers.append((name.lower(), value.rstrip(WHITESPACE)))

    def on_headers_complete(self) -> None:
        """The head is whole."""
        if self.given_up:
            return
        self.in_head = False
        self.joined = join_headers(self.headers)
        self._count = len(self.headers)
        if b"transfer-encoding" in self.joined:
            self.length = None
        else:
            self.length = int(self.joined.get(b"content-length", 0))
        if self.parser.should_upgrade():
            self.scope["method"] = self.method.decode("ascii")
            if not self._should_upgrade() and self.method != b"CONNECT":
                return  # it is read again, without the upgrade
        self.head_arrived()

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self.given_up:
            return
        self._parts.append(body)
        if self.length is not None:
            self.length -= len(body)
        self.part_arrived(len(body))

    def on_message_complete(self) -> None:
        """The request is whole."""
        if self.given_up or self.parser.should_upgrade():
            return
        # Trailers say nothing here, and must not pass for headers.
        del self.headers[self._count :]
        parts = self._parts
        self._parts, self.in_head, self._last = [], True, b""
        self.request_arrived(parts[0] if len(parts) == 1 else b"".join(parts))
        self.url, self.headers = b"", []
