"""A newsroom that changes while it is served: what the history is told, and how clients hear of it."""

from __future__ import annotations

import asyncio
import gc
import shutil
import sqlite3
import weakref
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from pullquote.api.server.app import create_app
from pullquote.api.streams.listening import Listening
from pullquote.store.newsroom.history import History
from pullquote.store.newsroom.live import Live
from tests.api.desk import SECONDS, TOKEN, Desk, draft, story, told

pytestmark = pytest.mark.anyio

PUBLISHED = (
    "subscription ($after: String) { storyPublished(after: $after) { cursor version story { slug } } }"
)
GRAPHQL_TRANSPORT_WS = Subprotocol("graphql-transport-ws")


def test_what_is_served_first_is_no_change() -> None:
    desk = Desk(story("first"))
    assert told(desk.edition.public_changes) == []
    desk.save(story("second"))
    assert told(desk.edition.public_changes) == [(1, "PUBLISHED", "second")]


def test_the_public_numbers_have_no_gaps() -> None:
    desk = Desk(story("first"))
    for number in range(3):
        desk.save(draft(f"draft-{number}"))
        desk.save(story(f"story-{number}"))
    assert [number for number, _, _ in told(desk.edition.public_changes)] == [1, 2, 3]
    assert [number for number, _, _ in told(desk.edition.preview_changes)] == [1, 2, 3, 4, 5, 6]


def test_an_edit_to_what_is_hidden_leaves_the_public_what_it_was() -> None:
    desk = Desk(story("first"))
    before = desk.edition
    desk.save(draft("secret"))
    assert desk.edition.public is before.public
    assert desk.edition.public_changes is before.public_changes
    assert desk.edition.preview_changes is not before.preview_changes


def test_what_happened_while_the_server_was_down_is_told(tmp_path: Path) -> None:
    desk = Desk(story("first"), history=History(tmp_path / "history"))
    desk.save(story("second"))
    since = desk.edition.public_changes.position
    desk.live.history.close()
    again = Desk(story("first"), story("third"), history=History(tmp_path / "history"), minutes=desk.minutes)
    assert told(again.edition.public_changes) == [
        (1, "PUBLISHED", "second"),
        (2, "PUBLISHED", "third"),
        (3, "WITHDRAWN", "second"),
    ]
    assert again.edition.public_changes.origin == desk.edition.public_changes.origin
    assert [change.number for change in again.edition.public_changes.after(since, 10)] == [2, 3]
    again.live.history.close()


