"""Every page at every width, light and dark: axe finds no fault, and nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from docs.build import FOLDER, build
from pullquote.api.site.documentation import BUILT
from tests.browser.conftest import Visit, faults, visiting
from tests.conftest import Server

pytestmark = pytest.mark.usefixtures("playground_build", "documentation")

WIDTHS = (360, 800, 1400)
HEIGHT = 800
SETTLED = ".graphiql-response .view-line"
"""Is in the playground when all of it is there."""
DOCUMENTATION = sorted(
    "" if page.stem == "index" else f"{page.stem}/"
    for page in [*FOLDER.glob("*.md"), FOLDER / "contributing"]
)
PAGES = {
    "landing page": "/",
    "schema": "/schema.graphql",
    "nothing there": "/nothing",
    "no such person": "/feeds/people/nobody/quotes.atom",
    "not in the documentation": "/docs/no/such/page/",
    **{f"documentation {name or 'index'}": f"/docs/{name}" for name in DOCUMENTATION},
}


@pytest.fixture(scope="module")
def documentation() -> None:
    """The site, built where the server looks for it."""
    build(BUILT)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """What the visitor prefers."""
    return str(request.param)


@pytest.fixture(params=WIDTHS)
def visitor(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[Visit]:
    """A visit by a browser of one width, which prefers light or dark, and no motion."""
    size = {"width": request.param, "height": HEIGHT}
    yield from visiting(browser, viewport=size, color_scheme=scheme, reduced_motion="reduce")


def is_as_wide_as_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_no_fault_on_any_page(visitor: Visit, server: Server) -> None:
    found = {}
    for name, address in PAGES.items():
        # Once it has settled: the scripts of the documentation look at the size of what scrolls.
        visitor.page.goto(f"{server.url}{address}", wait_until="networkidle" if "docs" in address else "load")
        wrong = faults(visitor.page)
        if not is_as_wide_as_the_screen(visitor.page):
            wrong.append("wider than the screen")
        if wrong:
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("panel", ["Questions", "Documentation Explorer", "Explorer", "History"])
def test_no_fault_in_the_playground(visitor: Visit, server: Server, panel: str) -> None:
    page = visitor.page
    page.goto(f"{server.url}/graphql")
    page.wait_for_selector(SETTLED)
    expect(page.locator(".bar-version")).to_be_attached()
    show = page.get_by_role("button", name=f"Show {panel}", exact=True)
    if show.count():
        show.click()
    page.wait_for_timeout(300)  # fading in: half-transparent text has less contrast
    assert faults(page) == []
    assert is_as_wide_as_the_screen(page)


def test_completion_leaves_run_to_be_pressed(visitor: Visit, server: Server) -> None:
    page = visitor.page
    page.goto(f"{server.url}/graphql#query=%7B%20dataset%20%7B%20version%20%7D%20%7D")
    page.wait_for_selector(SETTLED)
    expect(page.locator(".bar-version")).to_be_attached()
    hide = page.get_by_role("button", name="Hide Questions", exact=True)
    if hide.count():
        hide.click()
    page.locator(".graphiql-query-editor .monaco-editor").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.type("{ dataset { vers")
    expect(page.locator(".suggest-widget")).to_contain_text("version")
    run = page.get_by_role("button", name="Execute")
    box = run.bounding_box()
    assert box is not None
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    at = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('button')?.className ?? ''", middle
    )
    assert "graphiql-execute-button" in at
