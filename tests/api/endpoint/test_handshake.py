"""Who may open a WebSocket, and how one is refused."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from starlette.types import Message, Scope
from starlette.websockets import WebSocket

from pullquote.api.endpoint.handshake import admits, check_origin, deny
from pullquote.api.errors import Refused, refused
from pullquote.api.http.cors import Cors
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.settings import Settings

TOKEN = "0123456789abcdef0123"
NOBODY = Cors.of(Settings(cors_origins=()))
PARTNER = Cors.of(Settings(cors_origins=("https://partner.example",)))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {b"origin": b"https://news.example", b"host": b"news.example"},
        {b"origin": b"https://news.example:443", b"host": b"news.example:443"},
        {b"origin": b"http://[::1]:8000", b"host": b"[::1]:8000"},
        {b"origin": b"https://elsewhere.example", b"sec-fetch-site": b"same-origin"},
    ],
)
def test_clients_that_are_no_page_and_pages_of_this_host_may_connect(headers: dict[bytes, bytes]) -> None:
    check_origin(headers, NOBODY)


@pytest.mark.parametrize(
    "headers",
    [
        {b"origin": b"https://evil.example", b"host": b"news.example"},
        {b"origin": b"https://news.example:8443", b"host": b"news.example"},
        {b"origin": b"https://news.example.evil.example", b"host": b"news.example"},
        {b"origin": b"null", b"host": b"news.example"},
        {b"origin": b"https://news.example", b"host": b""},
        {b"origin": b"https://news.example:port", b"host": b"news.example"},
        {b"origin": b"https://evil.example", b"host": b"news.example", b"sec-fetch-site": b"cross-site"},
    ],
)
def test_pages_of_other_hosts_may_not(headers: dict[bytes, bytes]) -> None:
    with pytest.raises(Refused) as refusal:
        check_origin(headers, NOBODY)
    assert refusal.value.code == "ORIGIN_REFUSED"


def test_pages_of_an_origin_in_the_settings_may() -> None:
    check_origin({b"origin": b"https://partner.example", b"host": b"news.example"}, PARTNER)


@pytest.mark.parametrize(
    ("payload", "sees"),
    [
        ({}, False),
        ({"Authorization": f"Bearer {TOKEN}"}, True),
        ({"headers": {"authorization": f"bearer {TOKEN} "}}, True),
        ({"headers": "none"}, False),
        ({"authorization": None}, False),
    ],
)
def test_the_token_of_the_preview_may_be_in_the_payload(payload: dict[str, Any], sees: bool) -> None:
    access = PreviewAccess.of(Settings(preview_token=TOKEN))
    assert admits(access, payload) is sees


@pytest.mark.parametrize("value", [7, 0, True, False, ["Bearer"], {}])
@pytest.mark.parametrize("at_top", [True, False])
def test_what_is_no_text_is_no_token(value: object, at_top: bool) -> None:
    access = PreviewAccess.of(Settings(preview_token=TOKEN))
    given = {"authorization": value}
    with pytest.raises(Refused):
        admits(access, given if at_top else {"headers": given})


@pytest.mark.parametrize("credentials", ["Bearer another", TOKEN])
def test_another_token_is_refused_and_so_is_ours_without_its_scheme(credentials: str) -> None:
    access = PreviewAccess.of(Settings(preview_token=TOKEN))
    with pytest.raises(Refused) as refusal:
        admits(access, {"authorization": credentials})
    assert refusal.value.code == "UNAUTHENTICATED"


async def denied(**extensions: object) -> list[Message]:
    """What a server is asked to send of a handshake that is refused."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "websocket", "extensions": extensions, "headers": [], "path": "/graphql"}
    await deny(WebSocket(scope, receive, send), refused("ORIGIN_REFUSED", "Not this one."))
    return sent


@pytest.mark.anyio
async def test_a_server_that_can_send_a_reason_sends_it() -> None:
    start, *bodies = await denied(**{"websocket.http.response": {}})
    assert (start["type"], start["status"]) == ("websocket.http.response.start", 403)
    [error] = orjson.loads(b"".join(each["body"] for each in bodies))["errors"]
    assert error == {"message": "Not this one.", "extensions": {"code": "ORIGIN_REFUSED"}}


@pytest.mark.anyio
async def test_another_closes_the_connection() -> None:
    [message] = await denied()
    assert message["type"] == "websocket.close"
