"""Ending streams when the process gets a signal to stop.

A server waits for the responses that are under way before it stops, and a stream would make it wait for
ever; ASGI has no word for "soon", so this listens to the same signals as the server.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def on_stop(close: Callable[[], None]) -> Iterator[None]:
    """Call ``close`` in the running event loop when a signal says stop, besides what the signal does anyway.

    Nothing happens where there is no graceful stop to wait for: outside the main thread, and for signals
    that nobody handles.
    """
    loop = asyncio.get_running_loop()
    with ExitStack() as handlers:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                handlers.enter_context(_chained(number, lambda: loop.call_soon_threadsafe(close)))
        yield


@contextmanager
def _chained(number: signal.Signals, first: Callable[[], object]) -> Iterator[None]:
    previous = signal.getsignal(number)
    if not callable(previous) or previous is signal.default_int_handler:
        yield
        return

    def handle(received: int, frame: FrameType | None) -> None:
        first()
        previous(received, frame)

    signal.signal(number, handle)
    try:
        yield
    finally:
        if signal.getsignal(number) is handle:
            signal.signal(number, previous)
