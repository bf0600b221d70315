"""Variables: values of the exact type pass, all others are graphql-core's to coerce or to refuse."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, parse
from graphql.execution.values import get_variable_values

from pullquote.compiler.leaves import Deoptimise
from pullquote.compiler.memory import MemoryUse
from pullquote.compiler.variables import Values, Variables

SCHEMA = build_schema("""
    enum Kind { SAID WROTE }
    input Filter { kinds: [Kind!] words: String = "all" }
    type Query { a(i: Int, f: Float, s: String, b: Boolean, id: ID, k: Kind, filter: Filter, list: [Int!]): Int }
""")


def variables(definitions: str, *, share: bool = False, memory: MemoryUse | None = None) -> Variables:
    operation = parse(f"query ({definitions}) {{ a }}").definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return Variables(SCHEMA, operation, memory or MemoryUse(), share=share)


def expected(definitions: str, given: dict[str, Any]) -> dict[str, Any]:
    operation: Any = parse(f"query ({definitions}) {{ a }}").definitions[0]
    values = get_variable_values(SCHEMA, operation.variable_definitions, given)
    assert not isinstance(values, list)
    return values.coerced


@pytest.mark.parametrize(
    ("definitions", "given"),
    [
        ("$v: Int", {"v": 1}),
        ("$v: Int", {"v": 1.0}),
        ("$v: Int", {"v": None}),
        ("$v: Int", {}),
        ("$v: Int = 3", {}),
        ("$v: Int! = 3", {}),
        ("$v: Float", {"v": 0.5}),
        ("$v: Float", {"v": 1}),
        ("$v: String", {"v": "text"}),
        ("$v: Boolean", {"v": False}),
        ("$v: ID", {"v": "a"}),
        ("$v: ID", {"v": 7}),
        ("$v: Kind", {"v": "SAID"}),
        ("$v: Filter", {"v": {"kinds": ["SAID"]}}),
        ("$v: Filter", {"v": {"kinds": "WROTE"}}),
        ("$v: [Int!]", {"v": [1, 2]}),
        ("$v: [Int!]", {"v": 1}),
        ("$v: Int, $w: Filter", {"v": 1, "w": {}, "other": 1}),
    ],
)
@pytest.mark.parametrize("share", [False, True])
def test_the_values_are_graphql_cores(definitions: str, given: dict[str, Any], share: bool) -> None:
    coerce = variables(definitions, share=share)
    for _ in range(2):
        values = coerce(given)
        assert values.coerced == expected(definitions, given)
        assert values.with_sources().coerced == values.coerced


@pytest.mark.parametrize(
    ("definitions", "given"),
    [
        ("$v: Int", {"v": "1"}),
        ("$v: Int", {"v": True}),
        ("$v: Int", {"v": 2**31}),
        ("$v: Int!", {}),
        ("$v: Int!", {"v": None}),
        ("$v: Float", {"v": float("inf")}),
        ("$v: String", {"v": 1}),
        ("$v: Kind", {"v": "SHOUTED"}),
        ("$v: Filter", {"v": {"other": 1}}),
    ],
)
def test_what_graphql_core_refuses_is_left_to_it(definitions: str, given: dict[str, Any]) -> None:
    with pytest.raises(Deoptimise):
        variables(definitions)(given)


def value(values: Values) -> object:
    return values.coerced["v"]


def test_an_input_that_comes_again_is_the_same_object_where_it_may_be_shared() -> None:
    given: dict[str, Any] = {"v": {"kinds": ["SAID"]}}
    memory = MemoryUse()
    sharing, apart = variables("$v: Filter", share=True, memory=memory), variables("$v: Filter")
    assert value(sharing(given)) is value(sharing({"v": {"kinds": ["SAID"]}}))
    assert value(sharing(given)) is not value(sharing({"v": {"kinds": ["WROTE"]}}))
    assert value(apart(given)) is not value(apart(given))
    assert memory.bytes > 0
