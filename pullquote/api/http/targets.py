"""Where a request is meant to go: the ``Host`` header and the request target (RFC 9112, section 3.2; RFC 3986)."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv6Address
from typing import Final

import httptools

HOST: Final = re.compile(
    rb"(?:\[(?P<v6>[0-9a-f:.]+)\]|\[v[0-9a-f]+\.[\w.~!$&'()*+,;=:-]+\]|(?:[\w.~!$&'()*+,;=-]|%[0-9a-f]{2})+)"
    rb"(?::(?P<port>[0-9]{0,5}))?",
    re.IGNORECASE,
)
"""``uri-host [ ":" port ]`` with a host that is not empty: an ``http`` address without one is invalid."""
HIGHEST_PORT: Final = 65_535
REMEMBERED: Final = 256
"""Hosts whose form was checked: a server has few names."""
SCHEMES: Final = frozenset({b"http", b"https"})


class BadTarget(ValueError):
    """The target of a request is no address over HTTP."""


@lru_cache(REMEMBERED)
def is_host(value: bytes) -> bool:
    """Whether ``value`` may stand in a ``Host`` header."""
    found = HOST.fullmatch(value)
    if found is None or int(found["port"] or 0) > HIGHEST_PORT:
        return False
    if found["v6"] is not None:
        try:
            IPv6Address(found["v6"].decode("ascii"))
        except ValueError:
            return False
    return True


def origin_form(target: bytes) -> tuple[bytes, bytes]:
    """The host with its port, and the path with its query, of a whole address. Raises BadTarget."""
    try:
        url = httptools.parse_url(target)
    except httptools.HttpParserInvalidURLError:
        raise BadTarget from None
    _, _, rest = target.partition(b"://")
    host = re.split(rb"[/?#]", rest, maxsplit=1)[0]
    # A user in an address is a way to make one host look like another (RFC 9110, section 4.2.4).
    if (
        url.schema is None
        or url.schema.lower() not in SCHEMES
        or url.userinfo is not None
        or not is_host(host)
    ):
        raise BadTarget
    path = rest[len(host) :]
    return host, path if path.startswith(b"/") else b"/" + path
