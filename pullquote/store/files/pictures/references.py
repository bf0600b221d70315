"""Which pictures of the newsroom an entity shows, and where in its file it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from pullquote.store.files.syntax.trees import MappingNode, Position
from pullquote.store.pictures.formats import FOLDER, is_media_path
from pullquote.store.quotes.bodies import ParsedBody

SOURCE = re.compile(rf'\bsrc="/({FOLDER}/[^"]*)"')
"""A picture of the newsroom in the HTML of a body."""

Shown = tuple[str, Position]
"""The path of a picture, and where it stands."""


def shown_by_image(tree: MappingNode) -> Iterator[Shown]:
    """The picture of the key ``image``."""
    image = tree.child("image")
    url = image.child("url") if image else None
    if url is not None and isinstance(url.value, str) and is_media_path(path := url.value.strip()):
        yield path, url.position


def shown_in_body(body: ParsedBody | None, start: Position, *, below: bool) -> Iterator[Shown]:
    """The pictures in a body that begins at ``start``, ``below`` the keys or among them."""
    for block in body.blocks if body else ():
        for source in SOURCE.findall(block.html):
            path = path_of_source(source)
            if body and is_media_path(path):
                before, found, _ = body.markdown.partition(unescape(source))
                lines = before.count("\n") if found and below else 0
                yield path, Position(start.line + lines, 1) if below else start


def path_of_source(source: str) -> str:
    """The path of a picture, from how HTML names it."""
    return unquote(unescape(source))
