"""GraphQL to the letter: what the specification refuses is refused, by everything that executes, in words that help."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import httpx
import orjson
import pytest

from pullquote.api.server.app import create_app
from pullquote.api.settings import CompileMode, Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import SHIPPED

pytestmark = pytest.mark.anyio
NODES = "{ people(first: 2) { nodes @stream(ARGUMENTS) { slug } } }"


@pytest.fixture(params=CompileMode)
async def client(request: pytest.FixtureRequest) -> AsyncGenerator[httpx.AsyncClient, None]:
    settings = Settings(folder=SHIPPED, compile=request.param)
    newsroom = Newsroom(settings.folder)
    newsroom.load()
    transport = httpx.ASGITransport(app=create_app(settings, newsroom))
    async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as made:
        yield made


async def errors(client: httpx.AsyncClient, query: str, **variables: Any) -> list[tuple[str, str]]:
    """The codes and messages of an operation's errors, the same each time it comes."""
    seen = []
    for _ in range(3):
        answer = (await client.post("/graphql", json={"query": query, "variables": variables})).json()
        assert all("locations" in error for error in answer.get("errors", []))
        seen.append([(error["extensions"]["code"], error["message"]) for error in answer.get("errors", [])])
    assert seen[0] == seen[1] == seen[2]
    return seen[0]


@pytest.mark.parametrize("query", ["{ people { } }", "{ ... { } }", "{ }", "query A { dataset { version } } query B { }"])  # fmt: skip
async def test_an_empty_selection_is_a_mistake_of_writing(client: httpx.AsyncClient, query: str) -> None:
    [(code, message)] = await errors(client, query)
    assert code == "GRAPHQL_PARSE_FAILED"
    assert "Expected Name" in message


async def test_the_member_of_a_one_of_input_is_not_null(client: httpx.AsyncClient) -> None:
    query = "query ($s: String) { person(by: {slug: $s}) { name } }"
    [(code, message)] = await errors(client, query, s="jd-vance")
    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert "'$s' is of type 'String' but must be non-nullable" in message
    assert await errors(client, query.replace("String", "String!"), s="jd-vance") == []


@pytest.mark.parametrize(
    ("declared", "arguments", "variables"),
    [
        ("", "initialCount: -1", {}),
        ("query ($n: Int)", "initialCount: $n", {"n": -1}),
        ("query ($n: Int = -2147483648)", "initialCount: $n", {}),
    ],
)
async def test_a_negative_count_of_a_stream_is_the_clients(
    client: httpx.AsyncClient, declared: str, arguments: str, variables: dict[str, Any]
) -> None:
    query = f"{declared} {NODES.replace('ARGUMENTS', arguments)}"
    [(code, message)] = await errors(client, query, **variables)
    assert code == "BAD_USER_INPUT"
    assert "'initialCount' of @stream must not be negative" in message
    multipart = {"accept": "multipart/mixed;incrementalSpec=v0.2, application/json;q=0.5"}
    body = {"query": query, "variables": variables}
    parts = (await client.post("/graphql", json=body, headers=multipart)).text
    assert "BAD_USER_INPUT" in parts
    assert "INTERNAL_SERVER_ERROR" not in parts


@pytest.mark.parametrize(
    ("declared", "arguments", "variables"),
    [
        ("", "initialCount: null", {}),
        ("query ($n: Int)", "initialCount: $n", {"n": None}),
        ("query ($n: Int)", "initialCount: $n", {}),
        ("query ($n: Int = null)", "initialCount: $n", {}),
        ("query ($n: Int, $b: Boolean = false)", "initialCount: $n, if: $b", {"n": -1}),
        ("", "label: null", {}),
    ],
)
async def test_null_stands_for_the_default(
    client: httpx.AsyncClient, declared: str, arguments: str, variables: dict[str, Any]
) -> None:
    query = f"{declared} {NODES.replace('ARGUMENTS', arguments)}"
    assert await errors(client, query, **variables) == []
    multipart = {"accept": "multipart/mixed;incrementalSpec=v0.2, application/json;q=0.5"}
    body = {"query": query, "variables": variables}
    text = (await client.post("/graphql", json=body, headers=multipart)).text
    assert "errors" not in text
    assert text.count('"slug"') == 2


@pytest.mark.parametrize(
    "query",
    [
        "query ($b: Boolean) { people(first: 1) { ... @defer(if: $b) { totalCount } } }",
        "query ($b: Boolean) { people(first: 1) { nodes @stream(if: $b) { slug } } }",
        "query ($b: Boolean = true) { people(first: 1) { totalCount @skip(if: $b) } }",
        "query ($b: Boolean = true) { people(first: 1) @include(if: $b) { totalCount } }",
    ],
)
async def test_null_for_a_condition_is_the_clients(client: httpx.AsyncClient, query: str) -> None:
    for accepted in ("application/json", "multipart/mixed;incrementalSpec=v0.2, application/json;q=0.5"):
        body = {"query": query, "variables": {"b": None}}
        text = (await client.post("/graphql", json=body, headers={"accept": accepted})).text
        assert "BAD_USER_INPUT" in text
        assert "INTERNAL_SERVER_ERROR" not in text


@pytest.mark.parametrize("digits", [11, 30, 400, 4_301, 20_000])
async def test_an_int_has_32_bits_in_documents_and_in_variables(
    client: httpx.AsyncClient, digits: int
) -> None:
    number, said = "9" * digits, "Int cannot represent non 32-bit signed integer value"
    for query in ("{ people(first: N) { totalCount } }", "query ($n: Int = N) { people(first: $n) { totalCount } }"):  # fmt: skip
        [(code, message)] = await errors(client, query.replace("N", number))
        assert (code, message.startswith(said)) == ("GRAPHQL_VALIDATION_FAILED", True)
    query = "query ($n: Int) { people(first: $n) { totalCount } }"
    body = b'{"query": %b, "variables": {"n": %b}}' % (orjson.dumps(query), number.encode())
    response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert said in error["message"]


async def test_a_number_too_large_for_a_double_is_a_number(client: httpx.AsyncClient) -> None:
    query = "query ($n: Int) { people(first: $n) { totalCount } }"
    for number in (b"1e400", b"-1e400", b"-" + b"9" * 400):
        body = b'{"query": %b, "variables": {"n": %b}}' % (orjson.dumps(query), number)
        response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    for number in (b"NaN", b"Infinity", b"01", b'1e400, "x": "\\ud800"'):
        body = b'{"query": %b, "variables": {"n": %b}}' % (orjson.dumps(query), number)
        response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
