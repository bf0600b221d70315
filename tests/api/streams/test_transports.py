"""Streams over HTTP, asked for as clients ask, from a running server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from email import message_from_bytes
from typing import Any

import httpx
import orjson
import pytest

from tests.api.streams import toy
from tests.api.streams.serving import TOKEN, Served, serving
from tests.api.streams.test_framing import events

pytestmark = pytest.mark.anyio

DEFERRED = "{ quote { text ... @defer { speaker { name } } } }"
WHOLE = {"quote": {"text": "Quote 0", "speaker": {"name": "Speaker 0"}}}
MOMENTS = "subscription { moments(to: 2) { number seen } }"
EVENTS = "text/event-stream"
APOLLO = "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json"


@pytest.fixture(scope="module")
async def running() -> AsyncGenerator[Served, None]:
    async with serving() as served:
        yield served


@pytest.fixture
async def served(running: Served) -> Served:
    """The server of this module, as it was at first."""
    await running.reset()
    return running


@pytest.fixture
async def client() -> AsyncGenerator[httpx.AsyncClient, None]:
    async with httpx.AsyncClient(timeout=20) as http:
        yield http


async def ask(
    client: httpx.AsyncClient, served: Served, document: str, accept: str | None, **more: Any
) -> httpx.Response:
    headers = {"accept": accept} if accept is not None else {}
    return await client.post(served.url, json={"query": document, **more}, headers=headers)


def parts(response: httpx.Response) -> list[Any]:
    content_type = response.headers["content-type"]
    mail = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + response.content)
    assert mail.defects == []
    return [orjson.loads(str(part.get_payload())) for part in mail.walk() if not part.is_multipart()]


@asynccontextmanager
async def subscribed(
    client: httpx.AsyncClient, served: Served, document: str = MOMENTS, accept: str = EVENTS
) -> AsyncGenerator[AsyncGenerator[str, None], None]:
    """The lines of a stream as they come."""
    async with client.stream(
        "POST", served.url, json={"query": document}, headers={"accept": accept}
    ) as response:
        assert response.status_code == 200
        lines = response.aiter_lines()
        yield lines  # type: ignore[misc]  # httpx promises an iterator, and gives a generator
        await lines.aclose()  # type: ignore[attr-defined]


async def data(lines: AsyncGenerator[str, None]) -> Any:
    """The next event's data."""
    async for line in lines:
        if line.startswith("data: ") and len(line) > len("data: "):
            return orjson.loads(line.removeprefix("data: "))
    raise AssertionError("the stream is over")


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "*/*",
        "application/json",
        "application/graphql-response+json, application/json;q=0.9",
        "application/json, multipart/mixed;q=0.9",
        "multipart/mixed;q=0.5, application/json",
        "text/event-stream;q=0.1, multipart/mixed;q=0.5, application/json",
    ],
)
async def test_who_would_rather_have_the_whole_gets_it(
    client: httpx.AsyncClient, served: Served, accept: str | None
) -> None:
    response = await ask(client, served, DEFERRED, accept)
    assert "json" in response.headers["content-type"]
    assert response.json() == {"data": WHOLE}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/json, multipart/mixed", "multipart/mixed"),
        (
            "application/graphql-response+json, application/json, text/event-stream, multipart/mixed",
            "multipart/mixed",
        ),
        ("application/json, text/event-stream", "text/event-stream"),
    ],
)
async def test_of_equals_parts_are_preferred_where_a_document_defers_and_only_there(
    client: httpx.AsyncClient, served: Served, accept: str, media_type: str
) -> None:
    for _ in range(3):  # which is not forgotten when requests are remembered
        in_parts = await ask(client, served, DEFERRED, accept)
        whole = await ask(client, served, DEFERRED, "application/json")
        other = await ask(client, served, "{ __typename }", accept)
        assert in_parts.headers["content-type"].startswith(media_type)
        assert "json" in whole.headers["content-type"]
        assert "json" in other.headers["content-type"]


