"""A cluster under load: while edits are published and nodes are killed, each answer is exactly that of one edition.

By default a small share; ``make soak`` is the whole.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import orjson
import pytest

from pullquote.demo import write_demo
from pullquote.schema import Context, schema
from pullquote.store.files.loading import load
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.opensearch.addresses import read_address
from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.mappings import IndexNames
from pullquote.store.publishing.audiences import NewEdition, publication_of
from pullquote.store.publishing.errors import NotPublished
from pullquote.store.publishing.indices import make_editions_index
from pullquote.store.publishing.lock import PublisherLock, locked
from pullquote.store.publishing.publisher import Publisher
from tests.conftest import Server, run_server
from tests.opensearch.cluster import Cluster
from tests.soak.connections import Connection, NotAnswered
from tests.soak.editing import Desk

pytestmark = pytest.mark.anyio

EDITS = int(os.environ.get("PULLQUOTE_SOAK_CLUSTER_EDITS", "6"))
KILLS = int(os.environ.get("PULLQUOTE_SOAK_NODE_KILLS", "1"))
ERROR_SECONDS = float(os.environ.get("PULLQUOTE_SOAK_ERROR_SECONDS", "inf"))
"""How long after the death of a node there may be errors: 5 in ``make soak``, on a machine that has nothing else to do.
On others nodes may be too slow at any time, and a clean error is then the right answer."""
CONNECTIONS = 16
ARTICLES = 60
SEED = 1
THINK_SECONDS = 0.1
"""Between two questions of a client."""
DEAD_SECONDS = 8.0
"""How long a killed node stays away."""
ASK_SECONDS = 60.0
QUESTIONS = (
    "{ dataset { version } stories { totalCount } articles(first: 30) { nodes { slug headline } } }",
    "{ dataset { version } quotes(first: 20) { totalCount nodes { id text story { slug headline } } } }",
    "{ dataset { version } people(first: 5) { nodes { name quotes(first: 3) { totalCount nodes { id } } } } }",
    "{ dataset { version } stories { facets { topics { key count } speakers { key count } } timeline { date count } } }",
    "{ dataset { version } stories(last: 20) { nodes { headline quotes(first: 2) { nodes { text } } } } }",
)
"""Each says what version it is an answer of. None is in the order of relevance, which is the engine's own."""


