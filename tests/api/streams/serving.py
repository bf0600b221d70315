"""The toy schema served by the application itself, on a real port, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import uvicorn

from pullquote.api.server.app import create_app
from pullquote.api.server.server import PROTOCOL, WEB_SOCKET_PROTOCOL
from pullquote.api.settings import Settings
from pullquote.store.model.snapshots.asking import WholeSnapshot
from pullquote.store.newsroom.editions import Edition
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.newsroom.watch_modes import WatchMode
from tests.api.streams import toy

TOKEN = "0123456789abcdef0123"


class Named(WholeSnapshot, str):
    """Stands for a snapshot: the toy schema serves nothing of it but its name."""

    __slots__ = ()

    counts = problems = ()
    loaded_at = datetime.fromtimestamp(0, UTC)

    @property
    def version(self) -> str:
        """The name."""
        return str(self)

    @property
    def identity(self) -> Named:
        """What answers are cached by."""
        return self

    def warm(self) -> None:
        """Make nothing: it has no indexes."""


@dataclass(frozen=True)
class Served:
    """A running server: its addresses, and the newsroom that it serves."""

    url: str
    newsroom: Newsroom
    slots: Any

    @property
    def web_socket(self) -> str:
        """The address for WebSockets."""
        return self.url.replace("http", "ws")

    async def reset(self) -> None:
        """Serve Monday's edition to nobody."""
        while self.slots.open:
            await asyncio.sleep(0.001)  # the server hears of a client's leaving in its own time
        toy.source.reset()
        self.publish("monday")

    def publish(self, version: str) -> None:
        """Serve another edition, of this name."""
        self.newsroom.edition = Edition(
            public=cast("Any", Named(version)),
            preview=cast("Any", Named(f"{version} and drafts")),
            problems=(),
            next_visibility_change=None,
        )


@asynccontextmanager
async def serving(**settings: Any) -> AsyncGenerator[Served, None]:
    """Serve the toy schema while the block runs."""
    newsroom = Newsroom(Path())
    settings = {"watch": WatchMode.OFF, "playground": False, "preview_token": TOKEN, **settings}
    app = create_app(Settings(**settings), newsroom, toy.schema)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            port=0,
            http=PROTOCOL,
            ws=WEB_SOCKET_PROTOCOL,
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=10,
        )
    )
    toy.source.reset()
    slots = app.state.endpoint.streams.slots
    served = Served("", newsroom, slots)
    served.publish("monday")
    running = asyncio.ensure_future(server.serve())
    try:
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Served(f"http://127.0.0.1:{port}/graphql", newsroom, slots)
    finally:
        slots.close()
        server.should_exit = True
        await running
