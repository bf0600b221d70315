"""Every kind of leaf, in every wrapper, with values that no honest resolver returns."""

from __future__ import annotations

import asyncio
import datetime as dt
import decimal
import enum
import itertools
import math
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Optional

import orjson
import pytest
import strawberry
from graphql import ExecutionResult, GraphQLError, parse

from pullquote.compiler import Compiler, Guarantees, execute_on_graphql_core
from tests.compiler.equality import Held, awaited


class Text(str):
    """A subclass of a built-in type."""

    __slots__ = ()


class Number(int):
    """Another."""


@strawberry.enum
class Colour(enum.Enum):
    RED = "red"
    BLUE = 2


class OtherColour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Shown:
    def __str__(self) -> str:
        return "shown"


class Awaitable:
    def __await__(self) -> Iterator[None]:
        yield


def letters() -> Iterator[str]:
    yield from "ab"


LEAVES: dict[str, Any] = {
    "string": str,
    "id": strawberry.ID,
    "int": int,
    "float": float,
    "boolean": bool,
    "date_time": dt.datetime,
    "date": dt.date,
    "decimal": decimal.Decimal,
    "uuid": uuid.UUID,
    "colour": Colour,
    "json": strawberry.scalars.JSON,
}


def wrapped(leaf: Any) -> dict[str, Any]:
    return {
        "plain": leaf,
        "nullable": Optional[leaf],  # noqa: UP045 - the leaf is a variable to type checkers
        "list": list[leaf],
        "list_of_nullable": list[Optional[leaf]],  # noqa: UP045
        "nullable_list": Optional[list[leaf]],  # noqa: UP045
        "lists": list[list[Optional[leaf]]],  # noqa: UP045
    }


ODD: list[Callable[[], Any]] = [
    *[
        (lambda value=value: value)
        for value in [
            None, "", "a", 'é\u2028"\\\n\x00\x7f', "\ud800", Text("sub"), 0, 1, -1, 2**31, 2**31 - 1, -(2**31),
            -(2**31) - 1, 2**53, 2**64, Number(3), True, False, 1.0, 1.5, -0.0, math.nan, math.inf, 1e300, 1e16,
            b"b", "1", "1.5", "red", "RED", dt.datetime(2026, 1, 1), dt.date(2026, 1, 1),  # noqa: DTZ001
            dt.datetime(2026, 1, 1, 2, 3, 4, 5, dt.UTC), dt.time(1, 2),
            decimal.Decimal("1.50"), decimal.Decimal("NaN"), uuid.UUID(int=5),
            Colour.RED, Colour.BLUE, OtherColour.RED, Level.LOW, [], ["a"], ("a",), {"a": 1}, {"a": (1, None)},
            Shown(), [None], ["a", None], [1, "x"], (1.5, math.nan), {"s"}, range(2), [["a"]], [[None], None],
            [Colour.RED, "RED"], KeyError, GraphQLError, [ValueError("inside")],
        ]
    ],
    lambda: ValueError("as a value"),
    lambda: GraphQLError("as a value", extensions={"code": "ODD"}),
    letters,
    lambda: iter(["a"]),
    lambda: map(str, [1]),
    Awaitable,
    lambda: [Awaitable()],
]  # fmt: skip


class Record:
    """Any attributes at all."""

    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)


ANNOTATIONS = {
    f"{name}_{wrapper}": annotation
    for name, leaf in LEAVES.items()
    for wrapper, annotation in wrapped(leaf).items()
}
Thing: Any = strawberry.type(
    type(
        "Thing",
        (),
        {"__annotations__": ANNOTATIONS, "is_type_of": staticmethod(lambda value, _: type(value) is Record)},
    )
)


@strawberry.type
class Query:
    @strawberry.field
    def things(self, info: strawberry.Info) -> list[Thing | None]:
        return info.context  # type: ignore[no-any-return]

    @strawberry.field
    def thing(self, info: strawberry.Info) -> Thing | None:
        return info.context[0]

    @strawberry.field
    def must(self, info: strawberry.Info) -> Thing:
        return info.context[-1]


SCHEMA = strawberry.Schema(Query)
SHAPES = ["{ things { %s } }", "{ thing { %s } }", "{ must { %s __typename } thing { __typename %s } }"]
KEEPING = Guarantees(types_by_class=True, arguments_unchanged=True, immutable=frozenset({"Thing"}))


def camel(name: str) -> str:
    return re.sub(r"_(.)", lambda match: match[1].upper(), name)


def anywhere(body: bytes) -> bytes:
    """``body`` without addresses in memory, which some values show."""
    return re.sub(rb"0x[0-9a-f]+", b"0x", body)


@pytest.mark.parametrize("guarantees", [KEEPING, Guarantees()], ids=["kept", "not kept"])
def test_odd_values_are_served_as_graphql_core_serves_them(guarantees: Guarantees) -> None:
    compiler = Compiler(SCHEMA, guarantees, threshold=1, patience=10**9)
    held, documents = Held(compiler), dict[str, Any]()
    equal = errors = 0
    for name, make, shape in itertools.product(ANNOTATIONS, ODD, SHAPES):
        text = shape.replace("%s", camel(name))
        document = documents.setdefault(text, parse(text))

        def things(make: Callable[[], Any] = make, name: str = name) -> list[Record | None]:
            return [Record(**{name: make()}), None, Record(**{name: make()})]

        stock = execute_on_graphql_core(SCHEMA, document, None, None, things())
        body = held.operation(text, document).run(None, things())
        if not isinstance(stock, ExecutionResult):
            asyncio.run(awaited(stock))
            assert body is None, (text, make())
        elif body is None:
            errors += bool(stock.errors)
        else:
            assert not stock.errors, (text, make(), stock.errors, body)
            assert anywhere(body) == anywhere(orjson.dumps({"data": stock.data})), (text, make())
            equal += 1
    assert equal > 100
    assert errors > 100
