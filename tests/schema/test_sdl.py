"""The schema as its clients read it: described throughout, with the committed document up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    build_client_schema,
    build_schema,
    get_introspection_query,
    is_introspection_type,
    is_specified_scalar_type,
    lexicographic_sort_schema,
    print_schema,
)

from pullquote.schema import schema
from tests.conftest import ROOT

SDL = schema.as_str()
BUILT = build_schema(SDL)
TYPES = sorted(
    (
        each
        for each in BUILT.type_map.values()
        if not is_introspection_type(each) and not is_specified_scalar_type(each)
    ),
    key=lambda each: each.name,
)


def described(type_: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    """The coordinate and description of a type and of everything in it."""
    yield type_.name, type_.description
    match type_:
        case GraphQLEnumType(values=values):
            yield from ((f"{type_.name}.{name}", value.description) for name, value in values.items())
        case GraphQLInputObjectType(fields=fields):
            yield from ((f"{type_.name}.{name}", field.description) for name, field in fields.items())
        case GraphQLObjectType(fields=fields) | GraphQLInterfaceType(fields=fields):
            for name, field in fields.items():
                yield f"{type_.name}.{name}", field.description
                for argument, definition in field.args.items():
                    yield f"{type_.name}.{name}({argument}:)", definition.description


@pytest.mark.parametrize("type_", TYPES, ids=[each.name for each in TYPES])
def test_everything_is_described_in_sentences(type_: GraphQLNamedType) -> None:
    for coordinate, description in described(type_):
        assert description, f"{coordinate} has no description"
        assert description[0].isupper() or description[0] in "`“", f"{coordinate} begins in small letters"
        assert description.rstrip("`”)").endswith("."), f"{coordinate} does not end with a full stop"


def test_the_committed_document_is_up_to_date() -> None:
    committed = (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert committed == f"{SDL}\n", "run: pullquote schema > schema.graphql"


def test_introspection_says_what_the_document_says() -> None:
    query = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True, one_of=True
    )
    answered = schema.execute_sync(query)
    assert answered.errors is None
    introspected: Any = answered.data
    clients = lexicographic_sort_schema(build_client_schema(introspected))
    assert print_schema(clients) == print_schema(lexicographic_sort_schema(BUILT))


def test_introspection_keeps_the_order_of_the_declarations() -> None:
    answered = schema.execute_sync('{ __type(name: "Person") { fields { name } } }')
    assert answered.data is not None
    assert [each["name"] for each in answered.data["__type"]["fields"]][:3] == ["id", "slug", "name"]
