"""What clients have not read yet: how long it waits for them, and how much of it a process holds.

A server cannot make a client read. What it has written meanwhile lies in its memory, also after it has closed
the connection. So each connection is looked at: one whose client reads nothing for a while is dropped, and
where all together hold too much, those that hold the most.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from structlog.typing import FilteringBoundLogger

from pullquote.api.settings import Settings
from pullquote.api.telemetry.counters import LabelledCounter

log: FilteringBoundLogger = structlog.get_logger()

DRAINED: Final = "pullquote.drained"
"""The extension in the ASGI scope of a WebSocket that returns when enough was read to send more, or raises OSError.

To send says only that something is on its way: a server waits until it is read before it sends again. To wait for
that with the next message in hand, or while the sender still has the last one, would hold every message twice.
"""
Drained = Callable[[], Awaitable[None]]
LOOKS: Final = 4
"""How often a connection is looked at before the shortest of its limits has passed."""
STALLED: Final = "stalled"
"""Why a connection is dropped: its client reads nothing."""
TOO_MUCH: Final = "too_much_unsent"
"""The same: it held the most when all together held too much."""


@dataclass(eq=False, slots=True)
class _WatchedConnection:
    transport: asyncio.Transport
    give_up: Callable[[], None]
    unsent: int = 0
    """Bytes at the last look."""
    since: float = 0.0
    """When the client was last seen to read, or had nothing to read."""
    paused: bool = False
    """Whether nothing more is written before the client reads."""
    is_counted: bool = False
    """Whether it was counted as dropped."""


class Unsent(Collector):
    """The unsent bytes of all connections of a process, and their metrics."""

    def __init__(self, settings: Settings) -> None:
        self._limit = settings.max_unsent_bytes
        self._total = settings.max_unsent_total_bytes
        self._stall = settings.stream_stall_seconds
        self._closing = settings.closing_stall_seconds
        self._connections: dict[asyncio.BaseTransport, _WatchedConnection] = {}
        self._paused: set[_WatchedConnection] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._stopping = False
        self.dropped = LabelledCounter(
            "pullquote_connections_dropped", "Connections of clients that did not read.", ["reason"]
        )

    def add(self, transport: asyncio.Transport, give_up: Callable[[], None]) -> None:
        """Watch a connection. ``give_up`` is called when its client has not read for too long."""
        transport.set_write_buffer_limits(high=self._limit)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            # What the kernel takes ahead of what it sends is unsent, too: megabytes, unless it is limited.
            with suppress(OSError, AttributeError):  # no TCP: a Unix socket, say
                transport.get_extra_info("socket").setsockopt(
                    socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, self._limit
                )
        self._connections[transport] = _WatchedConnection(transport, give_up)
        self._look_later()

    def remove(self, transport: asyncio.BaseTransport) -> None:
        """A connection is no more."""
        connection = self._connections.pop(transport, None)
        if connection is not None:
            self._paused.discard(connection)

    def paused(self, transport: asyncio.BaseTransport) -> None:
        """As much is unsent as one client may have; nothing more is written to it for now."""
        connection = self._connections.get(transport)
        if connection is None:
            return
        connection.paused = True
        connection.unsent = connection.transport.get_write_buffer_size()
        connection.since = asyncio.get_running_loop().time()
        self._paused.add(connection)
        self._drop_largest(self._paused)

    def resumed(self, transport: asyncio.BaseTransport) -> None:
        """The client has read most of it."""
        connection = self._connections.get(transport)
        if connection is not None:
            connection.paused = False
            self._paused.discard(connection)

    def stop(self) -> None:
        """The server stops: it waits for those who read, and not for others."""
        self._stopping = True

    @property
    def bytes(self) -> int:
        """How much is unsent now."""
        return sum(each.transport.get_write_buffer_size() for each in self._connections.values())

    def collect(self) -> Iterator[Metric]:
        """The metrics of now."""
        yield GaugeMetricFamily(
            "pullquote_unsent_bytes", "Answers that clients have not read yet.", float(self.bytes)
        )
        yield from self.dropped.collect()

    def _look_later(self) -> None:
        if self._timer is None and self._connections:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(min(self._stall, self._closing) / LOOKS, self._look)

    def _look(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        for connection in list(self._connections.values()):
            unsent, before = connection.transport.get_write_buffer_size(), connection.unsent
            connection.unsent = unsent
            closing = connection.transport.is_closing()
            # Less is unsent only if some was read: while it is paused or closing nothing more is written.
            if not unsent or unsent < before or not (connection.paused or closing):
                connection.since = now
            elif now - connection.since >= (self._closing if closing or self._stopping else self._stall):
                self._drop(connection, STALLED, at_once=closing or self._stopping)
                connection.since = now
        self._drop_largest(self._connections.values())
        self._look_later()

    def _drop_largest(self, connections: Iterable[_WatchedConnection]) -> None:
        """Drop those of ``connections`` that hold the most, until they hold no more than all may."""
        held = {each: each.transport.get_write_buffer_size() for each in connections}
        total = sum(held.values())
        while total > self._total:
            largest = max(held, key=held.__getitem__)
            total -= held.pop(largest)
            self._drop(largest, TOO_MUCH, at_once=True)

    def _drop(self, connection: _WatchedConnection, reason: str, *, at_once: bool) -> None:
        if not connection.is_counted:
            connection.is_counted = True
            self.dropped.count((reason,))
            log.info("a client does not read, and is dropped", reason=reason, unsent_bytes=connection.unsent)
        if at_once:
            connection.transport.abort()
        else:
            connection.give_up()