@pytest.mark.parametrize(
    ("accept", "content_type", "keys"),
    [
        (
            "multipart/mixed;deferSpec=20220824,application/json",
            'multipart/mixed; boundary="-"; deferSpec=20220824',
            {"data", "path"},
        ),
        (
            "multipart/mixed;incrementalSpec=v0.2, application/json",
            'multipart/mixed; boundary="-"; incrementalSpec=v0.2',
            {"data", "id"},
        ),
        ("multipart/mixed, application/json", 'multipart/mixed; boundary="-"', {"data", "id", "path"}),
    ],
)
async def test_who_prefers_parts_gets_the_format_it_names(
    client: httpx.AsyncClient, served: Served, accept: str, content_type: str, keys: set[str]
) -> None:
    response = await ask(client, served, DEFERRED, accept)
    assert response.headers["content-type"] == content_type
    first, second = parts(response)
    assert first["data"] == {"quote": {"text": "Quote 0"}}
    assert set(second["incremental"][0]) == keys
    assert second["hasNext"] is False


async def test_a_query_without_parts_is_json_if_the_client_takes_that(
    client: httpx.AsyncClient, served: Served
) -> None:
    response = await ask(client, served, "{ seen }", "multipart/mixed, application/json")
    assert response.json() == {"data": {"seen": "monday"}}
    response = await ask(client, served, "{ seen }", "multipart/mixed")
    assert parts(response) == [{"data": {"seen": "monday"}}]


async def test_directives_that_are_switched_off_are_one_part(
    client: httpx.AsyncClient, served: Served
) -> None:
    document = "{ quote { ... @defer(if: false) { text } } }"
    response = await ask(client, served, document, "multipart/mixed")
    assert parts(response) == [{"data": {"quote": {"text": "Quote 0"}}}]


async def test_the_cost_comes_with_the_first_part(client: httpx.AsyncClient, served: Served) -> None:
    response = await ask(client, served, DEFERRED, "multipart/mixed", extensions={"cost": True})
    first, second = parts(response)
    assert first["extensions"]["cost"]["requested"] > 0
    assert "extensions" not in second


async def test_a_query_over_events_is_one_event(client: httpx.AsyncClient, served: Served) -> None:
    response = await ask(client, served, "{ seen }", EVENTS)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert events(response.text) == [("next", {"data": {"seen": "monday"}}), ("complete", None)]


async def test_parts_over_events(client: httpx.AsyncClient, served: Served) -> None:
    response = await ask(client, served, DEFERRED, EVENTS)
    kinds = [kind for kind, _ in events(response.text)]
    assert kinds == ["next", "next", "complete"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("query ($n: Int!) { quotes(first: $n) { text } }", "BAD_USER_INPUT"),
        ('subscription { refusing(after: "x") }', "BAD_USER_INPUT"),
    ],
)
async def test_an_invalid_operation_is_an_event_where_events_were_asked_for(
    client: httpx.AsyncClient, served: Served, document: str, code: str
) -> None:
    response = await ask(client, served, document, EVENTS)
    assert response.status_code == 200
    (kind, body), end = events(response.text)
    assert (kind, end) == ("next", ("complete", None))
    assert isinstance(body, dict)
    assert [error["extensions"]["code"] for error in body["errors"]] == [code]
    assert "data" not in body


@pytest.mark.parametrize("accept", ["multipart/mixed", "application/json, multipart/mixed"])
async def test_an_invalid_operation_is_json_where_parts_were_asked_for(
    client: httpx.AsyncClient, served: Served, accept: str
) -> None:
    response = await ask(client, served, "{ nothing }", accept)
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_a_request_that_is_wrong_as_http_is_never_an_event(
    client: httpx.AsyncClient, served: Served
) -> None:
    response = await client.post(
        served.url, content=b"{", headers={"accept": EVENTS, "content-type": "application/json"}
    )
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "application/graphql-response+json"])
async def test_a_subscription_without_a_stream_is_told_the_transports(
    client: httpx.AsyncClient, served: Served, method: str, accept: str | None
) -> None:
    headers = {"content-type": "application/json", **({"accept": accept} if accept else {})}
    response = (
        await client.post(served.url, json={"query": MOMENTS}, headers=headers)
        if method == "POST"
        else await client.get(served.url, params={"query": MOMENTS}, headers=headers)
    )
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "SUBSCRIPTION_TRANSPORT_REQUIRED"
    assert "graphql-transport-ws" in error["message"]
    assert "text/event-stream" in error["message"]
    assert "multipart/mixed" in error["message"]
    assert toy.source.opened == 0


