"""What readers notice of a reload: a file is saved again and again while others ask.

Readers ask at a steady pace, whether the answers come or not: a request that waits behind a slow one counts from
when it was due. Nobody fills the processor, as in the other measurements, so a wait is the reload's.
"""

from __future__ import annotations

import asyncio
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import httptools

from benchmarks import servers
from benchmarks.asking import post, requests
from benchmarks.load import encoded
from benchmarks.newsrooms import demo, machine
from benchmarks.questions import QUESTIONS
from benchmarks.samples import collect
from benchmarks.servers import Server

SIZES = (5_000, 100_000)
"""Articles of the newsrooms."""
SMALL_SIZES = (60,)
"""The same in a smoke run."""
EDITS, FEW_EDITS = 20, 2
"""Saves of a file, and those in a smoke run."""
REST_SECONDS = 10.0
"""How long is measured at rest."""
READERS = 4
"""Connections that ask."""
PACE_SECONDS = 0.005
"""Time between two requests of one connection: with all, 800 requests a second."""
AFTER_SECONDS = 1.0
"""How long is measured after an edit can be read: a server may still be busy with what came after."""
GIVEN_UP_SECONDS = 60
"""A save that cannot be read by then never will be."""
STORIES = 500
"""Stories that are asked for."""
HEADLINE = re.compile(r"^headline:.*$", re.MULTILINE)
EDITED = "query Edited($slug: String!) { story(by: {slug: $slug}) { headline } }"


@dataclass(frozen=True)
class Reload:
    """One save: the seconds until it could be read, and the seconds of the answers until then and after."""

    visible: float
    during: Sequence[float]
    after: Sequence[float]


def reload(sizes: Sequence[int], edits: int, rest_seconds: float, folder: Path) -> None:
    """Print what readers notice of a reload, in newsrooms of several sizes."""
    print(
        f"{machine()}; {edits} saves of one file; {READERS} readers, {1 / PACE_SECONDS:.0f} requests/s each.\n"
    )
    print(
        "| articles | p50 at rest | p99 at rest | p99 until the save can be read | p99 in the second after "
        "| longest | a save can be read after | at most |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for articles in sizes:
        newsroom = demo(articles, folder)
        with servers.pullquote(newsroom, watch=True) as server:
            rest, reloads = measure_reloads(server, newsroom, edits, rest_seconds)
        during = [each for reload in reloads for each in reload.during]
        after = [each for reload in reloads for each in reload.after]
        visible = [each.visible for each in reloads]
        times = (
            statistics.median(rest),
            percentile(rest, 99),
            percentile(during, 99),
            percentile(after, 99),
            max(*during, *after),
            statistics.median(visible),
            max(visible),
        )
        print(f"| {articles:,} | {' | '.join(f'{each * 1e3:.2f} ms' for each in times)} |", flush=True)


def percentile(times: Sequence[float], percent: int) -> float:
    """The time within which so many of a hundred answers came."""
    return sorted(times)[len(times) * percent // 100]


def measure_reloads(
    server: Server, newsroom: Path, edits: int, rest_seconds: float
) -> tuple[list[float], list[Reload]]:
    """The seconds of answers at rest, and the reloads. The file is afterwards as it was before."""
    samples = collect(server.url, STORIES)
    question, slug = QUESTIONS[0], samples.slugs[0]
    asked = [
        encoded(server.url, each) for each in requests(question.text, question.variables(samples), STORIES)
    ]
    poll = encoded(server.url, post(EDITED, {"slug": slug}))
    (file,) = newsroom.rglob(f"{slug}.md")
    original = file.read_text(encoding="utf-8")
    servers.wait_until_idle(server)
    try:
        asyncio.run(_at_rest(server, asked, min(rest_seconds, 1)))  # compiles, and fills the caches
        rest = asyncio.run(_at_rest(server, asked, rest_seconds))
        reloads = []
        for number in range(edits):
            servers.wait_until_idle(server)
            headline = f"Edited for the {number + 1}th time"
            text = HEADLINE.sub(f"headline: {headline}", original, count=1)
            reloads.append(asyncio.run(_edit(server, asked, poll, (file, text, headline))))
    finally:
        file.write_text(original, encoding="utf-8")
    return rest, reloads


async def _at_rest(server: Server, asked: Sequence[bytes], seconds: float) -> list[float]:
    readers = await _readers(server, asked)
    await asyncio.sleep(seconds)
    return [time for reader in readers for _, time in await reader.end()]


async def _edit(server: Server, asked: Sequence[bytes], poll: bytes, edit: tuple[Path, str, str]) -> Reload:
    file, text, headline = edit
    loop = asyncio.get_running_loop()
    readers = await _readers(server, asked)
    looking = await _connect(server)
    await asyncio.sleep(0.2)
    saved = loop.time()
    file.write_text(text, encoding="utf-8")
    async with asyncio.timeout(GIVEN_UP_SECONDS):
        while True:
            if headline.encode() in await looking.ask(poll):
                break
            await asyncio.sleep(PACE_SECONDS)
    read = loop.time()
    await asyncio.sleep(AFTER_SECONDS)
    looking.close()
    times = [each for reader in readers for each in await reader.end()]
    return Reload(
        read - saved,
        during=[time for due, time in times if saved <= due < read],
        after=[time for due, time in times if due >= read],
    )


async def _readers(server: Server, asked: Sequence[bytes]) -> list[_Reader]:
    share = len(asked) // READERS
    return [
        _Reader(await _connect(server), cycle([*asked[number * share :], *asked[: number * share]]))
        for number in range(READERS)
    ]


class _Reader:
    """Asks at a steady pace, and notes when each request was due and how long its answer took from then."""

    def __init__(self, connection: _Connection, requests: Iterator[bytes]) -> None:
        self._connection = connection
        self._requests = requests
        self._times: list[tuple[float, float]] = []
        self._ended = False
        self._task = asyncio.create_task(self._ask())

    async def end(self) -> list[tuple[float, float]]:
        """Stop, and give what was noted."""
        self._ended = True
        await self._task
        self._connection.close()
        return self._times

    async def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while not self._ended:
            due += PACE_SECONDS
            waits = due - loop.time()
            if waits > 0:
                await asyncio.sleep(waits)
                due = loop.time()  # that the client woke late is not the server's fault
            await self._connection.ask(next(self._requests))
            self._times.append((due, loop.time() - due))


async def _connect(server: Server) -> _Connection:
    parts = urlsplit(server.url)
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(_Connection, parts.hostname or "127.0.0.1", parts.port or 80)
    return connection


class _Connection(asyncio.Protocol):
    """One request after the other."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, request: bytes) -> asyncio.Future[bytes]:
        """Send a request; the body of the answer comes later."""
        self._parser = httptools.HttpResponseParser(self)
        self._body = b""
        self._answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def close(self) -> None:
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if not self._answer.done():
            self._answer.set_exception(ConnectionError("the server closed the connection"))

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        self._answer.set_result(self._body)
