"""What pages load is served whole, compressed, for ever, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from pullquote.api.site.playground import asset_address, assets, routes
from tests.api.site.playground.conftest import SCRIPT

pytestmark = pytest.mark.anyio


@pytest.fixture
def client() -> httpx.AsyncClient:
    application = Starlette(routes=[*routes()])
    return httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://localhost")


@pytest.mark.parametrize(
    ("accept", "coding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
async def test_a_built_file_comes_in_the_smallest_coding_that_the_client_accepts(
    dist: Path, client: httpx.AsyncClient, accept: str, coding: str | None
) -> None:
    response = await client.get("/playground/assets/playground-ABC.js", headers={"accept-encoding": accept})
    assert response.content == SCRIPT
    assert response.headers.get("content-encoding") == coding
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["vary"] == "Accept-Encoding"


async def test_an_asset_may_be_kept_for_ever(dist: Path, client: httpx.AsyncClient) -> None:
    for address in ("/playground/assets/playground-ABC.js", asset_address("", "pullquote.css")):
        assert (await client.get(address)).headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("accept", ["br", "gzip", "identity"])
async def test_a_file_that_needs_no_build_is_served_as_it_is_in_the_source(
    client: httpx.AsyncClient, accept: str
) -> None:
    response = await client.get(asset_address("", "plain.js"), headers={"accept-encoding": accept})
    assert response.content == (assets.STATIC / "plain.js").read_bytes()
    assert response.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "name", ["absent.js", "..", "%2e%2e%2f__init__.py", "..%5c__init__.py", ".hidden", "plain.js"]
)
async def test_nothing_else_is_served(dist: Path, client: httpx.AsyncClient, name: str) -> None:
    (dist / ".hidden").write_text("no")
    assert (await client.get(f"/playground/assets/{name}")).status_code == 404


@pytest.mark.parametrize("manifest", ['{"script": "old.js", "style": "old.css"}', "", "[", '{"first": '])
def test_the_build_of_another_version_is_none(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    assert assets.find_build(tmp_path) is None


async def test_without_a_manifest_there_is_no_build(tmp_path: Path) -> None:
    assert assets.find_build(tmp_path) is None
