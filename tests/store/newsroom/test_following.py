"""A server never stops following its folder, and says so where it cannot."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from pullquote.api.server.app import create_app
from pullquote.api.server.server import newsroom_of
from pullquote.api.settings import Settings
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.files.versions.recent_changes import FEWEST_CHANGES
from pullquote.store.model.criteria import StoryCriteria
from pullquote.store.newsroom import following
from pullquote.store.newsroom.cache import restoring
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.newsroom.watch_modes import WatchMode
from pullquote.store.search.text_index import shards
from pullquote.store.search.text_index.shards import Shard
from tests.api.hard_times import SCENARIOS, shows, write
from tests.conftest import ROOT, SHIPPED, ServerFactory

pytestmark = pytest.mark.anyio
TRIED_AGAIN_SECONDS = 90
"""How long a test waits for a cache that was deleted while it was written: it is written again within a minute."""
SECONDS = 30
TOKEN = "0123456789abcdef0123"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "news")


@pytest.fixture
def app(folder: Path, tmp_path: Path) -> Starlette:
    settings = Settings(folder=folder, cache_folder=tmp_path / "cache", preview_token=TOKEN)
    return create_app(settings, newsroom_of(settings))


@asynccontextmanager
async def followed(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that runs."""
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://newsroom.test") as http,
    ):
        await until(lambda: app.state.follower.watcher.mode.value == "events")
        await asyncio.sleep(0.3)  # for the first reading of the watch
        yield http


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.005)


async def ready(http: httpx.AsyncClient, **headers: str) -> tuple[int, Any]:
    response = await http.get("/health/ready", headers=headers)
    assert response.headers["content-type"] == "application/json"
    return response.status_code, response.json()


async def numbers(http: httpx.AsyncClient) -> dict[tuple[str, ...], float]:
    """Every number by its name and labels' values."""
    text = (await http.get("/metrics")).text
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


TASKS = {"files": "load", "clock": "update_visibility", "deferred": "do_deferred_work"}
"""Each background task, and what of the newsroom it calls."""


def test_every_background_task_is_killed_below(app: Starlette) -> None:
    assert TASKS.keys() == app.state.follower.works.keys()


