"""Who may open a WebSocket, by the headers of its handshake and by what its ``connection_init`` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.websockets import WebSocket

from pullquote.api.errors import CODES, Refused, refused
from pullquote.api.http.cors import Cors
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.operations.operations import encode

DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def check_origin(headers: Mapping[bytes, bytes], cors: Cors) -> None:
    """Refuse pages of origins that may not read, since browsers do not apply CORS to WebSockets. Raises Refused.

    A client without an origin is no page; one of this server's own host is its own.
    """
    origin = headers.get(b"origin")
    if origin is None or headers.get(b"sec-fetch-site") == b"same-origin":
        return
    if not cors.admits(origin) and not _is_same_host(origin, headers.get(b"host", b"")):
        raise refused("ORIGIN_REFUSED", "Pages of this origin may not open a WebSocket.")


def _is_same_host(origin: bytes, host: bytes) -> bool:
    """Whether ``origin`` is at ``host``; a proxy may have taken https off, so schemes do not count."""
    try:
        page, here = urlsplit(origin.decode("latin-1")), urlsplit(f"//{host.decode('latin-1').strip()}")
        default = DEFAULT_PORTS.get(page.scheme)
        same_port = (page.port or default) == (here.port or default)
    except ValueError:
        return False
    return page.hostname is not None and page.hostname == here.hostname and same_port


def admits(preview_access: PreviewAccess, payload: Mapping[str, object]) -> bool:
    """Whether the payload of a ``connection_init`` has the token of the preview. Raises Refused for another."""
    credentials = _credentials(payload)
    return credentials is not None and preview_access.admits_credentials(credentials)


def _credentials(payload: Mapping[str, object]) -> bytes | None:
    """What a payload has for the header ``Authorization``: at its top or among its ``headers``; a token that opens
    nothing for what is no text."""
    headers = payload.get("headers")
    for names in (payload, headers if isinstance(headers, dict) else {}):
        for name, value in names.items():
            if name.lower() == "authorization" and value is not None:
                if not isinstance(value, str):
                    return b"Bearer"
                return value.strip().encode("utf-8", "surrogatepass")
    return None


async def deny(websocket: WebSocket, refusal: Refused) -> None:
    """Refuse a handshake, with the reason where the server can send one."""
    if "websocket.http.response" not in websocket.scope.get("extensions", {}):
        await websocket.close()
        return
    body = encode({"errors": list(refusal.errors)})
    status = CODES[refusal.code].status
    await websocket.send_denial_response(Response(body, status, refusal.headers, "application/json"))
