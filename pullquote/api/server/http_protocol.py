"""uvicorn's HTTP protocol, which takes an ordinary GraphQL request the fast path.

A request to ``/graphql`` is held until it is whole, and offered to the application's
:class:`~pullquote.api.endpoint.fast_path.FastPath`. Where that has an answer it is written at once, without the task,
the events and the messages that a server needs for an application that may wait; they take several times as
long as answering does. Everything else, and whatever the fast path declines, is uvicorn's as ever.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState

from pullquote.api.endpoint.endpoint import BEGUN, Begun
from pullquote.api.endpoint.fast_path import PATH, FastPath, Reply
from pullquote.api.server.http_limits import GuardedProtocol, application_of


def fast_path_of(app: Any) -> FastPath | None:
    """The fast path of the application that is served, through whatever the server has wrapped it in."""
    ours = application_of(app)
    fast_path = getattr(ours.state, "fast_path", None) if ours is not None else None
    return fast_path if isinstance(fast_path, FastPath) else None


class FastPathProtocol(GuardedProtocol):
    """One connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._fast_path = fast_path_of(config.loaded_app)
        self._held: bytes | None = None
        self._stopping = False
        self._common: tuple[object, bytes] = (None, b"")
        """What the server has every answer say, as it has it, and as lines; it is new every second."""

    def shutdown(self) -> None:
        """The server stops: a request that is still arriving is answered first."""
        if self._held is None:
            super().shutdown()
        else:
            self._stopping = True

    def on_headers_complete(self) -> None:
        """Hold a request that may take the fast path; the rest begins now."""
        if self._fast_path is not None and self._may_be_ordinary(self._fast_path):
            self._in_head, self._held = False, b""
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self._held is None:
            super().on_body(body)
        else:
            self._held += body

    def on_message_complete(self) -> None:
        """The request is whole."""
        if self._held is None or self._fast_path is None:
            super().on_message_complete()
            return
        body, self._held, self._since = self._held, None, None
        _, mark, query = self.url.partition(b"?")
        answer = self._fast_path.answer(self.parser.get_method(), query if mark else None, self.headers, body)
        if isinstance(answer, Begun):
            scope: Any = self.scope
            scope[BEGUN] = answer
            answer = None
        if answer is None:
            super().on_headers_complete()
            if body:
                super().on_body(body)
            super().on_message_complete()
            if self._stopping:
                super().shutdown()
            return
        self._write(answer)

    def _may_be_ordinary(self, fast_path: FastPath) -> bool:
        """Whether the request is to ``/graphql``, the only one under way, and has a whole body of some size."""
        path, _, _ = self.url.partition(b"?")
        if path != PATH or self.expect_100_continue or self.limit_concurrency is not None:
            return False
        if self.parser.get_http_version() != "1.1" or self.parser.should_upgrade():
            return False
        if (self.cycle is not None and not self.cycle.response_complete) or self.pipeline:
            return False
        if self.flow.write_paused:
            return False
        method = self.parser.get_method()
        if method == b"GET":
            return self.scheme == "http"
        if method != b"POST":
            return False
        for name, value in self.headers:
            if name == b"content-length":
                return value.isdigit() and int(value[:20]) <= fast_path.max_body_bytes
        return False

    def _write(self, answer: Reply) -> None:
        status_line, head, payload = answer
        headers = self.server_state.default_headers
        if headers is not self._common[0]:
            self._common = headers, b"".join([b"%b: %b\r\n" % header for header in headers])
        lines = self._common[1]
        closing = not self.parser.should_keep_alive()
        if closing:
            lines += b"connection: close\r\n"
        self.transport.writelines([status_line, lines, head, payload])
        if closing:
            self.transport.close()
        # In place of uvicorn's on_response_complete: nothing is paused or waits in line here, and its timer
        # for each answer would take longer than writing it. There is one for each connection already.
        self.server_state.total_requests += 1
        self._idle_since = self.loop.time()
