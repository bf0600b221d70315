"""A publisher that is killed at any moment: the edition before or the next one is current, and whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from pullquote.demo import write_demo
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import LIVING, IndexNames
from pullquote.store.publishing.states import AudienceReader, after_edition
from tests.conftest import ROOT
from tests.store.publishing.published import current_number, expected, publication, read, there

KILLS = int(os.environ.get("PULLQUOTE_SOAK_KILLS", "6"))
"""How many publishers are killed; ``make soak`` kills more."""
ENOUGH = 50
"""Of so many, some were killed before they committed and some after."""
ARTICLES = 12
CHANGED_A_ROUND = 4


class Processes:
    """Starts publishers, and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def _said(self, what: str) -> str:
        """What the next line says that begins so; others are of publishers that were done before they were killed."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline().strip():
            if line.startswith(what):
                return line.removeprefix(what)
        raise AssertionError("nobody publishes any more")

    def start(self, folder: Path) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{folder}\n")
        self._process.stdin.flush()
        return int(self._said("process "))

    def publish(self, folder: Path) -> tuple[str, float]:
        """Let one publish to its end; what it said, and how long that took."""
        began = time.monotonic()
        self.start(folder)
        return self._said("ended "), time.monotonic() - began

    def kill_after(self, folder: Path, seconds: float) -> None:
        """Kill one that has been publishing for a while, if it is not done."""
        process = self.start(folder)
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
            while True:
                os.kill(process, 0)
                time.sleep(0.005)


@contextmanager
def processes(url: str, name: str) -> Iterator[Processes]:
    command = [sys.executable, "-m", "tests.store.publishing.publishing_process", url, name]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Processes(process)
        finally:
            process.kill()


def edit(folder: Path, rnd: random.Random, number: int) -> None:
    """Change some stories, remove one, or bring it back."""
    files = sorted((folder / "articles").glob("*.md"))
    for file in rnd.sample(files, CHANGED_A_ROUND):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("byline: By ", f"byline: By {number}, "), encoding="utf-8")
    removed = folder / "removed"
    removed.mkdir(exist_ok=True)
    gone = list(removed.iterdir())
    if gone:
        gone[0].rename(folder / "articles" / gone[0].name)
    elif rnd.random() < 0.5:
        file = rnd.choice(files)
        file.rename(removed / file.name)


async def killed(
    client: ClusterClient, names: IndexNames, url: str, folder: Path, *, times: int, seed: int
) -> int:
    """Kill publishers at random moments, and look each time; how many of them had committed."""
    rnd = random.Random(seed)
    write_demo(folder, articles=ARTICLES, seed=1)
    with processes(url, names.newsroom) as publishers:
        said, seconds = publishers.publish(folder)
        assert said == "done"
        before = [expected(audience) for audience in publication(read(folder)).audiences]
        number, committed = 1, 0
        for each in range(times):
            edit(folder, rnd, each)
            after = [expected(audience) for audience in publication(read(folder)).audiences]
            publishers.kill_after(folder, rnd.uniform(0, 1.2 * seconds))
            current = await current_number(client, names)
            assert current in {number, number + 1}
            if current > number:
                number, before, committed = current, after, committed + 1
            for audience, wanted in zip(("public", "preview"), before, strict=True):
                assert await there(client, names, audience, number) == wanted
        said, _ = publishers.publish(folder)
        assert said == "done"
    last = publication(read(folder))
    number = await current_number(client, names)
    for seen in last.audiences:
        assert await there(client, names, seen.name, number) == expected(seen)
        reader = AudienceReader(client, names, seen.name)
        for index in (reader.stories, reader.quotes, reader.entities):
            assert not await reader.has_any(index, after_edition(number))
            assert await reader.totals(index, number) == await reader.totals(index, LIVING - 1)
    return committed


@pytest.mark.anyio
async def test_a_publisher_killed_at_any_moment_damages_nothing(
    client: ClusterClient, names: IndexNames, opensearch: str, tmp_path: Path
) -> None:
    committed = await killed(client, names, opensearch, tmp_path / "demo", times=KILLS, seed=1)
    assert KILLS < ENOUGH or 0 < committed < KILLS
