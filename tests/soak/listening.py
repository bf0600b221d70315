"""Subscribers, by server-sent events and over WebSockets; every other hangs up now and then and comes back."""

from __future__ import annotations

import asyncio
import random
from array import array
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from time import time
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from tests.soak.connections import Connection, NotAnswered
from tests.soak.editing import LAST_SLUG, SECTION

GRAPHQL_TRANSPORT_WS = Subprotocol("graphql-transport-ws")
SUBSCRIPTIONS_A_SOCKET = 25
OPENING_AT_ONCE = 50
"""Connections that are being opened; a server accepts so many before it has answered the first."""
MOST_EVENTS_A_CALL = 8
"""After so many events at most, whoever hangs up does."""
AWAY_SECONDS = 2
SUBSCRIPTIONS = {
    "storyPublished": """subscription ($filter: StoryFilter, $after: String) {
        storyPublished(filter: $filter, after: $after) { cursor version at story { slug section { slug } } }
    }""",
    "storyChanged": """subscription ($filter: StoryFilter, $after: String) {
        storyChanged(filter: $filter, after: $after) {
            cursor change { version at kind slug story { section { slug } } }
        }
    }""",
    "quotePublished": """subscription ($filter: QuoteFilter, $after: String) {
        quotePublished(filter: $filter, after: $after) {
            cursor version at quote { id sourceKind story { slug } }
        }
    }""",
    "datasetChanged": "subscription { datasetChanged { cursor version } }",
}


@dataclass(frozen=True)
class Wish:
    """What a subscriber listens to: a field, and of what it tells."""

    name: str
    filter: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def resumes(self) -> bool:
        """Whether it can go on from a cursor."""
        return self.name != "datasetChanged"


def wishes(edits: int) -> list[Wish]:
    """What is listened to, all filters such that what matches once does so always."""
    some = [f"soaked-{number}" for number in range(0, edits, 7)]
    return [
        Wish("storyPublished"),
        Wish("storyPublished", {"sections": [SECTION]}),
        Wish("storyChanged"),
        Wish("storyChanged", {"sections": [SECTION]}),
        Wish("storyChanged", {"slugs": [*some, LAST_SLUG]}),
        Wish("quotePublished"),
        Wish("quotePublished", {"sourceKinds": ["UNNAMED_PERSON"]}),
        Wish("datasetChanged"),
    ]


@dataclass
class Subscriber:
    """One subscriber, what it heard, and when. ``loyal`` ones never hang up."""

    wish: Wish
    loyal: bool
    by_socket: bool
    since: str | None
    """The cursor to begin after; what happens from now on, if None."""
    chance: random.Random
    pool: dict[bytes, bytes]
    """Events that somebody heard: most are heard by many, and need be kept but once."""
    heard: list[bytes] = field(default_factory=list)
    times: array[float] = field(default_factory=lambda: array("d"))
    calls: int = 0
    failures: list[str] = field(default_factory=list)
    in_place: asyncio.Event = field(default_factory=asyncio.Event)
    _left: int = 0

    @property
    def query(self) -> str:
        return SUBSCRIPTIONS[self.wish.name]

    @property
    def events(self) -> list[Any]:
        """What was heard, read."""
        return [orjson.loads(event)["data"][self.wish.name] for event in self.heard]

    @property
    def cursor(self) -> str | None:
        """Where it stands."""
        if not self.heard:
            return self.since
        return str(orjson.loads(self.heard[-1])["data"][self.wish.name]["cursor"])

    def call(self) -> dict[str, Any]:
        """The variables to subscribe with."""
        self.calls += 1
        self._left = self.chance.randint(1, MOST_EVENTS_A_CALL)
        if not self.wish.resumes:
            return {}
        return {"filter": self.wish.filter, "after": self.cursor}

    def hear(self, event: bytes) -> bool:
        """Note an event; says whether to hang up now."""
        self.heard.append(self.pool.setdefault(event, event))
        self.times.append(time())
        self._left -= 1
        return not self._left and not self.loyal and self.wish.resumes

    async def rest(self) -> None:
        """Be away for a while."""
        await asyncio.sleep(self.chance.uniform(0, AWAY_SECONDS))


