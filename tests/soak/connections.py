"""HTTP/1.1 to GraphQL with as little work as it takes: a thousand clients share one process with the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import orjson

HEAD = (
    "POST /graphql HTTP/1.1\r\nhost: {host}\r\naccept: {accept}\r\n"
    "content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
)
EVENTS = "text/event-stream"
JSON = "application/graphql-response+json"
Variables = Mapping[str, Any]


class NotAnswered(Exception):
    """An answer that is none: another status, or a connection that broke."""


class Connection:
    """One connection, for one request after the other, or for a stream that ends with it."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, query: str, variables: Variables | None = None) -> bytes:
        """The body of an answer. Raises NotAnswered, and OSError where nobody is there."""
        try:
            reader, headers = await self._send(query, variables or {}, JSON)
            return await reader.readexactly(int(headers[b"content-length"]))
        except (asyncio.IncompleteReadError, KeyError) as error:
            raise NotAnswered(repr(error)) from error

    async def listen(self, query: str, variables: Variables | None = None) -> AsyncGenerator[bytes, None]:
        """Subscribe; when this returns it is in place. Gives the JSON of each event, until the server ends it.

        Raises NotAnswered, as reading the events does.
        """
        try:
            reader, _ = await self._send(query, variables or {}, EVENTS)
        except asyncio.IncompleteReadError as error:
            raise NotAnswered(repr(error)) from error
        return _events(reader)

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _send(
        self, query: str, variables: Variables, accept: str
    ) -> tuple[asyncio.StreamReader, dict[bytes, bytes]]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                self._address.hostname, self._address.port
            )
        body = orjson.dumps({"query": query, "variables": variables})
        head = HEAD.format(host=self._address.netloc, accept=accept, length=len(body))
        self._writer.write(head.encode("ascii") + body)
        status, *lines = (await self._reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in lines if line)
        if int(status.split()[1]) != HTTPStatus.OK:
            said = await self._reader.readexactly(int(headers.get(b"content-length", 0)))
            raise NotAnswered(f"{status.decode()} {said.decode()}")
        return self._reader, headers


async def _events(reader: asyncio.StreamReader) -> AsyncGenerator[bytes, None]:
    """The data of the ``next`` events in a chunked body."""
    text = b""
    try:
        while size := int(await reader.readline(), 16):
            text += (await reader.readexactly(size + 2))[:-2]
            *events, text = text.split(b"\n\n")
            for event in events:
                if event.startswith(b"event: next\ndata: "):
                    yield event.removeprefix(b"event: next\ndata: ")
    except (asyncio.IncompleteReadError, OSError, ValueError) as error:
        raise NotAnswered(repr(error)) from error
