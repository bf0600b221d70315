"""The example front end, built and driven: what was said is marked where it stands."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from pullquote.demo import write_demo
from pullquote.store.files.loading import load
from tests.browser.conftest import DESKTOP, PHONE, Visit, faults, visiting
from tests.conftest import ROOT, Server, run_server
from tests.node_packages import install, run

FOLDER = ROOT / "examples" / "front-page"
TABLET: ViewportSize = {"width": 820, "height": 1180}


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and keeps the tests' output clean."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name in the standard library
        """Say nothing."""


@pytest.fixture(scope="module")
def example(node: str, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example, built to ask the tests' server."""
    yield from built(FOLDER, server, tmp_path_factory.mktemp("front-page"))


@pytest.fixture(scope="module")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an invented newspaper: its lists are longer than a page."""
    folder = tmp_path_factory.mktemp("newspaper") / "newsroom"
    write_demo(folder, articles=200, seed=1)
    return folder


@pytest.fixture(scope="module")
def busy(node: str, newspaper: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example, built to ask a server of that newspaper."""
    with run_server(newspaper, tmp_path_factory.mktemp("server") / "log.txt") as server:
        yield from built(FOLDER, server, tmp_path_factory.mktemp("busy"))


def built(source: Path, server: Server, folder: Path) -> Iterator[str]:
    install(source)
    environment = {**os.environ, "VITE_PULLQUOTE": f"{server.url}/graphql"}
    run(["npm", "run", "build", "--", "--outDir", str(folder)], source, environment)
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


@pytest.fixture(scope="module")
def loudest(newspaper: Path) -> tuple[str, int]:
    """Who is quoted most in that newspaper, and how often."""
    records = load(newspaper).records
    assert records is not None
    people = {person.slug for person in records.people}
    said = Counter(quote.speaker.slug for story in records.stories for quote in story.quotes if quote.speaker)
    return next((slug, count) for slug, count in said.most_common() if slug in people)


