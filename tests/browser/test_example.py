"""The example front end, built and driven: what was said is marked where it stands."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, faults
from tests.conftest import ROOT, Server
from tests.node_packages import install, run

FOLDER = ROOT / "examples" / "front-page"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and keeps the tests' output clean."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name in the standard library
        """Say nothing."""


@pytest.fixture(scope="module")
def example(node: str, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example, built to ask the tests' server."""
    install(FOLDER)
    folder = tmp_path_factory.mktemp("front-page")
    environment = {**os.environ, "VITE_PULLQUOTE": f"{server.url}/graphql"}
    run(["npm", "run", "build", "--", "--outDir", str(folder)], FOLDER, environment)
    yield from serving(folder)


def serving(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as static:
        thread = threading.Thread(target=static.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{static.server_port}"
        static.shutdown()
        thread.join()


def test_the_front_page_shows_the_newest_stories(visit: Visit, example: str) -> None:
    page = visit.page
    page.goto(example)
    expect(page.get_by_role("article")).to_have_count(7)
    expect(page.get_by_role("article").last.locator("blockquote")).to_contain_text("We believe that the DPRK")
    assert faults(page) == []
    assert visit.complaints == []


def test_a_story_marks_what_was_said_and_says_by_whom(visit: Visit, example: str) -> None:
    page = visit.page
    page.goto(f"{example}/#/stories/north-korean-troops-in-russia")
    expect(page.get_by_role("heading", level=1)).to_contain_text("North Korean soldiers")
    marks = page.locator("mark")
    expect(marks.nth(4)).to_have_text("as Putin’s desperation continues to rise")
    expect(marks).to_have_count(14)
    singh = page.locator("section", has_text="desperation continues to rise").locator("aside")
    expect(singh).to_contain_text("Sabrina Singh")
    expect(singh).to_contain_text("Deputy Pentagon Press Secretary")
    assert faults(page) == []


def test_a_person_has_a_timeline(visit: Visit, example: str) -> None:
    page = visit.page
    page.goto(f"{example}/#/stories/north-korean-troops-in-russia")
    page.get_by_role("link", name="JD Vance").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("JD Vance")
    expect(page.locator(".timeline li")).to_have_count(5)
    expect(page.locator(".timeline li").first).to_contain_text("27 October 2024")
    expect(page.locator(".timeline li").first).to_contain_text("Republican vice presidential nominee")
    assert faults(page) == []


def test_it_fits_a_phone(phone_visit: Visit, example: str) -> None:
    page = phone_visit.page
    for address in ("#/", "#/stories/north-korean-troops-in-russia", "#/people/jd-vance"):
        page.goto(f"{example}/{address}")
        expect(page.get_by_role("main")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert faults(page) == [], address
