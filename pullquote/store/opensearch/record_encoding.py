"""Records as bytes, and bytes as records: what a document of the cluster has in its field ``record``.

A record is the list of its fields in the order of its class, in MessagePack and compressed. Whatever has an id is
there by its id, but for what is part of the record: the quotes of a story, the roles of a person. Reading runs
nothing, and makes nothing but what the classes of :mod:`~pullquote.store.model.records` declare.
"""

from __future__ import annotations

import types
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from pullquote.store.model.bodies import Block
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.records import Quote, Role

COMPRESSION = 1
"""Of zlib: the fastest, which halves a story; more takes twice the time for a tenth."""
ReferenceOf = Callable[[str], Any]
"""Gives the record of an id. Raises LookupError where there is none."""
Encode = Callable[[Any], Any]
Decode = Callable[[Any, ReferenceOf], Any]

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder()
INVALID = (msgspec.MsgspecError, zlib.error, ValueError, TypeError, LookupError, AttributeError)
"""What comes of decoding what is no record."""


class InvalidRecord(ValueError):
    """What a document has in it is no record of this version, or refers to one that is not there."""


def encoded(record: Any) -> str:
    """A record as text: base64 of its bytes."""
    data = _ENCODER.encode(_codec_of(type(record))[0](record))
    return b64encode(zlib.compress(data, COMPRESSION)).decode("ascii")


def decoded(record_type: type[Any], text: str, reference_of: ReferenceOf) -> Any:
    """The record of a type that was encoded; ``reference_of`` gives what it refers to.

    Raises InvalidRecord.
    """
    try:
        data = _DECODER.decode(zlib.decompress(b64decode(text)))
        return _codec_of(record_type)[1](data, reference_of)
    except INVALID as error:
        raise InvalidRecord(f"a document has no {record_type.__name__} in it: {error}") from error


def _codec_of(record_type: Any) -> tuple[Encode, Decode]:
    return _codec(record_type)


def _same(value: Any) -> Any:
    return value


def _given(value: Any, _reference_of: ReferenceOf) -> Any:
    return value


def _identity(record: Any) -> Any:
    return None if record is None else record.id


def _referred(identity: Any, reference_of: ReferenceOf) -> Any:
    return None if identity is None else reference_of(identity)


def _date_text(date: DateOrDateTime | None) -> str | None:
    return None if date is None else date.text


def _date(text: str | None, _reference_of: ReferenceOf) -> DateOrDateTime | None:
    return None if text is None else DateOrDateTime.parse(text)


def _place_of_role(role: Role) -> tuple[str, int]:
    """A role of somebody else: whose it is, and which."""
    roles = role.person.roles
    return role.person.id, next(number for number, each in enumerate(roles) if each is role)


def _role_at(place: Sequence[Any], reference_of: ReferenceOf) -> Role:
    person, number = place
    role: Role = reference_of(person).roles[number]
    return role


@cache
def _of_hint(hint: Any) -> tuple[Encode, Decode]:
    """How values of a declared type are written and read."""
    if get_origin(hint) in {Union, types.UnionType}:
        members = [each for each in get_args(hint) if each is not type(None)]
        codecs = {_of_hint(each) for each in members}
        if len(codecs) == 1:
            return _optional(*codecs.pop())
        raise TypeError(f"{hint} is not one thing")
    if get_origin(hint) is tuple:
        return _listed(*_of_hint(get_args(hint)[0]))
    if not isinstance(hint, type):
        return _same, _given
    if hint is DateOrDateTime:
        return _date_text, _date
    if issubclass(hint, Enum):
        return _member_name, _member(hint)
    if is_dataclass(hint):
        has_id = any(each.name == "id" for each in fields(hint))
        return (_identity, _referred) if has_id and hint is not Quote else _codec(hint)
    return _same, _given


def _member_name(member: Enum) -> str:
    return member.name


@cache
def _member(enumeration: type[Enum]) -> Decode:
    return lambda name, _reference_of: enumeration[name]


@cache
def _optional(encode: Encode, decode: Decode) -> tuple[Encode, Decode]:
    return (
        lambda value: None if value is None else encode(value),
        lambda data, reference_of: None if data is None else decode(data, reference_of),
    )


@cache
def _listed(encode: Encode, decode: Decode) -> tuple[Encode, Decode]:
    return (
        lambda values: [encode(value) for value in values],
        lambda data, reference_of: tuple([decode(each, reference_of) for each in data]),
    )


OF_FIELDS: dict[tuple[type, str], tuple[Encode, Decode]] = {
    (Quote, "roles"): _listed(_place_of_role, _role_at),
    (Block, "quotes"): _listed(_identity, _referred),
}
"""Fields with what is part of another record."""
FIRST = "quotes"
"""The field that others of the same record refer to."""


@cache
def _codec(record_type: type[Any]) -> tuple[Encode, Decode]:
    """How a dataclass is written, and how it is read: it is there before its fields are, which may refer to it."""
    hints = get_type_hints(record_type, localns={"Quote": Quote})
    names = tuple(each.name for each in fields(record_type))
    codecs = [OF_FIELDS.get((record_type, name)) or _of_hint(hints[name]) for name in names]
    encoders = [(name, encode) for name, (encode, _) in zip(names, codecs, strict=True)]
    decoders = [
        (number, name, decode) for number, (name, (_, decode)) in enumerate(zip(names, codecs, strict=True))
    ]
    decoders.sort(key=lambda each: each[1] != FIRST)
    has_id = "id" in names

    def encode(record: Any) -> list[Any]:
        return [encode_field(getattr(record, name)) for name, encode_field in encoders]

    def decode(data: Sequence[Any], reference_of: ReferenceOf) -> Any:
        if len(data) != len(names):
            raise ValueError(f"{len(data)} fields in place of {len(names)}")
        record = object.__new__(record_type)
        if has_id:
            reference_of = _with_own(record, data[names.index("id")], reference_of)
        for number, name, decode_field in decoders:
            object.__setattr__(record, name, decode_field(data[number], reference_of))
        return record

    return encode, decode


def _with_own(record: Any, identity: str, reference_of: ReferenceOf) -> ReferenceOf:
    """What a record refers to, itself and its quotes included."""

    def found(wanted: str) -> Any:
        if wanted == identity:
            return record
        for quote in vars(record).get(FIRST, ()):
            if quote.id == wanted:
                return quote
        return reference_of(wanted)

    return found
