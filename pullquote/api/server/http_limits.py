"""HTTP/1.1 from the wire, to the letter (RFC 9112), and bounded: heads, bodies, time, and what follows a refusal.

Without this a client may send headers, or a body that nobody wants, for ever, or nothing for ever, and keep
the memory and the connection. Whatever is refused here is answered, logged and counted as everything else is.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final

import structlog
from structlog.typing import FilteringBoundLogger
from uvicorn.config import Config
from uvicorn.server import ServerState

from pullquote.api.endpoint.fast_path import FastPath, Reply
from pullquote.api.errors import refused
from pullquote.api.http.exchange import join_headers
from pullquote.api.http.targets import BadTarget, is_host, origin_form
from pullquote.api.operations.masking import MASKED
from pullquote.api.server.compat_uvicorn import WholeRequestProtocol, application_of
from pullquote.api.settings import Settings

log: FilteringBoundLogger = structlog.get_logger()

FRAMING: Final = 5
"""Bytes around each chunk of a body: of chunks of one byte, the least that can be, there are as many times more."""
IN_CHUNKS: Final = re.compile(rb"(?:^|[ \t,])chunked$", re.IGNORECASE)
VERSIONS: Final = frozenset({"1.0", "1.1"})
CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


def fast_path_of(app: Any) -> FastPath | None:
    """The fast path of the application that is served, through whatever the server has wrapped it in."""
    ours = application_of(app)
    fast_path = getattr(ours.state, "fast_path", None) if ours is not None else None
    return fast_path if isinstance(fast_path, FastPath) else None


class GuardedProtocol(WholeRequestProtocol):
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
        self._settings = self._fast_path.settings if self._fast_path is not None else Settings()
        self.keeps_alive = True
        """Whether the connection goes on after the request that arrives."""
        self._head_bytes = 0
        self._body_bytes = 0
        self._raw_bytes = 0
        self._since: float | None = None
        """When the request began to arrive, or might have; None once it is whole."""
        self._idle_since: float | None = None
        """When the last request was answered; None from the next on, and where uvicorn looks after it."""
        self._check: asyncio.TimerHandle | None = None
        self._most_between_checks = min(self._settings.request_seconds, self.timeout_keep_alive)
        self._refusal: Reply | None = None
        """The answer to what was refused while others were not answered yet."""
        self._dropped = 0
        """How much came after that."""
        self._stopping = False

    # The connection.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """A client has connected, and now has to say what it wants."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._check_later(self._most_between_checks)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop_checking()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server stops: a request whose body is still arriving is answered first."""
        if self.in_head or self.given_up:
            super().shutdown()
        else:
            self._stopping = True

    def handle_websocket_upgrade(self) -> None:
        """From here on it is a WebSocket, which has limits of its own."""
        self._stop_checking()
        super().handle_websocket_upgrade()

    # A request, as it comes.

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._since, self._idle_since = self.loop.time(), None

    def piece_arrives(self, size: int) -> None:
        """Bound what is not a body's content: a head, and the sizes, extensions and trailers of chunks."""
        if self.in_head:
            self._head_bytes += size
            if self._head_bytes > self._settings.max_head_bytes:
                limit = self._settings.max_head_bytes
                self.refuse("HEAD_TOO_LARGE", f"The address and headers are larger than {limit} bytes.")
            return
        if self._raw_bytes > self._body_bytes * (FRAMING + 1) + self._settings.max_head_bytes:
            self.refuse("PAYLOAD_TOO_LARGE", "Too little of the chunks is content.")
        self._raw_bytes += size

    def head_arrived(self) -> None:
        """Refuse what no body can make right, by the head alone."""
        self._head_bytes = self._body_bytes = self._raw_bytes = 0
        headers, version = self.joined, self.parser.get_http_version()
        # HTTP/1.0 has connections that stay open, too, by a header that is not passed on.
        self.keeps_alive = version == "1.1" and self.parser.should_keep_alive()
        host, coding = headers.get(b"host"), headers.get(b"transfer-encoding")
        if version not in VERSIONS:
            self.refuse("BAD_REQUEST", "This server speaks HTTP/1.1.")
        elif not is_host(host) if host is not None else version == "1.1":  # two are a list, and no host
            self.refuse("BAD_REQUEST", "The request must have one `Host` header: a host, and maybe a port.")
        elif (self.url[:1] != b"/" and not self._takes_target()) or b"#" in self.url:
            self.refuse("BAD_REQUEST", "The target of the request is no address of this server.")
        elif coding is not None and (version == "1.0" or not IN_CHUNKS.search(coding)):
            self.refuse("BAD_REQUEST", "A body in a transfer coding must come in chunks, by HTTP/1.1.")
        elif coding is not None and IN_CHUNKS.sub(b"", coding):
            self.refuse("NOT_IMPLEMENTED", "The body must be sent whole, or in plain chunks.")
        elif (self.length or 0) > self._settings.max_body_bytes:
            self._refuse_body()
        elif self._waits(version):
            self.transport.write(CONTINUE)

    def _waits(self, version: str) -> bool:
        """Whether the client sends its body only when the server asks for it; earlier requests are answered first."""
        if self.joined.get(b"expect", b"").lower() != b"100-continue":
            return False
        return self.length != 0 and version != "1.0" and not self.is_busy

    def _takes_target(self) -> bool:
        """Understand a target that is no path (RFC 9112, section 3.2): its host counts, and not the header's."""
        if self.url == b"*":
            return self.method == b"OPTIONS"
        try:
            host, self.url = origin_form(self.url)
        except BadTarget:
            return False
        self.headers[:] = [(name, host if name == b"host" else value) for name, value in self.headers]
        self.joined = join_headers(self.headers)
        return True

    def part_arrived(self, size: int) -> None:
        """Bound a body whose size was not announced."""
        self._body_bytes += size
        if self._body_bytes > self._settings.max_body_bytes:
            self._refuse_body()

    def request_arrived(self, body: bytes) -> None:
        """The request is whole."""
        self._since = None
        self.answer(body)
        if self._stopping:
            super().shutdown()

    def answer(self, body: bytes) -> None:
        """Answer the request, whose body this is."""
        self.pass_on(body)

    # Refusals.

    def malformed(self) -> None:
        """What came is not HTTP."""
        self.refuse("BAD_REQUEST", "This is not HTTP.")

    def failed(self, error: Exception) -> None:
        """A mistake of ours."""
        log.error("unexpected error", exc_info=error)
        self.refuse("INTERNAL_SERVER_ERROR", MASKED)

    def _refuse_body(self) -> None:
        limit = self._settings.max_body_bytes
        self.refuse("PAYLOAD_TOO_LARGE", f"The body is larger than {limit} bytes.")

    def refuse(self, code: str, message: str) -> None:
        """Refuse a request, after those before it are answered; and take in nothing more."""
        if self.given_up or self.transport.is_closing():
            return
        self.give_up()
        if self._fast_path is None:  # the application is another one
            self.send_400_response(message)
            return
        method = self.method if self.url else b""
        self._refusal = self._fast_path.refuse(method, self.url, self.headers, refused(code, message))
        if not self.is_busy:
            self._release()

    def on_response_complete(self) -> None:
        """uvicorn has answered a request; whatever was refused after it is next."""
        super().on_response_complete()
        if self._refusal is not None and not self.is_busy and not self.transport.is_closing():
            self._release()

    def _release(self) -> None:
        """Answer what was refused, and close once the client has read that.

        To close at once would reset the connection under a client that is still sending, and the answer would
        be lost on its way (RFC 9112, section 9.6).
        """
        self._unset_keepalive_if_required()
        self._stop_checking()
        if self._refusal is not None:
            self.write(self._refusal, closing=True)
            self._refusal = None
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._check = self.loop.call_later(self.timeout_keep_alive, self.transport.abort)

    def after_giving_up(self, size: int) -> None:
        """Drop what a client sends that was refused, but not for ever."""
        self._dropped += size
        if self._dropped > self._settings.refused_bytes:
            self.transport.close()

    # Time.

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
        elif self._since is None:
            self.transport.close()  # it is idle
        else:
            self.refuse("REQUEST_TIMEOUT", f"The request was not whole after {limit:g} s.")

    def _stop_checking(self) -> None:
        if self._check is not None:
            self._check.cancel()
            self._check = None
