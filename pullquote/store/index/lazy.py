"""Things that are made when they are first asked for, and then kept."""

from __future__ import annotations

from collections.abc import Callable, Container
from threading import RLock
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class LazyMapping(dict[K, V]):
    """A mapping whose values are made when they are first read, once, by whichever thread comes first.

    After that a read is a plain dictionary's. Iteration and length know only what was made already; ``makers``
    has all keys.
    """

    def __init__(self, makers: dict[K, Callable[[], V]]) -> None:
        super().__init__()
        self.makers = makers
        self._lock = RLock()

    def __missing__(self, key: K) -> V:
        make = self.makers[key]
        with self._lock:
            made = super().get(key)
            if made is None:
                made = self[key] = make()
            return made

    def make_all(self, but: Container[K] = ()) -> None:
        """Make what was not asked for yet, ``but`` for some."""
        for key in self.makers:
            if key not in but:
                self[key]