def test_all_quotes_of_a_person_come_as_the_reader_scrolls(
    visit: Visit, busy: str, loudest: tuple[str, int]
) -> None:
    slug, count = loudest
    assert count > 40
    page = visit.page
    page.goto(f"{busy}/#/people/{slug}")
    expect(page.get_by_role("heading", level=2)).to_contain_text(f"{count} quotes")
    quotes = page.locator(".timeline li")
    for _ in range(count // 20 + 1):
        quotes.last.scroll_into_view_if_needed()
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(100)
    expect(quotes).to_have_count(count)
    expect(page.get_by_role("button", name="More quotes")).to_have_count(0)


def test_every_page_has_a_title_and_says_what_it_is_for_machines(visit: Visit, example: str) -> None:
    page = visit.page
    for address, title, kinds in (
        ("#/", "The Front Page", None),
        ("#/search?q=troops", "“troops” · The Front Page", None),
        ("#/stories/north-korean-troops-in-russia", "Pentagon: about 10,000", {"NewsArticle"}),
        ("#/people/jd-vance", "JD Vance · The Front Page", {"Person"}),
        ("#/people/nobody", "Not found · The Front Page", None),
    ):
        page.goto(f"{example}/{address}")
        page.wait_for_function("title => document.title.startsWith(title)", arg=title)
        assert page.locator("title").count() == 1
        written = page.locator('script[type="application/ld+json"]').all_inner_texts()
        assert {json.loads(each)["@type"] for each in written} == (kinds or set())


def test_a_search_is_narrowed_by_checkboxes_and_stands_in_the_address(visit: Visit, busy: str) -> None:
    page = visit.page
    page.goto(f"{busy}/#/search")
    page.get_by_role("searchbox").fill("harbour")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{busy}/#/search?q=harbour")
    boxes = page.get_by_role("group", name="Topic").get_by_role("checkbox")
    expect(page.get_by_role("status")).not_to_have_text("220 stories")
    before = page.get_by_role("status").inner_text()
    row = page.get_by_role("group", name="Topic").locator("label").first
    count = int(row.locator("span").inner_text())
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("One story" if count == 1 else f"{count} stories")
    expect(boxes.first).to_be_checked()
    expect(boxes.first).to_be_focused()
    assert "&topics=" in page.url
    second = int(page.get_by_role("group", name="Topic").locator("label span").nth(1).inner_text())
    boxes.nth(1).click()
    # Another of the same facet is another choice, so it adds what its number says.
    expect(page.get_by_role("status")).to_have_text(f"{count + second} stories")
    page.go_back()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(before)
    expect(boxes.first).not_to_be_checked()
    assert visit.complaints == []


def test_back_finds_the_page_as_it_was_left(visit: Visit, busy: str) -> None:
    page = visit.page
    page.goto(busy)
    stories = page.get_by_role("article")
    expect(stories.nth(11)).to_be_visible()
    for pages in (1, 2):
        stories.last.scroll_into_view_if_needed()
        expect(stories.nth(12 * pages)).to_be_attached()
    stories.nth(24).scroll_into_view_if_needed()
    page.wait_for_function("scrollY > 1000")
    page.wait_for_timeout(200)
    left, count = page.evaluate("scrollY"), stories.count()
    link = stories.nth(24).get_by_role("link")
    headline = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(stories.nth(24).get_by_role("link")).to_have_text(headline)
    page.wait_for_function("left => Math.abs(scrollY - left) < 60", arg=left)
    assert stories.count() >= count


def test_what_is_saved_is_on_the_screen(visit: Visit, busy: str, newspaper: Path) -> None:
    page = visit.page
    page.goto(busy)
    expect(page.get_by_role("article").nth(11)).to_be_visible()
    path = newspaper / "articles" / "tram-runs.md"
    text = "---\nheadline: {}\npublication: the-paper\ndatePublished: 2025-07-01\n---\n\nIt runs.\n"
    path.write_text(text.format("The tram runs"))
    fresh = page.locator(".published").get_by_role("article")
    expect(fresh).to_contain_text("The tram runs")
    expect(fresh).to_contain_text("New")
    fresh.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The tram runs")
    path.write_text(text.format("The tram runs again"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The tram runs again")
    path.unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such story")


def test_a_proposal_is_told_from_what_somebody_has_confirmed(
    visit: Visit, busy: str, newspaper: Path
) -> None:
    page = visit.page
    (newspaper / "people" / "ida-brook.yaml").write_text("name: Ida Brook\n")
    quotes = "quotes:\n  - text: It will hold the river\n    speaker: ida-brook\n    review: A\n"
    quotes += "  - text: We shall see in spring\n    speaker: ida-brook\n"
    body = "“It will hold the river,” Ida Brook said.\n\n“We shall see in spring,” Ida Brook said.\n"
    keys = f"headline: The wall\npublication: the-paper\ndatePublished: 2025-07-02\n{quotes}"
    path = newspaper / "articles" / "wall-holds.md"
    path.write_text(f"---\n{keys}---\n\n{body}")
    page.goto(busy)
    teaser = page.get_by_role("article").filter(has_text="The wall").first
    expect(teaser.locator("figcaption")).to_have_text("Ida Brook proposed, not confirmed")
    for address, quoted in (
        ("#/stories/wall-holds", ".prose section"),
        ("#/people/ida-brook", ".timeline li"),
    ):
        page.goto(f"{busy}/{address}")
        expect(page.locator(quoted, has_text="It will hold")).to_contain_text("proposed, not confirmed")
        expect(page.locator(quoted, has_text="We shall see")).not_to_contain_text("proposed")
        assert faults(page) == []
    path.write_text(path.read_text().replace("    review: A\n", ""))
    page.goto(f"{busy}/#/stories/wall-holds")
    expect(page.locator("section", has_text="It will hold")).not_to_contain_text("proposed")
    path.unlink()


def test_an_error_says_what_can_be_done_and_lets_the_reader_try_again(visit: Visit, example: str) -> None:
    page = visit.page
    page.route("**/graphql", lambda route: route.abort())
    page.goto(example)
    expect(page.get_by_role("heading", name="The server cannot be reached")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("make serve")
    expect(page.get_by_role("alert")).to_contain_text("/graphql")
    assert faults(page) == []
    page.unroute("**/graphql")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("article")).to_have_count(7)
    page.goto(f"{example}/#/stories/none")
    expect(page.get_by_role("alert")).to_contain_text("the address has a mistake")
    page.get_by_role("link", name="The newest stories").click()
    expect(page.get_by_role("article")).to_have_count(7)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_every_page_is_accessible_and_fits(
    browser: Browser, busy: str, size: ViewportSize, scheme: str
) -> None:
    for visit in visiting(browser, viewport=size, color_scheme=scheme):
        page = visit.page
        page.goto(busy)
        look(page, busy, "#/")
        story = page.get_by_role("article").get_by_role("link").first.get_attribute("href")
        look(page, busy, str(story))
        page.locator("aside").get_by_role("link").first.click()
        look(page, busy, page.url.removeprefix(f"{busy}/"))
        look(page, busy, "#/search?q=harbour&topics=flooding")
        look(page, busy, "#/people/nobody")


def look(page: Page, base: str, address: str) -> None:
    page.goto(f"{base}/{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".waiting")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert faults(page) == [], address


def test_it_fits_a_phone(phone_visit: Visit, example: str) -> None:
    page = phone_visit.page
    for address in ("#/", "#/stories/north-korean-troops-in-russia", "#/people/jd-vance"):
        page.goto(f"{example}/{address}")
        expect(page.get_by_role("main")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert faults(page) == [], address
