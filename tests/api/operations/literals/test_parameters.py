"""Values become variables where their types are known, and nowhere else."""

from __future__ import annotations

import pytest
from graphql import OperationDefinitionNode, build_schema, parse, print_ast

from pullquote.api.operations.literals.parameters import with_parameters
from pullquote.api.operations.literals.scanning import Scanner, spans

SCHEMA = build_schema("""
    enum Kind { SAID WROTE }
    input Filter { kinds: [Kind!] words: [String] from: ID not: Filter any: [Filter!] far: [[Int]] }
    type Query { a(i: Int! = 3, f: Float, s: String, b: Boolean, filter: Filter, list: [Int!]): Query, id: ID }
    type Mutation { a(i: Int): Int }
""")
SCAN = Scanner(SCHEMA)


def printed(text: str) -> str | None:
    made = with_parameters(SCHEMA, parse(text), spans(*SCAN(text)))
    return None if made is None else " ".join(print_ast(made[0]).split())


def test_a_value_becomes_a_variable_of_the_type_of_its_place() -> None:
    assert printed('{ a(i: 1, f: 2, s: "x", b: true) { id } }') == (
        "query ($literal_0: Int!, $literal_1: Float!, $literal_2: String!, $literal_3: Boolean!) "
        "{ a(i: $literal_0, f: $literal_1, s: $literal_2, b: $literal_3) { id } }"
    )


def test_values_in_lists_objects_and_fragments_do_too() -> None:
    text = """
    query Q($v: Int) { a(i: $v, list: [1, 2], filter: {kinds: SAID, any: [{from: 7}], not: {words: ["x"]}}) { ...F } }
    fragment F on Query { a(list: [$v, 5]) { id } }
    """
    assert printed(text) == (
        "query Q($v: Int, $literal_0: [Int!]!, $literal_1: [Kind!]!, $literal_2: ID!, $literal_3: [String]!, "
        "$literal_4: Int!) { a( i: $v list: $literal_0 filter: { kinds: $literal_1, any: [{ from: $literal_2 }], "
        "not: { words: $literal_3 } } ) { ...F } } fragment F on Query { a(list: [$v, $literal_4]) { id } }"
    )


def test_variables_are_in_the_order_of_their_pieces() -> None:
    text = '{ a(s: "x", i: 2) { a(i: 3, s: "y") { id } } }'
    made = with_parameters(SCHEMA, parse(text), spans(*SCAN(text)))
    assert made is not None
    tree, parameters = made
    assert [str(each.type) for each in parameters] == ["String", "Int!", "Int!", "String"]
    operation = tree.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    names = [each.variable.name.value for each in operation.variable_definitions or ()]
    assert names == [each.name for each in parameters]


def test_equal_values_are_one_variable_where_that_is_wanted() -> None:
    text = '{ a(s: "x", i: 1) { id } b: a(s: "x", f: 1, i: 2) { id } }'
    made = with_parameters(SCHEMA, parse(text), spans(*SCAN(text)), SCAN(text)[1])
    assert made is not None
    assert [(each.index, each.name) for each in made[1]] == [
        (0, "literal_0"), (1, "literal_1"), (2, "literal_0"), (3, "literal_3"), (4, "literal_4"),
    ]  # fmt: skip
    assert print_ast(made[0]).count("$literal_0: String!") == 1


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("query ($v: Int = 3) { a(i: $v, f: 1) { id } }", "$v: Int = 3"),
        ("{ a(i: 1) @skip(if: true) { id } }", "@skip(if: true)"),
        ("{ a(i: 1, unknown: 1) { id } }", "unknown: 1"),
        ("{ a(i: 1) { id } unknown(i: 1) }", "unknown(i: 1)"),
        ('{ a(i: 1, filter: "x") { id } }', 'filter: "x"'),
        ("{ a(i: 1, filter: {far: [1, 2]}) { id } }", "far: [1, 2]"),
        ("query ($v: [SAID]) { a(i: 1) { id } }", "$v: [SAID]"),
        ('{ a(i: 1) { id } } # "a comment"', "id"),
    ],
)
def test_a_value_stays_where_no_variable_may_be(text: str, stays: str) -> None:
    made = printed(text)
    assert made is not None
    assert stays in made
    assert "literal_" in made


@pytest.mark.parametrize(
    "text",
    [
        "{ unknown(i: 1) { id } }",
        "query A { a(i: 1) { id } } query B { a(i: 2) { id } }",
        "mutation { a(i: 1) }",
        'fragment F on Query { a(s: "x") { id } }',
        "{ a(i: 1) { ... @defer { id } } }",
    ],
)
def test_what_is_unusual_is_left_alone(text: str) -> None:
    assert printed(text) is None
