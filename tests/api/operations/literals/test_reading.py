"""Values are read from a document as graphql-core reads them, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    GraphQLError,
    Undefined,
    build_schema,
    coerce_input_literal,
    coerce_input_value,
    parse_type,
    parse_value,
    type_from_ast,
)

from pullquote.api.operations.literals.reading import UNREAD, reader_of
from pullquote.schema import schema

TOY = build_schema(
    "enum Kind { SAID WROTE } input By { id: ID } type Query { a(kind: Kind, by: By, size: Float): Int }"
)
VALUES = [
    '"a"', '""', '"é “x”"', '"\\u00e9\\n\\t\\"\\\\\\/"', '"\\u{1F600}"', '"\\uD83D\\uDE00"', '"\\uD83D"', '"\\x"',
    '"""  block\n    text\n  """', '"""\\""" x"""', '""" ""', "1", "0", "-0", "007", "-1", "2147483647", "2147483648",
    "-2147483648", "-2147483649", "1" * 40, "1.0", "1.5e3", "1e400", "1.", ".5", "true", "false", "SAID", "WROTE",
    "OTHER", "null", "[]", '["a"]', '["a", "b"]', '["a" 1]', "[1, 2]", "[1 2.5]", "[SAID, WROTE]", "[true]",
    '"2024-10-28"', '"2024-13-40"', '"2024"', '"https://example.org/"', '"nowhere"', '"en"', "{a: 1}", '"a', '"a\\"',
]  # fmt: skip
TYPES = [
    "String", "String!", "ID", "Int", "Int!", "Float", "Boolean", "Kind", "[String!]", "[String]!", "[ID!]!", "[Int!]",
    "[Float!]", "[Kind!]", "[Boolean]", "DateOrDateTime", "Date", "URL", "LanguageTag", "[Date!]",
]  # fmt: skip


def type_named(name: str) -> Any:
    known = TOY if name.strip("[]!") in {"Kind", "Float", "By"} else schema._schema
    type_ = type_from_ast(known, parse_type(name))
    assert type_ is not None
    return type_


@pytest.mark.parametrize("type_name", TYPES)
def test_a_value_that_is_read_is_the_one_that_graphql_core_reads(type_name: str) -> None:
    type_ = type_named(type_name)
    read = reader_of(type_)
    assert read is not None
    found = 0
    for text in VALUES:
        value = read(text)
        if value is UNREAD:
            continue
        found += 1
        expected = coerce_input_literal(parse_value(text), type_)
        assert expected is not Undefined, text
        assert coerce_input_value(value, type_) == expected, text
    assert found


@pytest.mark.parametrize(
    ("type_name", "text"),
    [("Int", "2147483648"), ("Int", "007"), ("Int", '"1"'), ("String", "1"), ("String", '"\\x"'), ("String", '"a'),
     ("String", '"a\\"'), ("Boolean", "TRUE"), ("Float", "1e400"), ("[Int!]", '[1, "2"]'), ("Date", '"2024-13-40"'),
     ("Date", "2024"), ("String", "null"), ("String", '""" ""')],
)  # fmt: skip
def test_what_is_not_plainly_right_is_not_read(type_name: str, text: str) -> None:
    read = reader_of(type_named(type_name))
    assert read is not None
    assert read(text) is UNREAD


def test_all_that_is_right_and_simple_is_read() -> None:
    for type_name, text, value in (
        ("String", '"a\\n"', "a\n"), ("ID", "5", "5"), ("Float", "5", 5.0), ("[Int!]", "5", [5]), ("[Int!]", "[]", []),
        ("Kind", ": SAID", "SAID"), ("Boolean", ": true", True), ("[Kind!]", "[SAID WROTE]", ["SAID", "WROTE"]),
    ):  # fmt: skip
        read = reader_of(type_named(type_name))
        assert read is not None
        assert read(text) == value


def test_input_objects_and_lists_of_lists_are_no_simple_values() -> None:
    for type_name in ("By", "[By!]", "[[Int]]"):
        assert reader_of(type_named(type_name)) is None


def test_a_scalar_that_reads_literals_in_its_own_way_is_left_alone() -> None:
    odd: Any = build_schema("scalar Odd type Query { a(odd: Odd): Int }").type_map["Odd"]

    def refuse(*_: object) -> object:
        raise GraphQLError("no literals")

    odd.coerce_input_literal = refuse
    read = reader_of(odd)
    assert read is not None
    assert read('"a"') is UNREAD
