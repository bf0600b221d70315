"""What caches may do with an answer: ETag, If-None-Match and Cache-Control (RFC 9110 and 9111)."""

from __future__ import annotations

from pullquote.api.settings import Settings

PREVIEW = b"private, no-store"
"""Of whatever only some may see: no cache, not even the browser's, keeps it."""
NO_STORE = b"no-store"
"""Of errors, which may be gone a moment later, and of answers to POST."""
FOR_EVER = "public, max-age=31536000, immutable"
"""Of files with a hash of their content in their names: a year, the longest that caches honour (RFC 9111)."""


def freshness(settings: Settings) -> bytes:
    """Cache-Control of what everybody may see: the settings' times, whatever is served.

    They do not count down to the end of an embargo: that would say that there is something to wait for, and when it
    comes. So a cache may go on with an answer for ``max_age`` seconds (and ``stale_while_revalidate`` while it asks)
    after an embargo has ended or a story was taken back, as after any other save.
    """
    directives = [f"public, max-age={settings.max_age}"]
    if settings.stale_while_revalidate:
        directives.append(f"stale-while-revalidate={settings.stale_while_revalidate}")
    return ", ".join(directives).encode()


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Whether the client has this already: weak comparison, as If-None-Match wants it."""
    if if_none_match == etag:
        return True
    if if_none_match.strip() == b"*":
        return True
    opaque = etag.removeprefix(b"W/")
    return any(given.strip().removeprefix(b"W/") == opaque for given in if_none_match.split(b","))