@pytest.mark.parametrize("accept", [EVENTS, "application/json, text/event-stream", "text/event-stream, */*"])
async def test_a_subscription_by_events(client: httpx.AsyncClient, served: Served, accept: str) -> None:
    toy.source.more.set()
    response = await ask(client, served, MOMENTS, accept)
    moments = [{"data": {"moments": {"number": number, "seen": "monday"}}} for number in range(3)]
    assert events(response.text) == [*(("next", moment) for moment in moments), ("complete", None)]


async def test_a_subscription_by_get_as_a_browsers_event_source_asks(
    client: httpx.AsyncClient, served: Served
) -> None:
    toy.source.more.set()
    headers = {"accept": EVENTS, "sec-fetch-site": "same-origin", "apollo-require-preflight": "1"}
    response = await client.get(served.url, params={"query": MOMENTS}, headers=headers)
    assert [kind for kind, _ in events(response.text)] == ["next", "next", "next", "complete"]


async def test_a_subscription_by_apollos_multipart(client: httpx.AsyncClient, served: Served) -> None:
    toy.source.more.set()
    response = await ask(client, served, MOMENTS, APOLLO)
    assert response.headers["content-type"] == 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0'
    assert [part["payload"]["data"]["moments"]["number"] for part in parts(response)] == [0, 1, 2]


async def test_each_event_is_answered_from_what_is_served_then(
    client: httpx.AsyncClient, served: Served
) -> None:
    async with subscribed(client, served) as lines:
        assert (await data(lines))["data"]["moments"]["seen"] == "monday"
        await data(lines)
        served.publish("tuesday")
        toy.source.more.set()
        assert (await data(lines))["data"]["moments"] == {"number": 2, "seen": "tuesday"}


async def test_parts_stay_on_the_snapshot_that_the_request_began_with(
    client: httpx.AsyncClient, served: Served
) -> None:
    document = "{ seen ... @defer { quote { text } later: seen } }"
    async with client.stream(
        "POST", served.url, json={"query": document}, headers={"accept": "multipart/mixed"}
    ) as response:
        served.publish("tuesday")
        text = (await response.aread()).decode()
    assert "monday" in text
    assert "tuesday" not in text


async def test_the_preview_token_opens_streams(client: httpx.AsyncClient, served: Served) -> None:
    toy.source.more.set()
    client.headers["authorization"] = f"Bearer {TOKEN}"
    response = await ask(client, served, MOMENTS, EVENTS)
    assert response.text.count("monday and drafts") == 3


async def test_a_wrong_token_opens_none(client: httpx.AsyncClient, served: Served) -> None:
    client.headers["authorization"] = "Bearer 00000000000000000000"
    for accept in (EVENTS, "multipart/mixed"):
        response = await ask(client, served, MOMENTS, accept)
        assert response.status_code == 401
    assert toy.source.opened == 0


async def test_a_client_that_hangs_up_ends_its_subscription(
    client: httpx.AsyncClient, served: Served
) -> None:
    async with subscribed(client, served) as lines:
        await data(lines)
        assert served.slots.open == 1
    while toy.source.closed == 0:
        await asyncio.sleep(0.01)
    assert toy.source.opened == 1


