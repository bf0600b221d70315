"""What caches may do with an answer: ETag, If-None-Match and Cache-Control (RFC 9110 and 9111)."""

from __future__ import annotations

from collections.abc import Callable

from pullquote.api.settings import Settings

PREVIEW = b"private, no-store"
"""Of whatever only some may see: no cache, not even the browser's, keeps it."""
NO_STORE = b"no-store"
"""Of errors, which may be gone a moment later, and of answers to POST."""
FOR_EVER = "public, max-age=31536000, immutable"
"""Of files with a hash of their content in their names: a year, the longest that caches honour (RFC 9111)."""


class Freshness:
    """Cache-Control of what everybody may see: the settings' times, but never past the next change by the clock.

    ``seconds_to_embargo_end`` says how long it is until an embargo ends, None where none is pending.
    """

    def __init__(self, settings: Settings, seconds_to_embargo_end: Callable[[], float | None]) -> None:
        self._max_age = settings.max_age
        self._stale = settings.stale_while_revalidate
        self._seconds_to_embargo_end = seconds_to_embargo_end
        self._usual = _directives(self._max_age, self._stale)

    def control(self) -> bytes:
        """The value of the header for an answer of now."""
        left = self._seconds_to_embargo_end()
        if left is None or left >= self._max_age + self._stale:
            return self._usual
        max_age = min(self._max_age, max(0, int(left)))
        return _directives(max_age, min(self._stale, max(0, int(left) - max_age)))


def _directives(max_age: int, stale: int) -> bytes:
    directives = [f"public, max-age={max_age}"]
    if stale:
        directives.append(f"stale-while-revalidate={stale}")
    return ", ".join(directives).encode()


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Whether the client has this already: weak comparison, as If-None-Match wants it."""
    if if_none_match == etag:
        return True
    if if_none_match.strip() == b"*":
        return True
    opaque = etag.removeprefix(b"W/")
    return any(given.strip().removeprefix(b"W/") == opaque for given in if_none_match.split(b","))
