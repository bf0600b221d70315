"""uvicorn's connections, HTTP and WebSocket, bounded in what their clients leave unread.

For both, an application's next answer begins only when the client has read enough of the last, and
:class:`~pullquote.api.streams.unsent.Unsent` drops clients that do not read. The names of uvicorn's that are used here
and not documented are in ``tests/api/server/test_connections.py``, which fails where a release changes them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

from pullquote.api.server.compat_uvicorn import application_of
from pullquote.api.server.http_protocol import FastPathProtocol
from pullquote.api.streams.unsent import DRAINED, Unsent

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application
    from uvicorn.config import Config
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

INVALID_TEXT: Final = 1007
"""The close code for a text that is not in UTF-8 (RFC 6455, section 7.4.1)."""
TRY_AGAIN: Final = 1013
"""The close code for a client that may connect again (https://www.iana.org/assignments/websocket)."""


def unsent_of(config: Config) -> Unsent | None:
    """What watches the connections of the application that is served."""
    app = application_of(config.loaded_app)
    unsent = getattr(app.state, "unsent", None) if app is not None else None
    return unsent if isinstance(unsent, Unsent) else None


class HttpProtocol(FastPathProtocol):
    """One connection that speaks HTTP."""

    _waiting: tuple[RequestResponseCycle, ASGI3Application] | None = None
    """A request that begins when the answers before it are read."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """A client has connected."""
        super().connection_made(transport)
        self._unsent = unsent_of(self.config)
        if self._unsent is not None:
            self._unsent.add(transport, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._waiting = None
        if self._unsent is not None:
            self._unsent.remove(self.transport)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The write buffer is full."""
        super().pause_writing()
        if self._unsent is not None:
            self._unsent.paused(self.transport)

    def resume_writing(self) -> None:
        """The write buffer has been read."""
        super().resume_writing()
        if self._unsent is not None:
            self._unsent.resumed(self.transport)
        if self._waiting is not None:
            (cycle, app), self._waiting = self._waiting, None
            super()._start_asgi_task(cycle, app)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Begin to answer a request (uvicorn's name); there is one at a time, in any case."""
        if self.flow.write_paused:
            self._waiting = cycle, app
        else:
            super()._start_asgi_task(cycle, app)


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """One connection that has become a WebSocket."""

    _pongs: bytes = b""
    """The answers to the last pings of a client that does not read; RFC 6455 (section 5.5.3) wants no others."""

    def connection_made(self, transport: Any) -> None:
        """The handshake begins."""
        super().connection_made(transport)
        self._unsent = unsent_of(self.config)
        if self._unsent is not None:
            self._unsent.add(transport, self.give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        if self._unsent is not None:
            self._unsent.remove(self.transport)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The write buffer is full."""
        super().pause_writing()
        if self._unsent is not None:
            self._unsent.paused(self.transport)

    def resume_writing(self) -> None:
        """The write buffer has been read."""
        super().resume_writing()
        if self._unsent is not None:
            self._unsent.resumed(self.transport)
        if self._pongs and not self.transport.is_closing():
            pongs, self._pongs = self._pongs, b""
            self.transport.write(pongs)

    async def run_asgi(self) -> None:
        """Run the application, which may wait until the write buffer has been read."""
        extensions: dict[str, Any] = {**(self.scope["extensions"] or {}), DRAINED: self.drained}
        self.scope["extensions"] = extensions
        await super().run_asgi()

    async def drained(self) -> None:
        """Return when the write buffer has been read. Raises ClientDisconnected."""
        await self.writable.wait()
        if self.disconnected:
            raise ClientDisconnected

    def send_receive_event_to_app(self) -> None:
        """Give a message to the application; close the connection for a text that is not in UTF-8 (RFC 6455, section 8.1).
        That is the client's mistake, and uvicorn would log it as an error of the server."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.send_close(INVALID_TEXT)
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def handle_ping(self) -> None:
        """Answer a ping; while the write buffer is full, later."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self._pongs = b"".join(self.conn.data_to_send()) or self._pongs

    def keepalive_timeout(self) -> None:
        """No answer to our ping: from a client that is gone, or from one that has much to read before it."""
        if self.transport.get_write_buffer_size() and self.ping_timeout is not None:
            self.pong_timer = self.loop.call_later(self.ping_timeout, self.keepalive_timeout)
        else:
            super().keepalive_timeout()

    def give_up(self) -> None:
        """Close the connection of a client that does not read; it may do so yet, and learn why."""
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": TRY_AGAIN})
        try:
            self.conn.send_close(TRY_AGAIN, "Nothing was read for too long")
        except InvalidState:
            self.transport.abort()
            return
        self.close_sent = True
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()
