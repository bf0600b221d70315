"""Operations about the schema: recognised by what they select, and executed once."""

from __future__ import annotations

import orjson
import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse

from pullquote.compiler import execute_on_graphql_core
from pullquote.compiler.introspection import Introspection, asks_about_the_schema
from pullquote.compiler.memory import MemoryUse
from pullquote.compiler.surface import Unsupported
from tests.compiler.toy import toy_schema

SCHEMA = toy_schema()


def operation(text: str) -> OperationDefinitionNode:
    node = parse(text).definitions[0]
    assert isinstance(node, OperationDefinitionNode)
    return node


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (get_introspection_query(), True),
        ("{ __typename }", True),
        ('{ a: __type(name: "Story") { name } __typename }', True),
        ("{ __typename stories { id } }", False),
        ("{ ... { __typename } }", False),
        ("query ($name: String!) { __type(name: $name) { name } }", False),
        ("{ __typename @include(if: false) }", False),
    ],
)
def test_only_plain_fields_about_the_schema_are_answered_once(text: str, asks: bool) -> None:
    assert asks_about_the_schema(operation(text)) is asks


def test_the_answer_is_graphql_cores_each_time_and_counted() -> None:
    memory = MemoryUse()
    document = parse(get_introspection_query())
    made = Introspection(SCHEMA, document, None, memory)
    body = made.run({}, None, None)
    expected = execute_on_graphql_core(SCHEMA, document, None)
    assert orjson.loads(body)["data"] == expected.data  # type: ignore[union-attr]
    assert made.run({}, None, None) is body
    assert memory.bytes == len(body)
    assert not made.backs_off()


def test_an_operation_whose_answer_has_errors_is_left_to_graphql_core() -> None:
    document = parse("{ __type { name } }")
    with pytest.raises(Unsupported, match="with errors"):
        Introspection(SCHEMA, document, None, MemoryUse())
