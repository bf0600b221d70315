"""The documentation is served where it has been built, from this host alone, and led to from the other pages."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.api.site.landing_page import DOCUMENTATION
from pullquote.api.site.playground import assets
from pullquote.store.newsroom.newsroom import Newsroom
from tests.api.site.documentation.conftest import SCRIPT
from tests.conftest import SHIPPED

pytestmark = pytest.mark.anyio

BROWSER = {"accept": "text/html"}
BUNDLE = "/docs/assets/javascripts/bundle.0123abcd.min.js"


@asynccontextmanager
async def client(root_path: str = "") -> AsyncIterator[httpx.AsyncClient]:
    newsroom = Newsroom(SHIPPED)
    newsroom.load()
    app = create_app(Settings(folder=SHIPPED), newsroom)
    transport = httpx.ASGITransport(app, root_path=root_path)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        yield http


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/docs/", "text/html; charset=utf-8"),
        ("/docs/api/", "text/html; charset=utf-8"),
        (BUNDLE, "text/javascript; charset=utf-8"),
        ("/docs/assets/favicon.png", "image/png"),
        ("/docs/search.json", "application/json"),
    ],
)
async def test_each_file_has_its_media_type_and_the_policy(path: str, media_type: str) -> None:
    async with client() as http:
        response = await http.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self' 'sha256-0123456789'" in policy
    assert "unsafe" not in policy


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize(
    ("path", "target"), [("/docs", "/docs/"), ("/docs/api", "/docs/api/"), ("/docs/index.html/", None)]
)
async def test_a_page_without_its_slash_leads_to_the_one_with_it(path: str, target: str | None) -> None:
    for root in ("", "/news"):
        async with client(root) as http:
            response = await http.get(f"{root}{path}")
        assert response.status_code == (308 if target else 404)
        assert response.headers.get("location") == (f"{root}{target}" if target else None)


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "api/nothing/deep",
        "..%2f..%2fapp.py",
        "%2e%2e/app.py",
        "assets",
        "assets/",
        "styles.json",
        "a%00b",
        "x" * 5_000,
    ],
)
async def test_what_is_not_there_is_a_page_that_leads_back(path: str) -> None:
    async with client("/news") as http:
        response = await http.get(f"/news/docs/{path}")
    assert response.status_code == 404
    assert '<a href="/news/docs/api/">' in response.text
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("dist")
async def test_a_page_is_sent_once_and_what_has_a_hash_in_its_name_is_kept_for_ever() -> None:
    async with client() as http:
        page = await http.get("/docs/api/")
        again = await http.get("/docs/api/", headers={"if-none-match": page.headers["etag"]})
        bundle = await http.get(BUNDLE)
    assert page.headers["cache-control"] == "public, max-age=0"
    assert (again.status_code, again.content) == (304, b"")
    assert bundle.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize("coding", ["gzip", "br"])
async def test_it_is_compressed_as_everything_is(coding: str) -> None:
    async with client() as http:
        response = await http.get(BUNDLE, headers={"accept-encoding": coding})
        head = await http.head(BUNDLE)
    assert response.headers["content-encoding"] == coding
    assert int(response.headers["content-length"]) < len(SCRIPT)
    assert response.text == SCRIPT
    assert (head.status_code, head.content) == (200, b"")


async def test_a_new_build_is_served_without_a_new_start(dist: Path) -> None:
    async with client() as http:
        assert (await http.get("/docs/new/")).status_code == 404
        (dist / "new").mkdir()
        (dist / "new" / "index.html").write_text("<h1>New</h1>")
        (dist / "index.html").write_text("<h1>Quick start, again</h1>")
        assert "New" in (await http.get("/docs/new/")).text


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize("graphiql", [True, False])
async def test_the_other_pages_lead_to_it(
    graphiql: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if graphiql:
        manifest = {"script": "p.js", "style": "p.css", "fonts": "f.css", "first": [], "editor": []}
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setattr(assets, "DIST", tmp_path)
    async with client("/news") as http:
        landing = (await http.get("/news/")).text
        playground = (await http.get("/news/graphql", headers=BROWSER)).text
    assert '<a href="/news/docs/"' in landing
    assert settings_of(playground)["documentation"] == "/news/docs/"
    if not graphiql:
        assert '<a href="/news/docs/">Documentation</a>' in playground


@pytest.mark.usefixtures("not_built")
async def test_without_a_build_nothing_leads_to_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "DIST", tmp_path)
    async with client() as http:
        assert (await http.get("/docs")).status_code == 404
        unbuilt = await http.get("/docs/api/", headers=BROWSER)
        assert unbuilt.status_code == 404
        assert "`make docs` builds it" in unbuilt.text
        landing = (await http.get("/")).text
        playground = (await http.get("/graphql", headers=BROWSER)).text
    assert "/docs/" not in landing
    assert DOCUMENTATION in landing
    assert settings_of(playground)["documentation"] is None
    assert ">Documentation<" not in playground


def settings_of(page: str) -> dict[str, str | None]:
    block = re.search(r'<script type="application/json" id="settings">(.*?)</script>', page)
    assert block is not None
    settings: dict[str, str | None] = json.loads(block[1])
    return settings
