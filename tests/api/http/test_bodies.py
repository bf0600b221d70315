"""Bodies are read up to the limit, and are JSON in UTF-8 by their headers."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from starlette.types import Message

from pullquote.api.errors import Refused
from pullquote.api.http.bodies import ClientGone, check_content_type, parse_json, read_body


@pytest.mark.parametrize("text", [b"{", b"NaN", b"'a'", b'"\\ud800"', b'"\xff"', b"[" * 2_000])
def test_what_is_no_json_is_refused(text: bytes) -> None:
    with pytest.raises(Refused, match="The body is not JSON in UTF-8") as refusal:
        parse_json(text, "The body")
    assert refusal.value.code == "BAD_REQUEST"


@pytest.mark.parametrize(
    "value", [b"application/json", b"Application/JSON ; charset=UTF-8", b'application/json; charset="utf8"']
)
def test_json_in_utf_8_is_accepted(value: bytes) -> None:
    check_content_type({b"content-type": value})


@pytest.mark.parametrize(
    "value",
    [b"", b"text/plain", b"application/json; charset=latin-1", b"application/jsonp", b"multipart/form-data"],
)
def test_other_bodies_are_not(value: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        check_content_type({b"content-type": value})
    assert refusal.value.code == "UNSUPPORTED_MEDIA_TYPE"


async def received(
    chunks: Iterable[bytes | None], *, limit: int = 10, declared: bytes | None = None
) -> bytes:
    """The body that comes in these chunks; None is a client that goes."""
    messages: list[Message] = [
        {"type": "http.disconnect"}
        if chunk is None
        else {"type": "http.request", "body": chunk, "more_body": True}
        for chunk in chunks
    ]
    if messages and messages[-1]["type"] == "http.request":
        messages[-1]["more_body"] = False
    coming = iter(messages)

    async def receive() -> Message:
        return next(coming)

    return await read_body(receive, {} if declared is None else {b"content-length": declared}, limit)


@pytest.mark.anyio
async def test_a_body_comes_whole_or_in_chunks_up_to_the_limit() -> None:
    assert await received([b"0123456789"]) == b"0123456789"
    assert await received([b"01234", b"", b"56789"]) == b"0123456789"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("chunks", "declared"),
    [([b"0123456789a"], None), ([b"01234", b"56789", b"a"], None), ([], b"11"), ([], b"9" * 40)],
)
async def test_a_larger_body_is_refused_before_it_is_read_to_its_end(
    chunks: list[bytes], declared: bytes | None
) -> None:
    with pytest.raises(Refused) as refusal:
        await received([*chunks, b"never read"] if len(chunks) != 1 else chunks, declared=declared)
    assert refusal.value.code == "PAYLOAD_TOO_LARGE"
    assert refusal.value.headers == {"Connection": "close"}


@pytest.mark.anyio
@pytest.mark.parametrize("chunks", [[None], [b"0", None]])
async def test_a_client_that_goes_before_the_end_gets_no_answer(chunks: list[bytes | None]) -> None:
    with pytest.raises(ClientGone):
        await received(chunks)
