"""A save is live, a mistake is named and harmless, an embargo lifts when it ends."""

from __future__ import annotations

import asyncio
import shutil
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.store.files.loading import Reader
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.model.problems import Problem
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.following import Follower
from pullquote.store.newsroom.history import History
from pullquote.store.newsroom.newsroom import Newsroom, NewsroomProblems
from pullquote.store.newsroom.watch_modes import WatchMode
from pullquote.store.search.text_index.index_directory import IndexDirectory
from tests.conftest import SHIPPED

pytestmark = pytest.mark.anyio
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SECONDS = 20
"""How long a test waits for what should take a moment."""

STORY = """---
headline: {headline}
publication: dawn
datePublished: 2026-01-01
{more}---

Text.
"""


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "news")


def write(folder: Path, slug: str, headline: str = "New", more: str = "") -> Path:
    path = folder / "articles" / f"{slug}.md"
    path.write_text(STORY.format(headline=headline, more=more), encoding="utf-8")
    return path


def headline(newsroom: Newsroom, slug: str) -> str | None:
    assert newsroom.edition is not None
    story = newsroom.edition.public.story(slug)
    return story.headline if story else None


@asynccontextmanager
async def kept_current(newsroom: Newsroom, watch: WatchMode = WatchMode.AUTO) -> AsyncIterator[None]:
    task = asyncio.create_task(Follower(newsroom, watch=watch).run())
    await until(lambda: newsroom.edition is not None)
    await asyncio.sleep(0.3)  # the watch begins a moment after the first reading
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_save_a_rename_and_a_deletion_are_served(folder: Path) -> None:
    newsroom = Newsroom(folder)
    async with kept_current(newsroom):
        path = write(folder, "new")
        await until(lambda: headline(newsroom, "new") == "New")
        write(folder, "new", "Newer")
        await until(lambda: headline(newsroom, "new") == "Newer")
        path.rename(path.with_name("renamed.md"))
        await until(lambda: headline(newsroom, "new") is None)
        assert headline(newsroom, "renamed") == "Newer"
        path.with_name("renamed.md").unlink()
        await until(lambda: headline(newsroom, "renamed") is None)


async def test_a_mistake_is_told_and_harmless_and_the_next_good_save_clears_it(folder: Path) -> None:
    told: list[tuple[Problem, ...]] = []
    newsroom = Newsroom(folder, reader=Reader(folder), on_problems=told.append)
    async with kept_current(newsroom):
        path = write(folder, "new")
        await until(lambda: headline(newsroom, "new") == "New")
        before = newsroom.edition
        assert before is not None
        path.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        await until(lambda: newsroom.has_errors)
        assert headline(newsroom, "new") == "New"
        assert newsroom.edition is not None
        assert [problem.file for problem in newsroom.edition.public.problems] == [str(path)]
        assert newsroom.edition.public.version != before.public.version
        write(folder, "new", "Mended")
        await until(lambda: headline(newsroom, "new") == "Mended")
        await until(lambda: told[-1] == ())  # which is told when it is served
        assert not newsroom.has_errors
        assert newsroom.edition.public.problems == ()
        assert any(told)


async def test_a_mistake_in_what_is_hidden_leaves_no_trace_for_the_public(folder: Path) -> None:
    path = write(folder, "secret", more="status: draft\n")
    for on_error in OnError:
        newsroom = Newsroom(folder, reader=Reader(folder, on_error=on_error))
        newsroom.load()
        assert newsroom.edition is not None
        public = newsroom.edition.public
        path.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        with pytest.raises(NewsroomProblems) if on_error is OnError.REFUSE else nullcontext():
            newsroom.load()
        assert newsroom.edition.public is public
        assert {problem.file for problem in newsroom.edition.preview.problems} == {str(path)}
        write(folder, "secret", more="status: draft\n")


