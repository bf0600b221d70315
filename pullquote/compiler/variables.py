"""The variables of one operation: exact built-in values pass at once, graphql-core coerces all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson
from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLNamedType,
    GraphQLSchema,
    GraphQLString,
    NonNullTypeNode,
    OperationDefinitionNode,
    Undefined,
    VariableDefinitionNode,
    coerce_input_value,
    is_leaf_type,
    is_non_null_type,
    type_from_ast,
)

from pullquote.compiler.leaves import Deoptimise
from pullquote.compiler.memory import BoundedCache, MemoryUse, compact
from pullquote.compiler.surface import VariableValues, get_variable_values

MAX_INT = 2**31 - 1
"""Largest Int of GraphQL, which is 32 bits wide."""
MOST_INPUTS = 256
"""Lists and input objects remembered by each operation: filters that come again."""


class OTHER:
    """Stands for a value that graphql-core has to look at."""


def _text(value: object) -> object:
    return value if type(value) is str else OTHER


def _integer(value: object) -> object:
    return value if type(value) is int and -MAX_INT - 1 <= value <= MAX_INT else OTHER


def _number(value: object) -> object:
    return value if type(value) is float and value - value == 0.0 else OTHER


def _truth(value: object) -> object:
    return value if value is True or value is False else OTHER


READERS: dict[GraphQLNamedType, Callable[[object], object]] = {
    GraphQLString: _text,
    GraphQLID: _text,
    GraphQLInt: _integer,
    GraphQLFloat: _number,
    GraphQLBoolean: _truth,
}
"""What reads a variable of a type: gives the value that graphql-core would give, or :class:`OTHER`."""


def _enum_reader(enum: GraphQLEnumType) -> Callable[[object], object]:
    values = {name: enum.coerce_input_value(name) for name in enum.values}

    def read(value: object) -> object:
        return values.get(value, OTHER) if type(value) is str else OTHER

    return read


def _input_reader(type_: Any) -> Callable[[object], object]:
    """Of a scalar of the schema's own, a list or an input object: as graphql-core coerces it."""

    def read(value: object) -> object:
        coerced = coerce_input_value(value, type_)
        return OTHER if coerced is Undefined else coerced

    return read


class Values:
    """The coerced variables of one execution, by name."""

    __slots__ = ("_all", "coerced")

    def __init__(self, coerced: dict[str, Any], everything: Callable[[], VariableValues]) -> None:
        self.coerced = coerced
        self._all = everything

    def with_sources(self) -> VariableValues:
        """The same from graphql-core, which also says where each came from.

        It needs that for variables inside the literals of custom scalars.
        """
        return self._all()


class Variables:
    """Coerces the variables of one operation.

    With ``share`` a list or an input object that comes again is the same object again.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        memory: MemoryUse,
        *,
        share: bool = False,
    ) -> None:
        self._memory = memory
        self._schema = schema
        self._share = share
        self._inputs: BoundedCache[tuple[str, bytes], object] = BoundedCache(memory, MOST_INPUTS)
        self._definitions = operation.variable_definitions or ()
        self._readers = [self._reader(each) for each in self._definitions]

    def _reader(
        self, definition: VariableDefinitionNode
    ) -> tuple[str, Callable[[object], object], bool, bool]:
        """The variable's name, what reads it, whether it may be null, whether it may be left out."""
        node = definition.type
        nullable = not isinstance(node, NonNullTypeNode)
        type_ = type_from_ast(self._schema, node)
        if is_non_null_type(type_):
            type_ = type_.of_type
        name = definition.variable.name.value
        if isinstance(type_, GraphQLEnumType):
            reader = _enum_reader(type_)
        elif is_leaf_type(type_):
            reader = READERS.get(type_) or _input_reader(type_)
        else:
            reader = self._remembering(name, _input_reader(type_))
        optional = nullable and definition.default_value is None
        return name, reader, nullable, optional

    def __call__(self, given: Mapping[str, Any] | None) -> Values:
        """The coerced values; de-optimises where graphql-core reports errors."""
        given = given or {}
        return Values(self._coerced(given), partial(self._all, given))

    def _coerced(self, given: Mapping[str, Any]) -> dict[str, Any]:
        coerced: dict[str, Any] = {}
        for name, reader, nullable, optional in self._readers:
            if name not in given:
                if optional:
                    continue
                return self._all(given).coerced
            value = given[name]
            if value is None and nullable:
                coerced[name] = None
                continue
            value = reader(value)
            if value is OTHER:
                return self._all(given).coerced
            coerced[name] = value
        return coerced

    def _remembering(self, name: str, reader: Callable[[object], object]) -> Callable[[object], object]:
        """What reads a list or an input object, and remembers what was made of the same value before."""
        if not self._share:
            return reader
        inputs = self._inputs

        def read(value: object) -> object:
            if type(value) not in (dict, list):
                return OTHER
            key = name, orjson.dumps(value)
            known = inputs.get(key, OTHER)
            if known is OTHER and (known := reader(value)) is not OTHER:
                inputs.put((name, compact(key[1])), known)
            return known

        return read

    def _all(self, given: Mapping[str, Any]) -> VariableValues:
        # Any error de-optimises, so that none is worded well, and the first is the last.
        values = get_variable_values(
            self._schema, self._definitions, dict(given), max_errors=0, hide_suggestions=True
        )
        if isinstance(values, list):
            raise Deoptimise("variables that graphql-core refuses")
        return values
