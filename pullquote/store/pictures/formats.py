"""The formats of pictures that browsers show, by the names of files and by what is in them."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

FOLDER = "media"
"""The folder of a newsroom's pictures, and where they are served."""


class Format(NamedTuple):
    """A format: its name, its media type, and how names of its files end; the first is the usual one."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]


AVIF = Format("AVIF", "image/avif", (".avif",))
GIF = Format("GIF", "image/gif", (".gif",))
JPEG = Format("JPEG", "image/jpeg", (".jpg", ".jpeg"))
PNG = Format("PNG", "image/png", (".png",))
SVG = Format("SVG", "image/svg+xml", (".svg",))
WEBP = Format("WebP", "image/webp", (".webp",))
FORMATS = (AVIF, GIF, JPEG, PNG, SVG, WEBP)
SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
BEGINNINGS = (
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"GIF8[79]a"), GIF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WEBP),
    (re.compile(rb"....ftyp(?:avif|avis|.{8,64}?avif)", re.DOTALL), AVIF),
)
"""How files begin (https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm)."""
SVG_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE.*?>\s*)*<(?:\w+:)?svg[\s>/]", re.DOTALL
)
LOOKED_AT = 65_536
"""Bytes of a file within which the root element of an SVG begins."""


def format_of_name(path: str) -> Format | None:
    """The format that the name of a file says; None where it is not that of a picture."""
    _, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return BY_SUFFIX.get((dot + suffix).lower())


def format_of_content(data: bytes) -> Format | None:
    """The format that the bytes of a file are in; None where they are no picture that browsers show."""
    for beginning, each in BEGINNINGS:
        if beginning.match(data):
            return each
    return SVG if SVG_BEGINNING.match(data[:LOOKED_AT]) else None


def address_of(path: str, digest: str) -> str:
    """Where a file is served, by its path and a hash of what is in it: ``/media/harbour.jpg?v=0123456789abcdef``."""
    return f"/{quote(path)}?v={digest}"


def path_of_address(address: str) -> str | None:
    """The path of the file that is served at an address; None where that is elsewhere."""
    path = unquote(address.partition("?")[0]).removeprefix("/")
    return path if address.startswith("/") and is_media_path(path) else None


def is_media_path(text: str) -> bool:
    """Whether the text is the path of a file below ``media/``, written plainly: ``media/2024/harbour.jpg``."""
    folder, *steps = text.split("/")
    is_plain = all(step.strip(". ") and "\\" not in step for step in steps)
    return folder == FOLDER and bool(steps) and is_plain and text.isprintable()
