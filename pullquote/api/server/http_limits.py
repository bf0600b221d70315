"""uvicorn's HTTP protocol, bounded in what uvicorn does not bound: the head of a request, and its time.

Without this a client may send headers for ever, or nothing for ever, and keep the memory and the connection.
And what is not HTTP is answered in JSON, as everything else is.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.applications import Starlette
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from pullquote.api.errors import CODES, refused
from pullquote.api.operations.operations import encode
from pullquote.api.settings import Settings

LAYERS = 10
"""How many applications around ours are looked through; uvicorn adds one, for proxies' headers."""
REASONS = {400: b"Bad Request", 408: b"Request Timeout", 431: b"Request Header Fields Too Large"}


def application_of(app: Any) -> Starlette | None:
    """Our application, through whatever the server has wrapped it in."""
    for _ in range(LAYERS):
        if isinstance(app, Starlette):
            return app
        app = getattr(app, "app", None)
    return None


class GuardedProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        app = application_of(config.loaded_app)
        self._settings: Settings = getattr(app.state, "settings", None) or Settings() if app else Settings()
        self._head_bytes = 0
        self._in_head = True
        self._since: float | None = None
        """When the request began to arrive, or might have; None once it is whole."""
        self._idle_since: float | None = None
        """When the last request was answered; None from the next on, and where uvicorn looks after it."""
        self._check: asyncio.TimerHandle | None = None
        self._most_between_checks = min(self._settings.request_seconds, self.timeout_keep_alive)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """A client has connected, and now has to say what it wants."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._check_later(self._most_between_checks)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop_checking()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes: of a head that must not go on for ever, or of a body that the application bounds."""
        was_in_head = self._in_head
        super().data_received(data)
        if was_in_head and self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > self._settings.max_head_bytes and not self.transport.is_closing():
                message = f"The address and headers are larger than {self._settings.max_head_bytes} bytes."
                self._refuse("HEAD_TOO_LARGE", message)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._since, self._idle_since = self.loop.time(), None
        self._in_head, self._head_bytes = True, 0

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._since = None
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """From here on it is a WebSocket, which has limits of its own."""
        self._stop_checking()
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words
        """What came is not HTTP."""
        self._refuse("BAD_REQUEST", "This is not HTTP.")

    def _refuse(self, code: str, message: str) -> None:
        status = CODES[code].status
        body = encode({"errors": list(refused(code, message).errors)})
        head = (
            b"HTTP/1.1 %d %b\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: %d\r\n"
            b"cache-control: no-store\r\nconnection: close\r\n\r\n" % (status, REASONS[status], len(body))
        )
        self.transport.write(head + body)
        self.transport.close()

    def _check_later(self, seconds: float) -> None:
        self._check = self.loop.call_later(min(seconds, self._most_between_checks), self._check_time)

    def _check_time(self) -> None:
        """One timer for each connection, not for each request: those are too many.

        It looks often enough that whatever begins between two looks ends after the second.
        """
        limit, now = self._settings.request_seconds, self.loop.time()
        if self._since is not None:
            left = self._since + limit - now
        elif self._idle_since is not None:
            left = self._idle_since + self.timeout_keep_alive - now
        else:
            left = limit
        if left > 0:
            self._check_later(left)
        elif not self.transport.is_closing():
            answered = not self._in_head and self.cycle is not None and self.cycle.response_started
            if self._since is None or answered:
                self.transport.close()  # it is idle, or was answered before it was whole
            else:
                self._refuse("REQUEST_TIMEOUT", f"The request was not whole after {limit:g} s.")

    def _stop_checking(self) -> None:
        if self._check is not None:
            self._check.cancel()
            self._check = None
