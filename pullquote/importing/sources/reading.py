"""What every source needs of a file: its key, its day, its beginning."""

from __future__ import annotations

import mmap
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pullquote.importing.text.characters import decoded

_GLOBAL = re.compile(r"(?:https?://|urn:|tag:)\S+", re.IGNORECASE)
_ROOT_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
HEAD_BYTES = 8192
"""How much of a file is looked at to tell what it is, and whether its end is there."""
HALF = "the file ends in the middle of it: save or export it again"
CUT = "the file ends in the middle, and what followed is missing: save or export it again"
MAX_LEVELS = 100
"""Levels of lists and mappings in what an item says: people write five, and a thousand end the program that reads them."""


def key_of(path: Path, root: Path) -> str:
    """What names a file in its source: its path below it."""
    try:
        return _encodable(path.relative_to(root).as_posix() if path != root else path.name)
    except ValueError:
        return _encodable(path.name)


def _encodable(name: str) -> str:
    """A name that can be stored and printed: the bytes of one that is no UTF-8 are escaped."""
    return name.encode(errors="backslashreplace").decode()


def day_of(path: Path) -> str:
    """The day on which a file was last changed, in UTC."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def head_of(path: Path) -> str:
    """The beginning of a file as text."""
    with path.open("rb") as file:
        return decoded(file.read(HEAD_BYTES))[0]


def is_deeper(value: object, levels: int) -> bool:
    """Whether a value has more levels of lists and mappings."""
    inside = [value]
    for _ in range(levels + 1):
        inside = [
            each
            for outer in inside
            if isinstance(outer, (Mapping, list, tuple))
            for each in (outer.values() if isinstance(outer, Mapping) else outer)
        ]
        if not inside:
            return False
    return True


def closed_in(path: Path) -> int | None:
    """How many items of a feed or an export in XML are whole, where the file ends in the middle; None where it does not."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = data[-HEAD_BYTES:]
        if _ROOT_END.search(end) or b"\0" in end:  # the latter is UTF-16
            return None
        return sum(1 for _ in _ITEM_END.finditer(data))


def is_global(key: str) -> bool:
    """Whether a key names its item wherever it is found: an address, or another name with a scheme."""
    return _GLOBAL.match(key) is not None


def name_in(file: str, name: object) -> str:
    """The key of an item that has a name of its own in a file: the name alone where it is one everywhere."""
    own = _encodable(str(name))
    return own if is_global(own) else f"{file}#{own}"
