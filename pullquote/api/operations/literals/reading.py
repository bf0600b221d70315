"""Values as they are written in a document, read as JSON would have them in variables.

Only what is plainly right is read; for all else the document is parsed, which says what is wrong with it, and where.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import Any, Final

import orjson
from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputType,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLNamedType,
    GraphQLScalarType,
    GraphQLString,
    GraphQLSyntaxError,
    StringValueNode,
    TokenKind,
    Undefined,
    coerce_input_literal,
    coerce_input_value,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)
from graphql.language import Lexer, Source

from pullquote.api.operations.literals.scanning import value_in

Read = Callable[[str], object]
"""Reads a piece; gives :class:`UNREAD` where it is not plainly a value of its type."""

MAX_INT: Final = 2**31 - 1
"""Largest Int of GraphQL, which is 32 bits wide."""
INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
LONGEST_NUMBER: Final = 30
"""Characters of a number that is read: Python takes long for thousands of digits, and refuses more."""
ITEM: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[^ \t\r\n,\[\]]++')
"""One value in a list."""
BLOCK: Final = '"""'
TRUTHS: Final = {"true": True, "false": False}


class UNREAD:
    """Stands for a piece that only a parser can judge."""


def reader_of(type_: GraphQLInputType) -> Read | None:
    """What reads the values of a position of this type; None where values are not simple."""
    inner = get_nullable_type(type_)
    if is_list_type(inner):
        item = get_nullable_type(inner.of_type)
        return _list(_leaf(item)) if is_leaf_type(item) else None
    return _leaf(inner) if is_leaf_type(inner) else None


def _leaf(type_: GraphQLLeafType) -> Read:
    if isinstance(type_, GraphQLEnumType):
        return _enum(type_)
    return READERS.get(type_) or _custom(type_)


def _string(piece: str) -> object:
    if not piece.startswith('"'):
        return UNREAD
    if piece.startswith(BLOCK):
        return _block(piece)
    if "\\" in piece:
        try:
            return orjson.loads(piece)  # the escapes that both have are JSON's
        except orjson.JSONDecodeError:
            return UNREAD
    return piece[1:-1] if len(piece) > 1 and piece.endswith('"') else UNREAD


def _block(piece: str) -> object:
    try:
        token = Lexer(Source(piece)).advance()
    except GraphQLSyntaxError:
        return UNREAD
    return token.value if token.kind is TokenKind.BLOCK_STRING and token.end == len(piece) else UNREAD


def _int(piece: str) -> object:
    if len(piece) > LONGEST_NUMBER or not INTEGER.fullmatch(piece):
        return UNREAD
    value = int(piece)
    return value if -MAX_INT - 1 <= value <= MAX_INT else UNREAD


def _float(piece: str) -> object:
    if len(piece) > LONGEST_NUMBER or not NUMBER.fullmatch(piece):
        return UNREAD
    value = float(piece)
    return value if isfinite(value) else UNREAD


def _id(piece: str) -> object:
    return piece if INTEGER.fullmatch(piece) else _string(piece)


def _truth(piece: str) -> object:
    return TRUTHS.get(value_in(piece), UNREAD)


READERS: Final[dict[GraphQLNamedType, Read]] = {
    GraphQLString: _string,
    GraphQLID: _id,
    GraphQLInt: _int,
    GraphQLFloat: _float,
    GraphQLBoolean: _truth,
}


def _enum(type_: GraphQLEnumType) -> Read:
    names = dict.fromkeys(type_.values)

    def read(piece: str) -> object:
        name = value_in(piece)
        return name if name in names and name not in TRUTHS else UNREAD

    return read


def _custom(type_: GraphQLScalarType) -> Read:
    """A scalar of the schema's own: of strings, if it makes the same of one in a document and of one in variables."""

    def read(piece: str) -> object:
        text = _string(piece)
        if not isinstance(text, str):
            return UNREAD
        value: Any = coerce_input_value(text, type_)
        if value is Undefined or value != coerce_input_literal(StringValueNode(value=text), type_):
            return UNREAD
        return text

    return read


def _list(item: Read) -> Read:
    """A list, or one value, which stands for a list of one."""

    def read(piece: str) -> object:
        values = [item(each) for each in (ITEM.findall(piece) if piece.startswith("[") else [piece])]
        return UNREAD if UNREAD in values else values

    return read
