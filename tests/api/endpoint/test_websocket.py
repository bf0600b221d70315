"""GraphQL over WebSockets, from a running server, message by message."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from pullquote.api.endpoint.websocket import Execution, WebSocketConnection
from tests.api.streams import toy
from tests.api.streams.serving import TOKEN, Served, serving

pytestmark = pytest.mark.anyio

PROTOCOL = Subprotocol("graphql-transport-ws")
PATIENCE_SECONDS = 60
"""How long something is waited for that comes at once on a machine with nothing else to do."""
MOMENTS = "subscription { moments(to: 2) { number seen } }"
WRONG = "0" * 20


@pytest.fixture(scope="module")
async def running() -> AsyncGenerator[Served, None]:
    async with serving() as served:
        yield served


@pytest.fixture
async def served(running: Served) -> Served:
    """The server of this module, as it was at first."""
    await running.reset()
    return running


@asynccontextmanager
async def connected(
    served: Served, init: dict[str, Any] | None = None, *, begin: bool = True, **options: Any
) -> AsyncGenerator[ClientConnection, None]:
    async with connect(served.web_socket, subprotocols=[PROTOCOL], **options) as socket:
        if begin:
            await say(socket, type="connection_init", **({} if init is None else {"payload": init}))
            assert await hear(socket) == {"type": "connection_ack"}
        yield socket


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(orjson.dumps(message).decode())


async def hear(socket: ClientConnection) -> Any:
    return orjson.loads(await socket.recv())


async def ask(socket: ClientConnection, id_: str, query: str, **more: Any) -> None:
    await say(socket, type="subscribe", id=id_, payload={"query": query, **more})


async def closed(socket: ClientConnection) -> tuple[int, str]:
    """The code and reason with which the server closes; what it sends before is passed over."""
    with suppress(ConnectionClosed):
        async for _ in socket:
            pass
    assert socket.close_code is not None
    return socket.close_code, socket.close_reason or ""


async def test_a_query_has_one_result(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "1", "query ($n: Int!) { quotes(first: $n) { text } }", variables={"n": 1})
        assert await hear(socket) == {
            "id": "1",
            "type": "next",
            "payload": {"data": {"quotes": [{"text": "Quote 0"}]}},
        }
        assert await hear(socket) == {"id": "1", "type": "complete"}


async def test_parts_come_whole(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "1", "{ quote { text ... @defer { speaker { name } } } }")
        whole = {"quote": {"text": "Quote 0", "speaker": {"name": "Speaker 0"}}}
        assert (await hear(socket))["payload"] == {"data": whole}


async def test_a_subscription_has_a_result_for_each_event(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "1", MOMENTS)
        assert (await hear(socket))["payload"]["data"]["moments"] == {"number": 0, "seen": "monday"}
        assert (await hear(socket))["payload"]["data"]["moments"] == {"number": 1, "seen": "monday"}
        served.publish("tuesday")
        toy.source.more.set()
        assert (await hear(socket))["payload"]["data"]["moments"] == {"number": 2, "seen": "tuesday"}
        assert await hear(socket) == {"id": "1", "type": "complete"}


async def test_operations_share_a_connection_and_end_one_by_one(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "a", MOMENTS)
        await ask(socket, "b", MOMENTS)
        seen = [(await hear(socket))["id"] for _ in range(4)]
        assert sorted(seen) == ["a", "a", "b", "b"]
        await say(socket, type="complete", id="a")
        await until_closed(1)
        toy.source.more.set()
        assert (await hear(socket))["id"] == "b"


async def until_gone(*classes: type) -> None:
    """Wait until there is nothing of these classes, which what is closed lets go of a moment later."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while any(isinstance(each, classes) for each in gc.get_objects()):
            await asyncio.sleep(0.01)


async def test_a_subscription_that_its_client_ends_leaves_no_circle_behind(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "a", MOMENTS)
        await hear(socket)
        gc.collect()
        gc.disable()
        try:
            await say(socket, type="complete", id="a")
            await until_closed(1)
            await say(socket, type="ping")
            await hear(socket)
            await until_gone(Execution)
        finally:
            gc.enable()


