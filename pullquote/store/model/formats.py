"""Formats of single texts, in files as in questions: slugs, web addresses and language tags."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from anyascii import anyascii

MAX_SLUG = 200
"""Characters of a slug: file systems end a name at 255 bytes."""
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""A slug as a regular expression."""
_SLUG = re.compile(SLUG)
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02b9\u02bb\u02bc]")
_URL = re.compile(r"https?://[^\s/?#@<>\"\\^`{|}]+(?:[/?#][^\s<>\"\\^`{|}]*)?", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
"""RFC 5646, section 2.1, without the grandfathered tags, which all have better ones by now, and without languages of
four letters and more: none is registered, and ``English`` is a mistake for ``en``."""


def is_slug(text: str) -> bool:
    """Whether ``text`` can be the slug of an entity."""
    return len(text) <= MAX_SLUG and _SLUG.fullmatch(text) is not None


def slug_of(text: str) -> str:
    """The slug for a text in any script, at most MAX_SLUG characters; empty where nothing of it can be read aloud.

    Each character is written in ASCII as anyascii writes it (``größe``: ``grosse``, ``Коваль``: ``koval``, ``東京``:
    ``dongjing``, one reading for every character whatever the language), apostrophes go, and whatever else is no
    letter or digit becomes one hyphen.
    """
    if is_slug(text):
        return text
    ascii_text = anyascii(_APOSTROPHES.sub("", unicodedata.normalize("NFC", text)))
    slug = _NO_SLUG.sub("-", _APOSTROPHES.sub("", ascii_text).lower()).strip("-")
    if len(slug) <= MAX_SLUG:
        return slug
    whole_words = slug[: MAX_SLUG + 1].rpartition("-")[0]
    return whole_words or slug[:MAX_SLUG]


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
