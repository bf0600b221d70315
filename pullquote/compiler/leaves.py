"""Scalars and enums: a test of the exact type in generated code, graphql-core's own coercion otherwise."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLString,
)

from pullquote.compiler.surface import Undefined, enum_members, is_awaitable, is_iterable


class Deoptimise(Exception):
    """Something that compiled code does not answer itself: run the operation on graphql-core."""


EXACT = {
    GraphQLString: "type({bound}) is str",
    GraphQLID: "type({bound}) is str",
    GraphQLInt: "type({bound}) is int and -2147483648 <= {name} <= 2147483647",
    GraphQLFloat: "type({bound}) is float and {name} - {name} == 0.0",
    GraphQLBoolean: "({bound}) is True or {name} is False",
}
"""The test after which a value of a built-in scalar is served as it is; graphql-core changes none of these."""


def refuse_awaitable(value: object) -> None:
    """De-optimise for a value that must be awaited; a coroutine is closed, as nobody will await this one."""
    if is_awaitable(value):
        if inspect.iscoroutine(value):
            value.close()
        raise Deoptimise("an awaitable value")


def coercion(leaf: GraphQLLeafType, *, nullable: bool) -> Callable[[object], Any]:
    """A function that completes a value as graphql-core does, and de-optimises where that reports an error."""
    coerce = leaf.coerce_output_value

    def complete(value: object) -> Any:
        if value is None or value is Undefined:
            if nullable:
                return None
            raise Deoptimise("null for a non-null leaf")
        if isinstance(value, Exception):
            raise Deoptimise("an exception as a value")
        refuse_awaitable(value)
        result = coerce(value)
        if result is None or result is Undefined:
            raise Deoptimise("a leaf was coerced to null")
        return result

    return complete


def enum_names(enum: GraphQLEnumType) -> dict[int, str]:
    """Identity of a member -> its GraphQL name.

    Members hash by a Python function, so that their identity is the faster key; a class keeps its members
    alive. Each is asked of graphql-core once, so that names are its own.
    """
    return {id(member): enum.coerce_output_value(member) for member in enum_members(enum)}


def listed(value: object) -> Iterable[object]:
    """``value``, if it is a list to graphql-core that can be read twice; else de-optimise."""
    if value is None or isinstance(value, Exception):
        raise Deoptimise("no list")
    refuse_awaitable(value)
    if hasattr(value, "__aiter__") or not is_iterable(value) or hasattr(value, "__next__"):
        raise Deoptimise("no list that can be read again")
    return value
