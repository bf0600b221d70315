"""A least-recently-used cache, bounded by the weight of what it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


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
