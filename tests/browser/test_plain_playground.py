"""The playground where GraphiQL has not been built: plain, says so, and works."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import expect

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.api.site.playground import assets
from pullquote.store.newsroom.watch_modes import WatchMode
from tests.browser.conftest import Visit, faults
from tests.conftest import SHIPPED, START_SECONDS, free_port


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server in this process, whose build of GraphiQL is not there."""
    monkeypatch.setattr(assets, "DIST", tmp_path / "absent")
    port = free_port()
    application = create_app(Settings(folder=SHIPPED, watch=WatchMode.OFF))
    server = uvicorn.Server(uvicorn.Config(application, port=port, log_level="error", ws="websockets-sansio"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not (server.started and application.state.newsroom.edition) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert application.state.newsroom.edition, "the newsroom could not be loaded"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_it_says_how_to_build_and_answers_all_the_same(visit: Visit, unbuilt: str) -> None:
    page = visit.page
    page.goto(f"{unbuilt}/graphql")
    expect(page.get_by_role("main")).to_contain_text("make playground")
    expect(page.get_by_role("status")).to_contain_text('"headline"')
    page.get_by_label("Questions").select_option("What was said about a topic in a month?")
    expect(page.get_by_role("status")).to_contain_text("Sabrina Singh")
    page.get_by_label("Query").fill("{ people { totalCount } }")
    page.get_by_label("Query").press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text('"totalCount": 6')
    assert faults(page) == []

    page.reload()
    expect(page.get_by_label("Query")).to_have_value(
        page.evaluate("new URLSearchParams(location.hash.slice(1)).get('query')")
    )
    assert visit.strangers(unbuilt) == []
    assert visit.complaints == []


def test_the_landing_page_needs_no_build(unbuilt: str, phone_visit: Visit) -> None:
    # In this order, so that the page, which listens to the server, is closed before the server stops.
    page = phone_visit.page
    page.goto(unbuilt)
    expect(page.get_by_role("main")).to_contain_text("14 quotes")
    assert faults(page) == []
    assert phone_visit.complaints == []
