"""Cross-origin resource sharing (https://fetch.spec.whatwg.org/#http-cors-protocol): who may read answers.

Any page may, by default: nothing here hangs on cookies or on where one is, so a page reads no more than its
author could with curl. What does hang on something, the preview, hangs on a token that a page must have.
For the same reason credentials are never allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pullquote.api.http.exchange import Exchange, RawHeaders
from pullquote.api.settings import Settings

ANY = "*"
METHODS = b"GET, HEAD, POST, OPTIONS"
REQUEST_HEADERS = (
    "Accept",
    "Apollo-Require-Preflight",
    "ApolloGraphQL-Client-Name",
    "ApolloGraphQL-Client-Version",
    "Authorization",
    "Content-Type",
    "GraphQL-Require-Preflight",
    "If-None-Match",
    "X-Apollo-Operation-Name",
    "X-Request-ID",
)
"""What a page may send: what GraphQL clients send, and the preview token."""
READ = frozenset({b"origin"})
"""The headers that decide what answers say of this."""
RESPONSE_HEADERS = b"ETag, Retry-After, X-Request-ID"
"""What a page may read besides what every page may."""


class Cors:
    """Answers for the origins of the settings."""

    def __init__(self, origins: Sequence[str], max_age: int) -> None:
        self._any = ANY in origins
        self._origins = frozenset(origin.rstrip("/").lower().encode("latin-1") for origin in origins)
        self._max_age = str(max_age).encode()

    @classmethod
    def of(cls, settings: Settings) -> Cors:
        """As the settings have it."""
        return cls(settings.cors_origins, settings.cors_max_age)

    @property
    def varies(self) -> bool:
        """Whether the headers differ from origin to origin, which caches must know."""
        return not self._any and bool(self._origins)

    def headers(self, asked: Mapping[bytes, bytes]) -> RawHeaders:
        """The headers that let the page that asked read the answer; none where it may not."""
        origin = self._allowed(asked)
        if origin is None:
            return []
        return [
            (b"access-control-allow-origin", origin),
            (b"access-control-expose-headers", RESPONSE_HEADERS),
        ]

    def preflight(self, asked: Mapping[bytes, bytes]) -> RawHeaders:
        """The headers of the answer to a browser that asks whether a page may ask."""
        if self._allowed(asked) is None:
            return []
        return [
            (b"access-control-allow-methods", METHODS),
            (b"access-control-allow-headers", ", ".join(REQUEST_HEADERS).encode()),
            (b"access-control-max-age", self._max_age),
        ]

    def admits(self, origin: bytes) -> bool:
        """Whether pages of ``origin`` may read."""
        return self._any or origin.lower() in self._origins

    def _allowed(self, asked: Mapping[bytes, bytes]) -> bytes | None:
        origin = asked.get(b"origin")
        if origin is None or not self.admits(origin):
            return None
        return b"*" if self._any else origin


def is_preflight(exchange: Exchange) -> bool:
    """Whether a browser asks for permission, and not what OPTIONS answers."""
    return exchange.method == "OPTIONS" and b"access-control-request-method" in exchange.headers
