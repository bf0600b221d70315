"""Every page at every width, light and dark: axe finds no fault, and nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from docs.build import FOLDER, build
from pullquote.api.site.documentation import BUILT
from tests.browser.conftest import Visit, faults, visiting
from tests.conftest import Server

pytestmark = pytest.mark.usefixtures("playground_build", "documentation")

WIDTHS = (360, 800, 1400)
HEIGHT = 800
LOW: list[ViewportSize] = [
    {"width": 320, "height": 256},
    {"width": 360, "height": 640},
    {"width": 360, "height": 740},
]
"""1280 by 1024 pixels at 400% (WCAG 2.2, 1.4.10), and small telephones."""
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
    "no such feed": "/feeds/people/nobody/quotes.atom",
    "not in the documentation": "/docs/no/such/page/",
    **{f"documentation {name or 'index'}": f"/docs/{name}" for name in DOCUMENTATION},
}
SHORTEN = """() => document.querySelectorAll("*").forEach(each => [...each.children].slice(120).forEach(one => one.remove()))"""
"""Leaves of what has more parts than a screen can show the first ones. axe needs minutes for a reference of some
thousand lines, which are of a few kinds: the whole page is looked at once, its kinds at all widths, light and dark."""
PANELS = ("Questions", "Documentation Explorer", "Explorer", "History")


@pytest.fixture(scope="module")
def documentation() -> None:
    """The site, built where the server looks for it."""
    build(BUILT)


@pytest.fixture
def still(browser: Browser) -> Iterator[Visit]:
    """A visit by somebody who prefers no motion: what fades in has less contrast meanwhile."""
    yield from visiting(browser, reduced_motion="reduce")


def found_at(
    page: Page, widths: tuple[int, ...], schemes: tuple[str, ...] = ("light", "dark")
) -> dict[str, list[str]]:
    """What is wrong with a page at some widths, light and dark."""
    found = {}
    for width, scheme in product(widths, schemes):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.wait_for_timeout(50)
        wrong = faults(page)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append("wider than the screen")
        if wrong:
            found[f"{width} {scheme}"] = wrong
    return found


@pytest.mark.parametrize("name", PAGES)
def test_no_fault_in_a_page(still: Visit, server: Server, name: str) -> None:
    # Once it has settled: the scripts of the documentation look at the size of what scrolls.
    still.page.goto(f"{server.url}{PAGES[name]}", wait_until="networkidle" if "docu" in name else "load")
    if still.page.evaluate("document.querySelectorAll('*').length") > 1_500:
        assert found_at(still.page, WIDTHS[-1:], ("dark",)) == {}
        still.page.evaluate(SHORTEN)
    assert found_at(still.page, WIDTHS) == {}


def open_playground(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(f"{server.url}/graphql")
    page.wait_for_selector(SETTLED)
    expect(page.locator(".bar-version")).to_be_attached()
    expect(page.locator("#first")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_fault_in_the_playground(still: Visit, server: Server, width: int) -> None:
    page = still.page
    open_playground(page, server, width)
    for panel in PANELS:
        show = page.get_by_role("button", name=f"Show {panel}", exact=True)
        if show.count():
            show.click()
        assert found_at(page, (width,)) == {}, panel


@pytest.mark.parametrize("width", WIDTHS)
def test_completion_leaves_run_to_be_pressed(still: Visit, server: Server, width: int) -> None:
    page = still.page
    open_playground(page, server, width)
    page.locator(".graphiql-query-editor .monaco-editor").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.type("{ dataset { vers")
    expect(page.locator(".suggest-widget")).to_contain_text("version")
    box = page.locator(".graphiql-execute-button").bounding_box()
    assert box is not None
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    at = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('button')?.className ?? ''", middle
    )
    assert "graphiql-execute-button" in at


@pytest.mark.parametrize("size", LOW, ids=lambda size: f"{size['width']} {size['height']}")
def test_where_there_is_little_room_the_playground_scrolls_and_nothing_covers_another(
    still: Visit, server: Server, size: ViewportSize
) -> None:
    page = still.page
    open_playground(page, server, WIDTHS[0])
    page.set_viewport_size(size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight > innerHeight")
    tools = page.locator(".graphiql-editor-tools").bounding_box()
    response = page.locator(".graphiql-response").bounding_box()
    assert tools is not None
    assert response is not None
    assert tools["y"] + tools["height"] <= response["y"]


def test_without_scripts_the_playground_says_so_and_leads_on(browser: Browser, server: Server) -> None:
    for visit in visiting(browser, java_script_enabled=False):
        page = visit.page
        page.goto(f"{server.url}/graphql")
        expect(page.locator("noscript p")).to_be_visible()
        page.locator("noscript a").click()
        expect(page.get_by_role("heading", name="Schema")).to_be_visible()


def test_nothing_moves_for_who_prefers_that(still: Visit, server: Server) -> None:
    page = still.page
    open_playground(page, server, WIDTHS[-1])
    page.get_by_role("button", name="Open short keys dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    moving = "document.getAnimations().filter(each => each.effect.getTiming().duration > 1).length"
    assert page.evaluate(moving) == 0


@pytest.mark.parametrize("width", [width for width in WIDTHS if width < 896])
def test_a_panel_covers_the_buttons_of_the_editor(still: Visit, server: Server, width: int) -> None:
    page = still.page
    open_playground(page, server, width)
    button = page.locator(".graphiql-execute-button").bounding_box()
    assert button is not None
    page.get_by_role("button", name="Show Questions", exact=True).click()
    expect(page.locator(".graphiql-plugin")).to_be_visible()
    middle = [button["x"] + button["width"] / 2, button["y"] + button["height"] / 2]
    assert page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('.graphiql-plugin') !== null", middle
    )