async def test_an_error_in_an_event_is_masked_and_the_stream_goes_on(
    client: httpx.AsyncClient, served: Served
) -> None:
    toy.source.more.set()
    response = await ask(client, served, "subscription { moments(to: 1) { number secret } }", EVENTS)
    first, second, end = events(response.text)
    for _, body in (first, second):
        assert isinstance(body, dict)
        assert body["data"]["moments"]["secret"] is None
        assert body["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert end == ("complete", None)
    assert "srv" not in response.text


async def test_a_source_that_breaks_is_masked_and_ends_the_stream(
    client: httpx.AsyncClient, served: Served
) -> None:
    response = await ask(client, served, "subscription { breaking }", EVENTS)
    (_, first), (_, second), end = events(response.text)
    assert first == {"data": {"breaking": 0}}
    assert isinstance(second, dict)
    assert [error["extensions"]["code"] for error in second["errors"]] == ["INTERNAL_SERVER_ERROR"]
    assert end == ("complete", None)
    assert "srv" not in response.text


async def test_head_says_what_would_come_and_starts_nothing(
    client: httpx.AsyncClient, served: Served
) -> None:
    headers = {"accept": EVENTS, "content-type": "application/json"}
    response = await client.head(served.url, params={"query": MOMENTS}, headers=headers)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert toy.source.opened == 0


async def test_streams_over_the_limit_are_refused(client: httpx.AsyncClient) -> None:
    async with serving(max_streams=1) as served, subscribed(client, served) as lines:
        await data(lines)
        response = await ask(client, served, MOMENTS, EVENTS)
        assert response.status_code == 503
        assert response.headers["retry-after"] == "5"
        assert response.json()["errors"][0]["extensions"]["code"] == "STREAM_LIMIT_EXCEEDED"
        assert (await ask(client, served, "{ seen }", None)).status_code == 200


async def test_a_silent_stream_is_kept_alive(client: httpx.AsyncClient) -> None:
    async with serving(stream_keep_alive_seconds=0.01) as served:
        async with subscribed(client, served, accept=APOLLO) as lines:
            found = [line async for line, _ in until(lines, "{}")]
        assert found[-1] == "{}"


async def until(lines: AsyncGenerator[str, None], last: str) -> AsyncGenerator[tuple[str, None], None]:
    async for line in lines:
        yield line, None
        if line == last:
            return


async def test_a_stream_whose_time_is_up_ends_without_complete(client: httpx.AsyncClient) -> None:
    async with serving(stream_seconds=0.05) as served:
        response = await ask(client, served, MOMENTS, EVENTS)
        assert [kind for kind, _ in events(response.text)] == ["next", "next"]
        response = await ask(client, served, MOMENTS, APOLLO)
        assert parts(response)[-1]["errors"][0]["extensions"]["code"] == "STREAM_ENDED"
    assert toy.source.closed == 2


async def test_a_server_that_stops_ends_its_streams(client: httpx.AsyncClient) -> None:
    running = serving()
    async with subscribed(client, await running.__aenter__()) as lines:
        await data(lines)
        await data(lines)
        await running.__aexit__(None, None, None)
        assert [line async for line in lines if line.startswith("event")] == []
    assert toy.source.closed == 1


@pytest.mark.parametrize(("site", "status"), [("same-origin", 200), ("same-site", 403), ("cross-site", 403)])
async def test_an_event_source_of_a_browser_listens_on_its_own_origin_only(
    client: httpx.AsyncClient, served: Served, site: str, status: int
) -> None:
    """It sends a GET with these headers, and cannot set others."""
    headers = {"accept": EVENTS, "user-agent": "Mozilla/5.0", "sec-fetch-site": site}
    async with client.stream("GET", served.url, params={"query": MOMENTS}, headers=headers) as response:
        assert response.status_code == status
        if status == 200:
            lines = response.aiter_lines()
            assert (await data(lines))["data"]["moments"]["seen"] == "monday"  # type: ignore[arg-type]
            await lines.aclose()  # type: ignore[attr-defined]
        else:
            [error] = orjson.loads(await response.aread())["errors"]
            assert error["extensions"]["code"] == "CSRF_REFUSED"
