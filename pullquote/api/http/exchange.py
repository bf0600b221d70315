"""One HTTP request on its way through the server, and the answer to it.

Raw ASGI rather than Starlette's Request and Response, because known operations take less time than those
objects take to build.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from random import getrandbits
from time import perf_counter
from typing import TYPE_CHECKING, Self

from starlette.types import Receive, Scope, Send

from pullquote.api.http.compression import compress
from pullquote.store.newsroom.editions import Viewer

if TYPE_CHECKING:
    from pullquote.api.http.negotiation import Choice, NegotiatedHeaders

RawHeaders = list[tuple[bytes, bytes]]
"""Headers as ASGI has them: names in lower case, both in Latin-1."""

REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
"""A request id that a proxy gave and that is safe to log and send back."""
REQUEST_ID_BITS = 64
"""Of a request id that we make: so many that two in one log are never the same."""
ETAG_BYTES = 16
"""Of an entity tag: 128 bits, so that two bodies never share one."""


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
    negotiated: NegotiatedHeaders | None = None
    choice: Choice | None = None
    preview: bool = False
    sees_problems: bool = False
    status: int = 0
    sent_bytes: int = 0

    @property
    def has_errors(self) -> bool:
        """Whether the answer says that something went wrong, whatever its status."""
        return False

    @property
    def viewer(self) -> Viewer:
        """What its sender may see."""
        return viewer_of(preview=self.preview, sees_problems=self.sees_problems)

    @property
    def accept(self) -> str | None:
        """The Accept header."""
        header = self.headers.get(b"accept")
        return header.decode("latin-1") if header is not None else None

    @classmethod
    def begin(cls, scope: Scope, receive: Receive, send: Send) -> Self:
        """Take up the request of an ASGI ``http`` scope."""
        headers = join_headers(scope["headers"])
        return cls(scope, receive, send, scope["method"], headers, request_id_of(headers))


def viewer_of(*, preview: bool, sees_problems: bool) -> Viewer:
    """What somebody may see who has the token of the preview, or sees all problems."""
    return Viewer.PREVIEW if preview else Viewer.OPERATOR if sees_problems else Viewer.PUBLIC


def join_headers(raw: Collection[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by name; several of one name are one list, as RFC 9110 (section 5.3) has it."""
    headers = dict(raw)
    if len(headers) == len(raw):
        return headers
    headers = {}
    for name, value in raw:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def request_id_of(headers: Mapping[bytes, bytes]) -> str:
    """The request's id: the one that a proxy gave it, or a new one."""
    given = headers.get(b"x-request-id")
    if given is not None and REQUEST_ID.fullmatch(given):
        return given.decode("ascii")
    # It is a name and no secret: for a secret the system would have to be asked, each time.
    return f"{getrandbits(REQUEST_ID_BITS):016x}"


class AnswerBody:
    """The bytes of an answer, with its entity tag and compressed forms, each made once when first wanted."""

    __slots__ = ("_compressed", "_etag", "memory", "plain")

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        self._etag: bytes | None = None
        self._compressed: dict[str, bytes] = {}
        self.memory = len(plain)
        """How many bytes all its forms take."""

    @property
    def etag(self) -> bytes:
        """A weak entity tag (RFC 9110, section 8.8.3): the compressed forms share it."""
        if self._etag is None:
            self._etag = b'W/"%b"' % blake2b(self.plain, digest_size=ETAG_BYTES).hexdigest().encode()
        return self._etag

    def coded(self, coding: str) -> bytes:
        """The body in a content coding of :mod:`pullquote.api.http.compression`."""
        coded = self._compressed.get(coding)
        if coded is None:
            coded = self._compressed[coding] = compress(self.plain, coding)
            self.memory += len(coded)
        return coded


@dataclass(slots=True)
class Answer:
    """A whole answer, before what is common to all is added; ``headers`` beside those of the body."""

    status: int
    body: AnswerBody
    content_type: str | None
    headers: RawHeaders = field(default_factory=list)


def raw_headers(headers: Mapping[str, str]) -> RawHeaders:
    """Headers as ASGI has them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
