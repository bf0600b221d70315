"""What the file of a picture is, which pictures an entity shows, and where in its file it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from pullquote.store.files.syntax.trees import MappingNode, Position
from pullquote.store.model.file_problems import FileProblems
from pullquote.store.pictures.formats import FOLDER, is_media_path
from pullquote.store.pictures.reading import NotAPicture, Picture, read_picture
from pullquote.store.quotes.bodies import ParsedBody

SOURCE = re.compile(rf'\bsrc="/({FOLDER}/[^"]*)"')
"""A picture of the newsroom in the HTML of a body."""
SOURCE_START = f'src="/{FOLDER}/'
"""How each begins: few blocks have one, and looking for this is quicker."""
RELATIVE_SOURCE = re.compile(
    r"""<img(?:\s[\w-]+="[^"]*")*?\ssrc="(?![A-Za-z][A-Za-z0-9+.-]*:|/|[#?])([^"]+)\""""
)
"""A picture that is named as a file beside the story is (RFC 3986, section 4.2), and is not below ``media/``."""

Shown = tuple[str, Position]
"""The path of a picture, and where it stands."""


def picture_in(path: str, data: bytes, faults: FileProblems) -> Picture | None:
    """The picture that a file is; None with a fault where it is none."""
    try:
        return read_picture(path, data)
    except NotAPicture as error:
        faults.add("PQ130", 1, 1, str(error), error.suggestion)
        return None


def shown_by_image(tree: MappingNode) -> Iterator[Shown]:
    """The picture of the key ``image``."""
    image = tree.child("image")
    url = image.child("url") if image else None
    if url is not None and isinstance(url.value, str) and is_media_path(path := url.value.strip()):
        yield path, url.position


def shown_in_body(body: ParsedBody | None, start: Position, below: str | None) -> Iterator[Shown]:
    """The pictures in a body that begins at ``start``: those below ``media/``, and those by a path that readers cannot
    open. ``below`` is the text as it stands below the keys, None where the body is one of them."""
    for block in body.blocks if body else ():
        if "<img" not in block.html:
            continue
        served = SOURCE.findall(block.html) if SOURCE_START in block.html else ()
        for source in (*served, *RELATIVE_SOURCE.findall(block.html)):
            path = path_of_source(source)
            if body and (is_media_path(path) or source not in served):
                before, found, _ = (below or "").partition(unescape(source))
                yield path, Position(start.line + before.count("\n"), 1) if found else start


def path_of_source(source: str) -> str:
    """The path of a picture, from how HTML names it."""
    return unquote(unescape(source))