@dataclass
class Answers:
    """What clients were answered: by version and question, and what failed, and when."""

    given: dict[str, dict[str, set[bytes]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    failures: list[tuple[float, str]] = field(default_factory=list)
    count: int = 0

    def wrong(self, expected: dict[str, dict[str, Any]]) -> list[str]:
        """The answers that are not those of the edition that they name."""
        return [
            f"{version}: {body.decode()}"
            for version, answers in self.given.items()
            for question, bodies in answers.items()
            for body in bodies
            if orjson.loads(body) != {"data": expected.get(version, {}).get(question)}
        ]

    def unclean(self) -> list[str]:
        """The failures that are not said as the API says them."""
        return [
            said
            for _, said in self.failures
            if not said.startswith("HTTP/1.1 503 ") or '"code":"STORE_UNAVAILABLE"' not in said
        ]

    def seconds_of_errors(self, since: float, until: float) -> float:
        """How long after a moment there were errors."""
        return max([at - since for at, _ in self.failures if since <= at < until], default=0.0)


async def ask_on(url: str, answers: Answers, chance: random.Random) -> None:
    """Ask for ever, over one connection."""
    with closing(Connection(url)) as connection:
        while True:
            question = chance.choice(QUESTIONS)
            try:
                async with asyncio.timeout(ASK_SECONDS):
                    body = await connection.ask(question)
            except (NotAnswered, OSError, TimeoutError) as error:
                answers.failures.append((monotonic(), str(error) or repr(error)))
                connection.close()
            else:
                answers.given[orjson.loads(body)["data"]["dataset"]["version"]][question].add(body)
                answers.count += 1
            await asyncio.sleep(chance.uniform(0, 2 * THINK_SECONDS))


@dataclass
class Publishing:
    """Publishes the folder of a desk after each edit, and notes what each version has to answer."""

    client: ClusterClient
    names: IndexNames
    folder: Path
    desk: Desk
    expected: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: int = 0

    async def run(self, edits: int) -> None:
        """Edit and publish so often. A cluster that does not take an edition is asked again, as ``--watch`` does."""
        await make_editions_index(self.client, self.names)
        edits += self.done
        while self.done < edits:
            with suppress(NotPublished, StoreUnavailable, ClusterRefused):
                async with locked(PublisherLock(self.client, self.names.editions), wait=True) as lock:
                    publisher = Publisher(self.client, self.names, lock)
                    while self.done < edits:
                        await publisher.publish(await asyncio.to_thread(self._next))
                        self.done += 1

    def _next(self) -> NewEdition:
        if self.done:
            desk = self.desk
            desk.number += 1
            desk.chance.choice((desk.write, desk.correct, desk.update, desk.delete, desk.rename))()
        now = datetime.now(UTC)
        publication = publication_of(load(self.folder), now, loaded_at=now, with_preview=False)
        public = publication.audiences[0]
        snapshot = MemorySnapshot(public.records, version=public.version, loaded_at=now)
        self.expected[public.version] = {
            question: schema.execute_sync(question, context_value=Context(snapshot)).data
            for question in QUESTIONS
        }
        return publication


@pytest.fixture
async def publishing(opensearch_cluster: Cluster, tmp_path: Path) -> AsyncIterator[Publishing]:
    """A newsroom that is published once."""
    write_demo(tmp_path / "news", articles=ARTICLES, seed=SEED)
    client = ClusterClient(read_address(opensearch_cluster.url), seconds=30)
    desk = Desk(tmp_path / "news", random.Random(SEED))
    publishing = Publishing(client, IndexNames(f"soak-{uuid4().hex[:12]}"), tmp_path / "news", desk)
    await publishing.run(1)
    yield publishing
    await client.request("DELETE", f"/pullquote-{publishing.names.newsroom}-*", seconds=60)
    await client.close()


@pytest.fixture
def live(publishing: Publishing, opensearch_cluster: Cluster, tmp_path: Path) -> Iterator[Server]:
    """A server of it, which remembers no answer."""
    options = ("--from", opensearch_cluster.url, "--name", publishing.names.newsroom)
    environment = {
        "PULLQUOTE_RESPONSE_CACHE_BYTES": "0",
        "PULLQUOTE_COMPILE": "on",
        "PULLQUOTE_EXECUTION_SECONDS": "30",  # a machine that does much else is slow, and that is no error here
    }
    with run_server(None, tmp_path / "log.txt", *options, environment=environment) as server:
        yield server


@asynccontextmanager
async def load_on(server: Server) -> AsyncIterator[Answers]:
    """Clients that ask until the block ends."""
    answers, chance = Answers(), random.Random(SEED)
    async with asyncio.TaskGroup() as group:
        clients = [
            group.create_task(ask_on(server.url, answers, random.Random(chance.random())))
            for _ in range(CONNECTIONS)
        ]
        yield answers
        for client in clients:
            client.cancel()


async def until_served(answers: Answers, publishing: Publishing) -> None:
    """Wait until the last edition is answered."""
    last = list(publishing.expected)[-1]
    async with asyncio.timeout(ASK_SECONDS):
        while last not in answers.given:
            await asyncio.sleep(0.1)


async def test_each_answer_is_of_exactly_one_edition(live: Server, publishing: Publishing) -> None:
    async with load_on(live) as answers:
        await publishing.run(EDITS)
        await until_served(answers, publishing)
    print(
        f"\n{EDITS} edits, {answers.count} answers of {len(answers.given)} editions, {len(answers.failures)} errors"
    )
    assert answers.wrong(publishing.expected) == []
    assert answers.unclean() == []
    assert len(answers.given) > EDITS / 3


async def test_a_killed_node_costs_seconds_of_clean_errors_and_no_wrong_answer(
    live: Server, publishing: Publishing, opensearch_cluster: Cluster
) -> None:
    chance, kills = random.Random(SEED), []
    async with load_on(live) as answers:
        for _ in range(KILLS):
            editing = asyncio.create_task(publishing.run(2))
            node = chance.choice(opensearch_cluster.nodes)
            kills.append(monotonic())
            node.signal(signal.SIGKILL)
            await asyncio.sleep(DEAD_SECONDS)
            await asyncio.to_thread(opensearch_cluster.start)
            await editing
            await until_served(answers, publishing)
    seconds = [
        answers.seconds_of_errors(since, until)
        for since, until in zip(kills, [*kills[1:], monotonic()], strict=True)
    ]
    print(
        f"\n{KILLS} nodes killed, {answers.count} answers of {len(answers.given)} editions, "
        f"{len(answers.failures)} errors, the last {max(seconds):.1f} s after a death"
    )
    assert answers.wrong(publishing.expected) == []
    assert answers.unclean() == []
    assert max(seconds) <= ERROR_SECONDS
    assert len(answers.given) > 1
