"""What a newsroom goes through in a process of its own: it may not read, or has no room to write.

``python -m tests.api.hard_times SCENARIO FOLDER CACHE`` ends with status 0 where all was served that should be.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from pullquote.api.server.server import newsroom_of
from pullquote.api.settings import Settings
from pullquote.store.files.versions.recent_changes import FEWEST_CHANGES
from pullquote.store.newsroom import cache_writing
from pullquote.store.newsroom.following import Follower
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.newsroom.watch_modes import WatchMode

SECONDS = 30
PR_CAPBSET_DROP = 24
CAPABILITIES = {"DAC_OVERRIDE": 1, "DAC_READ_SEARCH": 2}
"""What lets root read what nobody may."""
STORY = """---
headline: {headline}
publication: dawn
datePublished: 2026-01-01
---

Text.
"""


def give_up_rights() -> None:
    """Begin this program again as somebody who may read only what permissions say, root or not."""
    if os.getuid() != 0 or "UNPRIVILEGED" in os.environ:
        return
    for capability in CAPABILITIES.values():
        if ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            raise SystemExit("rights cannot be given up")
    arguments = [sys.executable, "-m", "tests.api.hard_times", *sys.argv[1:]]
    os.execve(sys.executable, arguments, {**os.environ, "UNPRIVILEGED": "1"})


def full(most: int) -> None:
    """Let no file that is written be larger than so many bytes: as a full disk, but for this process only."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def write(folder: Path, headline: str) -> Path:
    path = folder / "articles" / "new.md"
    beside = path.with_name(".new.md.swp")
    beside.write_text(STORY.format(headline=headline), encoding="utf-8")
    return beside.replace(path)


def shows(newsroom: Newsroom, headline: str) -> Callable[[], bool]:
    def is_shown() -> bool:
        story = newsroom.edition.public.story("new") if newsroom.edition else None
        return story is not None and story.headline == headline

    return is_shown


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def followed(newsroom: Newsroom) -> AsyncIterator[Follower]:
    follower = Follower(newsroom, watch=WatchMode.AUTO, check_seconds=1, poll_seconds=0.2)
    running = asyncio.create_task(follower.run())
    await until(lambda: follower.watcher.mode is not WatchMode.AUTO)
    await asyncio.sleep(0.3)  # the first reading of the watch
    yield follower
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def unreadable(newsroom: Newsroom) -> None:
    """Permission is taken from a file, a folder and the newsroom, and given back."""
    folder = newsroom.folder
    async with followed(newsroom) as follower:
        for number, path in enumerate(
            (folder / "people", folder / "articles", folder, *sorted(folder.rglob("*.md"))[:1])
        ):
            mode = path.stat().st_mode & 0o777
            path.chmod(0)
            await until(lambda: newsroom.has_errors)
            path.chmod(mode)
            await until(lambda: not newsroom.has_errors)
            write(folder, f"Number {number}")
            await until(shows(newsroom, f"Number {number}"))
        assert [task.failures for task in follower.background] == [0, 0, 0]


async def no_room(newsroom: Newsroom) -> None:
    """The disk is full, and then no longer."""
    cache_writing.AGAIN_SECONDS = 0.5
    async with followed(newsroom) as follower:
        await until(lambda: newsroom.cache.due is None)
        full(1_000)
        for number in range(3):
            write(newsroom.folder, f"Number {number}")
            await until(shows(newsroom, f"Number {number}"))
        for number in range(FEWEST_CHANGES + 1):  # so many that the cache is due
            path = newsroom.folder / "articles" / f"new-{number}.md"
            path.write_text(STORY.format(headline="One of many"), encoding="utf-8")
        await until(lambda: {"cache", "history"} <= newsroom.failed_writes.keys())
        write(newsroom.folder, "Served all the same")
        await until(shows(newsroom, "Served all the same"))
        full(resource.RLIM_INFINITY)
        await until(lambda: not newsroom.failed_writes)
        await until(lambda: newsroom.edition and newsroom.edition.public_changes.changes)
        assert [task.failures for task in follower.background] == [0, 0, 0]


async def no_room_at_start(newsroom: Newsroom) -> None:
    """The disk is full from the beginning."""
    async with followed(newsroom):
        write(newsroom.folder, "Served all the same")
        await until(shows(newsroom, "Served all the same"))
        assert newsroom.failed_writes


SCENARIOS = {"unreadable": unreadable, "no_room": no_room, "no_room_at_start": no_room_at_start}

if __name__ == "__main__":
    scenario, folder, cache = sys.argv[1:]
    if scenario == "unreadable":
        give_up_rights()
    if scenario == "no_room_at_start":
        full(1_000)
    asyncio.run(SCENARIOS[scenario](newsroom_of(Settings(folder=Path(folder), cache_folder=Path(cache)))))
