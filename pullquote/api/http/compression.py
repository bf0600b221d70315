"""Content codings: which one a client gets, and the compressing.

The levels are those at which a body of some kilobytes takes well under a millisecond.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache

import brotli
import zstandard

from pullquote.api.http.negotiation import parse_q

GZIP_LEVEL = 5
"""Of 9: beyond it gzip takes much longer for hardly fewer bytes."""
BROTLI_QUALITY = 4
"""Of 11: the last that is as quick as gzip."""
ZSTD_LEVEL = 3
"""zstd's own default."""
REMEMBERED = 256
"""Accept-Encoding headers that are parsed once: clients have a handful."""
LONGEST_REMEMBERED = 500
"""Characters of an Accept-Encoding header that is parsed once; browsers send 30."""
COMPRESSIBLE = (
    "application/json",
    "application/graphql",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
    "image/svg+xml",
    "text/",
)
"""How the media types of text begin; others are compressed already."""


def _zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)


def _brotli(body: bytes) -> bytes:
    compressed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return compressed


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)


CODINGS: Mapping[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip, "zstd": _zstd}
"""The content codings that are served, in our order.

zstd would be cheapest, and comes last: the `fetch` of GraphQL's tools (`@whatwg-node/fetch`) offers it on every
Node.js, and those before 22.15 cannot decode it.
"""


def choose_coding(accept_encoding: bytes) -> str | None:
    """The coding for this Accept-Encoding header (RFC 9110, section 12.5.3); None for none.

    The highest q wins, and of equals ours.
    """
    return (_remembered if len(accept_encoding) <= LONGEST_REMEMBERED else _choose)(accept_encoding)


def _choose(accept_encoding: bytes) -> str | None:
    weights: dict[str, float] = {}
    for part in accept_encoding.decode("latin-1").split(","):
        coding, _, parameters = part.partition(";")
        name, _, value = parameters.partition("=")
        weights[coding.strip().lower()] = parse_q(value.strip()) if name.strip().lower() == "q" else 1
    anything = weights.get("*", 0)
    plain = weights.get("identity", 0)
    best = max(CODINGS, key=lambda coding: weights.get(coding, anything))
    weight = weights.get(best, anything)
    return best if weight > 0 and weight >= plain else None


_remembered = lru_cache(REMEMBERED)(_choose)


def compress(body: bytes, coding: str) -> bytes:
    """``body`` in one of the codings."""
    return CODINGS[coding](body)


def is_compressible(content_type: str | None) -> bool:
    """Whether a body of this type is text."""
    return content_type is not None and content_type.startswith(COMPRESSIBLE)