async def test_a_client_that_leaves_leaves_no_circle_behind(served: Served) -> None:
    gc.collect()
    gc.disable()
    try:
        async with connected(served) as socket:
            await ask(socket, "a", MOMENTS)
            await hear(socket)
        await until_closed(1)
        while served.slots.open:
            await asyncio.sleep(0.01)
        await until_gone(WebSocketConnection, Execution)
    finally:
        gc.enable()


async def test_a_client_that_leaves_ends_its_subscriptions(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "1", MOMENTS)
        await hear(socket)
        assert served.slots.open == 1
    await until_closed(1)


async def until_closed(count: int) -> None:
    while toy.source.closed < count:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { seen } query B { seen }", "OPERATION_RESOLUTION_FAILURE"),
        ("query ($n: Int!) { quotes(first: $n) { text } }", "BAD_USER_INPUT"),
        ('subscription { refusing(after: "x") }', "BAD_USER_INPUT"),
        ("{ quote { speaker { secret } } } ", "INTERNAL_SERVER_ERROR"),
        (f"{{ {' '.join(f'a{n}: seen' for n in range(60))} }}", "ALIAS_LIMIT_EXCEEDED"),
    ],
)
async def test_errors_have_the_codes_of_http_and_the_connection_goes_on(
    served: Served, query: str, code: str
) -> None:
    async with connected(served) as socket:
        await ask(socket, "1", query)
        answer = await hear(socket)
        errors = answer["payload"] if answer["type"] == "error" else answer["payload"]["errors"]
        assert [error["extensions"]["code"] for error in errors] == [code]
        assert "srv" not in str(answer)
        await ask(socket, "2", "{ seen }")
        while (answer := await hear(socket))["id"] != "2":
            assert answer == {"id": "1", "type": "complete"}
        assert answer["payload"] == {"data": {"seen": "monday"}}


async def test_errors_before_execution_end_the_operation(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "1", "{ nothing }")
        assert (await hear(socket))["type"] == "error"
        await ask(socket, "1", "{ seen }")
        assert (await hear(socket))["type"] == "next"


async def test_registered_documents_are_found(served: Served) -> None:
    sha256 = "a55c1f0e59fd12c4abf40d1be4f21b5dcd0b1b0e5b0ab7a02a9cd3c4bd5b3ed5"
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": sha256}}
    async with connected(served) as socket:
        await say(socket, type="subscribe", id="1", payload={"extensions": persisted})
        (error,) = (await hear(socket))["payload"]
        assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


async def test_variables_that_nest_too_deep_are_refused(served: Served) -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    async with connected(served) as socket:
        await ask(socket, "1", "{ seen }", variables={"a": deep})
        (error,) = (await hear(socket))["payload"]
        assert error["extensions"]["code"] == "VARIABLES_LIMIT_EXCEEDED"


async def test_ping_is_answered(served: Served) -> None:
    async with connected(served) as socket:
        await say(socket, type="ping", payload={"at": 1})
        assert await hear(socket) == {"type": "pong"}
        await say(socket, type="pong")
        await ask(socket, "1", "{ seen }")
        assert (await hear(socket))["type"] == "next"


async def test_a_null_payload_is_no_payload(served: Served) -> None:
    async with connected(served, begin=False) as socket:
        await say(socket, type="connection_init", payload=None)
        assert await hear(socket) == {"type": "connection_ack"}


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "[]",
        '"hi"',
        "null",
        "{}",
        '{"type":"start"}',
        '{"type":["ping"]}',
        '{"type":"ping","payload":[]}',
        '{"type":"connection_init","payload":"x"}',
        '{"type":"complete"}',
        '{"type":"complete","id":{}}',
        '{"type":"subscribe","id":"1"}',
        '{"type":"subscribe","id":1,"payload":{"query":"{ seen }"}}',
        '{"type":"subscribe","id":"","payload":{"query":"{ seen }"}}',
        '{"type":"subscribe","id":"1","payload":[]}',
        '{"type":"subscribe","id":"1","payload":{"query":1}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{ seen }","variables":[]}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{ seen }","operationName":{}}}',
        "[" * 2_000,
        b"{}",
    ],
)
async def test_what_is_no_message_closes_with_4400(served: Served, message: str | bytes) -> None:
    async with connected(served) as socket:
        await socket.send(message)
        code, reason = await closed(socket)
        assert code == 4400
        assert reason
        assert "Traceback" not in reason


