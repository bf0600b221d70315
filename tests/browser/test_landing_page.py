"""The landing page as a reader meets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, faults
from tests.conftest import Server


@pytest.mark.usefixtures("playground_build")
def test_it_says_what_is_served_and_leads_into_the_playground(visit: Visit, server: Server) -> None:
    page = visit.page
    page.goto(server.url)
    expect(page.get_by_role("main")).to_contain_text("14 quotes")
    expect(page.get_by_role("list").first.get_by_role("heading")).to_have_count(7)
    page.get_by_role("link", name="Sabrina Singh", exact=True).click()
    page.wait_for_selector(".graphiql-query-editor .monaco-editor .view-line")
    page.get_by_role("button", name=re.compile("Execute")).click()
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text("DPRK")
    assert visit.strangers(server.url) == []
    assert visit.complaints == []


@pytest.mark.parametrize("visitor", ["visit", "phone_visit"])
def test_axe_finds_no_fault(visitor: str, request: pytest.FixtureRequest, server: Server) -> None:
    page = request.getfixturevalue(visitor).page
    page.goto(server.url)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