@pytest.mark.parametrize(("task", "calls"), TASKS.items())
async def test_a_background_task_that_is_killed_is_seen_and_started_again(
    task: str, calls: str, app: Starlette, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom: Newsroom = app.state.newsroom
    working, fails = getattr(newsroom, calls), True

    def failing(**arguments: Any) -> Any:
        if fails:
            raise KeyError("no such secret")
        return working(**arguments)

    async with followed(app) as http:
        assert (await ready(http))[0] == 200
        monkeypatch.setattr(newsroom, calls, failing)
        write(newsroom.folder, "First")
        state = app.state.follower.background[task]
        await until(lambda: state.failures)
        status, body = await ready(http)
        assert status == (200 if task == "deferred" else 503)
        assert body["status"] == ("ready" if task == "deferred" else "not followed")
        assert body["tasks"][task] == {"running": False, "failures": 1, "failure": "see the log"}
        _, told = await ready(http, authorization=f"Bearer {TOKEN}")
        assert told["tasks"][task]["failure"] == "KeyError: 'no such secret'"
        found = await numbers(http)
        assert found["pullquote_background_tasks", task] == 0
        assert found["pullquote_background_task_failures_total", task] == 1
        assert "a background task failed" in capsys.readouterr().out
        fails = False
        await until(lambda: state.failure is None)
        write(newsroom.folder, "Second")
        await until(shows(newsroom, "Second"))
        status, body = await ready(http)
        assert (status, body["status"], body["tasks"][task]["running"]) == (200, "ready", True)
        assert (await numbers(http))["pullquote_background_tasks", task] == 1


async def test_files_that_change_without_saying_anything_else_stop_nothing(app: Starlette) -> None:
    newsroom: Newsroom = app.state.newsroom
    paths = [newsroom.folder / "articles" / f"new-{number}.md" for number in range(FEWEST_CHANGES + 10)]
    text = write(newsroom.folder, "New").read_text(encoding="utf-8")
    for path in paths:
        path.write_text(text, encoding="utf-8")
    async with followed(app):
        written = app.state.newsroom.cache
        await until(lambda: written.due is None)
        version = newsroom.version
        for path in paths:
            path.write_text(text.replace("headline:", "# formatted\nheadline:"), encoding="utf-8")
        read = newsroom.read
        await until(lambda: newsroom.read is not read)
        assert newsroom.version == version
        await until(lambda: written.due is None)
        write(newsroom.folder, "Edited")
        await until(shows(newsroom, "Edited"))
        assert newsroom.failed_writes == {}
        assert [task.failures for task in app.state.follower.background] == [0, 0, 0]


async def test_a_cache_that_fails_keeps_no_save_from_being_served(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise RuntimeError("damaged")

    monkeypatch.setattr(restoring, "write_edition", fail)
    newsroom: Newsroom = app.state.newsroom
    async with followed(app) as http:
        await until(lambda: newsroom.cache.failure)
        write(newsroom.folder, "Edited")
        await until(shows(newsroom, "Edited"))
        status, body = await ready(http)
        assert (status, body["failedWrites"]) == (200, {"cache": "see the log"})
        assert (await numbers(http))["pullquote_write_failing", "cache"] == 1


@pytest.mark.parametrize("rests", [True, False])
async def test_what_was_deleted_from_the_text_index_counts_no_more_after_a_rest(
    app: Starlette, monkeypatch: pytest.MonkeyPatch, *, rests: bool
) -> None:
    monkeypatch.setattr(following, "REST_SECONDS", 0.01 if rests else SECONDS)
    monkeypatch.setattr(shards, "FEWEST_ANCHORS", 1)
    monkeypatch.setattr(shards, "DELETED_SHARE", 1)
    newsroom: Newsroom = app.state.newsroom
    deleted: list[int] = []
    replaced = Shard.replaced

    def noted(shard: Shard, *arguments: Any) -> Shard:
        after = replaced(shard, *arguments)
        deleted.append(len(after.deleted))
        return after

    def left() -> int:
        assert newsroom.edition is not None
        return sum(len(shard.deleted) for shard in newsroom.edition.public.index.build().shards)

    def found() -> str | None:
        assert newsroom.edition is not None
        page = newsroom.edition.public.stories.select(StoryCriteria(search="zanzibar")).page(first=1)
        return page.nodes[0].slug if page.nodes else None

    monkeypatch.setattr(Shard, "replaced", noted)
    async with followed(app):
        assert newsroom.edition is not None
        slug = newsroom.edition.public.order.stories[0].slug
        [file] = newsroom.folder.rglob(f"{slug}.md")
        text = re.sub(
            "^headline:.*$", "headline: Zanzibar", file.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        file.write_text(text, encoding="utf-8")
        await until(lambda: found() == slug)
        assert set(deleted) == {1}
        await (until(lambda: left() == 0) if rests else asyncio.sleep(0.2))
        assert left() == (0 if rests else 1)
        assert found() == slug


async def test_how_the_last_load_ended_is_told(folder: Path, tmp_path: Path) -> None:
    settings = Settings(folder=folder, cache_folder=tmp_path / "cache", on_error=OnError.REFUSE)
    app = create_app(settings, newsroom_of(settings))
    newsroom: Newsroom = app.state.newsroom
    async with followed(app) as http:
        before = await numbers(http)
        assert before["pullquote_last_load_successful",] == 1
        assert before["pullquote_problems", "error"] == 0
        broken = newsroom.folder / "articles" / "broken.md"
        broken.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        await until(lambda: newsroom.has_errors)
        during, (status, body) = await numbers(http), await ready(http)
        assert during["pullquote_last_load_successful",] == 0
        assert during["pullquote_problems", "error"] >= 1
        assert (status, body["status"], body["lastLoad"]["successful"]) == (200, "ready", False)
        newsroom.checked()
        stale = await numbers(http)
        broken.unlink()
        await until(lambda: not newsroom.has_errors)
        after = await numbers(http)
        assert after["pullquote_last_load_successful",] == 1
    when = "pullquote_last_load_success_timestamp_seconds"
    assert before[when,] <= during[when,] == stale[when,] < after[when,]


async def test_what_is_held_back_is_told(app: Starlette) -> None:
    newsroom: Newsroom = app.state.newsroom
    editorial = newsroom.folder / "editorials" / "lower-growth.md"
    async with followed(app) as http:
        good = await asyncio.to_thread(editorial.read_bytes)
        editorial.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        await until(lambda: newsroom.has_errors)
        write(newsroom.folder, "Served all the same")
        await until(shows(newsroom, "Served all the same"))
        (status, body), during = await ready(http), await numbers(http)
        assert (status, body["status"], body["lastLoad"]["successful"]) == (200, "ready", True)
        assert [line.split(" ")[0] for line in body["errors"]] == [f"{editorial}:2:11"]
        assert [line.split(" ")[:2] for line in body["heldBack"]] == [[f"{editorial}:2:11", "PQ501"]]
        assert during["pullquote_problems", "error"] == 1
        assert during["pullquote_files_held_back", "last good"] == 1
        assert during["pullquote_files_held_back", "nothing"] == 0
        page = (await http.get("/", headers={"accept": "text/html"})).text
        assert f"<code>{editorial}:2</code>" in page
        assert "served as it last was good, until it is mended" in page
        editorial.write_bytes(good)
        await until(lambda: not newsroom.has_errors)
        assert (await ready(http))[1]["heldBack"] == []
        assert (await numbers(http))["pullquote_files_held_back", "last good"] == 0


async def test_an_edit_of_what_is_hidden_leaves_no_trace_in_the_numbers(app: Starlette) -> None:
    newsroom: Newsroom = app.state.newsroom

    def shown(found: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
        names = ("pullquote_last", "pullquote_problems", "pullquote_snapshot", "pullquote_served")
        return {key: value for key, value in found.items() if key[0].startswith(names)}

    newsroom.load()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://newsroom.test"
    ) as http:
        before = shown(await numbers(http))
        _, report = await ready(http)
        draft = newsroom.folder / "articles" / "secret.md"
        text = "---\nheadline: Secret\npublication: dawn\ndatePublished: 2026-01-01\nstatus: draft\n---\n\nText.\n"
        draft.write_text(text, encoding="utf-8")
        newsroom.load()
        assert newsroom.edition is not None
        assert newsroom.edition.preview.story("secret") is not None
        assert shown(await numbers(http)) == before
        assert (await ready(http))[1] == report


async def test_a_folder_that_was_moved_away_is_said_to_be_until_it_is_back(
    app: Starlette, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom: Newsroom = app.state.newsroom
    away = newsroom.folder.with_name("away")
    async with followed(app) as http:
        served, state = newsroom.version, app.state.follower.background["files"]
        backs: tuple[Callable[[Path], object], ...] = (away.rename, partial(shutil.copytree, away))
        for number, back in enumerate(backs):
            newsroom.folder.rename(away)
            await until(lambda: state.failure)
            await asyncio.sleep(1)  # it is said once, however long it is away
            status, body = await ready(http)
            assert (status, body["status"], body["version"]) == (503, "not followed", served)
            assert body["tasks"]["files"] == {"running": True, "failures": 0, "failure": "see the log"}
            reason = f"{newsroom.folder}:1:1 PQ101 the folder cannot be read: no such file or directory"
            _, body = await ready(http, authorization=f"Bearer {TOKEN}")
            assert (body["tasks"]["files"]["failure"], body["errors"]) == (reason, [reason])
            assert capsys.readouterr().out.count("the folder cannot be read") == 1
            query = {"query": "{ dataset { version } }"}
            assert "errors" not in (await http.post("/graphql", json=query)).json()
            back(newsroom.folder)
            await until(lambda: not state.failure)
            status, body = await ready(http)
            assert (status, body["status"], body["errors"]) == (200, "ready", [])
            write(newsroom.folder, f"Number {number}")
            await until(shows(newsroom, f"Number {number}"))
            served = newsroom.version
        assert [task.failures for task in app.state.follower.background] == [0, 0, 0]


def has_problems(newsroom: Newsroom, number: int) -> bool:
    return len(newsroom.problems) == number


@pytest.mark.skipif(sys.platform != "linux", reason="others have no such names")
async def test_names_that_are_not_in_utf_8_stop_nothing(app: Starlette) -> None:
    newsroom: Newsroom = app.state.newsroom
    articles = os.fsencode(newsroom.folder / "articles")
    async with followed(app) as http:
        for number, name in enumerate((b"bad\xff.md", b"\xfe.md", b"folder\xff")):
            path = articles + b"/" + name
            if name.startswith(b"folder"):  # to look into it is an event, too
                os.mkdir(path)  # noqa: PTH102 - no Path has such a name
            else:
                shutil.copyfile(newsroom.folder / "editorials" / "lower-growth.md", path)
            await until(partial(has_problems, newsroom, number + 1))
            write(newsroom.folder, f"Number {number}")
            await until(shows(newsroom, f"Number {number}"))
        status, body = await ready(http, authorization=f"Bearer {TOKEN}")
        assert (status, len(body["errors"])) == (200, 3)
        assert any("bad?.md:1:1 PQ118" in line for line in body["errors"])
        assert [task.failures for task in app.state.follower.background] == [0, 0, 0]
        for name in os.listdir(articles):  # noqa: PTH208 - as above
            if any(byte > 127 for byte in name):
                path = articles + b"/" + name
                (os.rmdir if name.startswith(b"folder") else os.unlink)(path)
        await until(lambda: not newsroom.problems)
        write(newsroom.folder, "Last")
        await until(shows(newsroom, "Last"))
        assert app.state.follower.watch == (WatchMode.EVENTS, None)


def test_the_cache_folder_of_a_running_server_may_be_deleted(serve: ServerFactory, folder: Path) -> None:
    query = '{ changes(first: 100) { nodes { slug } } story(by: {slug: "new"}) { headline } }'
    with serve(folder) as server:
        cache = server.log.with_suffix(".cache")

        def answer() -> Any:
            return httpx.post(f"{server.url}/graphql", json={"query": query}).json()["data"]

        for number in range(3):
            headline = f"Number {number}"
            while cache.exists():  # again, where something was written meanwhile
                shutil.rmtree(cache, ignore_errors=True)
            write(folder, headline)
            deadline = time.monotonic() + SECONDS
            while (answer()["story"] or {}).get("headline") != headline:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        assert [*cache.rglob("history.sqlite")]
        deadline = time.monotonic() + TRIED_AGAIN_SECONDS
        while httpx.get(f"{server.url}/health/ready").json()["failedWrites"] != {}:
            assert time.monotonic() < deadline
            time.sleep(0.2)


@pytest.mark.skipif(sys.platform != "linux", reason="capabilities and limits are Linux's here")
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_whatever_may_not_be_read_or_written_the_newsroom_is_followed(
    scenario: str, folder: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tests.api.hard_times", scenario, str(folder), str(tmp_path / "cache")]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=4 * SECONDS, env=os.environ, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