async def test_subscribing_before_the_acknowledgement_closes_with_4401(served: Served) -> None:
    async with connected(served, begin=False) as socket:
        await ask(socket, "1", "{ seen }")
        assert await closed(socket) == (4401, "Unauthorized")


@pytest.mark.parametrize("protocols", [None, [Subprotocol("graphql-ws")], [Subprotocol("chat")]])
async def test_another_subprotocol_closes_with_4406(
    served: Served, protocols: list[Subprotocol] | None
) -> None:
    async with connect(served.web_socket, subprotocols=protocols) as socket:
        assert await closed(socket) == (4406, "Subprotocol not acceptable")


async def test_saying_nothing_closes_with_4408() -> None:
    async with serving(connection_init_seconds=0.01) as served, connected(served, begin=False) as socket:
        assert await closed(socket) == (4408, "Connection initialisation timeout")


async def test_an_id_that_is_taken_closes_with_4409(served: Served) -> None:
    async with connected(served) as socket:
        await ask(socket, "1", MOMENTS)
        await hear(socket)
        await ask(socket, "1", MOMENTS)
        assert await closed(socket) == (4409, "Subscriber for 1 already exists")
    await until_closed(1)


async def test_a_second_init_closes_with_4429(served: Served) -> None:
    async with connected(served) as socket:
        await say(socket, type="connection_init")
        assert await closed(socket) == (4429, "Too many initialisation requests")


async def test_too_many_operations_are_refused_and_the_others_go_on() -> None:
    async with serving(max_subscriptions=1) as served, connected(served) as socket:
        await ask(socket, "1", MOMENTS)
        await hear(socket)
        await hear(socket)
        await ask(socket, "2", MOMENTS)
        refusal = await hear(socket)
        assert (refusal["id"], refusal["type"]) == ("2", "error")
        assert refusal["payload"][0]["extensions"]["code"] == "SUBSCRIPTION_LIMIT_EXCEEDED"
        toy.source.more.set()
        assert (await hear(socket))["id"] == "1"


async def test_a_message_that_is_too_big_closes_with_1009() -> None:
    async with serving(max_message_bytes=1_000) as served, connected(served) as socket:
        await ask(socket, "1", "{ seen }", variables={"padding": "é" * 600})
        code, reason = await closed(socket)
        assert code == 1009
        assert "1000 bytes" in reason


async def test_a_connection_that_is_too_old_is_closed() -> None:
    async with serving(stream_seconds=1.0) as served, connected(served) as socket:
        await ask(socket, "1", MOMENTS)
        code, _ = await closed(socket)
        assert code == 1001
        assert toy.source.closed == toy.source.opened


async def refusal_of(served: Served, **options: Any) -> tuple[int, Any]:
    with pytest.raises(InvalidStatus) as refused:
        async with connected(served, **options):
            pass
    response = refused.value.response
    return response.status_code, orjson.loads(response.body or b"null")


async def test_connections_over_the_limit_are_refused() -> None:
    async with serving(max_streams=1) as served, connected(served):
        status, body = await refusal_of(served)
        assert status == 503
        assert body["errors"][0]["extensions"]["code"] == "STREAM_LIMIT_EXCEEDED"


