"""What a page of another site can make a browser send without asking is not executed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pullquote.api.settings import Settings
from tests.api.toys import client, code_of

pytestmark = pytest.mark.anyio

QUERY = "{ hello }"
ASK = {"query": QUERY}
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
IMAGE = BROWSER | {"accept": "image/avif,image/webp,*/*;q=0.8"}
CROSS = BROWSER | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}


@pytest.mark.parametrize(
    "headers",
    [
        CROSS,
        BROWSER | {"sec-fetch-site": "same-site"},
        BROWSER | {"origin": "https://evil.example"},
        BROWSER | {"origin": "null"},
        IMAGE,
        BROWSER | {"sec-fetch-site": "cross-site", "content-type": "text/plain"},
        BROWSER | {"sec-fetch-site": "cross-site", "content-type": "text/plain; application/json"},
        BROWSER | {"sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded"},
        BROWSER | {"sec-fetch-site": "cross-site", "content-type": ""},
        BROWSER | {"sec-fetch-site": "cross-site", "authorization": "Basic dXNlcjpwYXNz"},
        {"user-agent": "curl/8", "sec-fetch-site": "cross-site"},
        {"origin": "https://newsroom.test.evil.example"},
        {"origin": "https://newsroom.test"},
    ],
)
async def test_a_simple_request_for_another_site_is_refused(headers: dict[str, str]) -> None:
    async with client() as http:
        got = await http.get("/graphql", params=ASK, headers=headers)
        head = await http.head("/graphql", params=ASK, headers=headers)
    assert (got.status_code, code_of(got)) == (403, "CSRF_REFUSED")
    assert head.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": "node", "sec-fetch-mode": "cors"},
        BROWSER | {"sec-fetch-site": "same-origin"},
        BROWSER | {"sec-fetch-site": "none"},
        BROWSER | {"origin": "http://newsroom.test"},
        CROSS | {"content-type": "application/json"},
        CROSS | {"apollo-require-preflight": "1"},
        CROSS | {"graphql-require-preflight": "1"},
        CROSS | {"x-apollo-operation-name": "Hello"},
        BROWSER | {"content-type": "application/json"},
    ],
)
async def test_who_asked_first_or_is_no_victim_is_answered(headers: dict[str, str]) -> None:
    async with client() as http:
        got = await http.get("/graphql", params=ASK, headers=headers)
    assert got.json() == {"data": {"hello": "Hello, world"}}


SHA256 = hashlib.sha256(QUERY.encode()).hexdigest()
EXTENSIONS = f'{{"persistedQuery":{{"version":1,"sha256Hash":"{SHA256}"}}}}'


async def test_a_trusted_document_may_be_asked_for_by_any_page(tmp_path: Path) -> None:
    (tmp_path / "hello.graphql").write_text(QUERY, encoding="utf-8")
    async with client(Settings(documents=tmp_path)) as http:
        with_text = await http.get("/graphql", params=ASK | {"extensions": EXTENSIONS}, headers=CROSS)
        by_hash = await http.get("/graphql", params={"extensions": EXTENSIONS}, headers=CROSS)
        by_name = await http.get("/graphql", params={"documentId": "hello"}, headers=CROSS)
    assert code_of(with_text) == "CSRF_REFUSED"
    assert by_hash.json() == by_name.json() == {"data": {"hello": "Hello, world"}}


async def test_a_document_that_a_client_registered_may_not() -> None:
    async with client() as http:
        await http.post("/graphql", json={"query": QUERY, "extensions": json.loads(EXTENSIONS)})
        for params in ({"extensions": EXTENSIONS}, {"documentId": f"sha256:{SHA256}"}):
            of_a_page = await http.get("/graphql", params=params, headers=CROSS)
            of_a_program = await http.get("/graphql", params=params)
            assert (of_a_page.status_code, code_of(of_a_page)) == (403, "CSRF_REFUSED")
            assert of_a_program.json() == {"data": {"hello": "Hello, world"}}


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_a_post_that_a_form_can_make_is_never_executed(content_type: str) -> None:
    async with client(Settings(csrf_prevention=False)) as http:
        response = await http.post(
            "/graphql", content=b'{"query":"{ hello }"}', headers={"content-type": content_type}
        )
    assert response.status_code == 415


async def test_it_is_a_switch() -> None:
    async with client(Settings(csrf_prevention=False)) as http:
        response = await http.get("/graphql", params=ASK, headers=CROSS)
    assert response.json() == {"data": {"hello": "Hello, world"}}


async def test_a_link_from_another_site_opens_the_playground() -> None:
    headers = BROWSER | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "accept": "text/html"}
    async with client() as http:
        response = await http.get("/graphql", headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
