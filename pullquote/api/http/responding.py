"""The last step of every answer: validators, compression, and the headers that all have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pullquote.api.http import caching
from pullquote.api.http import security_headers as security
from pullquote.api.http.compression import choose_coding, is_compressible
from pullquote.api.http.cors import Cors
from pullquote.api.http.exchange import Answer, AnswerBody, Exchange, RawHeaders
from pullquote.api.http.negotiation import BODIES
from pullquote.api.settings import Settings
from pullquote.store.newsroom.editions import Viewer

WITHOUT_BODY = frozenset({204, 304})
READING = frozenset({"GET", "HEAD"})
NOTHING: Mapping[bytes, bytes] = {}
WITH_ID = b"%bx-request-id: %b\r\ncache-control: %b\r\n"
UNSTORED = b"%bx-request-id: %b\r\ncache-control: " + caching.NO_STORE + b"\r\n%b"
WITH_BODY = {
    f"{media_type}; charset=utf-8": b"content-type: %b; charset=utf-8\r\ncontent-length: %%d\r\n\r\n"
    % media_type.encode()
    for media_type in BODIES
}
"""The end of a head by the type of the body."""
VARY = b"Accept, Accept-Encoding, Authorization"
"""What an answer depends on besides its address."""


class Responder:
    """Sends answers as the settings have it."""

    def __init__(self, settings: Settings) -> None:
        self._cors = Cors.of(settings)
        self._smallest = settings.compression_min_bytes
        self._freshness = caching.freshness(settings)
        self._vary = (b"vary", VARY + b", Origin" if self._cors.varies else VARY)

    async def send(self, exchange: Exchange, answer: Answer) -> None:
        """Send a whole answer."""
        headers, body = self.render(exchange, answer)
        await exchange.send({"type": "http.response.start", "status": exchange.status, "headers": headers})
        await exchange.send({"type": "http.response.body", "body": body})

    def render(self, exchange: Exchange, answer: Answer) -> tuple[RawHeaders, bytes]:
        """The headers and the body of a whole answer; its status is the exchange's then."""
        control, etag, coding, length, payload = self._represent(exchange, answer)
        headers = [
            *answer.headers,
            *self.common(exchange.headers, answer.headers),
            (b"x-request-id", exchange.request_id.encode()),
        ]
        if control is not None:
            headers.append((b"cache-control", control))
        if etag is not None:
            headers.append((b"etag", etag))
        if coding is not None:
            headers.append((b"content-encoding", coding.encode()))
        if length is not None:
            if answer.content_type is not None:
                headers.append((b"content-type", answer.content_type.encode("latin-1")))
            headers.append((b"content-length", b"%d" % length))
        return headers, payload

    def write(self, exchange: Exchange, answer: Answer, common: bytes) -> tuple[bytes, bytes]:
        """As :meth:`render`, in lines as they are sent, for an answer with a body and without headers of its own.

        ``common`` is what :meth:`common` gives, in lines.
        """
        if exchange.method == "POST" and exchange.viewer is Viewer.PUBLIC and answer.content_type is not None:
            ending = WITH_BODY[answer.content_type]
            lines, payload = self.write_unstored(
                exchange.headers, common, exchange.request_id, ending=ending, body=answer.body
            )
            exchange.status, exchange.sent_bytes = answer.status, len(payload)
            return lines, payload
        control, etag, coding, length, payload = self._represent(exchange, answer)
        lines = WITH_ID % (common, exchange.request_id.encode(), control)
        if etag is not None:
            lines += b"etag: %b\r\n" % etag
        if coding is not None:
            lines += b"content-encoding: %b\r\n" % coding.encode()
        if length is None:
            return lines + b"\r\n", payload
        return lines + WITH_BODY[answer.content_type or ""] % length, payload

    def write_unstored(
        self,
        asked: Mapping[bytes, bytes],
        common: bytes,
        request_id: str,
        *,
        ending: bytes,
        body: AnswerBody,
    ) -> tuple[bytes, bytes]:
        """The lines of an answer to the public that no cache may store, and its body, compressed where that pays.

        ``asked`` are the headers of its request, ``ending`` is the one of :data:`WITH_BODY` for its content type.
        """
        accepted, plain = asked.get(b"accept-encoding"), body.plain
        if accepted is not None and len(plain) >= self._smallest:
            coding = choose_coding(accepted)
            if coding is not None:
                payload = body.coded(coding)
                lines = WITH_ID % (common, request_id.encode(), caching.NO_STORE)
                return b"%bcontent-encoding: %b\r\n%b" % (
                    lines,
                    coding.encode(),
                    ending % len(payload),
                ), payload
        return UNSTORED % (common, request_id.encode(), ending % len(plain)), plain

    def _represent(
        self, exchange: Exchange, answer: Answer
    ) -> tuple[bytes | None, bytes | None, str | None, int | None, bytes]:
        """What is sent of an answer: how caches may keep it, its tag, its content coding, its length and its bytes.

        What the answer says itself is None here. The status is the exchange's then: 304 where the client has the
        answer already, which has no length then. HEAD gets no body, and others a compressed one where that pays.
        """
        status, payload = answer.status, answer.body.plain
        given = dict(answer.headers) if answer.headers else NOTHING
        is_read = status == 200 and exchange.method in READING
        control, etag = (
            (None, None) if b"cache-control" in given else self._validity(exchange, answer, is_read)
        )
        if b"etag" in given:
            etag = None
        known = exchange.headers.get(b"if-none-match") if is_read else None
        if known is not None and (tag := etag or given.get(b"etag")) and caching.matches(known, tag):
            status = 304
        coding = None
        if status in WITHOUT_BODY:
            length, payload = None, b""
        else:
            # A part of a file is counted in the bytes of the file, so it is sent as it is.
            if len(payload) >= self._smallest and b"content-encoding" not in given and status != 206:
                coding = self._coding(exchange, answer)
                if coding is not None:
                    payload = answer.body.coded(coding)
            length = len(payload)
            if exchange.method == "HEAD":
                payload = b""
        exchange.status, exchange.sent_bytes = status, len(payload)
        return control, etag, coding, length, payload

    def _validity(self, exchange: Exchange, answer: Answer, is_read: bool) -> tuple[bytes, bytes | None]:
        if exchange.viewer is not Viewer.PUBLIC:
            return caching.PREVIEW, None
        if is_read and not exchange.has_errors:
            return self._freshness, answer.body.etag
        return caching.NO_STORE, None

    def _coding(self, exchange: Exchange, answer: Answer) -> str | None:
        accepted = exchange.headers.get(b"accept-encoding")
        if accepted is None or not is_compressible(answer.content_type):
            return None
        return choose_coding(accepted)

    def common(self, asked: Mapping[bytes, bytes], own: Collection[tuple[bytes, bytes]] = ()) -> RawHeaders:
        """The headers that every answer has to what was ``asked`` with these, those aside that are its ``own``."""
        headers = [*security.HEADERS, *self._cors.headers(asked), self._vary]
        if not own:
            return headers
        given = {name for name, _ in own}
        return [header for header in headers if header[0] not in given]

    def preflight(self, exchange: Exchange) -> RawHeaders:
        """The headers of the answer to a preflight."""
        return self._cors.preflight(exchange.headers)
