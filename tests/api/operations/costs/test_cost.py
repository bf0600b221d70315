"""What operations cost: pages multiply, variables count, and the answer says so when asked."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    FragmentDefinitionNode,
    OperationDefinitionNode,
    build_schema,
    get_introspection_query,
    parse,
)

from pullquote.api.operations.costs.cost import CostPlan
from pullquote.api.operations.costs.prices import Prices, introspection_sizes
from pullquote.api.settings import Settings
from tests.api.toys import client, code_of

pytestmark = pytest.mark.anyio

SCHEMA = build_schema(
    """
    type Query {
      title: String
      book(id: ID!): Book
      books(first: Int, last: Int): Books
      some(ids: [ID!]!): [Book]
      shelf: [Book!]!
      near(first: Int! = 5): [Book!]!
      things: [Thing]
    }
    type Books { total: Int nodes: [Book!]! edges: [Edge!]! }
    type Edge { cursor: String node: Book }
    type Book implements Thing { name: String author: Person books(first: Int): Books }
    type Person implements Thing { name: String age: Int books(first: Int): Books }
    interface Thing { name: String }
    """
)
PRICES = Prices(
    price={"Query.book": 5, "Books.total": 3},
    size={"Query.shelf": 7, "*.things": 2},
    sized_by={"Query.some": "ids"},
    deferred=5,
    page_size=20,
    max_page_size=100,
)


def cost(document: str, variables: dict[str, Any] | None = None, prices: Prices = PRICES) -> int:
    tree = parse(document)
    fragments = {
        node.name.value: node for node in tree.definitions if isinstance(node, FragmentDefinitionNode)
    }
    operation = next(node for node in tree.definitions if isinstance(node, OperationDefinitionNode))
    return CostPlan(SCHEMA, fragments, operation, prices).cost(variables or {})


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{ title }", 1),
        ("{ __typename }", 1),
        ("{ title title title }", 1),
        ("{ a: title b: title }", 2),
        ('{ book(id: "1") { name } }', 5 + 1),
        ('{ book(id: "1") { name author { name age } } }', 5 + 1 + (1 + 2)),
        ('{ book(id: "1") { author { name } } book(id: "1") { author { age } } }', 5 + (1 + 2)),
        ("{ books { total } }", 1 + 3),
        ("{ books { nodes { name } } }", 1 + (1 + 20 * (1 + 1))),
        ("{ books(first: 3) { nodes { name } } }", 1 + (1 + 3 * (1 + 1))),
        ("{ books(last: 3) { nodes { name } } }", 1 + (1 + 3 * (1 + 1))),
        ("{ books(first: null, last: 3) { nodes { name } } }", 1 + (1 + 3 * (1 + 1))),
        ("{ books(first: 0) { nodes { name } } }", 1 + 1),
        ("{ books(first: -5) { nodes { name } } }", 1 + 1),
        ("{ books(first: 1000000000) { nodes { name } } }", 1 + (1 + 100 * 2)),
        ("{ books(first: 99999999999999999999) { nodes { name } } }", 1 + (1 + 20 * 2)),
        ("{ books(first: 3) { edges { cursor node { name } } } }", 1 + (1 + 3 * (1 + 1 + (1 + 1)))),
        (
            "{ books(first: 3) { nodes { books(first: 4) { nodes { name } } } } }",
            1 + 1 + 3 * (1 + (1 + 1 + 4 * 2)),
        ),
        ("{ shelf { name } }", 1 + 7 * 2),
        ("{ near { name } }", 1 + 5 * 2),
        ("{ near(first: 50) { name } }", 1 + 50 * 2),
        ('{ some(ids: ["a", "b", "c"]) { name } }', 1 + 3 * 2),
        ("{ things { ... on Book { name } ... on Person { name age } } }", 1 + 2 * (1 + 2)),
        ("{ things { name ... on Person { age } } }", 1 + 2 * (1 + 2)),
        ("{ title @skip(if: true) }", 0),
        ("{ title @include(if: false) }", 0),
        ("{ ...F ...F } fragment F on Query { title }", 1),
        ("{ ... @defer { title } }", 1 + 5),
        ("{ ... @defer { title } ... @defer { title } }", 1 + 2 * 5),
        ("{ ... @defer(if: false) { title } }", 1),
        ("{ shelf { ...F @defer } } fragment F on Book { name ... @defer { name } }", 1 + 7 * (2 + 2 * 5)),
        ("{ things { ... on Book @defer { name } ... on Person { name } } }", 1 + 2 * (1 + 1 + 5)),
    ],
)
def test_the_price_of_an_operation(document: str, expected: int) -> None:
    assert cost(document) == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"n": 2}, 1 + (1 + 2 * 2)),
        ({}, 1 + (1 + 4 * 2)),
        ({"n": None}, 1 + (1 + 20 * 2)),
        ({"n": "many"}, 1 + (1 + 20 * 2)),
        ({"n": 2, "names": False}, 1 + (1 + 2 * 1)),
    ],
)
def test_variables_are_taken_into_account(variables: dict[str, Any], expected: int) -> None:
    document = "query ($n: Int = 4, $names: Boolean! = true) { books(first: $n) { nodes { name @include(if: $names) } } }"
    assert cost(document, variables) == expected


def test_a_list_of_ids_costs_as_many_as_it_has() -> None:
    document = "query ($ids: [ID!]!) { some(ids: $ids) { name } }"
    assert cost(document, {"ids": ["a"] * 50}) == 1 + 50 * 2
    assert cost(document, {"ids": "a"}) == 1 + 1 * 2


def test_fragments_that_double_thirty_times_are_priced_at_once() -> None:
    fragments = [
        f"fragment F{n} on Book {{ a: author {{ books {{ nodes {{ ...F{n + 1} }} }} }} "
        f"b: author {{ books {{ nodes {{ ...F{n + 1} }} }} }} }}"
        for n in range(30)
    ]
    document = '{ book(id: "1") { ...F0 } } ' + " ".join(fragments) + " fragment F30 on Book { name }"
    assert cost(document) > 2**30


def test_introspection_costs_what_this_schema_has() -> None:
    prices = Prices(size=introspection_sizes(SCHEMA))
    whole = cost(get_introspection_query(), prices=prices)
    fields = sum(len(type_.fields) for type_ in SCHEMA.type_map.values() if hasattr(type_, "fields"))
    assert fields * 5 < whole < fields * 60


async def test_an_operation_over_the_limit_is_refused_with_the_sum_and_the_limit() -> None:
    query = "query ($n: Int) { people(first: $n) { nodes { friends(first: $n) { name } } } }"
    async with client(Settings(max_cost=500)) as http:
        cheap = await http.post("/graphql", json={"query": query, "variables": {"n": 5}})
        dear = await http.post(
            "/graphql",
            json={"query": query, "variables": {"n": 50}},
            headers={"accept": "application/graphql-response+json"},
        )
    assert "errors" not in cheap.json()
    assert (dear.status_code, code_of(dear)) == (422, "COST_LIMIT_EXCEEDED")
    told = dear.json()["errors"][0]["extensions"]["cost"]
    assert told["limit"] == 500 < told["requested"]


async def test_the_cost_is_told_when_the_client_asks_for_it() -> None:
    async with client() as http:
        asked = await http.post("/graphql", json={"query": "{ hello }", "extensions": {"cost": True}})
        silent = await http.post("/graphql", json={"query": "{ hello }"})
    assert asked.json()["extensions"]["cost"] == {"requested": 1, "limit": Settings().max_cost}
    assert "extensions" not in silent.json()
