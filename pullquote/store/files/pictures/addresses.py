"""By which addresses pictures are served: the path of the file, and a hash of what is in it.

So an address is another one when the picture is, and a picture may be cached by its address for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from re import Match

from pullquote.store.files.pictures.references import SOURCE, SOURCE_START, path_of_source
from pullquote.store.model.bodies import Image
from pullquote.store.pictures.formats import address_of, path_of_address
from pullquote.store.pictures.reading import Picture

Pictures = Mapping[str, Picture]
"""The pictures of a newsroom by their paths: ``media/harbour.jpg``."""


def served(image: Image, pictures: Pictures) -> Image:
    """An image with the address by which its file is served, and with the size of the file where none is given."""
    path = path_of_address(image.url) or image.url
    picture = pictures.get(path)
    if picture is None:
        return image
    is_sized = image.width is not None or image.height is not None
    return replace(
        image,
        url=address_of(path, picture.digest),
        width=image.width if is_sized else picture.width,
        height=image.height if is_sized else picture.height,
    )


def with_addresses(html: str, pictures: Pictures) -> str:
    """The HTML of a body with the addresses by which its pictures are served."""
    if SOURCE_START not in html:
        return html

    def address(found: Match[str]) -> str:
        path = path_of_source(found[1])
        picture = pictures.get(path)
        return found[0] if picture is None else f'src="{escape(address_of(path, picture.digest))}"'

    return SOURCE.sub(address, html)
