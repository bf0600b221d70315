"""How frames become bytes: ``multipart/mixed`` and ``text/event-stream``."""

from __future__ import annotations

from dataclasses import dataclass, field

INCREMENTAL_BOUNDARY = "-"
"""The boundary that every incremental server uses, so that naive clients find it without reading headers."""

SUBSCRIPTION_BOUNDARY = "graphql"
"""The boundary that Apollo's multipart subscription protocol prescribes."""

PART_HEADERS = b"Content-Type: application/json; charset=utf-8"
ENDED = (
    b'{"payload":null,"errors":[{"message":"The server ended the stream. Subscribe again.",'
    b'"extensions":{"code":"STREAM_ENDED"}}]}'
)
"""What Apollo's protocol has for a stream that the server ends: an error of the transport."""


@dataclass(frozen=True)
class Multipart:
    """``multipart/mixed`` (RFC 2046, section 5.1), one JSON object a part.

    A part is written together with the delimiter that follows it: a reader knows that a part is whole
    only when it sees that delimiter, and would otherwise hold every part back until the next.
    """

    boundary: str = INCREMENTAL_BOUNDARY
    parameters: str = ""
    """More parameters of the content type, as text: ``deferSpec=20220824``."""
    wrapped: bool = False
    """Whether this is Apollo's subscription protocol, where a part is ``{"payload": …}``, or ``{}`` to say
    nothing, or has ``errors`` beside a null payload when the transport fails."""

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        more = f"; {self.parameters}" if self.parameters else ""
        return f'multipart/mixed; boundary="{self.boundary}"{more}'

    @property
    def opening(self) -> bytes:
        """What precedes the first part. RFC 2046: the delimiter's CRLF belongs to the delimiter."""
        return f"\r\n--{self.boundary}".encode()

    def part(self, body: bytes) -> bytes:
        """One part and the delimiter after it."""
        return self._delimited(b'{"payload":%b}' % body if self.wrapped else body)

    @property
    def beat(self) -> bytes:
        """What to send when there has been nothing to send for a while; empty if there is no such thing."""
        return self._delimited(b"{}") if self.wrapped else b""

    @property
    def closing(self) -> bytes:
        """What turns the last delimiter into the end of the body."""
        return b"--\r\n"

    @property
    def broken_off(self) -> bytes:
        """The end of a body that the server ends before its source does."""
        return (self._delimited(ENDED) if self.wrapped else b"") + self.closing

    def _delimited(self, body: bytes) -> bytes:
        return b"".join((b"\r\n", PART_HEADERS, b"\r\n\r\n", body, self.opening))


@dataclass(frozen=True)
class EventStream:
    """Server-Sent Events, as in the "distinct connections" mode of the GraphQL over SSE protocol.

    Lines end with LF: the standard admits CRLF too, but clients that split at an empty line do not.
    """

    content_type: str = field(default="text/event-stream; charset=utf-8", init=False)
    opening: bytes = field(default=b":\n\n", init=False)
    """A comment, so that the client sees the response begin before the first event."""
    beat: bytes = field(default=b":\n\n", init=False)
    closing: bytes = field(default=b"event: complete\ndata: \n\n", init=False)
    """Browsers drop an event without data, hence the empty line of it."""
    broken_off: bytes = field(default=b"", init=False)
    """No ``complete``: the client sees a broken connection, and by the protocol connects again."""

    def part(self, body: bytes) -> bytes:
        """One ``next`` event; ``body`` is JSON on one line."""
        return b"".join((b"event: next\ndata: ", body, b"\n\n"))


Framing = Multipart | EventStream

SUBSCRIPTION = Multipart(SUBSCRIPTION_BOUNDARY, "subscriptionSpec=1.0", wrapped=True)
"""Apollo's multipart subscriptions."""
