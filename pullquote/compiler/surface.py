"""Everything that the compiler touches of Strawberry and graphql-core beyond their documented API.

It is all in this module, so that one test can hold each name to its contract, and so that a release of
either that changes one makes operations run on graphql-core instead of making the server fail.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeGuard, cast

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLSchema,
    execute,
    experimental_execute_incrementally,
)
from graphql.execution.collect_fields import (
    CollectedFields,
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from graphql.pyutils import Undefined, is_iterable
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.arguments import StrawberryArgument, convert_arguments
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.maybe import Some

__all__ = [
    "CollectedFields",
    "FieldDetails",
    "FragmentDetails",
    "Resolver",
    "Some",
    "Undefined",
    "Unsupported",
    "VariableValues",
    "argument_converter",
    "argument_names",
    "attribute_of",
    "collect_fields",
    "collect_subfields",
    "core_schema",
    "enum_members",
    "executor_class",
    "get_argument_values",
    "get_variable_values",
    "info_class",
    "input_attributes",
    "is_awaitable",
    "is_iterable",
    "obstacle",
    "resolver_of",
]

DEFINITION = "strawberry-definition"
"""The extension under which Strawberry leaves its own definition on every graphql-core type and field."""

is_awaitable: Callable[[Any], TypeGuard[Awaitable[Any]]] = cast("Any", optimized_is_awaitable)
executor_class = StrawberryGraphQLCoreExecutionContext


class Unsupported(Exception):
    """This operation always runs on graphql-core; the message says why."""


@dataclass(frozen=True)
class Resolver:
    """The function behind a field, and where it wants its parent object and its info."""

    function: Callable[..., object]
    source_first: bool
    source_names: tuple[str, ...]
    info_name: str | None


class ArgumentConverter(Protocol):
    """Turns coerced GraphQL arguments into what the resolver is called with."""

    def __call__(self, coerced: dict[str, Any]) -> dict[str, Any]: ...


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema that Strawberry built.

    :mod:`pullquote.schema.compat_strawberry` has this as well, since the compiler imports nothing of ours.
    """
    return schema._schema  # noqa: SLF001 - Strawberry offers no public way to it


def info_class(schema: strawberry.Schema) -> type[Any]:
    """The class of the ``info`` that resolvers receive."""
    return schema.config.info_class


def obstacle(schema: strawberry.Schema) -> str | None:
    """Why no operation of this schema can be compiled, or None.

    Hooks that run around every field, and replaced resolution, would be skipped by compiled code.
    """
    if schema.config.default_resolver is not getattr:
        return "the schema has its own default resolver"
    if schema.exception_handlers:
        return "the schema has exception handlers"
    if schema.directives:
        return "the schema has operation directives"
    if schema.execution_context_class is not executor_class:
        return "the schema has its own execution context class"
    for extension in schema.get_extensions(sync=True):
        if extension._implements_resolve():  # noqa: SLF001 - the same question that Strawberry asks
            return f"the extension {type(extension).__name__} runs around every field"
    return None


def _definition(field: GraphQLField) -> StrawberryField:
    definition = field.extensions.get(DEFINITION)
    if type(definition) is not StrawberryField:
        raise Unsupported(f"a field is defined by {type(definition).__name__}")
    return definition


def attribute_of(field: GraphQLField) -> str | None:
    """The attribute that a field without a resolver reads, or None where there is a resolver."""
    definition = _definition(field)
    return definition.python_name if definition.is_basic_field else None


def resolver_of(field: GraphQLField) -> Resolver:
    """The plain synchronous function of a field; anything that is more than that is unsupported."""
    definition = _definition(field)
    resolver = definition.base_resolver
    name = definition.python_name
    if resolver is None or definition.extensions or definition.permission_classes:
        raise Unsupported(f'the field "{name}" has extensions or permissions')
    if definition.is_async or resolver.is_async:
        raise Unsupported(f'the resolver of "{name}" is asynchronous')
    if definition.is_subscription or not callable(resolver.wrapped_func):
        raise Unsupported(f'the field "{name}" has no function to call')
    sources = {
        each.name: None for each in (resolver.parent_parameter, resolver.root_parameter) if each is not None
    }
    return Resolver(
        function=resolver.wrapped_func,
        source_first=resolver.self_parameter is not None,
        source_names=tuple(sources),
        info_name=resolver.info_parameter.name if resolver.info_parameter is not None else None,
    )


def argument_converter(schema: strawberry.Schema, field: GraphQLField) -> ArgumentConverter:
    """What Strawberry does to graphql-core's arguments before it calls the resolver of ``field``."""
    arguments: list[StrawberryArgument] = _definition(field).arguments
    registry: Mapping[object, Any] = schema.schema_converter.scalar_registry
    config = schema.config

    def convert(coerced: dict[str, Any]) -> dict[str, Any]:
        return convert_arguments(coerced, arguments, scalar_registry=registry, config=config)

    return convert


def argument_names(schema: strawberry.Schema, field: GraphQLField) -> dict[str, str]:
    """The arguments of ``field``: what GraphQL calls them -> what the resolver calls them."""
    name_of = schema.config.name_converter.from_argument
    return {name_of(each): each.python_name for each in _definition(field).arguments}


def input_attributes(type_: GraphQLInputObjectType, value: object) -> dict[str, str] | None:
    """The fields of an input type: what GraphQL calls them -> attributes of ``value``.

    None unless ``value`` is a plain input object of Strawberry, which is fully described by the keyword
    arguments of its constructor.
    """
    definition: Any = type_.extensions.get(DEFINITION)
    if (
        not isinstance(definition, StrawberryObjectDefinition)
        or definition.origin is not type(value)
        or definition.from_input is not None
        or hasattr(definition.origin, "__post_init__")
        or not dataclasses.is_dataclass(definition.origin)
    ):
        return None
    by_definition = {field.extensions.get(DEFINITION): name for name, field in type_.fields.items()}
    return {by_definition[each]: each.python_name for each in definition.fields if each in by_definition}


def enum_members(enum: GraphQLEnumType) -> tuple[object, ...]:
    """The Python members behind an enum of Strawberry; empty for any other enum."""
    return tuple(cast("Any", getattr(enum, "wrapped_cls", ())))


def execute_on_graphql_core(
    schema: strawberry.Schema,
    document: DocumentNode,
    operation_name: str | None = None,
    variables: dict[str, Any] | None = None,
    context: object = None,
    *,
    root: object = None,
) -> ExecutionResult | Awaitable[ExecutionResult]:
    """Run a validated document on graphql-core exactly as Strawberry does; awaitable if a resolver is asynchronous.

    With ``@defer`` or ``@stream`` in the document the result is graphql-core's for incremental delivery.
    """
    run: Any = execute
    if schema.config.enable_experimental_incremental_execution:
        run = experimental_execute_incrementally
    result: ExecutionResult | Awaitable[ExecutionResult] = run(
        core_schema(schema),
        document,
        root_value=root,
        context_value=context,
        variable_values=variables,
        operation_name=operation_name,
        is_awaitable=is_awaitable,
        executor_class=executor_class,
        operation_extensions=None,
    )
    return result
