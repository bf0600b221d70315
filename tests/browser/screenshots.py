"""``make screenshots``: takes the pictures of the documentation, of a server with the newsroom that ships."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import OPTIONS
from tests.browser.test_example import FOLDER as EXAMPLE
from tests.browser.test_example import built
from tests.conftest import CHROMIUMS, ROOT, SHIPPED, run_server

PICTURES = ROOT / "docs" / "screenshots"
WIDTH, HEIGHT = 1280, 760
SETTLES = 2_000
"""Milliseconds until pictures are drawn and editors have scrolled."""
QUESTION = "What did somebody say, in which office, to whom, in which article?"
STORY = "north-korean-troops-in-russia"


def landing_page(page: Page, server: str, _example: str) -> None:
    """The landing page."""
    page.goto(server)


def playground(page: Page, server: str, _example: str) -> None:
    """The playground with a question and its answer."""
    page.goto(f"{server}/graphql")
    page.get_by_role("region", name="Questions").get_by_text(QUESTION).click()
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text('"quotes"')
    page.mouse.move(0, 0)


def story(page: Page, _server: str, example: str) -> None:
    """A story in the example front end, with one of its quotes chosen."""
    page.goto(f"{example}/#/stories/{STORY}")
    page.locator("mark", has_text="We believe that the DPRK").first.hover()


SHOTS: Mapping[str, Callable[[Page, str, str], None]] = {
    "landing-page": landing_page,
    "playground": playground,
    "story": story,
}
"""What is shown, by the name of the picture."""


def take(folder: Path = PICTURES) -> None:
    """Write all pictures into a folder. Needs Chromium, Node.js and npm."""
    os.environ.setdefault("PULLQUOTE_COMPILE", "on")
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with (
        TemporaryDirectory() as work,
        run_server(SHIPPED, Path(work) / "log.txt", "--no-watch") as server,
        contextmanager(built)(EXAMPLE, server, Path(work) / "example") as example,
        sync_playwright() as run,
    ):
        browser = run.chromium.launch(executable_path=chromium, args=OPTIONS)
        for name, show in SHOTS.items():
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
            )
            show(page, server.url, example)
            page.evaluate("document.fonts.ready.then(() => true)")
            page.wait_for_timeout(SETTLES)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
