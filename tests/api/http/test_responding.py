"""The last step of an answer: its headers as a list for ASGI, and as lines for the fast path, say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.types import Message

from pullquote.api.http.exchange import Answer, AnswerBody, Exchange, RawHeaders
from pullquote.api.http.negotiation import JSON
from pullquote.api.http.responding import Responder
from pullquote.api.settings import Settings

BODY = AnswerBody(b'{"data":{"hello":"Hello, world"}}')
LARGE = AnswerBody(b'{"data":"' + b"word " * 1_000 + b'"}')
CONTENT_TYPE = f"{JSON}; charset=utf-8"


async def _receive() -> Message:
    raise AssertionError


async def _send(_message: Message) -> None:
    raise AssertionError


def exchange(method: str = "GET", headers: Mapping[bytes, bytes] | None = None, **more: Any) -> Exchange:
    return Exchange({"type": "http"}, _receive, _send, method, headers or {}, "request-1", **more)


def answer(body: AnswerBody = BODY, status: int = 200, headers: RawHeaders | None = None) -> Answer:
    return Answer(status, body, CONTENT_TYPE, headers or [])


def rendered(made: Exchange, given: Answer, **settings: Any) -> tuple[int, dict[bytes, bytes], bytes]:
    headers, body = Responder(Settings(**settings)).render(made, given)
    assert len({name for name, _ in headers}) == len(headers)
    return made.status, dict(headers), body


@pytest.mark.parametrize("body", [BODY, LARGE])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {b"accept-encoding": b"gzip"},
        {b"if-none-match": LARGE.etag},
        {b"origin": b"https://a.example", b"accept-encoding": b"br"},
    ],
)
def test_both_ways_to_write_an_answer_say_the_same(
    body: AnswerBody, method: str, preview: bool, asked: dict[bytes, bytes]
) -> None:
    responder = Responder(Settings())
    one, other = (exchange(method, asked, preview=preview) for _ in range(2))
    headers, payload = responder.render(one, answer(body))
    common = b"".join(b"%b: %b\r\n" % header for header in responder.common(asked))
    lines, same = responder.write(other, answer(body), common)
    assert lines.endswith(b"\r\n\r\n")
    assert sorted(lines.strip().split(b"\r\n")) == sorted(b"%b: %b" % header for header in headers)
    assert (payload, one.status, one.sent_bytes) == (same, other.status, other.sent_bytes)


def test_a_client_that_has_the_answer_gets_304_without_length_and_body() -> None:
    status, headers, body = rendered(exchange(headers={b"if-none-match": BODY.etag}), answer())
    assert (status, body) == (304, b"")
    assert headers[b"etag"] == BODY.etag
    assert b"content-length" not in headers


@pytest.mark.parametrize(("method", "status"), [("POST", 200), ("GET", 404)])
def test_only_answers_that_are_read_are_304(method: str, status: int) -> None:
    made = exchange(method, {b"if-none-match": BODY.etag})
    assert rendered(made, answer(status=status))[0] == status


def test_head_has_the_length_of_get_and_no_body() -> None:
    asked = {b"accept-encoding": b"gzip"}
    _, headers, body = rendered(exchange("GET", asked), answer(LARGE))
    status, of_head, nothing = rendered(exchange("HEAD", asked), answer(LARGE))
    assert (status, nothing, of_head) == (200, b"", headers)
    assert int(headers[b"content-length"]) == len(body) < len(LARGE.plain)


def test_a_small_body_is_not_compressed_nor_one_that_is_already() -> None:
    asked = {b"accept-encoding": b"gzip"}
    assert b"content-encoding" not in rendered(exchange(headers=asked), answer(BODY))[1]
    assert (
        rendered(exchange(headers=asked), answer(BODY), compression_min_bytes=1)[1][b"content-encoding"]
        == b"gzip"
    )
    own = answer(LARGE, headers=[(b"content-encoding", b"br")])
    _, headers, body = rendered(exchange(headers=asked), own)
    assert (headers[b"content-encoding"], body) == (b"br", LARGE.plain)


def test_no_cache_keeps_the_preview_or_an_answer_to_a_post() -> None:
    _, public, _ = rendered(exchange(), answer())
    _, preview, _ = rendered(exchange(preview=True), answer())
    _, post, _ = rendered(exchange("POST"), answer())
    assert b"public" in public[b"cache-control"]
    assert preview[b"cache-control"] == b"private, no-store"
    assert post[b"cache-control"] == b"no-store"
    assert public.keys() - preview.keys() == public.keys() - post.keys() == {b"etag"}


def test_what_an_answer_says_itself_is_not_said_twice() -> None:
    own = [(b"cache-control", b"no-cache"), (b"x-frame-options", b"SAMEORIGIN"), (b"etag", b'"own"')]
    _, headers, _ = rendered(exchange(), answer(headers=own))
    assert {name: headers[name] for name, _ in own} == dict(own)


def test_vary_names_the_origin_only_where_answers_differ_by_it() -> None:
    assert b"Origin" not in rendered(exchange(), answer())[1][b"vary"]
    some = rendered(exchange(), answer(), cors_origins=("https://a.example",))
    assert some[1][b"vary"] == b"Accept, Accept-Encoding, Authorization, Origin"
