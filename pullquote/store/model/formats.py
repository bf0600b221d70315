"""Formats of single texts, in files as in questions: web addresses and language tags."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_URL = re.compile(r"https?://[^\s/?#@<>\"\\^`{|}]+(?:[/?#][^\s<>\"\\^`{|}]*)?", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
"""RFC 5646, section 2.1, without the grandfathered tags, which all have better ones by now."""


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an absolute address of a page: ``http`` or ``https``, with a host (RFC 3986, section 4.3)."""
    if not _URL.fullmatch(text):
        return False
    try:
        address = urlsplit(text)
        return bool(address.hostname) and (address.port is None or address.port > 0)
    except ValueError:
        return False


def is_language_tag(text: str) -> bool:
    """Whether ``text`` is a well-formed language tag (BCP 47)."""
    return _LANGUAGE.fullmatch(text) is not None
