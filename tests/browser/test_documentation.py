"""The documentation as a reader meets it: offline, with its search, by the rules of its policy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from docs.build import build
from pullquote.api.site.documentation import BUILT
from tests.browser.conftest import Visit
from tests.conftest import Server


@pytest.fixture(scope="module", autouse=True)
def documentation() -> None:
    """The site, built where the server looks for it."""
    build(BUILT)


def search(page: Page, words: str) -> None:
    """Search the site, and follow the first result."""
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").fill(words)
    page.get_by_role("option").first.click()


def test_it_is_read_and_searched_without_another_host(visit: Visit, server: Server) -> None:
    page = visit.page
    page.goto(server.url)
    page.get_by_role("link", name="Documentation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quick start")
    page.get_by_role("link", name="Settings", exact=True).first.click()
    expect(page.get_by_role("heading", name="PULLQUOTE_PORT")).to_be_visible()
    search(page, "embargo")
    expect(page).to_have_url(re.compile("/docs/newsroom-files/.*#drafts-embargoes-and-expiry"))
    assert visit.strangers(server.url) == []
    assert visit.complaints == []


@pytest.mark.usefixtures("playground_build")
def test_the_bar_of_the_playground_leads_to_it(visit: Visit, server: Server) -> None:
    page = visit.page
    page.goto(f"{server.url}/graphql")
    page.get_by_role("link", name="Documentation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quick start")


def test_what_is_not_found_has_the_look_and_the_search_of_the_site(visit: Visit, server: Server) -> None:
    page = visit.page
    response = page.goto(f"{server.url}/docs/no/such/page/")
    assert response is not None
    assert response.status == 404
    search(page, "embargo")
    expect(page).to_have_url(re.compile("/docs/newsroom-files/.*#drafts-embargoes-and-expiry"))
    assert visit.strangers(server.url) == []
