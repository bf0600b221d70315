"""``/health/ready``: whether something is served, whether it is followed, and what is wrong, as far as one may know."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.api.telemetry.health import is_followed, report
from pullquote.store.newsroom.background import BackgroundTasks
from pullquote.store.newsroom.following import CLOCK, DEFERRED, FILES, Follower
from pullquote.store.newsroom.newsroom import Newsroom
from tests.store.written import write

pytestmark = pytest.mark.anyio
TOKEN = "0123456789abcdef0123"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    made = Newsroom(write(tmp_path / "news", {}))
    made.load()
    return made


async def ready(newsroom: Newsroom, **headers: str) -> httpx.Response:
    settings = Settings(folder=newsroom.folder, preview_token=TOKEN)
    transport = httpx.ASGITransport(app=create_app(settings, newsroom))
    async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as http:
        return await http.get("/health/ready", headers=headers)


async def test_a_newsroom_that_is_loaded_is_ready(newsroom: Newsroom) -> None:
    answer = await ready(newsroom)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert (body["status"], body["version"], body["errors"]) == ("ready", newsroom.version, [])
    assert body["lastLoad"]["successful"] is True


async def test_one_that_is_not_loaded_is_not(tmp_path: Path) -> None:
    answer = await ready(Newsroom(tmp_path))
    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"
    assert answer.json()["lastLoad"] == {"successful": None, "failure": None, "current": None}


async def test_why_something_was_not_written_is_for_those_who_may_know(newsroom: Newsroom) -> None:
    newsroom.live.failure = "no space left on /srv/secret"
    public = (await ready(newsroom)).json()
    owner = (await ready(newsroom, authorization=f"Bearer {TOKEN}")).json()
    assert public["failedWrites"] == {"history": "see the log"}
    assert owner["failedWrites"] == {"history": "no space left on /srv/secret"}


@pytest.mark.parametrize(("failed", "followed"), [(FILES, False), (CLOCK, False), (DEFERRED, True)])
def test_what_is_served_is_followed_by_the_files_and_the_clock(
    newsroom: Newsroom, failed: str, followed: bool
) -> None:
    tasks = BackgroundTasks()
    follower = Follower(newsroom, tasks)
    assert is_followed(follower)
    tasks[failed].failure = "broken"
    assert is_followed(follower) is followed
    assert report(follower, sees_all=True)["status"] == ("ready" if followed else "not followed")


async def test_live_needs_nothing(tmp_path: Path) -> None:
    transport = httpx.ASGITransport(app=create_app(Settings(), Newsroom(tmp_path)))
    async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as http:
        answer = await http.get("/health/live")
    assert (answer.status_code, answer.text) == (200, "live\n")
