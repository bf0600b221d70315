"""An idle stream says something now and then, and its source is closed however it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from pullquote.api.streams.keepalive import keep_alive

pytestmark = pytest.mark.anyio
BEAT = b":"


class Source:
    """Chunks, each when the test lets it come."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_closed = False
        self.waits = asyncio.Event()

    async def chunks(self, *chunks: bytes) -> AsyncGenerator[bytes, None]:
        try:
            for chunk in chunks:
                self.asked += 1
                yield chunk
            self.asked += 1
            await self.waits.wait()
            yield b"late"
        finally:
            self.is_closed = True


async def test_beats_come_while_there_is_nothing_and_chunks_as_they_come() -> None:
    source = Source()
    stream = keep_alive(source.chunks(b"1", b"2"), BEAT, 0.001)
    assert [await anext(stream) for _ in range(4)] == [b"1", b"2", BEAT, BEAT]
    source.waits.set()
    rest = [chunk async for chunk in stream]
    assert [chunk for chunk in rest if chunk != BEAT] == [b"late"]
    assert source.is_closed


async def test_the_next_chunk_is_not_asked_for_before_the_reader_wants_it() -> None:
    source = Source()
    stream = keep_alive(source.chunks(b"1", b"2"), BEAT, 60)
    assert await anext(stream) == b"1"
    await asyncio.sleep(0)
    assert source.asked == 1
    await stream.aclose()
    assert source.is_closed


async def test_a_source_that_waits_is_closed_with_its_stream() -> None:
    source = Source()
    stream = keep_alive(source.chunks(), BEAT, 0.001)
    assert await anext(stream) == BEAT
    await stream.aclose()
    assert source.is_closed


async def test_an_error_of_the_source_is_the_streams() -> None:
    async def failing() -> AsyncGenerator[bytes, None]:
        yield b"1"
        raise ValueError("broken")

    stream = keep_alive(failing(), BEAT, 60)
    assert await anext(stream) == b"1"
    with pytest.raises(ValueError, match="broken"):
        await anext(stream)
