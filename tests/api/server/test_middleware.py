"""Around every address: one log line, the common headers, the id, and an answer to whatever goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from pullquote.api.errors import refused
from tests.api.toys import SECRET, code_of, toy_app

pytestmark = pytest.mark.anyio
Lines = list[MutableMapping[str, Any]]


@asynccontextmanager
async def asking(
    endpoint: Callable[[Request], Any] | None = None,
) -> AsyncIterator[tuple[httpx.AsyncClient, Lines]]:
    """A client of the application, with ``endpoint`` at ``/more``, and the lines of the log."""
    app: Starlette = toy_app()
    if endpoint is not None:
        app.router.routes.insert(0, Route("/more", endpoint))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    with structlog.testing.capture_logs() as lines:
        async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as http:
            yield http, lines


async def test_a_page_gets_the_headers_and_the_tag_of_every_answer() -> None:
    async def page(_request: Request) -> Response:
        return PlainTextResponse("word " * 1_000)

    async with asking(page) as (http, lines):
        first = await http.get("/more", headers={"x-request-id": "r1"})
        again = await http.get("/more", headers={"if-none-match": first.headers["etag"]})
    assert first.headers["x-request-id"] == "r1"
    assert first.headers["content-encoding"] in {"br", "gzip", "zstd"}
    assert first.headers["x-content-type-options"] == "nosniff"
    assert (again.status_code, again.content) == (304, b"")
    assert [line["status"] for line in lines if line["event"] == "request"] == [200, 304]


async def test_a_stream_goes_on_as_it_comes_with_the_common_headers() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"one"
        yield b"two"

    async def page(_request: Request) -> Response:
        return StreamingResponse(pieces(), media_type="text/plain")

    async with asking(page) as (http, lines):
        answer = await http.get("/more")
    assert answer.content == b"onetwo"
    assert "etag" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    [line] = [line for line in lines if line["event"] == "request"]
    assert (line["status"], line["bytes"]) == (200, 6)


async def test_an_error_that_nobody_expected_is_masked_and_logged() -> None:
    async def page(_request: Request) -> Response:
        raise RuntimeError(SECRET)

    async with asking(page) as (http, lines):
        answer = await http.get("/more", headers={"x-request-id": "r1"})
    assert (answer.status_code, code_of(answer)) == (500, "INTERNAL_SERVER_ERROR")
    assert SECRET not in answer.text
    assert answer.json()["errors"][0]["extensions"]["requestId"] == "r1"
    assert [line["event"] for line in lines] == ["unexpected error", "request"]


async def test_a_refusal_has_its_status_and_code() -> None:
    async def page(_request: Request) -> Response:
        raise refused("UNAUTHENTICATED", "Not with this token.")

    async with asking(page) as (http, _):
        answer = await http.get("/more")
    assert (answer.status_code, code_of(answer)) == (401, "UNAUTHENTICATED")


async def test_a_preflight_is_answered_at_any_address() -> None:
    asked = {"origin": "https://a.example", "access-control-request-method": "POST"}
    async with asking() as (http, _):
        answers = [await http.options(path, headers=asked) for path in ("/graphql", "/nothing")]
    for answer in answers:
        assert (answer.status_code, answer.content) == (204, b"")
        assert "POST" in answer.headers["access-control-allow-methods"]


async def test_what_there_is_not_is_json_with_a_code() -> None:
    async with asking() as (http, lines):
        answer = await http.get("/nothing")
    assert (answer.status_code, code_of(answer)) == (404, "NOT_FOUND")
    assert [line["status"] for line in lines if line["event"] == "request"] == [404]
