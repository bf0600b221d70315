"""The page: GraphiQL where it is built, a plain editor where it is not, and never another host."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pullquote.api.site.playground import assets, load_examples, playground, routes

pytestmark = pytest.mark.anyio


async def get(path: str, root_path: str = "", *, introspection: bool = True) -> httpx.Response:
    async def page(request: Request) -> Response:
        return playground(request, load_examples(), introspection=introspection)

    application = Starlette(routes=[Route("/graphql", page), *routes()])
    transport = httpx.ASGITransport(application, root_path=root_path)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(path)


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "DIST", tmp_path / "absent")


def addresses(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="([^"]*)"', page)


@pytest.mark.usefixtures("dist")
async def test_the_page_of_a_build_loads_its_files_from_this_host_only() -> None:
    page = (await get("/graphql")).text
    assert "/playground/assets/playground-ABC.js" in addresses(page)
    assert "/playground/assets/chunk-1.js" in addresses(page)
    assert "/playground/assets/main-1.js" in addresses(page)
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses(page))


@pytest.mark.usefixtures("dist")
async def test_the_policy_admits_no_inline_script_and_only_style_elements_with_this_nonce() -> None:
    response = await get("/graphql")
    policy = dict(
        part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    nonce = re.search(r'<script[^>]* nonce="([^"]+)"', response.text)
    assert nonce is not None
    assert policy["style-src"] == f"'self' 'nonce-{nonce[1]}'"
    again = (await get("/graphql")).headers["content-security-policy"]
    assert nonce[1] not in again
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("unbuilt")
async def test_without_a_build_the_page_says_how_to_build_and_its_policy_has_nothing_unsafe() -> None:
    response = await get("/graphql")
    assert "make playground" in response.text
    assert "unsafe" not in response.headers["content-security-policy"]
    for address in addresses(response.text):
        if address.startswith("/playground/assets/"):
            assert (await get(address)).status_code == 200


@pytest.mark.parametrize("introspection", [True, False])
@pytest.mark.parametrize("built", [True, False])
async def test_the_page_leads_to_the_schema_where_that_is_told(
    built: bool, introspection: bool, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("dist" if built else "unbuilt")
    page = (await get("/graphql", introspection=introspection)).text
    assert ("/schema.graphql" in addresses(page)) is introspection
    assert ('"sdl": "/schema.graphql"' in page) is introspection
    assert ('"sdl": null' in page) is not introspection


@pytest.mark.parametrize("built", [True, False])
async def test_below_a_root_path_every_address_keeps_it(built: bool, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("dist" if built else "unbuilt")
    page = (await get("/news/graphql", "/news")).text
    assert all(address.startswith("/news/") for address in addresses(page))
    block = re.search(r'<script type="application/json" id="settings">(.*?)</script>', page)
    assert block is not None
    settings = json.loads(block[1])
    assert settings["endpoint"] == "/news/graphql"
    assert settings["home"] == "/news/"