def test_a_history_that_another_process_holds_keeps_no_save_from_being_served(tmp_path: Path) -> None:
    desk = Desk(story("first"), history=History(tmp_path / "history"))
    holder = sqlite3.connect(tmp_path / "history", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    desk.save(story("second"))
    assert desk.edition.public.story("second") is not None
    assert desk.live.behind
    assert desk.live.failure is not None
    holder.execute("ROLLBACK")
    holder.close()
    desk.save(story("third"))
    assert told(desk.edition.public_changes) == [(1, "PUBLISHED", "second"), (2, "PUBLISHED", "third")]
    again: Live = desk.live
    assert not again.behind
    assert again.failure is None
    desk.live.history.close()


def test_a_history_that_was_deleted_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    desk = Desk(story("first"), history=History(tmp_path / "folder" / "history"))
    shutil.rmtree(tmp_path / "folder")
    desk.save(story("second"))
    desk.save(story("third"))
    assert desk.live.failure is None
    assert (tmp_path / "folder" / "history").exists()
    assert told(desk.edition.public_changes)[-1][1:] == ("PUBLISHED", "third")
    desk.live.history.close()


def test_two_processes_tell_the_same(tmp_path: Path) -> None:
    one = Desk(story("first"), history=History(tmp_path / "history"))
    other = Desk(story("first"), history=History(tmp_path / "history"))
    for number in range(3):
        for each in (one, other) if number % 2 else (other, one):
            each.save(story(f"story-{number}"))
    assert one.edition.public_changes.changes == other.edition.public_changes.changes
    assert one.edition.public_changes.origin == other.edition.public_changes.origin
    assert len(one.edition.public_changes.changes) == 3
    for each in (one, other):
        each.live.history.close()


def test_a_process_that_is_behind_tells_nothing_that_it_does_not_serve(tmp_path: Path) -> None:
    ahead = Desk(story("first"), history=History(tmp_path / "history"))
    behind = Desk(story("first"), history=History(tmp_path / "history"))
    ahead.save(story("second"), seen=10)
    ahead.save(story("third"), seen=20)
    behind.save(story("second"), seen=11)
    assert told(behind.edition.public_changes) == [(1, "PUBLISHED", "second")]
    behind.save(draft("a-state-that-nobody-else-saw"), story("fourth"), seen=12)
    assert told(behind.edition.public_changes) == [(1, "PUBLISHED", "second")]
    behind.save(story("third"), gone=["fourth"], seen=21)
    assert told(behind.edition.public_changes) == told(ahead.edition.public_changes)
    for each in (ahead, behind):
        each.live.history.close()


def test_a_process_that_was_behind_tells_the_rest_when_it_tries_again(tmp_path: Path) -> None:
    ahead = Desk(story("first"), history=History(tmp_path / "history"))
    behind = Desk(story("first"), history=History(tmp_path / "history"))
    ahead.save(story("passing"), seen=10)
    ahead.save(gone=["passing"], seen=11)
    behind.save(story("second"), seen=5)
    assert behind.live.behind
    before = behind.edition
    assert told(before.public_changes) == []
    behind.save(seen=6)
    assert behind.edition.public is before.public
    ahead.save(story("second"), seen=12)
    behind.save(seen=7)
    assert not behind.live.behind
    assert [slug for _, _, slug in told(behind.edition.public_changes)] == ["passing", "passing", "second"]
    assert behind.edition.public is not before.public
    assert behind.edition.public.version == before.public.version
    for each in (ahead, behind):
        each.live.history.close()


def test_a_reading_that_an_embargo_overtook_is_told() -> None:
    desk = Desk(story("first"), story("later", embargo="2025-01-01T00:01:30Z"))
    desk.save(seen=20)
    desk.save(story("read-meanwhile"), seen=10)
    assert [slug for _, _, slug in told(desk.edition.public_changes)] == ["later", "read-meanwhile"]


def test_what_is_too_old_is_forgotten() -> None:
    desk = Desk(history=History(retained=3))
    for number in range(10):
        desk.save(story(f"story-{number}"))
    assert [number for number, _, _ in told(desk.edition.public_changes)] == [8, 9, 10]


def test_a_full_disk_keeps_no_edition_from_being_served(tmp_path: Path) -> None:
    desk = Desk(story("first"), history=History(tmp_path / "history"))
    database = desk.live.history._database
    [(pages,)] = database.execute("PRAGMA page_count")
    database.execute(f"PRAGMA max_page_count = {pages}")
    desk.save(*(story(f"story-{number}", "words " * 50) for number in range(50)))
    assert desk.edition.public.story("story-0") is not None
    assert told(desk.edition.public_changes) == []
    assert desk.live.behind
    database.execute("PRAGMA max_page_count = 100000")
    desk.save(story("last"))
    assert len(told(desk.edition.public_changes)) == 51
    assert not desk.live.behind
    desk.live.history.close()


async def test_whoever_listens_is_woken_by_what_it_may_see() -> None:
    desk = Desk(story("first"))
    following = desk.context().following
    assert isinstance(following, Listening)
    waiting = asyncio.ensure_future(following.after(desk.context()))
    desk.save(draft("secret"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not waiting.done()
    desk.save(story("second"))
    async with asyncio.timeout(SECONDS):
        assert (await waiting).snapshot is desk.edition.public


async def test_what_happens_between_looking_and_waiting_is_not_missed() -> None:
    desk = Desk(story("first"))
    context = desk.context()
    assert context.following is not None
    desk.save(story("second"))
    async with asyncio.timeout(SECONDS):
        assert (await context.following.after(context)).snapshot is desk.edition.public


@asynccontextmanager
async def serving(desk: Desk) -> AsyncGenerator[str, None]:
    """The desk's newsroom, served on a real port of this process."""
    app = create_app(desk.settings, desk.newsroom)
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="error", access_log=False, timeout_graceful_shutdown=10)
    )
    running = asyncio.ensure_future(server.serve())
    try:
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"127.0.0.1:{port}/graphql"
    finally:
        app.state.endpoint.streams.slots.close()
        server.should_exit = True
        await running


async def lines_of(response: httpx.Response) -> AsyncGenerator[Any, None]:
    """The data of server-sent events."""
    async for line in response.aiter_lines():
        if line.startswith("data: ") and len(line) > len("data: "):
            yield orjson.loads(line.removeprefix("data: "))


async def next_slug(events: AsyncGenerator[Any, None]) -> Any:
    async with asyncio.timeout(SECONDS):
        return (await anext(events))["data"]["storyPublished"]["story"]["slug"]


async def test_server_sent_events_tell_the_public_and_the_preview_what_each_may_see() -> None:
    desk = Desk(story("first"))
    async with serving(desk) as address, httpx.AsyncClient(timeout=SECONDS) as client:
        ask: dict[str, Any] = {
            "method": "POST",
            "url": f"http://{address}",
            "json": {"query": PUBLISHED},
        }
        events = {"accept": "text/event-stream"}
        token = {"authorization": f"Bearer {TOKEN}"}
        async with (
            client.stream(**ask, headers=events) as public,
            client.stream(**ask, headers=events | token) as preview,
        ):
            open_to_all, behind_the_curtain = lines_of(public), lines_of(preview)
            desk.save(draft("secret"))
            desk.save(story("open"))
            assert await next_slug(open_to_all) == "open"
            assert await next_slug(behind_the_curtain) == "secret"
            assert await next_slug(behind_the_curtain) == "open"


async def test_a_subscriber_holds_nothing_of_what_was_served_when_it_began() -> None:
    desk = Desk(story("first"))
    queries = [
        PUBLISHED,
        "subscription { storyChanged { cursor } }",
        "subscription { quotePublished { cursor } }",
        "subscription { datasetChanged { cursor } }",
    ]
    async with (
        serving(desk) as address,
        httpx.AsyncClient(timeout=SECONDS) as client,
        AsyncExitStack() as open_,
    ):
        last: list[AsyncGenerator[Any, None]] = []
        begun_with = weakref.ref(desk.edition.public)
        for query in queries:
            response = await open_.enter_async_context(
                client.stream(
                    "POST",
                    f"http://{address}",
                    json={"query": query},
                    headers={"accept": "text/event-stream"},
                )
            )
            last.append(lines_of(response))
        socket = await open_.enter_async_context(
            connect(f"ws://{address}", subprotocols=[GRAPHQL_TRANSPORT_WS], open_timeout=SECONDS)
        )
        await socket.send('{"type":"connection_init"}')
        await hear(socket)
        for number, query in enumerate(queries):
            message = {"id": str(number), "type": "subscribe", "payload": {"query": query}}
            await socket.send(orjson.dumps(message).decode())
        await socket.send('{"id":"q","type":"subscribe","payload":{"query":"{ dataset { version } }"}}')
        assert (await hear(socket))["type"] == "next"
        desk.save(story("first", "quote", headline="Corrected"), story("second"))
        for events in last:
            await anext(events)
        desk.save(story("third"))
        # Answers that are kept hold the last snapshot that they were asked of.
        await client.post(f"http://{address}", json={"query": "{ dataset { version } }"})
        async with asyncio.timeout(SECONDS):
            while begun_with() is not None:
                await asyncio.sleep(0.05)
                gc.collect()


async def hear(socket: ClientConnection) -> Any:
    async with asyncio.timeout(SECONDS):
        return orjson.loads(await socket.recv())


async def test_a_websocket_goes_on_where_another_ended() -> None:
    desk = Desk(story("first"))

    async def begin(socket: ClientConnection, after: str | None) -> None:
        await socket.send('{"type":"connection_init"}')
        assert (await hear(socket))["type"] == "connection_ack"
        payload = {"query": PUBLISHED, "variables": {"after": after}}
        await socket.send(orjson.dumps({"id": "1", "type": "subscribe", "payload": payload}).decode())

    since = desk.edition.public_changes.cursor(desk.edition.public_changes.position)
    async with serving(desk) as address:
        async with connect(
            f"ws://{address}", subprotocols=[GRAPHQL_TRANSPORT_WS], open_timeout=SECONDS
        ) as socket:
            await begin(socket, since)
            desk.save(story("second"))
            event = (await hear(socket))["payload"]["data"]["storyPublished"]
            assert event["story"]["slug"] == "second"
            assert event["version"] == desk.edition.public.version
        desk.save(story("third"))
        async with connect(
            f"ws://{address}", subprotocols=[GRAPHQL_TRANSPORT_WS], open_timeout=SECONDS
        ) as socket:
            await begin(socket, event["cursor"])
            desk.save(story("fourth"))
            slugs = [
                (await hear(socket))["payload"]["data"]["storyPublished"]["story"]["slug"] for _ in range(2)
            ]
            assert slugs == ["third", "fourth"]


async def test_a_kept_answer_says_where_the_history_stands_however_often_its_content_returns() -> None:
    desk = Desk(story("first"))
    query = {"query": "{ dataset { version cursor } changes { nodes { slug } } }"}
    versions, cursors = set(), set()
    async with serving(desk) as address, httpx.AsyncClient(timeout=SECONDS) as client:
        for number in range(3):
            for _ in range(2):
                answered = (await client.post(f"http://{address}", json=query)).json()["data"]
                assert len(answered["changes"]["nodes"]) == 2 * number
                versions.add(answered["dataset"]["version"])
                cursors.add(answered["dataset"]["cursor"])
            desk.save(story("second"))
            desk.save(gone=["second"])
    assert (len(versions), len(cursors)) == (1, 3)
