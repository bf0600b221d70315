from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import anyio
import pytest
from anyio.abc import TaskStatus

from pullquote.store.newsroom.watching import bursts

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
                changes = bursts(folder)
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
