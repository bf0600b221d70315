"""Edits under load: no answer fails or mixes two versions, every subscriber hears every change, memory stays flat.

By default a small share; ``make soak`` is the whole.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncGenerator, Coroutine, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import quantiles
from time import monotonic
from typing import Any

import orjson
import pytest

from pullquote.demo import write_demo
from pullquote.store.files.loading import load
from pullquote.store.newsroom.editions import make_edition
from tests.conftest import Server, run_server
from tests.soak.asking import Seen, ask_on
from tests.soak.connections import Connection
from tests.soak.editing import LAST_SLUG, Desk
from tests.soak.history import History
from tests.soak.listening import Subscriber, delays_of, listen, subscribers

pytestmark = pytest.mark.anyio

EDITS = int(os.environ.get("PULLQUOTE_SOAK_EDITS", "12"))
CONNECTIONS = int(os.environ.get("PULLQUOTE_SOAK_CONNECTIONS", "4"))
SUBSCRIBERS = int(os.environ.get("PULLQUOTE_SOAK_SUBSCRIBERS", "32"))
SEED = int(os.environ.get("PULLQUOTE_SOAK_SEED", "1"))
ARTICLES = 300
EDIT_SECONDS = 0.25
"""Between two edits on average: some come while the one before is being read, others do not."""
REST_ANSWERS = 10 * EDITS + 50 * CONNECTIONS
"""Answers before the first edit, once to warm up and once for the times to compare with."""
PATIENCE_SECONDS = 60
WARM_EDITS = EDITS // 3
"""After so many edits memory is measured for the first time."""
MEMORY_GROWTH = 1.3
MEMORY_SLACK_BYTES = 60_000_000
"""What memory may grow by after that: a snapshot being built beside the one that is served, and caches."""
STATE = "{ dataset { version cursor } stories { totalCount } }"
LAST = "query ($slug: String!) { story(by: {slug: $slug}) { quotes { totalCount } } }"


@pytest.fixture(scope="module")
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """The event loop of the clients: the fastest there is, since a thousand of them share it."""
    return "asyncio", {"use_uvloop": find_spec("uvloop") is not None}


def resident_bytes(server: Server) -> int | None:
    """The memory of the server; None where the system does not tell."""
    with suppress(OSError):
        pages = Path(f"/proc/{server.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_demo(tmp_path / "news", articles=ARTICLES, seed=SEED)
    return tmp_path / "news"


@pytest.fixture
def live(folder: Path, tmp_path: Path) -> Iterator[Server]:
    with run_server(folder, tmp_path / "log.txt") as server:
        yield server


@asynccontextmanager
async def running(every: Iterable[Coroutine[Any, Any, None]]) -> AsyncGenerator[None, None]:
    """Tasks that go on until the block ends; what one of them raises is raised."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(each) for each in every]
        yield
        for task in tasks:
            task.cancel()


async def asked(server: Server, query: str, **variables: str) -> Any:
    """The data of one answer, over a connection of its own."""
    with closing(Connection(server.url)) as connection:
        return orjson.loads(await connection.ask(query, variables))["data"]


async def test_edits_under_load(live: Server, folder: Path) -> None:
    chance = random.Random(SEED)
    desk, first, rest, edited = Desk(folder, chance), Seen(), Seen(), Seen()
    state = await asked(live, STATE)
    start, stories = state["dataset"]["cursor"], state["stories"]["totalCount"]
    every = subscribers(SUBSCRIBERS, EDITS, start, chance)
    async with running(listen(live.url, every)):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(*(each.in_place.wait() for each in every))
        for seen in (first, rest):
            async with running(asking(live, seen, chance)), asyncio.timeout(PATIENCE_SECONDS):
                while len(seen.seconds) < REST_ANSWERS and not seen.failures:
                    await asyncio.sleep(0.1)
        async with running(asking(live, edited, chance)):
            warm = None
            for number in range(EDITS):
                desk.edit()
                await asyncio.sleep(chance.uniform(0, 2 * EDIT_SECONDS))
                if number == WARM_EDITS:
                    warm = resident_bytes(live)
            desk.mend()
        await until_current(live, folder)
        for quotes, edit in enumerate((desk.end, desk.end_again), 1):
            edit()
            await until_last(live, quotes)
        with closing(Connection(live.url)) as connection:
            history = await History.read(connection, start, stories)
        late = await until_heard(every, history)
    end = resident_bytes(live)
    print(report(rest, edited, every, warm, end))
    for seen in (first, rest, edited):
        assert seen.failures == []
        assert seen.mixed(history.stories) == []
    assert len(edited.versions) > 1
    assert [each.failures for each in every if each.failures] == []
    assert late == []
    assert [(each.wish, each.by_socket, wrong) for each in every if (wrong := history.faults(each))] == []
    if warm is not None and end is not None:
        assert end < warm * MEMORY_GROWTH + MEMORY_SLACK_BYTES


def asking(server: Server, seen: Seen, chance: random.Random) -> list[Coroutine[Any, Any, None]]:
    return [ask_on(server.url, seen, random.Random(chance.random())) for _ in range(CONNECTIONS)]


async def until_current(server: Server, folder: Path) -> None:
    """Wait until what is served is what a fresh reading of the folder makes, embargoes lifted."""
    deadline = monotonic() + PATIENCE_SECONDS
    while True:
        loaded = await asyncio.to_thread(load, folder)
        edition = make_edition(loaded, now=datetime.now(UTC))
        served = (await asked(server, STATE))["dataset"]["version"]
        if edition.next_visibility_change is None and served == edition.public.version:
            return
        if monotonic() > deadline:
            raise AssertionError(f"{served} is served, {edition.public.version} is saved: {server.output()}")
        await asyncio.sleep(0.2)


async def until_last(server: Server, quotes: int) -> None:
    """Wait until the last story is served with so many quotes."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            story = (await asked(server, LAST, slug=LAST_SLUG))["story"]
            if story is not None and story["quotes"]["totalCount"] == quotes:
                return
            await asyncio.sleep(0.1)


async def until_heard(every: Iterable[Subscriber], history: History) -> list[str]:
    """Wait until everybody has heard the last of what it must hear; gives where those stand who have not."""
    waiting = list(every)
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while waiting := [each for each in waiting if each.cursor != history.last(each.wish)]:
                await asyncio.sleep(0.1)
    return [f"{each.wish.name} at {each.cursor}" for each in waiting]


def report(rest: Seen, edited: Seen, every: Sequence[Subscriber], warm: int | None, end: int | None) -> str:
    """What there was of everything, and how long it took."""
    events = sum(len(each.heard) for each in every)
    calls = sum(each.calls for each in every)
    delays = quantiles(delays_of(every) or [0, 0], n=100)
    return (
        f"\n{EDITS} edits, {CONNECTIONS} connections, {len(edited.seconds)} answers, "
        f"{len(edited.versions)} versions; {len(every)} subscribers, {calls} subscriptions, {events} events, "
        f"half of them within {delays[49] * 1000:.0f} ms, 99 of 100 within {delays[98] * 1000:.0f} ms; "
        f"p99 of answers at rest {rest.p99:.1f} ms, under edits {edited.p99:.1f} ms, "
        f"{edited.p99 / rest.p99:.1f} times as long; "
        f"memory {(warm or 0) / 1e6:.0f} MB, then {(end or 0) / 1e6:.0f} MB"
    )
