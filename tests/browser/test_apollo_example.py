"""The example with Apollo Client, built and driven: an endless list that is live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pullquote.demo import write_demo
from tests.browser.conftest import DESKTOP, PHONE, Visit, faults, visiting
from tests.browser.test_example import built
from tests.conftest import ROOT, run_server

FOLDER = ROOT / "examples" / "apollo"


@pytest.fixture(scope="module")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newspaper") / "newsroom"
    write_demo(folder, articles=10, seed=1)
    return folder


@pytest.fixture(scope="module")
def example(node: str, newspaper: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_server(newspaper, tmp_path_factory.mktemp("server") / "log.txt") as server:
        yield from built(FOLDER, server, tmp_path_factory.mktemp("apollo"))


def test_the_list_grows_and_what_is_said_meanwhile_comes_on_top(
    visit: Visit, example: str, newspaper: Path
) -> None:
    page = visit.page
    page.goto(example)
    quotes = page.get_by_role("figure")
    expect(quotes).to_have_count(20)
    page.get_by_role("button", name="More quotes").click()
    expect(quotes).to_have_count(40)
    (newspaper / "articles" / "tram-runs.md").write_text(
        "---\nheadline: The tram runs\npublication: the-paper\ndatePublished: 2025-07-01\n"
        "quotes: [{text: It runs on time, source: document, as: the report}]\n---\n\n“It runs on time,” the report said.\n"
    )
    expect(quotes.first).to_contain_text("It runs on time")
    expect(quotes.first).to_contain_text("the report, in “The tram runs”")
    expect(quotes).to_have_count(41)
    assert visit.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_is_accessible_and_fits(browser: Browser, example: str, size: object, scheme: str) -> None:
    for visit in visiting(browser, viewport=size, color_scheme=scheme):
        visit.page.goto(example)
        expect(visit.page.get_by_role("figure")).not_to_have_count(0)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(visit.page) == []


def test_it_is_about_fifty_lines() -> None:
    assert len((FOLDER / "src" / "main.tsx").read_text().splitlines()) <= 60
