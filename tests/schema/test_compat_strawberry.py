"""A contract for every name of Strawberry that the schema and the server touch and nobody documents.

When one of these fails after an upgrade, read what changed, then change ``compat_strawberry``.
"""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any

import pytest
import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from graphql.execution import Executor

from pullquote.schema import compat_strawberry


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@strawberry.input(one_of=True)
class By:
    slug: str | None = strawberry.UNSET
    id: strawberry.ID | None = strawberry.UNSET


@strawberry.input
class Plain:
    slug: str | None = None


def made() -> strawberry.Schema:
    strawberry.enum(Colour)
    compat_strawberry.describe_values(Colour, {"RED": "As a tomato.", "BLUE": "As the sky."})

    @strawberry.type
    class Query:
        @strawberry.field
        def colour(self, by: By | None = None, plain: Plain | None = None) -> Colour:
            return Colour.RED

    return strawberry.Schema(Query)


def test_graphql_cores_schema_is_behind_strawberrys() -> None:
    core = compat_strawberry.core_schema(made())
    assert isinstance(core, GraphQLSchema)
    colour: Any = core.type_map["Colour"]
    assert {name: value.description for name, value in colour.values.items()} == {
        "RED": "As a tomato.",
        "BLUE": "As the sky.",
    }


def test_a_member_without_a_description_is_noticed() -> None:
    strawberry.enum(Colour)
    with pytest.raises(KeyError, match="BLUE"):
        compat_strawberry.describe_values(Colour, {"RED": "As a tomato."})


def test_graphql_core_is_told_of_one_of_inputs() -> None:
    schema = made()
    by, plain = (compat_strawberry.core_schema(schema).type_map[name] for name in ("By", "Plain"))
    assert isinstance(by, GraphQLInputObjectType)
    assert isinstance(plain, GraphQLInputObjectType)
    assert not by.is_one_of  # if Strawberry tells it by itself, `mark_one_of` can go
    compat_strawberry.mark_one_of(schema)
    assert (by.is_one_of, plain.is_one_of) == (True, False)


def test_infos_are_built_as_graphql_core_asks_for_them() -> None:
    ours, cores = (
        list(inspect.signature(function).parameters)
        for function in (compat_strawberry.build_resolve_info, Executor.build_resolve_info)
    )
    assert ours == cores
    assert issubclass(compat_strawberry.IncrementalExecutor, Executor)


async def _later() -> int:
    return 1


def test_what_has_to_be_awaited_is_known() -> None:
    coroutine = _later()
    is_awaitable: bool = compat_strawberry.is_awaitable(coroutine)
    assert is_awaitable
    assert not compat_strawberry.is_awaitable(1)
    coroutine.close()


def test_fields_have_arguments_whose_defaults_can_be_changed() -> None:
    def resolver(root: Any, first: int | None = None) -> int:
        return first or 0

    field: Any = strawberry.field(description="x")
    assert isinstance(field, compat_strawberry.StrawberryField)
    field(resolver)
    assert [(each.python_name, each.default) for each in field.arguments] == [("first", None)]
