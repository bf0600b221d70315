"""Clients get what they can read: the coding that they prefer, and none below a size where it pays."""

from __future__ import annotations

import gzip

import brotli
import pytest
import zstandard

from pullquote.api.http.compression import choose_coding, is_compressible
from pullquote.api.settings import Settings
from tests.api.toys import client

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "br"),
        ("zstd, gzip", "gzip"),
        ("zstd, br;q=0.9", "zstd"),
        (", ".join(f"x{number}" for number in range(500)) + ", gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0, *", "br"),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip", "gzip"),
        ("deflate", None),
        ("", None),
        ("gzip;q=nonsense", None),
        (";;,,=", None),
    ],
)
def test_the_coding_that_the_client_prefers(accept: str, coding: str | None) -> None:
    assert choose_coding(accept.encode()) == coding


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("path", ["/graphql?query={words}", "/schema.graphql", "/metrics"])
async def test_a_compressed_answer_is_the_answer(coding: str, path: str) -> None:
    unpack = {
        "gzip": gzip.decompress,
        "br": brotli.decompress,
        "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    }[coding]
    async with client(Settings(compression_min_bytes=100)) as http:
        async with http.stream("GET", path, headers={"accept-encoding": coding}) as response:
            body = b"".join([chunk async for chunk in response.aiter_raw()])
        plain = await http.get(path, headers={"accept-encoding": "identity"})
    assert response.headers["content-encoding"] == coding
    assert int(response.headers["content-length"]) == len(body) < len(plain.content)
    if path != "/metrics":  # which counts the requests of this test
        assert unpack(body) == plain.content
    assert "content-encoding" not in plain.headers


async def test_what_is_small_is_sent_as_it_is() -> None:
    async with client() as http:
        small = await http.get("/graphql?query={hello}", headers={"accept-encoding": "gzip"})
    async with client(Settings(compression_min_bytes=0)) as http:
        forced = await http.get("/graphql?query={hello}", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in small.headers
    assert forced.headers["content-encoding"] == "gzip"
    assert forced.json() == small.json()


async def test_what_is_compressed_already_is_left_alone() -> None:
    async with client() as http:
        page = await http.get("/graphql", headers={"accept": "text/html"})
        name = page.text.partition("/playground/assets/")[2].partition('"')[0]
        asset = await http.get(f"/playground/assets/{name}", headers={"accept-encoding": "gzip"})
    assert asset.status_code == 200
    assert asset.headers.get_list("content-encoding") in (["gzip"], [])


def test_pictures_are_not_compressed() -> None:
    assert is_compressible("application/json; charset=utf-8")
    assert is_compressible("application/graphql-response+json")
    assert not is_compressible("image/png")
    assert not is_compressible("font/woff2")
    assert not is_compressible(None)
