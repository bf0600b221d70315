"""What the schema and the server touch of Strawberry beyond its documented API; the compiler's part is in its ``surface``.

It is all in this module, so that one test can hold each name to its contract
(``tests/schema/test_compat_strawberry.py``); ``pyproject.toml`` bounds the releases that may be installed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import EnumMeta
from typing import Any, TypeGuard, cast

import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.scalar import ScalarDefinition

__all__ = [
    "IncrementalExecutor",
    "ScalarDefinition",
    "StrawberryField",
    "build_resolve_info",
    "core_schema",
    "describe_values",
    "is_awaitable",
    "mark_one_of",
]

is_awaitable: Callable[[Any], TypeGuard[Awaitable[Any]]] = cast("Any", optimized_is_awaitable)
"""Whether a resolver's value has to be awaited."""
IncrementalExecutor = StrawberryGraphQLCoreExecutionContext
"""graphql-core's executor for incremental delivery, with the info that Strawberry's resolvers expect."""
build_resolve_info: Callable[..., Any] = StrawberryGraphQLCoreExecutionContext.build_resolve_info
"""Builds that info for any executor: the method uses nothing of its object that others have not."""


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema that Strawberry built.

    :mod:`pullquote.compiler.surface` has this as well: the compiler is used without this schema.
    """
    return schema._schema  # noqa: SLF001 - Strawberry offers no public way to it


def mark_one_of(schema: strawberry.Schema) -> None:
    """Mark the inputs that are ``@oneOf`` for graphql-core.

    Strawberry checks them when a value is coerced, which is too late for a literal in a document: graphql-core
    does when it validates.
    """
    for type_ in core_schema(schema).type_map.values():
        definition: Any = type_.extensions.get("strawberry-definition")
        if isinstance(type_, GraphQLInputObjectType) and definition is not None:
            type_.is_one_of = definition.is_one_of


def describe_values(enum: EnumMeta, descriptions: dict[str, str]) -> None:
    """Describe the members of an enum that Strawberry knows; raises KeyError for one that has no description."""
    definition: StrawberryEnumDefinition = vars(enum)["__strawberry_definition__"]
    for value in definition.values:
        value.description = descriptions[value.name]
