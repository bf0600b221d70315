"""Reads the header of a picture: its format, and its width and height. What is in it is never decoded.

So a small file that would be a picture of gigabytes costs nothing here. Browsers have limits of their own.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from pullquote.store.pictures.formats import SVG, WEBP, Format, format_of_content, format_of_name

MAX_PICTURE_BYTES = 20_000_000
"""Of one file: ten times what a page should load."""
DIGEST_BYTES = 8
"""Of the hash in a picture's address: the versions of one picture do not share 64 bits."""
ORIENTATION = 0x0112
"""The tag of EXIF that says how a camera was held; from 5 on, width and height change places."""
TURNED = range(5, 9)
_LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*(?:px)?\s*")

Size = tuple[int, int]


@dataclass(frozen=True)
class Picture:
    """What is to be known of the file of a picture; ``digest`` is a hash of it, width and height are in pixels, None
    where the file does not say them."""

    media_type: str
    digest: str
    bytes: int
    width: int | None
    height: int | None


class NotAPicture(Exception):
    """A file is not the picture that its name says; ``suggestion`` is what to do."""

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.suggestion = suggestion


def digest_of_picture(data: bytes) -> str:
    """The hash of a picture's bytes that its address has in it."""
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def read_picture(path: str, data: bytes) -> Picture:
    """What a file of a picture is, by its path and its bytes. Raises NotAPicture."""
    if not data:
        raise NotAPicture("the file is empty")
    if len(data) > MAX_PICTURE_BYTES:
        raise NotAPicture(
            f"the picture has more than {MAX_PICTURE_BYTES:,} bytes", "save a smaller one for the web"
        )
    named, found = format_of_name(path), format_of_content(data)
    if found is None:
        raise NotAPicture(f"this is not {_one(named)}", "export it again as a picture for the web")
    if found is not named:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        raise NotAPicture(
            f"by its name this is {_one(named)}, and it is {_one(found)}",
            f'rename it to "{stem}{found.suffixes[0]}", or export it again',
        )
    try:
        size = _size(found, data)
    except Exception as error:  # readers of pictures raise whatever they come upon
        raise NotAPicture(f"the {found.name} cannot be read", "export it again") from error
    width, height = size or (None, None)
    return Picture(found.media_type, digest_of_picture(data), len(data), width, height)


def _one(each: Format | None) -> str:
    if each is None:
        return "a picture"
    return f"{'an' if each.name[0] in 'AS' else 'a'} {each.name}"


def _size(found: Format, data: bytes) -> Size | None:
    if found is SVG:
        return _size_of_svg(data)
    if found is WEBP:
        return _size_of_webp(data)
    from PIL import Image as Pillow  # noqa: PLC0415 - takes time, and many newsrooms have no pictures

    # It warns of pictures that would be large once they were decoded, which none is here.
    Pillow.MAX_IMAGE_PIXELS = None
    with Pillow.open(BytesIO(data), formats=[found.name]) as picture:
        width, height = picture.size
        if found.name == "JPEG" and picture.getexif().get(ORIENTATION) in TURNED:
            return height, width
        return width, height


def _size_of_webp(data: bytes) -> Size:
    """The size in the header (https://developers.google.com/speed/webp/docs/riff_container): Pillow would make room
    for the whole picture."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
    elif chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        width, height = (each & 0x3FFF for each in struct.unpack_from("<HH", data, 26))
    if len(data) < 30 or chunk not in (b"VP8X", b"VP8L", b"VP8 ") or not width or not height:
        raise ValueError("no WebP")
    return width, height


def _size_of_svg(data: bytes) -> Size | None:
    """The size that the root element says, by its width and height or else by its viewBox."""
    parser: ET.XMLPullParser[Any] = ET.XMLPullParser(events=("start",))
    for start in range(0, len(data), 4096):
        parser.feed(data[start : start + 4096])
        begun: Any = parser.read_events()
        for _, root in begun:
            width, height = (_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height"))
            if width and height:
                return _rounded(float(width[1]), float(height[1]))
            box = [float(each) for each in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if each]
            return _rounded(box[2], box[3]) if len(box) == 4 else None
    parser.close()
    return None


def _rounded(width: float, height: float) -> Size | None:
    return (round(width), round(height)) if width >= 1 and height >= 1 else None
