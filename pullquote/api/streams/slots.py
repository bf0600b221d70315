"""How many long-lived responses a process serves at once, and that they end when it does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Slots:
    """A count of open streams with a ceiling; one for each process."""

    limit: int
    """How many may be open at once."""
    open: int = field(default=0, init=False)
    """How many are open now."""
    closing: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    """Set when the server begins to shut down, which ends every stream."""

    @property
    def full(self) -> bool:
        """Whether another stream must be refused."""
        return self.open >= self.limit or self.closing.is_set()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """One slot, for as long as the block runs."""
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    def close(self) -> None:
        """End every stream, and refuse new ones."""
        self.closing.set()
