"""Which pages may read: any by default, those of the settings else, and never with credentials."""

from __future__ import annotations

import httpx
import pytest

from pullquote.api.settings import Settings
from tests.api.toys import client

pytestmark = pytest.mark.anyio

ORIGIN = {"origin": "https://news.example"}
PREFLIGHT = ORIGIN | {
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
}


def allowed(response: httpx.Response) -> str | None:
    origin: str | None = response.headers.get("access-control-allow-origin")
    return origin


async def test_any_page_may_read_without_credentials() -> None:
    async with client() as http:
        response = await http.post("/graphql", json={"query": "{ hello }"}, headers=ORIGIN)
        schema = await http.get("/schema.graphql", headers=ORIGIN)
        error = await http.get("/nothing", headers=ORIGIN)
        curl = await http.post("/graphql", json={"query": "{ hello }"})
    assert allowed(response) == allowed(schema) == allowed(error) == "*"
    assert allowed(curl) is None
    assert "access-control-allow-credentials" not in response.headers
    assert "ETag" in response.headers["access-control-expose-headers"]
    assert "X-Request-ID" in response.headers["access-control-expose-headers"]


async def test_a_preflight_is_told_what_may_be_sent() -> None:
    async with client() as http:
        response = await http.options("/graphql", headers=PREFLIGHT)
    assert (response.status_code, allowed(response)) == (204, "*")
    sent = response.headers["access-control-allow-headers"].lower()
    assert {"content-type", "authorization", "apollo-require-preflight"} <= set(sent.split(", "))
    assert "POST" in response.headers["access-control-allow-methods"]
    assert response.headers["access-control-max-age"] == "7200"


async def test_the_settings_can_name_the_origins() -> None:
    async with client(Settings(cors_origins=("https://news.example", "http://localhost:3000/"))) as http:
        ours = await http.post("/graphql", json={"query": "{ hello }"}, headers=ORIGIN)
        local = await http.options("/graphql", headers=PREFLIGHT | {"origin": "http://localhost:3000"})
        others = await http.post(
            "/graphql", json={"query": "{ hello }"}, headers={"origin": "https://evil.example"}
        )
        preflight = await http.options("/graphql", headers=PREFLIGHT | {"origin": "https://evil.example"})
    assert allowed(ours) == "https://news.example"
    assert allowed(local) == "http://localhost:3000"
    assert allowed(others) is allowed(preflight) is None
    assert "access-control-allow-headers" not in preflight.headers


async def test_no_origin_may_read_where_none_is_named() -> None:
    async with client(Settings(cors_origins=())) as http:
        response = await http.post("/graphql", json={"query": "{ hello }"}, headers=ORIGIN)
    assert allowed(response) is None
    assert "Origin" not in response.headers["vary"]


async def test_null_is_an_origin_like_another() -> None:
    async with client(Settings(cors_origins=("https://news.example",))) as http:
        response = await http.get("/schema.graphql", headers={"origin": "null"})
    assert allowed(response) is None
