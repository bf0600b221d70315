"""Operations made from the schema by hypothesis-graphql, valid and not: each gets a proper answer."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from graphql import (
    REMOVE,
    ArgumentNode,
    DocumentNode,
    GraphQLSchema,
    IntValueNode,
    Visitor,
    build_schema,
    parse_const_value,
    print_ast,
    visit,
)
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st
from hypothesis_graphql import Mode, from_schema, nodes

from tests.conformance.rules import (
    EXAMPLES,
    GROWTH_KILOBYTES,
    SEED,
    SLOWEST_SECONDS,
    check_body,
    memory_of,
)
from tests.conftest import Server

DATES = ["2024", "2024-10", "2024-10-29", "2025-01-20T08:00:00+05:00", "2024-13", "yesterday", ""]
SCALARS = {
    "DateOrDateTime": st.sampled_from(DATES).map(nodes.String),
    "URL": st.sampled_from(["https://www.dawn.com/", "ftp://x", "", "javascript:1"]).map(nodes.String),
    "LanguageTag": st.sampled_from(["en", "en-GB", "urdu", "", "x" * 40]).map(nodes.String),
}
ACCEPT = [
    "application/json",
    "application/graphql-response+json",
    "multipart/mixed;deferSpec=20220824, application/json",
    "text/event-stream",
]


PAGE = 20
"""Most records of a page that is asked for: pages in pages then cost less than the limit, mostly."""


@pytest.fixture(scope="module")
def schema(target: Server) -> GraphQLSchema:
    """The schema as the server publishes it."""
    return build_schema(httpx.get(f"{target.url}/schema.graphql").text)


def fuzz(target: Server, operations: st.SearchStrategy[Any], examples: int) -> None:
    """Ask every operation, and check every answer."""
    memory: list[int] = []
    with httpx.Client(timeout=SLOWEST_SECONDS) as client:

        @seed(SEED)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation=operations, accept=st.sampled_from(ACCEPT))
        def ask(operation: str, accept: str) -> None:
            started = time.perf_counter()
            response = client.post(
                f"{target.url}/graphql", json={"query": operation}, headers={"accept": accept}
            )
            assert time.perf_counter() - started < SLOWEST_SECONDS
            note(f"{operation}\n{response.status_code} {response.text}")
            assert response.status_code < 500
            for body in bodies(response):
                check_body(body)
            memory.append(memory_of(target.process.pid))

        ask()
    assert memory[-1] - memory[len(memory) // 3] < GROWTH_KILOBYTES


def bodies(response: httpx.Response) -> list[bytes]:
    """The GraphQL responses in an HTTP response."""
    if not response.headers["content-type"].startswith("text/event-stream"):
        return [response.content]
    lines = response.content.split(b"\n")
    return [line.removeprefix(b"data: ") for line in lines if line.startswith(b"data: {")]


class Tame(Visitor):
    """Makes arguments that the schema's types allow into such as its meaning does."""

    def enter_argument(self, node: ArgumentNode, *_: Any) -> Any:
        """Ask for a page of some size from the beginning, and for something that there is."""
        match node.name.value:
            case "last" | "before" | "after":
                return REMOVE
            case "first":
                size = int(node.value.value) % PAGE if isinstance(node.value, IntValueNode) else PAGE
                return ArgumentNode(name=node.name, value=IntValueNode(value=str(size)))
            case "by":
                return ArgumentNode(name=node.name, value=parse_const_value('{ slug: "sabrina-singh" }'))
            case _:
                return None


def tame(document: DocumentNode) -> str:
    """The operation, most likely to be executed."""
    return print_ast(visit(document, Tame()))


def test_operations_that_are_executed(target: Server, schema: GraphQLSchema) -> None:
    fuzz(target, from_schema(schema, custom_scalars=SCALARS, print_ast=tame), EXAMPLES // 2)


def test_operations_that_fit_the_types(target: Server, schema: GraphQLSchema) -> None:
    fuzz(target, from_schema(schema, custom_scalars=SCALARS), EXAMPLES // 4)


def test_operations_that_do_not(target: Server, schema: GraphQLSchema) -> None:
    fuzz(target, from_schema(schema, custom_scalars=SCALARS, mode=Mode.NEGATIVE), EXAMPLES // 4)
