"""Cursors: where a page ends, written so that it stays good when the records change.

A cursor is the key by which its record is ordered, and its id (a *keyset*). The next page is what comes
after that key, whether or not the record still exists, so that nothing is repeated or skipped when others
come and go. To a client it is opaque: base64url, without padding, of a checksum and a JSON array
``[ordering, key..., id]``.
"""

from __future__ import annotations

from binascii import Error as NotBase64
from binascii import a2b_base64, b2a_base64
from dataclasses import dataclass
from zlib import crc32

import orjson

from pullquote.store.model.errors import BadInput

MAX_CURSOR_LENGTH = 8_192
"""Characters; a headline of 1,000 characters, escaped, and two ids fit several times."""
CHECKSUM_BYTES = 4
TO_URL = bytes.maketrans(b"+/", b"-_")
FROM_URL = bytes.maketrans(b"-_+/=", b"+/***")
"""base64url as base64; what only the latter has becomes what neither has."""

Key = tuple[str | int | None, ...]
"""What a record is ordered by: JSON values, compared in turn."""


class InvalidCursor(BadInput):
    """A text is no cursor, or one of another ordering."""


@dataclass(frozen=True)
class Cursor:
    """A place in an ordering: behind the record of ``id`` with ``key``, wherever that is or was."""

    ordering: str
    key: Key
    id: str

    def encode(self) -> str:
        """The text that a client gets."""
        return encode(self.ordering, self.key, self.id)


def encode(ordering: str, key: Key, identity: str) -> str:
    """The text of a cursor."""
    content = orjson.dumps([ordering, *key, identity])
    checked = crc32(content).to_bytes(CHECKSUM_BYTES) + content
    return b2a_base64(checked, newline=False).translate(TO_URL, b"=").decode()


def decode(text: str, ordering: str, shape: tuple[type, ...], argument: str) -> Cursor:
    """Read a cursor of ``ordering`` whose key has the types of ``shape`` (where nothing is known, None).

    Raises :class:`InvalidCursor`, whose message names the ``argument`` that it came by.
    """
    parts = _parts(text)
    if parts is None:
        raise InvalidCursor(f'"{argument}" is not a cursor; pass one exactly as a page gave it.')
    found, *key, identity = parts
    if found != ordering:
        raise InvalidCursor(
            f'"{argument}" is a cursor of another list or order ({found}, this is {ordering}); '
            "start again without it."
        )
    fits = len(key) == len(shape)
    for value, kind in zip(key, shape, strict=False):
        fits = fits and (value is None or type(value) is kind)
    if not fits or type(identity) is not str:
        raise InvalidCursor(f'"{argument}" is not a cursor of this version; start again without it.')
    return Cursor(ordering, tuple(key), identity)


def _parts(text: str) -> list[str | int | None] | None:
    """The JSON array in a cursor; None when it is damaged, or not written as :meth:`Cursor.encode` does."""
    if len(text) > MAX_CURSOR_LENGTH or not text.isascii():
        return None
    spelled = text.encode().translate(FROM_URL) + b"=" * (-len(text) % 4)
    try:
        checked = a2b_base64(spelled)
        checksum, content = checked[:CHECKSUM_BYTES], checked[CHECKSUM_BYTES:]
        if crc32(content).to_bytes(CHECKSUM_BYTES) != checksum:
            return None
        parts = orjson.loads(content)
    except (NotBase64, orjson.JSONDecodeError):
        return None
    # Base64 has several spellings of the same bytes (stray characters are skipped): only ours is a cursor.
    spelled_so = b2a_base64(checked, newline=False) == spelled
    if not spelled_so or not isinstance(parts, list) or len(parts) < 2 or not isinstance(parts[0], str):
        return None
    return parts
