"""The landing page as a reader meets it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, faults
from tests.conftest import SHIPPED, Server, ServerFactory


@pytest.mark.usefixtures("playground_build")
def test_it_says_what_is_served_and_leads_into_the_playground(visit: Visit, server: Server) -> None:
    page = visit.page
    page.goto(server.url)
    expect(page.get_by_role("main")).to_contain_text("14 quotes")
    expect(page.get_by_role("list").first.get_by_role("heading")).to_have_count(7)
    page.get_by_role("link", name="Sabrina Singh", exact=True).click()
    page.wait_for_selector(".graphiql-query-editor .monaco-editor .view-line")
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text("DPRK")
    assert visit.strangers(server.url) == []
    assert visit.complaints == []


def test_a_save_is_shown_as_it_comes_and_a_mistake_above_all_else(
    visit: Visit, serve: ServerFactory, tmp_path: Path
) -> None:
    newsroom = tmp_path / "newsroom"
    shutil.copytree(SHIPPED, newsroom)
    with serve(newsroom) as server:
        page = visit.page
        with page.expect_response(lambda response: "datasetChanged" in response.url):
            page.goto(server.url)
        broken = newsroom / "articles" / "broken.md"
        broken.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        expect(page.get_by_role("status").first).to_contain_text("articles/broken.md:2")
        assert faults(page) == []
        broken.unlink()
        expect(page.locator(".problems")).to_have_count(0)
        story = "---\nheadline: Just in\npublication: dawn\ndatePublished: 2025-01-21\n---\nA paragraph.\n"
        (newsroom / "articles" / "just-in.md").write_text(story, encoding="utf-8")
        expect(page.get_by_role("main")).to_contain_text("Just in")
        assert visit.complaints == []
