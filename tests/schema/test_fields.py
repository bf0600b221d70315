"""How a type is declared over a record: what is read, what is computed, and what may be left out."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any, cast

import pytest
import strawberry
from graphql import GraphQLObjectType, GraphQLResolveInfo

from pullquote.schema.fields import events, field, option, serves


@dataclass(frozen=True)
class Record:
    name: str
    count: int


class Other(Record):
    pass


def shout(root: Record, times: int | None = None) -> str:
    return root.name.upper() * (2 if times is None else times)


@strawberry.type
class Thing:
    is_type_of = serves(Record)
    name: str = field("What it is called.")
    loud: str = field("The same, loudly.", shout)


@strawberry.input
class Which:
    in_: str | None = option("Where it is.", name="in")


def things(which: Which | None = None) -> list[Any]:
    return [Record("a" if which is None else str(which.in_), 1)]


@strawberry.type
class Query:
    things: list[Thing] = field("All of them.", things)


async def numbers() -> AsyncGenerator[int, None]:
    yield 1


@strawberry.type
class Subscription:
    numbers: int = events("Each number.", numbers)


SCHEMA = strawberry.Schema(query=Query, subscription=Subscription)


def test_a_field_reads_an_attribute_or_calls_its_resolver_with_the_record() -> None:
    result = SCHEMA.execute_sync('{ things { name loud } more: things(which: {in: "b"}) { loud(times: 1) } }')
    assert result.data == {"things": [{"name": "a", "loud": "AA"}], "more": [{"loud": "B"}]}


def test_an_argument_that_may_be_left_out_has_no_default_in_the_schema() -> None:
    sdl = SCHEMA.as_str()
    assert "loud(times: Int): String!" in sdl
    assert "= null" not in sdl
    assert '"""What it is called."""' in sdl
    assert '"""Where it is."""' in sdl


@pytest.mark.parametrize(("value", "is_one"), [(Record("a", 1), True), (Other("a", 1), False), (None, False)])
def test_a_type_serves_one_class_and_no_subclass(value: object, is_one: bool) -> None:
    type_ = cast("GraphQLObjectType", SCHEMA._schema.get_type("Thing"))
    assert type_.is_type_of is not None
    assert type_.is_type_of(value, cast("GraphQLResolveInfo[Any]", None)) is is_one


@pytest.mark.anyio
async def test_a_subscription_is_declared_like_a_field() -> None:
    result = await SCHEMA.subscribe("subscription { numbers }")
    assert [each.data async for each in cast("AsyncGenerator[Any, None]", result)] == [{"numbers": 1}]
