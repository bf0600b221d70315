"""Something to send while there is nothing to say, so that proxies do not close an idle stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress


async def keep_alive(
    source: AsyncGenerator[bytes, None], beat: bytes, seconds: float
) -> AsyncGenerator[bytes, None]:
    """The chunks of ``source``, and ``beat`` whenever there has been none for so many seconds.

    The source is closed when this ends, however it ends; it is never asked for a chunk ahead of its turn.
    """
    waiting: asyncio.Future[bytes] | None = None
    try:
        while True:
            if waiting is None:
                waiting = asyncio.ensure_future(anext(source))
            done, _ = await asyncio.wait({waiting}, timeout=seconds)
            if not done:
                yield beat
                continue
            finished, waiting = waiting, None
            try:
                chunk = finished.result()
            except StopAsyncIteration:
                return
            yield chunk
    finally:
        if waiting is not None:
            waiting.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await waiting
        await source.aclose()
