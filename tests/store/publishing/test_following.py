"""A folder that is followed: each save and each end of an embargo becomes an edition."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pullquote.api.telemetry.publisher_numbers import PublisherNumbers
from pullquote.store.files.loading import Reader
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.newsroom.newsroom import NewsroomProblems
from pullquote.store.newsroom.watch_modes import WatchMode
from pullquote.store.newsroom.watching import Watcher
from pullquote.store.opensearch.addresses import read_address
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import STORIES, IndexNames
from pullquote.store.publishing.following import Destination, FolderPublisher
from tests.conftest import free_port
from tests.store.publishing.published import NOW, current_number, there

pytestmark = pytest.mark.anyio
PATIENCE_SECONDS = 120


class Clock:
    """Says what it is told."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def followed(
    folder: Path, target: Destination, numbers: PublisherNumbers | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    """A folder that is followed while the block runs."""
    numbers = numbers or PublisherNumbers()
    reader = Reader(folder, on_error=OnError.HOLD)
    watcher = Watcher(folder, WatchMode.POLL, reader.outdated, check_seconds=0.2, poll_seconds=0.2)
    following = FolderPublisher(
        reader, watcher, target, on_published=numbers.published, on_failed=numbers.failed
    )
    task = asyncio.create_task(following.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, NewsroomProblems):
            await task


async def headlines(client: ClusterClient, names: IndexNames) -> set[str]:
    number = await current_number(client, names)
    if not number:
        return set()
    found = await there(client, names, "public", number)
    return {word for each in found[STORIES].values() for word in each["words_headline"]}


async def until(condition: Callable[[set[str]], bool], client: ClusterClient, names: IndexNames) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition(await headlines(client, names)):
            await asyncio.sleep(0.1)


def story(headline: str, **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\nheadline: {headline}\npublication: harbour-courier\ndatePublished: 2026-05-01\n{more}---\n\nIt is so.\n"


async def test_saves_and_embargoes_are_published(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    clock = Clock()
    later = NOW + timedelta(hours=6)
    (folder / "articles" / "later.md").write_text(story("Zebra", embargo=later.isoformat()), encoding="utf-8")
    numbers = PublisherNumbers()
    async with followed(folder, Destination(client, names, clock=clock), numbers):
        await until(lambda words: bool(words) and "zebra" not in words, client, names)
        first = await current_number(client, names)
        (folder / "articles" / "new.md").write_text(story("Quagga"), encoding="utf-8")
        await until(lambda words: "quagga" in words and "zebra" not in words, client, names)
        # A mistake in one file stops no other: it stays as it was.
        (folder / "articles" / "new.md").write_text("---\nheadline: [\n---\n", encoding="utf-8")
        (folder / "articles" / "third.md").write_text(story("Okapi"), encoding="utf-8")
        await until(lambda words: {"quagga", "okapi"} <= words, client, names)
        clock.now = later
        await until(lambda words: {"zebra", "okapi"} <= words, client, names)
        number = await current_number(client, names)
        assert number >= first + 3
    told = {sample.name: sample.value for family in numbers.collect() for sample in family.samples}
    assert told["pullquote_publisher_edition"] == number
    assert told["pullquote_publisher_seconds_count"] >= 4
    assert told["pullquote_publisher_documents_total"] > 0


async def test_a_folder_without_anything_good_is_refused(
    client: ClusterClient, names: IndexNames, tmp_path: Path
) -> None:
    async with followed(tmp_path / "nothing", Destination(client, names)) as task:
        with pytest.raises(NewsroomProblems):
            await task
    assert await current_number(client, names) == 0


async def test_a_publication_that_fails_is_counted(folder: Path) -> None:
    numbers, client = (
        PublisherNumbers(),
        ClusterClient(read_address(f"http://127.0.0.1:{free_port()}"), seconds=1),
    )
    try:
        async with followed(folder, Destination(client), numbers), asyncio.timeout(PATIENCE_SECONDS):
            while not (
                told := [each.samples for each in numbers.collect() if each.name.endswith("publications")]
            )[0]:
                await asyncio.sleep(0.05)
    finally:
        await client.close()
    assert told[0][0].labels == {"outcome": "failed"}
