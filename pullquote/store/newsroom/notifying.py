"""Notifies many tasks, a few at a time, so that requests get a turn in between."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from itertools import islice
from typing import Any

AT_ONCE = 16
"""Tasks that are notified before requests get a turn: what each does takes a millisecond or two."""


class Notifier:
    """Notifies all tasks that wait for it. For one thread, that of the event loop."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Future[None], None] = {}
        self._due: dict[asyncio.Future[None], None] = {}

    async def wait(self) -> None:
        """Wait for the next notification."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting[waiter] = None
        try:
            await waiter
        finally:
            self._waiting.pop(waiter, None)
            self._due.pop(waiter, None)

    def notify(self) -> None:
        """Notify all that wait now, in the order in which they began to."""
        if not self._due and self._waiting:
            asyncio.get_running_loop().call_soon(self._notify_some)
        self._due |= self._waiting
        self._waiting.clear()

    def _notify_some(self) -> None:
        for waiter in list(islice(self._due, AT_ONCE)):
            del self._due[waiter]
            if not waiter.done():
                waiter.set_result(None)
        if self._due:
            asyncio.get_running_loop().call_soon(self._notify_some)


class Listeners:
    """Those who listen to a newsroom: what they wait for, and what they share. For one thread, that of the event loop."""

    def __init__(self) -> None:
        self.changed = Notifier()
        """Says when there is something new."""
        self.found: dict[Hashable, Any] = {}
        """What listeners found, until there is something new; see :class:`~pullquote.schema.context.Following`."""

    def announce(self) -> None:
        """Notify listeners, after an edition was put in its place; on the event loop."""
        self.found.clear()
        self.changed.notify()
