"""Edits under load: no answer fails, none mixes two versions, the last save is served, and memory stays flat.

By default a small share; ``PULLQUOTE_SOAK_EDITS=500 PULLQUOTE_SOAK_CONNECTIONS=32`` is the whole.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import httpx
import pytest

from pullquote.store.demo import write_demo
from pullquote.store.edition import make_edition
from pullquote.store.loading import load
from tests.conftest import Server, run_server

pytestmark = pytest.mark.anyio

EDITS = int(os.environ.get("PULLQUOTE_SOAK_EDITS", "12"))
CONNECTIONS = int(os.environ.get("PULLQUOTE_SOAK_CONNECTIONS", "4"))
SEED = int(os.environ.get("PULLQUOTE_SOAK_SEED", "1"))
ARTICLES = 300
EDIT_SECONDS = 0.25
"""Between two edits on average: some come while the one before is being read, others do not."""
REST_ANSWERS = 300
"""Answers before the first edit, for the times to compare with."""
THINK_SECONDS = 0.01
"""Between two questions of a client; it is a steady load, not the greatest possible."""
PATIENCE_SECONDS = 30
WARM_EDITS = EDITS // 3
"""After so many edits memory is measured for the first time."""
MEMORY_GROWTH = 1.3
MEMORY_SLACK_BYTES = 60_000_000
"""What memory may grow by after that: a snapshot being built beside the one that is served, and caches."""
QUERIES = (
    "{ dataset { version } articles(first: 30) { totalCount nodes { slug headline } } }",
    "{ dataset { version } quotes(first: 20) { totalCount nodes { id text story { slug headline } } } }",
    "{ dataset { version } people(first: 5) { nodes { name quotes(first: 3) { totalCount nodes { id } } } } }",
    '{ dataset { version } search(query: "school", first: 10) { totalCount nodes { __typename } } }',
    "{ dataset { version problems { file message } } editorials(first: 20) { nodes { headline } } }",
)
"""Each says what version it is an answer of: equal versions must give equal answers."""
STORY = """---
headline: {headline}
publication: the-paper
section: city
datePublished: 2026-01-01
{more}---

A school, number {number}.
"""


@dataclass
class Seen:
    """What clients were answered: distinct answers by question and version, what failed, and how long it took."""

    answers: dict[tuple[int, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


async def ask(client: httpx.AsyncClient, seen: Seen, number: int) -> None:
    began = perf_counter()
    try:
        answer = await client.post("/graphql", json={"query": QUERIES[number]})
        body = answer.json()
        version = body["data"]["dataset"]["version"]
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        seen.failures.append(repr(error))
        return
    seen.seconds.append(perf_counter() - began)
    if answer.status_code != httpx.codes.OK or "errors" in body:
        seen.failures.append(answer.text)
    seen.answers[number, version].add(answer.text)


async def read_on(url: str, seen: Seen, chance: random.Random) -> None:
    """Ask for ever, over one connection."""
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS, verify=False) as client:
        while True:
            await ask(client, seen, chance.randrange(len(QUERIES)))
            await asyncio.sleep(THINK_SECONDS)


class Desk:
    """Edits a newsroom at random, and can mend what it broke."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.articles = folder / "articles"
        self.chance = chance
        self.broken: dict[Path, str] = {}
        """Files with mistakes, and what they said before."""
        self.written: list[Path] = []
        self.number = 0

    def edit(self) -> None:
        self.number += 1
        self.chance.choice(
            (
                self.write,
                self.write,
                self.change,
                self.change,
                self.spoil,
                self.delete,
                self.rename,
                self.hold,
            )
        )()
        if len(self.broken) > 1 or (self.broken and self.chance.random() < 0.5):
            self.mend()

    def write(self, more: str = "") -> None:
        path = self.articles / f"soaked-{self.number}.md"
        text = STORY.format(headline=f"Soaked {self.number}", number=self.number, more=more)
        path.write_text(text, encoding="utf-8")
        self.written.append(path)

    def hold(self) -> None:
        lifts = datetime.now(UTC) + timedelta(seconds=self.chance.uniform(0.5, 2))
        self.write(f"embargo: {lifts.isoformat(timespec='seconds')}\n")

    def change(self) -> None:
        path = self.any()
        text = path.read_text(encoding="utf-8")
        lines = [
            f"headline: Changed {self.number}" if line.startswith("headline:") else line
            for line in text.splitlines()
        ]
        beside = path.with_name(f".{path.name}.swp")
        beside.write_text("\n".join([*lines, ""]), encoding="utf-8")
        beside.replace(path)

    def spoil(self) -> None:
        path = self.any()
        self.broken[path] = path.read_text(encoding="utf-8")
        path.write_text("---\nheadline: [\n---\n", encoding="utf-8")

    def delete(self) -> None:
        self.any(self.written).unlink()

    def rename(self) -> None:
        path = self.any(self.written)
        path.rename(path.with_name(f"renamed-{self.number}.md"))

    def mend(self) -> None:
        for path, text in self.broken.items():
            path.write_text(text, encoding="utf-8")
        self.broken.clear()

    def any(self, of: list[Path] | None = None) -> Path:
        """A file without mistakes; of those that were written here, if there still are some."""
        for paths in (of or [], sorted(self.articles.glob("*.md"))):
            sound = [path for path in paths if path.exists() and path not in self.broken]
            if sound:
                return self.chance.choice(sound)
        raise AssertionError("every file is gone")


