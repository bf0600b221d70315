"""Hints are part of an answer, however it is made: on graphql-core, compiled, or from the cache."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from pullquote.api.server.app import create_app
from pullquote.api.settings import CompileMode, Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import SHIPPED

pytestmark = pytest.mark.anyio

QUERY = "query ($topics: [String!]) { stories(filter: {topics: $topics}) { totalCount } }"
HINT = {
    "message": 'There is no topic "ukraine-wra". Did you mean "ukraine-war"?',
    "path": ["stories"],
    "argument": "filter.topics",
    "didYouMean": "ukraine-war",
}
ANSWER = {"data": {"stories": {"totalCount": 0}}, "extensions": {"hints": [HINT]}}


@asynccontextmanager
async def client(**settings: Any) -> AsyncGenerator[httpx.AsyncClient, None]:
    """A client of the newsroom that ships."""
    newsroom = Newsroom(SHIPPED)
    newsroom.load()
    app = create_app(Settings(folder=SHIPPED, **settings), newsroom)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as made:
        yield made


async def ask(http: httpx.AsyncClient, *topics: str, **more: Any) -> Any:
    response = await http.post("/graphql", json={"query": QUERY, "variables": {"topics": topics}, **more})
    return response.json()


@pytest.mark.parametrize("mode", list(CompileMode))
@pytest.mark.parametrize("cache", [0, 1_000_000])
async def test_each_way_to_an_answer_has_them(mode: CompileMode, cache: int) -> None:
    async with client(compile=mode, response_cache_bytes=cache) as http:
        for _ in range(4):
            assert await ask(http, "ukraine-wra") == ANSWER
            assert list(await ask(http, "ukraine-war")) == ["data"]


@pytest.mark.parametrize("mode", list(CompileMode))
@pytest.mark.parametrize("cache", [0, 1_000_000])
async def test_a_look_up_that_finds_nothing_says_what_was_meant(mode: CompileMode, cache: int) -> None:
    query = "query ($slug: String!) { article(by: {slug: $slug}) { headline } }"
    async with client(compile=mode, response_cache_bytes=cache) as http:
        for _ in range(4):
            sent = {"query": query, "variables": {"slug": "north-korean-trops-in-russia"}}
            answer = (await http.post("/graphql", json=sent)).json()
            assert answer["data"] == {"article": None}
            [hint] = answer["extensions"]["hints"]
            assert hint["didYouMean"] == "north-korean-troops-in-russia"
            sent["variables"] = {"slug": hint["didYouMean"]}
            assert list((await http.post("/graphql", json=sent)).json()) == ["data"]


async def test_they_stand_beside_the_cost() -> None:
    async with client() as http:
        answer = await ask(http, "ukraine-wra", extensions={"cost": True})
    assert answer["extensions"]["hints"] == [HINT]
    assert answer["extensions"]["cost"]["requested"] > 0


async def test_no_more_than_are_wanted() -> None:
    async with client(max_hints=2) as http:
        assert len((await ask(http, "x1", "x2", "x3"))["extensions"]["hints"]) == 2
    async with client(max_hints=0) as http:
        assert list(await ask(http, "x1")) == ["data"]
