"""Pictures are served with types, sizes and validators of their own, and only those that the asker may see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.store.written import Files, article, write

pytestmark = pytest.mark.anyio

TOKEN = "a-token-of-some-length-for-the-preview"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><script>alert(1)</script></svg>'


def jpeg(width: int, height: int, orientation: int = 1) -> bytes:
    data, exif = BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    Image.effect_noise((width, height), 50).save(data, "JPEG", exif=exif)
    return data.getvalue()


PHOTO = jpeg(400, 300)
IMAGE = "image:\n  url: {}\n  alt: Something\n"
FILES: Files = {
    "media/2024/harbour wall.jpg": PHOTO,
    "media/mark.svg": SVG,
    "media/scoop.svg": SVG,
    "media/both.svg": SVG,
    "media/loose.svg": SVG,
    "articles/wall.md": article(IMAGE.format("media/2024/harbour wall.jpg")),
    "articles/open.md": article(IMAGE.format("media/both.svg")),
    "articles/draft.md": article(f"status: draft\n{IMAGE.format('media/scoop.svg')}", "![x](media/both.svg)"),
    "people/tom-reed.yaml": f"name: Tom Reed\n{IMAGE.format('media/mark.svg')}",
}


@asynccontextmanager
async def client_of(folder: Path) -> AsyncIterator[tuple[httpx.AsyncClient, Newsroom]]:
    newsroom = Newsroom(folder)
    newsroom.load()
    settings = Settings(folder=folder, preview_token=TOKEN)
    transport = httpx.ASGITransport(create_app(settings, newsroom))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client, newsroom


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(write(tmp_path, FILES)) as (client, _):
        yield client


async def image_of(client: httpx.AsyncClient, slug: str) -> Any:
    query = f'{{ story(by: {{slug: "{slug}"}}) {{ image {{ url width height }} }} }}'
    return (await client.post("/graphql", json={"query": query})).json()["data"]["story"]["image"]


async def test_the_address_in_the_api_leads_to_the_picture_for_ever(client: httpx.AsyncClient) -> None:
    image = await image_of(client, "wall")
    assert (image["width"], image["height"]) == (400, 300)
    assert image["url"].startswith("/media/2024/harbour%20wall.jpg?v=")
    answer = await client.get(image["url"])
    assert answer.content == PHOTO
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-length"] == str(len(PHOTO))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    "address", ["/media/mark.svg", "/media/mark.svg?v=", "/media/mark.svg?v=0123456789abcdef"]
)
async def test_another_address_is_not_kept_for_ever(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["cache-control"]
    assert answer.headers["etag"]


async def test_a_client_that_has_it_is_told_so(client: httpx.AsyncClient) -> None:
    for address in ("/media/2024/harbour%20wall.jpg", "/media/mark.svg"):
        tag = (await client.get(address)).headers["etag"]
        again = await client.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


async def test_head_has_the_size_and_no_body(client: httpx.AsyncClient) -> None:
    answer = await client.head("/media/2024/harbour%20wall.jpg")
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(len(PHOTO))
    assert answer.content == b""


async def test_a_part_can_be_had(client: httpx.AsyncClient) -> None:
    address = "/media/2024/harbour%20wall.jpg"
    answer = await client.get(address, headers={"range": "bytes=10-1999"})
    assert answer.status_code == 206
    assert answer.content == PHOTO[10:2000]
    assert answer.headers["content-range"] == f"bytes 10-1999/{len(PHOTO)}"
    tag = answer.headers["etag"]
    assert (await client.get(address, headers={"range": "bytes=0-1", "if-range": tag})).status_code == 206
    assert (await client.get(address, headers={"range": "bytes=0-1", "if-range": '"x"'})).status_code == 200
    assert (await client.get(address, headers={"range": "bytes=999999-"})).status_code == 416
    assert (
        "content-encoding"
        not in (await client.get("/media/mark.svg", headers={"range": "bytes=0-80"})).headers
    )


async def test_no_script_in_a_picture_runs(client: httpx.AsyncClient) -> None:
    policy = (await client.get("/media/mark.svg")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert policy.endswith("; sandbox")


@pytest.mark.parametrize(
    "address",
    [
        "/media/",
        "/media/none.jpg",
        "/media/2024",
        "/media/../articles/open.md",
        "/media/%2e%2e/articles/open.md",
        "/media/..%2farticles%2fopen.md",
        "/media/%2fetc%2fpasswd",
        "/media//mark.svg",
        "/media/2024%2f..%2fmark.svg",
        "/media/mark.svg%00",
        "/media/MARK.svg",
    ],
)
async def test_nothing_else_is_there(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert answer.headers["cache-control"] == "no-store"


async def test_it_is_only_read(client: httpx.AsyncClient) -> None:
    assert (await client.post("/media/mark.svg")).status_code == 405


async def test_what_only_hidden_stories_show_is_hidden(client: httpx.AsyncClient) -> None:
    found = {
        name: (await client.get(f"/media/{name}.svg")).status_code for name in ("scoop", "both", "loose")
    }
    assert found == {"scoop": 404, "both": 200, "loose": 200}
    seen = await client.get("/media/scoop.svg", headers={"authorization": f"Bearer {TOKEN}"})
    assert seen.status_code == 200
    assert seen.headers["cache-control"] == "private, no-store"
    wrong = await client.get(
        "/media/scoop.svg", headers={"authorization": "Bearer something-else-altogether"}
    )
    assert wrong.status_code == 401


async def test_a_link_that_leads_out_later_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.svg"
    outside.write_bytes(SVG)
    folder = write(tmp_path / "newsroom", FILES)
    async with client_of(folder) as (client, _):
        (folder / "media/mark.svg").unlink()
        (folder / "media/mark.svg").symlink_to(outside)
        assert (await client.get("/media/mark.svg")).status_code == 404


async def test_a_changed_picture_is_seen_and_has_another_address(tmp_path: Path) -> None:
    folder = write(tmp_path, FILES)
    async with client_of(folder) as (client, newsroom):
        before, version = await image_of(client, "wall"), newsroom.version
        (folder / "media/2024/harbour wall.jpg").write_bytes(jpeg(200, 100, orientation=6))
        newsroom.load()
        after = await image_of(client, "wall")
        assert (after["width"], after["height"]) == (100, 200)
        assert after["url"] != before["url"]
        assert newsroom.version != version
        assert "immutable" not in (await client.get(before["url"])).headers["cache-control"]
        (folder / "media/new.svg").write_bytes(SVG)
        newsroom.load()
        assert (await client.get("/media/new.svg")).status_code == 200


async def test_pictures_in_a_text_have_the_same_addresses(client: httpx.AsyncClient) -> None:
    query = '{ story(by: {slug: "draft"}) { body { html blocks { image { url alt width } } } } }'
    answer = await client.post(
        "/graphql", json={"query": query}, headers={"authorization": f"Bearer {TOKEN}"}
    )
    body = answer.json()["data"]["story"]["body"]
    [block] = body["blocks"]
    assert block["image"]["url"].startswith("/media/both.svg?v=")
    assert block["image"]["width"] == 40
    assert f'src="{block["image"]["url"]}"' in body["html"]
