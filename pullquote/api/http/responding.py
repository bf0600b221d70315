"""The last step of every answer: validators, compression, and the headers that all have in common."""

from __future__ import annotations

from collections.abc import Callable

from pullquote.api.http import caching
from pullquote.api.http import security_headers as security
from pullquote.api.http.compression import choose_coding, is_compressible
from pullquote.api.http.cors import Cors
from pullquote.api.http.exchange import Answer, Exchange, RawHeaders
from pullquote.api.settings import Settings

WITHOUT_BODY = frozenset({204, 304})
VARY = b"Accept, Accept-Encoding, Authorization"
"""What an answer depends on besides its address."""


class Responder:
    """Sends answers as the settings have it; see :class:`~pullquote.api.http.caching.Freshness`."""

    def __init__(
        self, settings: Settings, seconds_to_embargo_end: Callable[[], float | None] = lambda: None
    ) -> None:
        self._cors = Cors.of(settings)
        self._smallest = settings.compression_min_bytes
        self._freshness = caching.Freshness(settings, seconds_to_embargo_end)
        self._vary = (b"vary", VARY + b", Origin" if self._cors.varies else VARY)

    async def send(self, exchange: Exchange, answer: Answer) -> None:
        """Send a whole answer."""
        headers, body = self.render(exchange, answer)
        await exchange.send({"type": "http.response.start", "status": exchange.status, "headers": headers})
        await exchange.send({"type": "http.response.body", "body": body})

    def render(self, exchange: Exchange, answer: Answer) -> tuple[RawHeaders, bytes]:
        """The headers and the body of a whole answer; its status is the exchange's then.

        That is 304 where the client has it. HEAD gets no body, and others a compressed one where that pays.
        """
        headers = [*answer.headers, *self.common(exchange, answer.headers)]
        self._cache(exchange, answer, headers)
        status, payload = answer.status, answer.body.plain
        if self._is_known(exchange, answer, headers):
            status, payload = 304, b""
        elif status not in WITHOUT_BODY:
            coding = self._coding(exchange, answer)
            if coding is not None:
                payload = answer.body.coded(coding)
                headers.append((b"content-encoding", coding.encode()))
            if answer.content_type is not None:
                headers.append((b"content-type", answer.content_type.encode("latin-1")))
            headers.append((b"content-length", b"%d" % len(payload)))
        exchange.status = status
        sent = b"" if exchange.method == "HEAD" else payload
        exchange.sent_bytes = len(sent)
        return headers, sent

    def common(self, exchange: Exchange, own: RawHeaders) -> RawHeaders:
        """The headers that every answer has, those aside that it has already."""
        given = {name for name, _ in own}
        headers = [header for header in security.HEADERS if header[0] not in given]
        headers.append((b"x-request-id", exchange.request_id.encode()))
        headers += self._cors.headers(exchange)
        if b"vary" not in given:
            headers.append(self._vary)
        return headers

    def freshness(self) -> bytes:
        """Cache-Control, now, of what everybody may see and has no errors."""
        return self._freshness.control()

    def preflight(self, exchange: Exchange) -> RawHeaders:
        """The headers of the answer to a preflight."""
        return self._cors.preflight(exchange)

    def _cache(self, exchange: Exchange, answer: Answer, headers: RawHeaders) -> None:
        if any(name == b"cache-control" for name, _ in answer.headers):
            return
        if exchange.preview:
            control = caching.PREVIEW
        elif answer.status == 200 and exchange.method in {"GET", "HEAD"} and not _failed(exchange):
            control = self.freshness()
            if all(name != b"etag" for name, _ in answer.headers):
                headers.append((b"etag", answer.body.etag))
        else:
            control = caching.NO_STORE
        headers.append((b"cache-control", control))

    def _is_known(self, exchange: Exchange, answer: Answer, headers: RawHeaders) -> bool:
        given = exchange.headers.get(b"if-none-match")
        if given is None or answer.status != 200 or exchange.method not in {"GET", "HEAD"}:
            return False
        etag = next((value for name, value in headers if name == b"etag"), None)
        return etag is not None and caching.matches(given, etag)

    def _coding(self, exchange: Exchange, answer: Answer) -> str | None:
        accepted = exchange.headers.get(b"accept-encoding")
        if accepted is None or len(answer.body.plain) < self._smallest:
            return None
        if not is_compressible(answer.content_type) or any(
            name == b"content-encoding" for name, _ in answer.headers
        ):
            return None
        return choose_coding(accepted.decode("latin-1"))


def _failed(exchange: Exchange) -> bool:
    return exchange.result is not None and bool(exchange.result.errors)
