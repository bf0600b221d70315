"""A least-recently-used cache, bounded by the weight of what it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
FREED_AT_ONCE = 4
"""Entries that are freed with each value that comes, once all are forgotten: more than come."""


class LRU(Generic[K, V]):
    """Holds values up to ``capacity``, by the weight of each; one heavier than ``heaviest`` is not held at all.

    The unit of weights is the caller's: bytes, or 1 for each. For one thread, such as that of an event loop.
    """

    def __init__(self, capacity: int, weight: Callable[[K, V], int], *, heaviest: int | None = None) -> None:
        self.capacity = capacity
        self.heaviest = capacity if heaviest is None else heaviest
        self.weight = 0
        self._weigh = weight
        self._values: OrderedDict[K, V] = OrderedDict()
        self._weights: dict[K, int] = {}
        self._forgotten: list[dict[K, V] | dict[K, int]] = []
        """What is to be freed, a little at a time."""

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def get(self, key: K) -> V | None:
        """The value, which is then the one used last; None where there is none."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: K, value: V) -> None:
        """Add ``value``, and forget the values used longest ago until the rest fit."""
        self._free_some()
        self.remove(key)
        self._values[key] = value
        self._weights[key] = 0
        self.weigh_again(key)

    def weigh_again(self, key: K) -> None:
        """Count what the value of ``key`` weighs now, if it is there, and forget others, or it, until the rest fit."""
        value = self._values.get(key)
        if value is None:
            return
        weight = self._weigh(key, value)
        if weight > self.heaviest:
            self.remove(key)
            return
        self.weight += weight - self._weights[key]
        self._weights[key] = weight
        while self.weight > self.capacity:
            oldest, _ = self._values.popitem(last=False)
            self.weight -= self._weights.pop(oldest)

    def remove(self, key: K) -> None:
        """Forget the value, if there is one."""
        if self._values.pop(key, None) is not None:
            self.weight -= self._weights.pop(key)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._weights.clear()
        self.weight = 0

    def forget(self) -> None:
        """Forget everything, and free it as other values come: to free a thousand at once takes a millisecond, in which
        nobody else is served."""
        self._forgotten += [self._values, self._weights]
        self._values, self._weights, self.weight = OrderedDict(), {}, 0

    def _free_some(self) -> None:
        for _ in range(FREED_AT_ONCE if self._forgotten else 0):
            if self._forgotten[-1]:
                self._forgotten[-1].popitem()
            else:
                self._forgotten.pop()
                if not self._forgotten:
                    return