async def test_a_page_of_another_origin_connects_only_if_it_may() -> None:
    ours, theirs = Origin("https://news.example"), Origin("https://elsewhere.example")
    async with serving(cors_origins=("https://news.example",)) as served:
        status, body = await refusal_of(served, origin=theirs)
        assert status == 403
        assert body["errors"][0]["extensions"]["code"] == "ORIGIN_REFUSED"
        same = Origin(served.url.removesuffix("/graphql"))
        for origin in (ours, same, None):
            async with connected(served, origin=origin) as socket:
                await ask(socket, "1", "{ seen }")
                assert (await hear(socket))["type"] == "next"
    async with serving() as served, connected(served, origin=theirs):
        pass


@pytest.mark.parametrize(
    "init",
    [
        {"authorization": f"Bearer {TOKEN}"},
        {"Authorization": f"bearer {TOKEN}"},
        {"headers": {"Authorization": f"Bearer {TOKEN}"}},
    ],
)
async def test_the_token_in_the_init_payload_opens_the_preview(served: Served, init: dict[str, Any]) -> None:
    async with connected(served, init) as socket:
        await ask(socket, "1", "{ seen }")
        assert (await hear(socket))["payload"]["data"]["seen"] == "monday and drafts"


async def test_the_token_in_a_header_opens_the_preview(served: Served) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with connected(served, additional_headers=headers) as socket:
        await ask(socket, "1", MOMENTS)
        assert (await hear(socket))["payload"]["data"]["moments"]["seen"] == "monday and drafts"


async def test_without_a_token_there_is_no_preview(served: Served) -> None:
    async with connected(served, {"theme": "dark", "authorization": "Basic eDp5"}) as socket:
        await ask(socket, "1", "{ seen }")
        assert (await hear(socket))["payload"]["data"]["seen"] == "monday"


async def test_a_wrong_token_is_refused_wherever_it_is(served: Served) -> None:
    async with connected(served, begin=False) as socket:
        await say(socket, type="connection_init", payload={"authorization": f"Bearer {WRONG}"})
        assert await closed(socket) == (4403, "Forbidden")
    status, body = await refusal_of(served, additional_headers={"Authorization": f"Bearer {WRONG}"})
    assert status == 401
    assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    "headers",
    [
        [f"Bearer {TOKEN}", f"Bearer {TOKEN}"],
        [f"Bearer {WRONG}", f"Bearer {TOKEN}"],
        ["Basic eDp5", f"Bearer {TOKEN}"],
        [f"Bearer\t{TOKEN}"],
    ],
)
async def test_credentials_are_read_as_over_http(served: Served, headers: list[str]) -> None:
    sent = [("Authorization", value) for value in headers]
    status, body = await refusal_of(served, additional_headers=sent)
    assert (status, body["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")


async def test_while_loading_operations_are_told_to_wait(served: Served) -> None:
    served.newsroom.edition = None
    async with connected(served) as socket:
        await ask(socket, "1", "{ seen }")
        assert (await hear(socket))["payload"][0]["extensions"]["code"] == "NOT_READY"


async def test_a_connection_that_closes_as_an_operation_begins_leaves_nothing_behind(served: Served) -> None:
    for _ in range(5):
        async with connected(served, begin=False) as socket:
            await say(socket, type="connection_init")
            await ask(socket, "1", "subscription { silence }")
            await ask(socket, "1", "subscription { silence }")
            assert (await closed(socket))[0] == 4409
    while served.slots.open:
        await asyncio.sleep(0.01)
    assert toy.source.opened == toy.source.closed


async def test_operations_and_connections_are_counted() -> None:
    async with serving() as served, connected(served) as socket, httpx.AsyncClient() as client:
        for number, query in enumerate(("{ seen }", "{ nothing }")):
            await ask(socket, str(number), query)
            while (await hear(socket))["type"] not in {"complete", "error"}:
                pass
        numbers = (await client.get(served.url.replace("/graphql", "/metrics"))).text.splitlines()
    assert "pullquote_streams_open 1.0" in numbers
    assert 'pullquote_operations_total{cache="none",kind="query",outcome="ok"} 1.0' in numbers
    assert 'pullquote_operations_total{cache="none",kind="unknown",outcome="refused"} 1.0' in numbers
    assert 'pullquote_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1.0' in numbers