def resident_bytes(server: Server) -> int | None:
    """The memory of the server; None where the system does not tell."""
    with suppress(OSError):
        pages = Path(f"/proc/{server.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return None


def p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[-1] * 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_demo(tmp_path / "news", articles=ARTICLES, seed=SEED)
    return tmp_path / "news"


@pytest.fixture
def live(folder: Path, tmp_path: Path) -> Iterator[Server]:
    with run_server(folder, tmp_path / "log.txt") as server:
        yield server


async def served(url: str) -> str:
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        answer = await client.post(f"{url}/graphql", json={"query": "{ dataset { version } }"})
        return str(answer.json()["data"]["dataset"]["version"])


async def test_edits_under_load(live: Server, folder: Path) -> None:
    chance = random.Random(SEED)
    desk, rest, edited = Desk(folder, chance), Seen(), Seen()
    warm = None
    for seen, edits in ((rest, 0), (edited, EDITS)):
        readers = [
            asyncio.create_task(read_on(live.url, seen, random.Random(chance.random())))
            for _ in range(CONNECTIONS)
        ]
        for number in range(edits):
            desk.edit()
            await asyncio.sleep(chance.uniform(0, 2 * EDIT_SECONDS))
            if number == WARM_EDITS:
                warm = resident_bytes(live)
        if seen is rest:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while len(rest.seconds) < REST_ANSWERS and not rest.failures:
                    await asyncio.sleep(0.1)
        else:
            desk.mend()
            await until_current(live, folder)
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    end = resident_bytes(live)
    assert rest.failures + edited.failures == []
    print(
        f"\n{EDITS} edits, {CONNECTIONS} connections, {len(edited.seconds)} answers, "
        f"{len({version for _, version in edited.answers})} versions; p99 at rest {p99(rest.seconds):.1f} ms, "
        f"under edits {p99(edited.seconds):.1f} ms; memory {(warm or 0) / 1e6:.0f} MB, then {(end or 0) / 1e6:.0f} MB"
    )
    mixed = {key: answers for key, answers in edited.answers.items() if len(answers) > 1}
    assert mixed == {}
    assert len({version for _, version in edited.answers}) > 1
    if warm is not None and end is not None:
        assert end < warm * MEMORY_GROWTH + MEMORY_SLACK_BYTES


async def until_current(server: Server, folder: Path) -> None:
    """Wait until what is served is what a fresh reading of the folder makes, embargoes lifted."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            loaded = await asyncio.to_thread(load, folder)
            edition = make_edition(loaded, now=datetime.now(UTC))
            if edition.next_lift is None and await served(server.url) == edition.public.version:
                return
            await asyncio.sleep(0.2)
