"""Nobody reads a proposal or writes a decision without the token, from elsewhere, or for another site."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.api.site.review.conftest import WALL

pytestmark = pytest.mark.anyio
READS = ("/review/files", "/review/proposals?file=articles/wall.md", "/review/speakers?search=ida")
WRITES = ("/review/decide", "/review/undo")
BROWSER = {"user-agent": "Mozilla/5.0", "sec-fetch-site": "same-origin"}


async def answers(client: httpx.AsyncClient, headers: dict[str, str]) -> list[tuple[int, str]]:
    """Status and code of every address for a request with these headers."""
    shown = (await client.get(READS[1])).json()["proposals"][0]
    asked = {
        "file": "articles/wall.md",
        "decision": "confirm",
        **{key: shown[key] for key in ("digest", "number", "story")},
    }
    got = [await client.get(address, headers=headers) for address in READS]
    got += [await client.post(address, json=asked, headers=headers) for address in WRITES]
    assert all("Ida" not in answer.text and "wall" not in answer.text for answer in got)
    return [(answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) for answer in got]


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong-wrong-wrong-wrong", "Basic YTpi", "bearer "])
async def test_without_the_token_nothing_is_read_or_written(
    client: httpx.AsyncClient, folder: Path, token: str
) -> None:
    assert set(await answers(client, {"authorization": token, **BROWSER})) == {(401, "UNAUTHENTICATED")}
    assert (folder / "articles" / "wall.md").read_text(encoding="utf-8") == WALL


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "news.example"},
        {"host": "localhost.example:8000"},
        {"host": "192.168.1.2:8000"},
        {"host": ""},
        {"x-forwarded-for": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 varnish"},
    ],
)
async def test_another_host_and_a_proxy_are_refused_with_the_token(
    client: httpx.AsyncClient, folder: Path, headers: dict[str, str]
) -> None:
    assert set(await answers(client, {**BROWSER, **headers})) == {(403, "LOCAL_ONLY")}
    assert (await client.get("/review", headers=headers)).status_code == 403
    page = await client.get("/review", headers={**headers, "accept": "text/html"})
    assert (page.status_code, page.headers["cache-control"]) == (403, "no-store")
    assert "Open the review on the machine of the server" in page.text
    assert (folder / "articles" / "wall.md").read_text(encoding="utf-8") == WALL


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:1234"},
        {"origin": "null"},
        {"user-agent": "Mozilla/5.0"},
    ],
)
async def test_another_site_is_refused_with_the_token(
    client: httpx.AsyncClient, folder: Path, headers: dict[str, str]
) -> None:
    assert set(await answers(client, headers)) == {(403, "CSRF_REFUSED")}
    assert (folder / "articles" / "wall.md").read_text(encoding="utf-8") == WALL


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""]
)
async def test_what_a_form_sends_is_refused(
    client: httpx.AsyncClient, folder: Path, content_type: str
) -> None:
    for address in WRITES:
        answer = await client.post(address, content=b"{}", headers={"content-type": content_type, **BROWSER})
        assert answer.status_code == 415
        assert answer.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"
    assert (folder / "articles" / "wall.md").read_text(encoding="utf-8") == WALL


async def test_its_own_page_is_served(client: httpx.AsyncClient) -> None:
    for headers in (BROWSER, {"origin": "http://localhost", "user-agent": "Mozilla/5.0"}, {}):
        assert [(await client.get(address, headers=headers)).status_code for address in READS] == [200] * 3
