"""The landing page: what is served now, escaped, without a script, and only what the public may see."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from graphql import build_schema, parse, validate
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pullquote.api.site.landing_page import DOCUMENTATION, date_in_words, enumerated, landing_page
from pullquote.schema import schema
from pullquote.store.files.loading import load
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.newsroom.editions import Edition, make_edition
from tests.conftest import INVENTED, SHIPPED

pytestmark = pytest.mark.anyio


@cache
def edition(invented: bool = False) -> Edition:
    return make_edition(load(INVENTED if invented else SHIPPED), now=datetime(2025, 2, 1, tzinfo=UTC))


async def get(
    *, invented: bool = False, playground: bool = True, headers: dict[str, str] | None = None
) -> httpx.Response:
    async def door(request: Request) -> Response:
        return landing_page(request, edition(invented).public, playground=playground)

    transport = httpx.ASGITransport(Starlette(routes=[Route("/", door)]), root_path="/news")
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get("/news/", headers=headers)


async def test_it_says_how_much_of_what_is_served() -> None:
    page = (await get()).text.replace("&nbsp;", " ")
    for number in ("1 article", "6 editorials", "14 quotes"):
        assert number in page


async def test_it_shows_the_newest_stories_articles_first_and_the_most_quoted() -> None:
    page = (await get()).text
    headlines = re.findall(r"<h3>(?:<a[^>]*>)?([^<]+)", page)
    assert len(headlines) == 7
    assert "North Korean soldiers" in headlines[0]
    speakers = re.findall(r"<li><span><a[^>]*>([^<]+)</a></span><b>(\d+) quotes?</b>", page)
    assert speakers[:2] == [("JD Vance", "5"), ("Sabrina Singh", "3")]


async def test_every_link_into_the_playground_carries_a_query_that_the_schema_knows() -> None:
    links = re.findall(r'href="(/news/graphql#[^"]*)"', (await get()).text)
    queries = {parse_qs(urlsplit(unescape(link)).fragment)["query"][0] for link in links}
    assert len(queries) == 3, "of a story, of a person, of an organization"
    known = build_schema(schema.as_str())
    assert [validate(known, parse(query)) for query in queries] == [[], [], []]


async def test_its_policy_admits_no_script() -> None:
    response = await get()
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in response.text


async def test_an_unchanged_page_is_not_sent_again() -> None:
    first = await get()
    again = await get(headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


async def test_below_a_root_path_every_address_keeps_it() -> None:
    addresses = re.findall(r'(?:href|src)="([^"]*)"', (await get()).text)
    assert addresses
    assert all(address.startswith("/news/") or address == DOCUMENTATION for address in addresses)


async def test_without_a_playground_nothing_leads_there() -> None:
    page = (await get(playground=False)).text
    assert "layground" not in page.replace("/playground/assets/", "")
    assert "#query" not in page


async def test_what_the_public_may_not_see_is_not_there() -> None:
    hidden = {story.headline for story in edition(invented=True).preview.stories.records} - {
        story.headline for story in edition(invented=True).public.stories.records
    }
    page = (await get(invented=True)).text
    assert hidden
    assert not [headline for headline in hidden if headline in page]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024", "2024"),
        ("2024-10", "October 2024"),
        ("2025-01-20", "20 January 2025"),
        ("2025-01-20T08:00:00+05:00", "20 January 2025"),
    ],
)
async def test_a_date_is_said_as_precisely_as_its_source(date: str, words: str) -> None:
    assert date_in_words(DateOrDateTime.parse(date)) == words


async def test_things_are_enumerated_as_one_says_them() -> None:
    assert enumerated(["a"]) == "a"
    assert enumerated(["a", "b"]) == "a and b"
    assert enumerated(["a", "b", "c"]) == "a, b and c"
