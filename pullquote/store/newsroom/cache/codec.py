"""How what is written to disk becomes bytes, and bytes what was written: MessagePack of declared types.

Reading runs nothing and makes nothing but values of those types; bytes that are something else are refused. The
types are those of the code that reads: what another release wrote is never given to it.
"""

from __future__ import annotations

from array import array
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import msgspec
from pyroaring import BitMap

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.parsing import ParsedEntity, Reference
from pullquote.store.files.syntax.trees import Position
from pullquote.store.model.criteria import StoryKind
from pullquote.store.model.errors import CacheError
from pullquote.store.model.records import (
    AttributionMethod,
    OrganizationKind,
    QuoteKind,
    ReviewTier,
    SourceKind,
)
from pullquote.store.pictures.reading import Picture
from pullquote.store.quotes.bodies import ParsedBody
from pullquote.store.quotes.matching import Found

T = TypeVar("T")

if TYPE_CHECKING:
    Numbers = array[int]
else:
    Numbers = array
"""An array of integers, as types of what is written name it."""

INVALID = (msgspec.MsgspecError, ValueError, TypeError, LookupError)
"""What comes of decoding bytes that are not what they should be, and of encoding text that is none in Unicode."""


def _encode_hook(value: object) -> bytes:
    if isinstance(value, BitMap):
        data: bytes = value.serialize()
        return data
    if isinstance(value, array):
        return value.typecode.encode() + value.tobytes()
    raise TypeError(f"{type(value).__name__} is not written to disk")


def _decode_hook(type_: type, value: object) -> object:
    if type_ is BitMap and isinstance(value, bytes):
        return BitMap.deserialize(value)
    if type_ is array and isinstance(value, bytes):
        return array(chr(value[0]), value[1:])
    raise TypeError(f"{type_.__name__} is not read from disk")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_hook)


def _encoded(value: object) -> bytes:
    try:
        return _ENCODER.encode(value)
    except INVALID as error:
        raise CacheError(f"the cache cannot be written: {error}") from error


class Codec(Generic[T]):
    """Writes and reads values of one type."""

    def __init__(self, type_: Any) -> None:
        self._decoder: msgspec.msgpack.Decoder[T] = msgspec.msgpack.Decoder(type_, dec_hook=_decode_hook)

    def encode(self, value: T) -> bytes:
        """A value as bytes. Raises CacheError for what cannot be written."""
        return _encoded(value)

    def decode(self, data: bytes) -> T:
        """The value. Raises CacheError for bytes that are none."""
        try:
            return self._decoder.decode(data)
        except INVALID as error:
            raise CacheError(f"the cache cannot be read: {error}") from error


class _EntityRow(NamedTuple):
    """A :class:`~pullquote.store.files.parsing.ParsedEntity`; ``keys`` are of the type that ``keys_type`` names, if there
    are any."""

    slug: str
    position: Position
    keys_type: str
    keys: msgspec.Raw
    references: tuple[Reference, ...]
    body: ParsedBody | None
    found: tuple[Found | None, ...]
    positions: dict[str, Position]
    proposals: tuple[tuple[Position, Position], ...]


_ENTITY: Codec[_EntityRow] = Codec(_EntityRow)


@cache
def _codec_of(keys: Any) -> Codec[Any]:
    return Codec(keys)


def encode_entity(entity: ParsedEntity) -> bytes:
    """What a file says of an entity. Raises CacheError where it cannot be written."""
    keys = entity.keys
    row = _EntityRow(
        entity.slug,
        entity.position,
        "" if keys is None else type(keys).__name__,
        msgspec.Raw(_encoded(keys)),
        entity.references,
        entity.body,
        entity.found,
        entity.places,
        tuple((Position(*first), Position(*last)) for first, last in entity.proposals),
    )
    return _ENTITY.encode(row)


def decode_entity(data: bytes, kinds: Kinds = KINDS) -> ParsedEntity:
    """The entity of one of some kinds that was written. Raises CacheError for bytes that are none."""
    row = _ENTITY.decode(data)
    keys: Any = None
    if row.keys_type:
        types = [Picture, *(kind.keys for kind in kinds.values())]
        of_type = next((each for each in types if each.__name__ == row.keys_type), None)
        if of_type is None:
            raise CacheError(f"the cache cannot be read: {row.keys_type} is no kind of keys")
        keys = _codec_of(of_type).decode(bytes(row.keys))
    return ParsedEntity(
        row.slug, row.position, keys, row.references, row.body, row.found, row.positions, row.proposals
    )


ENUMERATIONS: dict[str, type[Enum]] = {
    kind.__name__: kind
    for kind in (StoryKind, QuoteKind, SourceKind, OrganizationKind, AttributionMethod, ReviewTier)
}
"""What the terms of indexes may be members of."""

Plain = str | bool | tuple[str, str]
"""What is written of a term: itself, or the names of an enumeration and its member."""


def plain(wanted: object) -> Plain:
    """What is written of what criteria ask for. Raises CacheError for what has no such form."""
    match wanted:
        case str() | bool():
            return wanted
        case Enum() if type(wanted).__name__ in ENUMERATIONS:
            return type(wanted).__name__, wanted.name
        case _:
            raise CacheError(f"the cache cannot be written: {type(wanted).__name__} is no term")


def wanted(plain: Plain) -> str | bool | Enum:
    """What criteria ask for, from what was written of it. Raises CacheError for what is none."""
    if not isinstance(plain, tuple):
        return plain
    enumeration, name = plain
    try:
        return ENUMERATIONS[enumeration][name]
    except KeyError:
        raise CacheError(f"the cache cannot be read: {enumeration}.{name} is no term") from None
