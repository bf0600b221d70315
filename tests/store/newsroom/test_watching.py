from __future__ import annotations

import errno
import shutil
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import anyio
import pytest
from anyio.abc import TaskStatus
from structlog.testing import capture_logs

from pullquote.store.files.loading import Reader
from pullquote.store.newsroom import watching
from pullquote.store.newsroom.watch_modes import WatchMode
from pullquote.store.newsroom.watching import Watcher
from tests.conftest import SHIPPED

pytestmark = pytest.mark.anyio
SECONDS = 20
"""How long a test waits for an event on a busy machine."""
Burst = frozenset[Path] | None


async def watch(
    folder: Path,
    act: Callable[[], object],
    done: Callable[[list[Burst]], bool],
    again: Callable[[], object] | None = None,
) -> list[Burst]:
    """The bursts of ``folder`` until ``done``; ``act`` is called when it is watched, ``again`` every now and then.

    The first, which says that the watch has begun, is left out.
    """
    seen: list[Burst] = []
    with anyio.fail_after(SECONDS):
        async with anyio.create_task_group() as group:

            async def collect(task_status: TaskStatus[None]) -> None:
                watcher = Watcher(
                    folder, WatchMode.EVENTS, Reader(folder).outdated, check_seconds=3600, poll_seconds=1
                )
                changes = watcher.bursts()
                assert await anext(changes) is None
                task_status.started()
                async for burst in changes:
                    seen.append(burst)  # noqa: PERF401 - it is looked at while it grows

            await group.start(collect)
            act()
            while not done(seen):
                await anyio.sleep(0.1)
                if again:
                    again()
            group.cancel_scope.cancel()
    return seen