def subscribers(count: int, edits: int, since: str, chance: random.Random) -> list[Subscriber]:
    """So many subscribers, of every wish as many; half of each are loyal, and half of those by WebSocket.

    A WebSocket does not say when a subscription is in place, so all but loyal ones by events go on from ``since``.
    """
    pool: dict[bytes, bytes] = {}
    every = wishes(edits)
    made = []
    for number in range(count):
        loyal = number // len(every) % 2 == 0
        by_socket = number // (2 * len(every)) % 2 == 0
        begin = since if by_socket or not loyal else None
        own = random.Random(chance.random())
        made.append(Subscriber(every[number % len(every)], loyal, by_socket, begin, own, pool))
    return made


def delays_of(every: Sequence[Subscriber]) -> list[float]:
    """Seconds between when the server noticed a change and when a loyal subscriber heard of it."""
    noticed: dict[bytes, float] = {}
    delays = []
    for each in every:
        if each.loyal and each.wish.resumes:
            for event, heard in zip(each.heard, each.times, strict=True):
                if event not in noticed:
                    told = orjson.loads(event)["data"][each.wish.name]
                    at = told.get("at") or told["change"]["at"]
                    noticed[event] = datetime.fromisoformat(at).timestamp()
                delays.append(heard - noticed[event])
    return delays


def listen(url: str, every: Sequence[Subscriber]) -> list[Coroutine[Any, Any, None]]:
    """What makes them listen, half of them by server-sent events and half over WebSockets."""
    opening = asyncio.Semaphore(OPENING_AT_ONCE)
    by_events = [each for each in every if not each.by_socket]
    by_socket = [each for each in every if each.by_socket]
    sockets = [
        by_socket[first : first + SUBSCRIPTIONS_A_SOCKET]
        for first in range(0, len(by_socket), SUBSCRIPTIONS_A_SOCKET)
    ]
    return [
        *(listen_to_events(url, each, opening) for each in by_events),
        *(listen_together(url, each) for each in sockets),
    ]


async def listen_to_events(url: str, subscriber: Subscriber, opening: asyncio.Semaphore) -> None:
    """Listen for ever by server-sent events, over one connection after the other."""
    while not subscriber.failures:
        connection = Connection(url)
        try:
            async with opening:
                stream = await connection.listen(subscriber.query, subscriber.call())
            subscriber.in_place.set()
            async with aclosing(stream):
                async for event in stream:
                    if subscriber.hear(event):
                        break
                else:
                    subscriber.failures.append("the server ended the stream")
        except (NotAnswered, OSError) as error:
            subscriber.failures.append(repr(error))
        finally:
            connection.close()
        await subscriber.rest()


async def listen_together(url: str, every: Sequence[Subscriber]) -> None:
    """Listen for ever over one WebSocket, each with a subscription of its own."""
    calls: dict[str, Subscriber | None] = {}

    async def call(subscriber: Subscriber) -> None:
        variables = subscriber.call()
        id_ = str(len(calls))
        calls[id_] = subscriber
        payload = {"query": subscriber.query, "variables": variables}
        await say(socket, type="subscribe", id=id_, payload=payload)

    async def come_back(subscriber: Subscriber) -> None:
        await subscriber.rest()
        await call(subscriber)

    try:
        async with (
            connect(url.replace("http", "ws") + "/graphql", subprotocols=[GRAPHQL_TRANSPORT_WS]) as socket,
            asyncio.TaskGroup() as away,
        ):
            await say(socket, type="connection_init")
            async for text in socket:
                message = orjson.loads(text)
                subscriber = calls.get(message.get("id", ""))
                match message["type"]:
                    case "connection_ack":
                        for each in every:
                            await call(each)
                            each.in_place.set()
                    case "next" if subscriber is not None:
                        if subscriber.hear(orjson.dumps(message["payload"])):
                            calls[message["id"]] = None
                            await say(socket, type="complete", id=message["id"])
                            away.create_task(come_back(subscriber))
                    case _ if subscriber is not None:
                        subscriber.failures.append(str(text))
    except (OSError, WebSocketException) as error:
        every[0].failures.append(repr(error))


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(orjson.dumps(message).decode())
