"""A real browser that can reach this machine and nothing else, and remembers what it asked for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.conftest import ROOT, need

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name resolves: a page that needs another host fails here as it does on a train.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SLOW_MACHINE_MILLISECONDS = 30_000


@pytest.fixture(scope="session")
def playground_build(node: str) -> None:
    """GraphiQL, built when its sources are newer than the build."""
    need(shutil.which("make"), "make is not installed")
    done = subprocess.run(["make", "playground"], cwd=ROOT, check=False, capture_output=True, text=True)
    need(done.returncode == 0, f"the playground could not be built: {done.stdout}{done.stderr}")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser a module: while it runs, no other test in the process can have an event loop."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield launched
        launched.close()


@dataclass
class Visit:
    """A page in a context of its own, with every address that it asked for and all that it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def strangers(self, origin: str) -> list[str]:
        """Addresses asked for that are not the server's, data: and blob: apart."""
        known = (origin, "data:", "blob:")
        return [address for address in self.requests if not address.startswith(known)]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit by a desktop browser that prefers light."""
    yield from visiting(browser, viewport=DESKTOP, color_scheme="light")


@pytest.fixture
def phone_visit(browser: Browser) -> Iterator[Visit]:
    """A visit by a phone that prefers dark."""
    yield from visiting(browser, viewport=PHONE, color_scheme="dark", has_touch=True)


def visiting(browser: Browser, **options: Any) -> Iterator[Visit]:
    context = browser.new_context(**options)
    context.set_default_timeout(SLOW_MACHINE_MILLISECONDS)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit = Visit(context.new_page())
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on(
        "console",
        lambda message: visit.complaints.append(message.text) if message.type == "error" else None,
    )
    yield visit
    context.close()


def faults(page: Page) -> list[str]:
    """What axe finds wrong with a page as it is now, each with the element it is about."""
    violations = Axe().run(page).response["violations"]
    return [f"{found['id']} ({found['impact']}): {found['nodes'][0]['html'][:200]}" for found in violations]