@pytest.mark.parametrize("mode", [WatchMode.EVENTS, WatchMode.AUTO])
async def test_an_error_besides_a_name_is_raised_or_polled(
    mode: WatchMode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> AsyncIterator[set[object]]:
        yield set()
        raise ExceptionGroup("unhandled", [OSError("too many watches")])

    monkeypatch.setattr(watching, "awatch", broken)
    watcher = Watcher(tmp_path, mode, Reader(tmp_path).outdated, check_seconds=3600, poll_seconds=1)
    changes = watcher.bursts()
    assert await anext(changes) is None
    if mode is WatchMode.EVENTS:
        with pytest.raises(OSError, match="too many watches"):
            await anext(changes)
    else:
        assert await anext(changes) is None
        assert watcher.mode is WatchMode.POLL
    await changes.aclose()


async def test_any_other_error_in_a_group_is_raised_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> AsyncIterator[set[object]]:
        yield set()
        raise ExceptionGroup("unhandled", [ValueError("a mistake")])

    monkeypatch.setattr(watching, "awatch", broken)
    watcher = Watcher(tmp_path, WatchMode.AUTO, Reader(tmp_path).outdated, check_seconds=3600, poll_seconds=1)
    changes = watcher.bursts()
    assert await anext(changes) is None
    with pytest.raises(ExceptionGroup):
        await anext(changes)


async def test_a_save_is_one_burst(tmp_path: Path) -> None:
    story = tmp_path / "story.md"

    def save() -> None:
        (tmp_path / ".story.md.swp").write_text("half")
        (tmp_path / ".story.md.swp").rename(story)

    [burst] = await watch(tmp_path, save, bool)
    assert burst is not None
    assert story in burst


async def test_a_deleted_file_is_seen(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("x")
    assert await watch(tmp_path, story.unlink, bool) == [frozenset({story})]


async def test_a_turned_symlink_is_seen_and_the_new_folder_watched(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    current = tmp_path / "current"
    current.symlink_to("one")
    writes = count()

    def turn() -> None:
        (tmp_path / "next").symlink_to("two")
        (tmp_path / "next").rename(current)

    def write() -> None:
        (tmp_path / "two" / "story.md").write_text(str(next(writes)))

    seen = await watch(current, turn, any, again=write)
    assert seen[0] is None
    assert {path.name for burst in seen if burst for path in burst} == {"story.md"}


async def test_a_folder_that_goes_and_comes_back_is_seen(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "news", tmp_path / "old"
    folder.mkdir()

    def swap() -> None:
        folder.rename(elsewhere)
        elsewhere.rename(folder)
        folder.rename(elsewhere)
        folder.mkdir()

    assert None in await watch(folder, swap, lambda seen: None in seen)


def a_folder(tmp_path: Path) -> tuple[Path, Reader]:
    folder = shutil.copytree(SHIPPED, tmp_path / "news")
    reader = Reader(folder)
    reader.read()
    return folder, reader


async def changes(watcher: Watcher, reader: Reader, path: Path) -> Burst:
    """What is told after a file was edited."""
    bursts = watcher.bursts()
    assert await anext(bursts) is None
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    with anyio.fail_after(SECONDS):
        async for burst in bursts:
            reader.read()
            if burst is None or path in burst:
                await bursts.aclose()
                return burst
    raise AssertionError


async def test_polling_finds_what_changed(tmp_path: Path) -> None:
    folder, reader = a_folder(tmp_path)
    watcher = Watcher(folder, WatchMode.POLL, reader.outdated, check_seconds=3600, poll_seconds=0.05)
    path = folder / "editorials" / "lower-growth.md"
    burst = await changes(watcher, reader, path)
    assert burst is not None
    assert path in burst


class Silent:
    """A folder of which the system tells nothing, as of one that another machine writes in."""

    def __init__(self, *_paths: object, **_options: object) -> None:
        pass

    def __aiter__(self) -> Silent:
        return self

    async def __anext__(self) -> set[object]:
        await anyio.sleep(0.02)
        return set()


async def test_where_the_system_tells_nothing_polling_takes_over_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "awatch", Silent)
    monkeypatch.setattr(watching, "QUIET_SECONDS", 0.1)
    folder, reader = a_folder(tmp_path)
    watcher = Watcher(folder, WatchMode.AUTO, reader.outdated, check_seconds=0.05, poll_seconds=0.05)
    path = folder / "editorials" / "lower-growth.md"
    with capture_logs() as logs:
        assert path in (await changes(watcher, reader, path) or ())
        with anyio.fail_after(SECONDS):
            async for _ in watcher.bursts():
                if watcher.mode is WatchMode.POLL:
                    break
                with path.open("a", encoding="utf-8") as file:
                    file.write("And more.\n")
    assert watcher.reason == "files changed, and the system sent no event"
    assert [line["event"] for line in logs] == ["files are polled"]
    assert path in (await changes(watcher, reader, path) or ())


async def test_where_the_system_cannot_watch_polling_takes_over_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "OS file watch limit reached")

    monkeypatch.setattr(watching, "RustNotify", refuse)
    folder, reader = a_folder(tmp_path)
    watcher = Watcher(folder, WatchMode.AUTO, reader.outdated, check_seconds=1, poll_seconds=0.05)
    path = folder / "editorials" / "lower-growth.md"
    with capture_logs() as logs:
        assert path in (await changes(watcher, reader, path) or ())
    assert watcher.reason is not None
    assert "watch limit reached" in watcher.reason
    assert [line["event"] for line in logs] == ["files are polled"]


async def test_events_and_nothing_else_is_an_error_where_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "OS file watch limit reached")

    monkeypatch.setattr(watching, "awatch", refuse)
    watcher = Watcher(
        tmp_path, WatchMode.EVENTS, Reader(tmp_path).outdated, check_seconds=1, poll_seconds=0.05
    )
    with pytest.raises(OSError, match="watch limit"):
        await anext(watcher.bursts())


async def test_events_that_are_told_are_believed(tmp_path: Path) -> None:
    folder, reader = a_folder(tmp_path)
    watcher = Watcher(folder, WatchMode.AUTO, reader.outdated, check_seconds=0.01, poll_seconds=0.05)
    checked = anyio.Event()
    path, saves = folder / "editorials" / "lower-growth.md", 0

    def save() -> None:
        nonlocal saves
        saves += 1
        with path.open("a", encoding="utf-8") as file:
            file.write("More.\n")
        if saves == 4:
            checked.set()

    watcher.checked = save

    async def follow() -> None:
        async for _ in watcher.bursts():
            reader.read()

    with anyio.fail_after(SECONDS):
        async with anyio.create_task_group() as group:
            group.start_soon(follow)
            await checked.wait()
            await anyio.sleep(2 * watching.QUIET_SECONDS)
            group.cancel_scope.cancel()
    assert (watcher.mode, watcher.reason) == (WatchMode.EVENTS, None)
