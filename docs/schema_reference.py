"""The schema as Markdown: every type, with its fields and their arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    ast_from_value,
    get_named_type,
    is_specified_scalar_type,
    print_ast,
)

from docs.tables import table
from pullquote.schema import schema
from pullquote.schema.compat_strawberry import core_schema

SCHEMA_GROUPS: Mapping[str, Callable[[GraphQLNamedType], bool]] = {
    "Where an operation begins": lambda each: each.name in {"Query", "Subscription"},
    "Interfaces and unions": lambda each: isinstance(each, GraphQLInterfaceType | GraphQLUnionType),
    "Pages": lambda each: each.name.endswith(("Connection", "Edge")) or each.name == "PageInfo",
    "Objects": lambda each: isinstance(each, GraphQLObjectType),
    "Inputs": lambda each: isinstance(each, GraphQLInputObjectType),
    "Enums": lambda each: isinstance(each, GraphQLEnumType),
    "Scalars": lambda each: isinstance(each, GraphQLScalarType),
}
"""The headings of the schema's page, and which types stand below each: the first that fits."""


def schema_types() -> str:
    """Every type of the schema, with its fields and their arguments."""
    built = core_schema(schema)
    left = {
        name: each
        for name, each in sorted(built.type_map.items())
        if not name.startswith("__") and not is_specified_scalar_type(each)
    }
    parts = []
    for heading, belongs in SCHEMA_GROUPS.items():
        group = [left.pop(name) for name, each in list(left.items()) if belongs(each)]
        parts.append(f"## {heading}\n")
        parts += [_described_type(each, built) for each in group]
    return "\n".join(parts)


def _described_type(each: GraphQLNamedType, built: GraphQLSchema) -> str:
    parts = [f"### {each.name}\n", f"{each.description or ''}\n"]
    match each:
        case GraphQLObjectType() | GraphQLInterfaceType():
            if each.interfaces:
                parts.append(f"Implements {', '.join(map(_link, each.interfaces))}.\n")
            rows = [
                (f"`{name}`", _link(field.type), _described_field(field))
                for name, field in each.fields.items()
            ]
            parts.append(table(("Field", "Type", "Description"), rows))
        case GraphQLInputObjectType():
            rows = [
                (
                    f"`{name}`",
                    _link(field.type),
                    _with_default(field.description, field.default_value, field.type),
                )
                for name, field in each.fields.items()
            ]
            parts.append(table(("Field", "Type", "Description"), rows))
        case GraphQLUnionType():
            parts.append(f"One of {', '.join(map(_link, built.get_possible_types(each)))}.\n")
        case GraphQLEnumType():
            rows = [(f"`{name}`", value.description or "", "") for name, value in each.values.items()]
            parts.append(table(("Value", "Description"), [row[:2] for row in rows]))
        case GraphQLScalarType(specified_by_url=str(address)):
            parts.append(f"Specified by <{address}>.\n")
    return "\n".join(parts)


def _described_field(field: GraphQLField) -> str:
    arguments = [_described_argument(name, each) for name, each in field.args.items()]
    return "<br>".join([field.description or "", *arguments])


def _described_argument(name: str, argument: GraphQLArgument) -> str:
    described_ = _with_default(argument.description, argument.default_value, argument.type)
    return f"`{name}`: {_link(argument.type)} {described_}"


def _with_default(description: str | None, default: Any, type_: Any) -> str:
    if default is Undefined:
        return description or ""
    written = ast_from_value(default, type_)
    return f"{description or ''} Default: `{print_ast(written) if written else default}`."


def _link(type_: Any) -> str:
    """A type as GraphQL writes it, with a link to where it is described."""
    named = get_named_type(type_)
    if is_specified_scalar_type(named):
        return f"`{type_}`"
    before, _, after = str(type_).partition(named.name)
    link = f"[`{named.name}`](#{named.name.lower()})"
    return f"{f'`{before}`' if before else ''}{link}{f'`{after}`' if after else ''}"