async def test_a_swapped_folder_is_served(folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    write(other, "elsewhere")
    current = tmp_path / "current"
    current.symlink_to(folder)
    newsroom = Newsroom(current)
    async with kept_current(newsroom):
        assert headline(newsroom, "elsewhere") is None
        (tmp_path / "next").symlink_to(other)
        (tmp_path / "next").rename(current)
        await until(lambda: headline(newsroom, "elsewhere") == "New")


async def test_a_folder_that_is_away_for_a_moment_is_harmless(folder: Path, tmp_path: Path) -> None:
    newsroom = Newsroom(folder)
    async with kept_current(newsroom):
        folder.rename(tmp_path / "away")
        await asyncio.sleep(0.5)
        assert headline(newsroom, "lower-growth") == "Lower growth"
        write(tmp_path / "away", "new")
        (tmp_path / "away").rename(folder)
        await until(lambda: headline(newsroom, "new") == "New")


def test_an_embargo_lifts_when_it_ends_and_not_before(folder: Path) -> None:
    write(folder, "later", more=f"embargo: {(NOON + timedelta(hours=1)).isoformat()}\n")
    clock = Clock()
    newsroom = Newsroom(folder, clock=clock)
    newsroom.load()
    assert newsroom.edition is not None
    assert newsroom.edition.next_visibility_change == NOON + timedelta(hours=1)
    version = newsroom.edition.public.version
    clock.time = NOON + timedelta(minutes=59, seconds=59)
    assert not newsroom.update_visibility()
    assert headline(newsroom, "later") is None
    clock.time = NOON + timedelta(hours=1)
    assert newsroom.update_visibility()
    assert headline(newsroom, "later") == "New"
    assert newsroom.edition.public.version != version
    assert newsroom.edition.next_visibility_change is None


def test_a_story_expires_on_its_moment_and_nothing_announces_it(folder: Path) -> None:
    write(folder, "soon-gone")
    clock = Clock()
    newsroom = Newsroom(folder, clock=clock)
    newsroom.load()
    assert newsroom.edition is not None
    before = newsroom.edition
    write(folder, "soon-gone", more=f"expires: {(NOON + timedelta(hours=1)).isoformat()}\n")
    newsroom.load()
    assert newsroom.edition.public is before.public
    assert newsroom.edition.public_changes.number == before.public_changes.number
    assert newsroom.edition.next_visibility_change == NOON + timedelta(hours=1)
    clock.time = NOON + timedelta(minutes=59, seconds=59)
    assert not newsroom.update_visibility()
    assert headline(newsroom, "soon-gone") == "New"
    clock.time = NOON + timedelta(hours=1)
    assert newsroom.update_visibility()
    assert headline(newsroom, "soon-gone") is None
    assert newsroom.edition.preview.story("soon-gone") is not None
    assert newsroom.edition.next_visibility_change is None
    assert newsroom.edition.public_changes.number == before.public_changes.number + 1


def test_a_story_can_have_an_embargo_and_expire(folder: Path) -> None:
    start, end = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
    write(folder, "for-an-hour", more=f"embargo: {start.isoformat()}\nexpires: {end.isoformat()}\n")
    clock = Clock()
    newsroom = Newsroom(folder, clock=clock)
    newsroom.load()
    seen = []
    for hours in (0, 1, 2):
        clock.time = NOON + timedelta(hours=hours)
        newsroom.update_visibility()
        seen.append(headline(newsroom, "for-an-hour"))
    assert seen == [None, "New", None]


def test_what_replaces_an_edition_can_be_searched_at_once(folder: Path) -> None:
    clock = Clock()
    newsroom = Newsroom(folder, clock=clock)
    newsroom.load()
    write(folder, "new", more="embargo: 2026-01-01T13:00:00Z\n")
    write(folder, "another")
    newsroom.load()
    assert newsroom.edition is not None
    assert newsroom.edition.public.index._built is not None
    clock.time += timedelta(hours=2)
    assert newsroom.update_visibility()
    assert newsroom.edition.public.index._built is not None


def test_what_a_save_leaves_as_it_was_is_not_made_again(folder: Path) -> None:
    write(folder, "new")
    newsroom = Newsroom(folder, clock=Clock())
    newsroom.load()
    assert newsroom.edition
    before = newsroom.edition.public
    write(folder, "new", headline="Newer")
    newsroom.load()
    after = newsroom.edition.public
    assert headline(newsroom, "new") == "Newer"
    assert after.stories.numbers is before.stories.numbers
    assert after.order.by_url is before.order.by_url
    assert after.roles.by_organization is before.roles.by_organization


def test_what_was_served_before_is_freed_when_it_is_let_go(folder: Path) -> None:
    newsroom = Newsroom(folder, clock=Clock())
    newsroom.load()
    assert newsroom.edition
    before = weakref.ref(newsroom.edition)
    write(folder, "new")
    newsroom.load()
    assert before() is not None
    newsroom.live.let_go()
    assert before() is None


def test_an_embargo_lifts_while_other_files_have_mistakes(folder: Path) -> None:
    write(folder, "later", more=f"embargo: {(NOON + timedelta(hours=1)).isoformat()}\n")
    clock = Clock()
    newsroom = Newsroom(folder, clock=clock, reader=Reader(folder))
    newsroom.load()
    (folder / "articles" / "broken.md").write_text("---\n", encoding="utf-8")
    with pytest.raises(NewsroomProblems):
        newsroom.load()
    clock.time = NOON + timedelta(hours=2)
    assert newsroom.update_visibility()
    assert headline(newsroom, "later") == "New"
    assert newsroom.has_errors
    assert newsroom.edition is not None
    assert newsroom.edition.preview.problems == newsroom.problems


def test_a_clock_that_is_set_back_hides_nothing_that_was_public(folder: Path) -> None:
    write(folder, "later", more=f"embargo: {(NOON + timedelta(hours=1)).isoformat()}\n")
    clock = Clock()
    newsroom = Newsroom(folder, clock=clock)
    newsroom.load()
    clock.time = NOON + timedelta(hours=1)
    newsroom.update_visibility()
    clock.time = NOON - timedelta(days=1)
    assert not newsroom.update_visibility()
    assert headline(newsroom, "later") == "New"


async def test_a_running_newsroom_lifts_on_time(folder: Path) -> None:
    write(folder, "later", more=f"embargo: {(NOON + timedelta(hours=1)).isoformat()}\n")
    clock = Clock()
    newsroom = Newsroom(folder, clock=clock)
    async with kept_current(newsroom):
        assert headline(newsroom, "later") is None
        clock.time = NOON + timedelta(hours=1)
        await until(lambda: headline(newsroom, "later") == "New")


def test_an_unreadable_folder_leaves_the_last_edition(folder: Path, tmp_path: Path) -> None:
    newsroom = Newsroom(folder)
    newsroom.load()
    folder.rename(tmp_path / "away")
    with pytest.raises(NewsroomProblems):
        newsroom.load()
    assert headline(newsroom, "lower-growth") == "Lower growth"


async def test_a_damaged_row_is_answered_from_its_file_and_the_cache_is_written_anew(
    folder: Path, tmp_path: Path
) -> None:
    def newsroom(told: list[str]) -> Newsroom:
        room = IndexDirectory(tmp_path / "cache" / "rooms")
        cache = DiskCache(tmp_path / "cache" / "newsroom.kept", folder, room, told.append)
        reader = Reader(folder, cache=cache)
        return Newsroom(folder, reader=reader, history=history, index_directory=room, cache=cache)

    history = History(tmp_path / "history")
    write(folder, "new", "The people said so")
    before = newsroom([])
    before.load()
    before.cache.write()
    path = tmp_path / "cache" / "newsroom.kept"
    whole = path.read_bytes()
    assert b"The people said so" in whole
    path.write_bytes(whole.replace(b"The people said so", b"The qeople said so"))
    told: list[str] = []
    served = newsroom(told)
    served.load()
    served.cache.write()
    assert told == []
    assert headline(served, "new") == "The people said so"
    assert len(told) == 1
    async with kept_current(served):
        await until(lambda: b"The qeople" not in path.read_bytes())
    again = newsroom(told)
    again.load()
    assert headline(again, "new") == "The people said so"
    assert len(told) == 1


async def test_a_cache_that_is_deleted_while_it_is_served_from_is_missed_by_nobody(
    folder: Path, tmp_path: Path
) -> None:
    room = IndexDirectory(tmp_path / "cache" / "rooms")
    cache = DiskCache(tmp_path / "cache" / "newsroom.kept", folder, room)
    for _ in range(2):
        newsroom = Newsroom(folder, reader=Reader(folder, cache=cache), cache=cache)
        newsroom.load()
        newsroom.cache.write()
    shutil.rmtree(tmp_path / "cache")
    assert newsroom.edition is not None
    assert all(story.headline for story in newsroom.edition.public.records.stories)
    write(folder, "new")
    newsroom.load()
    assert headline(newsroom, "new") == "New"
