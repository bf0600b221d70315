"""The pictures of items in feeds: what Atom calls enclosures, and JSON Feed attachments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pullquote.store.model.bodies import Image
from pullquote.store.pictures.formats import format_of_name, path_of_address
from pullquote.store.pictures.reading import Picture


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """The picture of an item: its absolute address, what it shows, and type and bytes where they are known."""

    url: str
    alt: str
    media_type: str | None
    bytes: int | None


def enclosure(image: Image, home: str, pictures: Mapping[str, Picture]) -> Enclosure:
    """A picture for a feed of the site at ``home``; ``pictures`` are those of the newsroom by their paths."""
    path = path_of_address(image.url)
    picture = pictures.get(path) if path else None
    named = format_of_name(urlsplit(image.url).path)
    return Enclosure(
        url=f"{home.rstrip('/')}{image.url}" if path else image.url,
        alt=image.alt,
        media_type=picture.media_type if picture else named and named.media_type,
        bytes=picture.bytes if picture else None,
    )


def link_of(picture: Enclosure) -> dict[str, str]:
    """The attributes of the link that Atom has for a picture (RFC 4287, section 4.2.7)."""
    link = {"rel": "enclosure", "href": picture.url, "title": picture.alt}
    if picture.media_type is not None:
        link["type"] = picture.media_type
    if picture.bytes is not None:
        link["length"] = str(picture.bytes)
    return link


def attachments_of(image: Enclosure) -> list[dict[str, Any]] | None:
    """A picture as JSON Feed lists it, which wants a type."""
    if image.media_type is None:
        return None
    attachment = {
        "url": image.url,
        "mime_type": image.media_type,
        "title": image.alt,
        "size_in_bytes": image.bytes,
    }
    return [{key: value for key, value in attachment.items() if value is not None}]
