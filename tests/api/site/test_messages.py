"""A browser that asks for what is not there gets a page, and a program gets JSON."""

from __future__ import annotations

import httpx
import pytest

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import SHIPPED

pytestmark = pytest.mark.anyio
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


async def get(path: str, accept: str, *, loaded: bool = True) -> httpx.Response:
    newsroom = Newsroom(SHIPPED)
    if loaded:
        newsroom.load()
    app = create_app(Settings(folder=SHIPPED), newsroom)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as http:
        return await http.get(path, headers={"accept": accept})


async def test_a_browser_gets_a_page_that_leads_home() -> None:
    page = await get("/nothing/<here>", BROWSER)
    assert page.status_code == 404
    assert "There is nothing at this address." in page.text
    assert 'href="/"' in page.text
    assert "<here>" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
async def test_a_program_gets_json(accept: str) -> None:
    answer = await get("/nothing", accept)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")


async def test_while_the_newsroom_loads_a_browser_asks_again() -> None:
    page = await get("/", BROWSER, loaded=False)
    assert (page.status_code, page.headers["refresh"], page.headers["retry-after"]) == (503, "1", "1")
    assert "still loading" in page.text


@pytest.mark.parametrize("query", ["", "?query=%7Bdataset%7Bversion%7D%7D"])
async def test_a_slash_too_many_leads_to_the_playground(query: str) -> None:
    answer = await get(f"/graphql/{query}", BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/graphql{query}")
