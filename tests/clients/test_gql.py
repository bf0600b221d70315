"""gql: GraphQL from Python, over HTTP and over a WebSocket, with queries checked against the schema."""

from __future__ import annotations

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport, HTTPXTransport
from gql.transport.websockets import WebsocketsTransport
from graphql import GraphQLError

from tests.conftest import Server

EDITORIALS = """
    query Week($from: DateOrDateTime!, $to: DateOrDateTime!) {
        editorials(filter: { from: $from, to: $to }) {
            totalCount
            nodes { headline standfirst dateModified }
        }
    }
"""


def test_ask_for_the_editorials_of_a_week(server: Server) -> None:
    query = gql(EDITORIALS)
    query.variable_values = {"from": "2025-01-14", "to": "2025-01-20"}
    with Client(transport=HTTPXTransport(url=f"{server.url}/graphql")) as newsroom:
        answer = newsroom.execute(query)
    assert answer["editorials"]["totalCount"] == 6


def test_errors_keep_their_code(server: Server) -> None:
    query = gql('{ quotes(after: "not a cursor") { totalCount } }')
    with (
        Client(transport=HTTPXTransport(url=f"{server.url}/graphql")) as newsroom,
        pytest.raises(TransportQueryError) as failed,
    ):
        newsroom.execute(query)
    assert failed.value.errors is not None
    assert failed.value.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.anyio
async def test_a_query_is_checked_before_it_is_sent(server: Server) -> None:
    transport = HTTPXAsyncTransport(url=f"{server.url}/graphql")
    async with Client(transport=transport, fetch_schema_from_transport=True) as newsroom:
        with pytest.raises(GraphQLError, match="Cannot query field 'persn'"):
            await newsroom.execute(gql("{ persn { name } }"))


@pytest.mark.anyio
async def test_ask_over_a_websocket(server: Server) -> None:
    transport = WebsocketsTransport(url=f"{server.url.replace('http', 'ws')}/graphql")
    async with Client(transport=transport) as newsroom:
        answer = await newsroom.execute(gql("{ dataset { version } }"))
    assert answer["dataset"]["version"]
