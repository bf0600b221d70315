"""Documents that are out of bounds are refused before they cost anything, with the number and the limit."""

from __future__ import annotations

import pytest
from graphql import parse

from pullquote.api.errors import Refused
from pullquote.api.operations.limits import Limits
from pullquote.api.settings import Settings
from tests.api.toys import client, code_of

pytestmark = pytest.mark.anyio

LIMITS = Limits(depth=3, aliases=2, directives=2, introspection=True)


def refusal(document: str, limits: Limits = LIMITS) -> str | None:
    try:
        limits.check(parse(document))
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ a { b { c } } }", None),
        ("{ a { b { c { d } } } }", "DEPTH_LIMIT_EXCEEDED"),
        ("{ a { ... on A { b { ... { c } } } } }", None),
        ("{ a { ...F } } fragment F on A { b { c } }", None),
        ("{ a { ...F } } fragment F on A { b { c { d } } }", "DEPTH_LIMIT_EXCEEDED"),
        (
            "{ ...F } fragment F on A { a { ...G } } fragment G on A { b { ...H } } fragment H on A { c { d } }",
            "DEPTH_LIMIT_EXCEEDED",
        ),
        ("{ ...F } fragment F on A { a { ...F } }", None),
        ("fragment F on A { a { b { c { d } } } }", None),
        ("{ x: a y: b }", None),
        ("{ x: a y: b z: c }", "ALIAS_LIMIT_EXCEEDED"),
        ("{ x: a ...F } fragment F on A { y: b z: c }", "ALIAS_LIMIT_EXCEEDED"),
        ("query @a { b @c }", None),
        ("query ($v: Int @a) @b { c @d }", "DIRECTIVE_LIMIT_EXCEEDED"),
        ("{ ...F @a ... @b { x } ... on A @c { y } } fragment F on A { z }", "DIRECTIVE_LIMIT_EXCEEDED"),
    ],
)
def test_what_counts_as_what(document: str, code: str | None) -> None:
    assert refusal(document) == code


def test_introspection_is_a_switch_and_typename_is_not_introspection() -> None:
    closed = Limits(depth=9, aliases=9, directives=9, introspection=False)
    assert refusal("{ __typename a { __typename } }", closed) is None
    assert refusal("{ __schema { types { name } } }", closed) == "INTROSPECTION_DISABLED"
    assert (
        refusal('{ ...F } fragment F on Query { __type(name: "A") { name } }', closed)
        == "INTROSPECTION_DISABLED"
    )


def test_ten_thousand_fragments_in_a_chain_are_measured_without_recursion() -> None:
    links = [f"fragment F{n} on A {{ ...F{n + 1} }}" for n in range(10_000)]
    assert refusal("{ ...F0 } " + " ".join(links) + " fragment F10000 on A { a }") is None


@pytest.mark.parametrize(
    ("settings", "query", "code", "said"),
    [
        (Settings(max_tokens=20), "{ " + "hello " * 30 + "}", "TOKEN_LIMIT_EXCEEDED", "20"),
        (Settings(max_tokens=20), "{ hello }" + "# no\n" * 30, "TOKEN_LIMIT_EXCEEDED", "20"),
        (
            Settings(max_depth=3),
            '{ person(id: "a") { friends { friends { name } } } }',
            "DEPTH_LIMIT_EXCEEDED",
            "3",
        ),
        (Settings(), "{ a " * 300, "DEPTH_LIMIT_EXCEEDED", "16"),
        (
            Settings(),
            "{ hello " + " ".join(f"a{n}: hello" for n in range(31)) + " }",
            "ALIAS_LIMIT_EXCEEDED",
            "30",
        ),
        (Settings(), "{ hello " + "@skip(if: false) " * 51 + " }", "DIRECTIVE_LIMIT_EXCEEDED", "50"),
        (
            Settings(introspection=False),
            "{ __schema { types { name } } }",
            "INTROSPECTION_DISABLED",
            "schema",
        ),
    ],
)
async def test_a_refusal_says_what_and_how_much(settings: Settings, query: str, code: str, said: str) -> None:
    async with client(settings) as http:
        response = await http.post("/graphql", json={"query": query})
    assert code_of(response) == code
    assert said in response.json()["errors"][0]["message"]
    assert "data" not in response.json()


@pytest.mark.parametrize(
    "query",
    [
        "{ " + "hello " * 990 + "}",
        "{ " + " ".join('person(id: "a") { name friends { name } }' for _ in range(70)) + " }",
        "query (" + " ".join(f"$v{n}: Int" for n in range(200)) + ") { hello }",
        '{ person(id: "a") { '
        + "...F " * 300
        + "} } fragment F on Person { name friends { name friends { name } } }",
        "{ hello" + "\x00" * 10 + " }",
        "{ hello(name: " + "[" * 190 + "]" * 190 + ") }",
        '{ hello(name: """' + "x" * 90_000 + '""") }',
        " ".join(f"fragment F{n} on Person {{ ...F{(n + 1) % 100} }}" for n in range(100)) + "{ hello }",
    ],
    ids=lambda query: query[:30],
)
async def test_hostile_documents_within_the_limits_are_answered(query: str) -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": query})
    assert response.status_code == 200
    assert "data" in response.json() or code_of(response) in {
        "GRAPHQL_PARSE_FAILED",
        "GRAPHQL_VALIDATION_FAILED",
    }


async def test_suggestions_are_a_switch() -> None:
    async with client() as http:
        told = await http.post("/graphql", json={"query": "{ helo }"})
    async with client(Settings(suggestions=False)) as http:
        silent = await http.post("/graphql", json={"query": "{ helo }"})
    assert "Did you mean 'hello'" in told.json()["errors"][0]["message"]
    assert silent.json()["errors"][0]["message"] == "Cannot query field 'helo' on type 'Query'."


async def test_no_more_errors_are_returned_than_the_limit() -> None:
    fields = " ".join(f"nothing{n}" for n in range(30))
    async with client(Settings(max_errors=5)) as http:
        invalid = await http.post("/graphql", json={"query": f"{{ {fields} }}"})
    assert len(invalid.json()["errors"]) == 6


async def test_errors_of_fields_over_the_limit_are_counted() -> None:
    query = "{ " + " ".join(f"a{n}: boom" for n in range(9)) + " }"
    async with client(Settings(max_errors=5)) as http:
        response = await http.post("/graphql", json={"query": query})
    *shown, last = response.json()["errors"]
    assert len(shown) == 5
    assert last == {"message": "4 more errors not shown.", "extensions": {"code": "ERROR_LIMIT_EXCEEDED"}}


async def test_an_operation_that_takes_too_long_is_given_up_between_two_fields() -> None:
    query = "{ people(first: 100) { nodes { slow } } }"
    async with client(Settings(execution_seconds=0.05)) as http:
        response = await http.post("/graphql", json={"query": query})
    assert (response.status_code, code_of(response)) == (503, "EXECUTION_TIMEOUT")
    assert "data" not in response.json()


async def test_an_asynchronous_field_that_takes_too_long_is_cancelled() -> None:
    async with client(Settings(execution_seconds=0.05)) as http:
        response = await http.post("/graphql", json={"query": "{ hello never }"})
        after = await http.post("/graphql", json={"query": "{ later }"})
    assert (response.status_code, code_of(response)) == (503, "EXECUTION_TIMEOUT")
    assert after.json() == {"data": {"later": 1}}
