"""One HTTP request on its way through the server, and the answer to it.

Raw ASGI rather than Starlette's Request and Response, because known operations take less time than those
objects take to build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from pullquote.api.negotiation import Choice
    from pullquote.api.operations import PreparedOperation, Result

RawHeaders = list[tuple[bytes, bytes]]
"""Headers as ASGI has them: names in lower case, both in Latin-1."""

REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
"""A request id that a proxy gave and that is safe to log and send back."""
REQUEST_ID_BYTES = 8
"""Of a request id that we make: 64 bits, so that two in one log are never the same."""


@dataclass(eq=False, slots=True)
class Exchange:
    """A request: its headers joined by name, its id, when it began, and what is learned of it on the way."""

    scope: Scope
    receive: Receive
    send: Send
    method: str
    headers: Mapping[bytes, bytes]
    request_id: str
    started: float = field(default_factory=perf_counter)
    choice: Choice | None = None
    prepared: PreparedOperation | None = None
    result: Result | None = None
    preview: bool = False
    cache: str = "none"
    status: int = 0

    @classmethod
    def begin(cls, scope: Scope, receive: Receive, send: Send) -> Exchange:
        """Take up the request of an ASGI ``http`` scope."""
        headers = join_headers(scope["headers"])
        return cls(scope, receive, send, scope["method"], headers, request_id_of(headers))


def join_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by name; several of one name are one list, as RFC 9110 (section 5.3) has it."""
    headers: dict[bytes, bytes] = {}
    for name, value in raw:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def request_id_of(headers: Mapping[bytes, bytes]) -> str:
    """The request's id: the one that a proxy gave it, or a new one."""
    given = headers.get(b"x-request-id")
    if given is not None and REQUEST_ID.fullmatch(given):
        return given.decode("ascii")
    return token_hex(REQUEST_ID_BYTES)


@dataclass(slots=True)
class Answer:
    """A whole answer, before it is compressed; ``headers`` beside Content-Type and Content-Length."""

    status: int
    body: bytes
    content_type: str | None
    headers: RawHeaders = field(default_factory=list)

    async def send(self, exchange: Exchange, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
        """Send the answer with ``more`` headers; a HEAD gets the headers only."""
        headers = [*self.headers, *more]
        if self.content_type is not None:
            headers.append((b"content-type", self.content_type.encode("latin-1")))
        if self.status not in {204, 304}:
            headers.append((b"content-length", b"%d" % len(self.body)))
        exchange.status = self.status
        await exchange.send({"type": "http.response.start", "status": self.status, "headers": headers})
        body = b"" if exchange.method == "HEAD" else self.body
        await exchange.send({"type": "http.response.body", "body": body})


def raw_headers(headers: Mapping[str, str]) -> RawHeaders:
    """Headers as ASGI has them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
