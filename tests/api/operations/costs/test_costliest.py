"""Who is refused for the cost of an operation learns which fields it is, and how long a list may be."""

from __future__ import annotations

import re
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse
from hypothesis import given
from hypothesis import strategies as st

from pullquote.api.operations.costs.cost import CostPlan
from pullquote.api.operations.costs.costliest import NAMED, PATH_CHARACTERS, CostlyField, too_costly
from pullquote.api.operations.costs.walks import PAGE_ARGUMENTS
from tests.api.operations.costs.test_cost import PRICES, SCHEMA

NESTED = (
    "{ books(first: 50) { nodes { name author { books(first: 40) { nodes { name author { age } } } } } } }"
)


def plan(document: str) -> CostPlan:
    tree = parse(document)
    fragments = {
        node.name.value: node for node in tree.definitions if isinstance(node, FragmentDefinitionNode)
    }
    operation = next(node for node in tree.definitions if isinstance(node, OperationDefinitionNode))
    return CostPlan(SCHEMA, fragments, operation, PRICES)


def costliest(
    document: str, limit: int = 500, variables: dict[str, Any] | None = None
) -> tuple[CostlyField, ...]:
    return plan(document).costliest(variables or {}, limit)


@pytest.mark.parametrize(
    ("document", "variables", "expected"),
    [
        (NESTED, {}, [("books", "first", 50), ("books.nodes.author.books", "first", 40)]),
        ("query ($n: Int) { a: books(last: $n) { nodes { name } } }", {"n": 90}, [("a", "last", 90)]),
        ("{ books { nodes { author { name age } } } }", {}, [("books", "first", 20)]),
        (
            "query ($ids: [ID!]!) { some(ids: $ids) { name author { name } } }",
            {"ids": ["x"] * 300},
            [("some", "ids", 300)],
        ),
        ("{ near(first: 90) { name author { name age } } }", {}, [("near", "first", 90)]),
        (
            "{ books(first: 9) { ...rest } title } fragment rest on Books { nodes { shelved: name } }",
            {},
            [("books", "first", 9)],
        ),
        ("{ books(first: 2) { total } title }", {}, [("books", "first", 2), ("books.total", None, None)]),
        ("{ things { name ... on Person { age } } }", {}, [("things.name", None, None)]),
    ],
)
def test_lists_are_named_with_how_long_they_are_and_what_costs_much_itself(
    document: str, variables: dict[str, Any], expected: list[tuple[str, str | None, int | None]]
) -> None:
    found = costliest(document, 1, variables)
    assert [(each.path, each.argument, each.size) for each in found][: len(expected)] == expected
    assert found[0].cost <= plan(document).cost(variables)
    assert [each.cost for each in found] == sorted((each.cost for each in found), reverse=True)


@given(
    st.integers(1, 100),
    st.integers(1, 100),
    st.sampled_from(PAGE_ARGUMENTS),
    st.integers(10, 5_000),
)
def test_what_is_said_to_be_enough_is_enough_and_one_more_is_not(
    outer: int, inner: int, argument: str, limit: int
) -> None:
    document = "query ($a: Int, $b: Int) { books(%s: $a) { nodes { name author { books(first: $b) { total nodes { name } } } } } }"
    asked = plan(document % argument)
    sizes = {"a": outer, "b": inner}
    if asked.cost(sizes) <= limit:
        return
    for each in asked.costliest(sizes, limit):
        if each.enough is not None:
            name = "a" if each.path == "books" else "b"
            assert asked.cost({**sizes, name: each.enough}) <= limit
            assert asked.cost({**sizes, name: each.enough + 1}) > limit


def test_few_fields_are_named_and_the_message_is_short_whatever_is_asked() -> None:
    alias = "a" * 500
    wide = "".join(f"{alias}{number}: books(first: 100) {{ nodes {{ name }} }} " for number in range(300))
    found = costliest(f"{{ {wide} }}")
    assert len(found) <= NAMED
    assert all(len(each.path) <= PATH_CHARACTERS for each in found)
    deep = "{ name }"
    for _ in range(30):
        deep = f"{{ {alias}: author {deep} x: books(first: 100) {{ nodes {{ name }} }} }}"
    assert all(len(each.path) <= PATH_CHARACTERS for each in costliest(f'{{ book(id: "1") {deep} }}'))


def test_the_refusal_says_what_to_change_and_programs_read_it() -> None:
    found = costliest(NESTED)
    [error] = too_costly(plan(NESTED).cost({}), 500, found).errors
    assert re.fullmatch(
        r"The operation costs \d+; the limit is 500\. Most of it: books \(first: 50\) \d+, "
        r"books\.nodes\.author\.books \(first: 40\) \d+, books\.nodes\.author\.books\.nodes\.author \d+\. "
        r"Ask for less: `first: 1` at books\.nodes\.author\.books is enough\.",
        error["message"],
    )
    told = error["extensions"]["cost"]
    assert told["costliest"][0] == {
        "path": "books",
        "cost": told["requested"],
        "argument": "first",
        "size": 50,
        "enough": 3,
    }


def test_where_no_list_can_be_short_enough_it_says_so() -> None:
    document = "{ " + " ".join(f"a{number}: title" for number in range(60)) + " }"
    [error] = too_costly(60, 50, costliest(document, 50)).errors
    assert error["message"].endswith("Ask for fewer fields at once, and for smaller pages (first).")
