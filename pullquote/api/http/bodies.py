"""The body of a request: read up to a limit, by its headers JSON, and a JSON value.

Raises :class:`~pullquote.api.errors.Refused` for whatever is not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.types import Receive

from pullquote.api.errors import refused
from pullquote.api.http.negotiation import split

LARGEST_NUMBER = sys.float_info.max


class ClientGone(Exception):
    """The client closed the connection before its request was whole; there is nobody to answer."""


async def read_body(receive: Receive, headers: Mapping[bytes, bytes], limit: int) -> bytes:
    """The body of a request, at most ``limit`` bytes, enforced while it comes in. Raises ClientGone too."""
    declared = headers.get(b"content-length", b"")
    if declared.isdigit() and int(declared[:20]) > limit:
        raise _too_large(limit)
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        if len(body) > limit:
            raise _too_large(limit)
        return body
    chunks, size = [body], len(body)
    while message.get("more_body", False):
        if size > limit:
            raise _too_large(limit)
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
    if size > limit:
        raise _too_large(limit)
    return b"".join(chunks)


def _too_large(limit: int) -> Exception:
    # The rest of the body is not read, so the connection cannot serve another request.
    message = f"The body is larger than {limit} bytes."
    return refused("PAYLOAD_TOO_LARGE", message, headers={"Connection": "close"})


def check_content_type(headers: Mapping[bytes, bytes]) -> None:
    """Refuse a body that is not plain JSON in UTF-8, by its headers."""
    if headers.get(b"content-encoding", b"identity").strip().lower() not in {b"identity", b""}:
        raise refused("UNSUPPORTED_MEDIA_TYPE", "The body must not be compressed.")
    content_type = headers.get(b"content-type", b"").decode("latin-1")
    if content_type == "application/json":
        return
    media_type, *parameters = split(content_type, ";")
    if not media_type.strip():
        raise refused("UNSUPPORTED_MEDIA_TYPE", "Send the body with `Content-Type: application/json`.")
    if media_type.strip().lower() != "application/json":
        raise refused("UNSUPPORTED_MEDIA_TYPE", "The body must be application/json.")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in {"utf-8", "utf8"}:
            raise refused("UNSUPPORTED_MEDIA_TYPE", "The body must be in UTF-8.")


def parse_json(text: bytes, what: str) -> Any:
    """The JSON value in ``text``; ``what`` it is, for the message. orjson refuses what nests over 1,024 deep.

    A number beyond the range of a double is JSON, too (RFC 8259, section 6): it is read as the largest, which no
    type takes for anything that was meant, so that the error is about the number.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:
        # Numbers apart, orjson has the last word: it refuses halves of surrogate pairs, for one.
        read = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=_no_constant)
        return orjson.loads(json.dumps(read))
    except (ValueError, RecursionError):
        raise refused("BAD_REQUEST", f"{what} is not JSON in UTF-8.") from None


def _number(text: str) -> float:
    return max(-LARGEST_NUMBER, min(float(text), LARGEST_NUMBER))


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is not JSON")
