"""A mapping that forgets what was used longest ago, bounded by the weight of what it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LRU(Generic[K, V]):
    """Keeps values up to ``capacity``, by their weight; a value heavier than that is not kept at all.

    For one thread, such as that of an event loop.
    """

    def __init__(self, capacity: int, weight: Callable[[V], int]) -> None:
        self.capacity = capacity
        self.weight = 0
        self._weigh = weight
        self._values: OrderedDict[K, V] = OrderedDict()

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
        """Keep ``value``, and forget the values used longest ago that there is no more room for."""
        if key in self._values:
            self.remove(key)
        weight = self._weigh(value)
        if weight > self.capacity:
            return
        self._values[key] = value
        self.weight += weight
        while self.weight > self.capacity:
            _, forgotten = self._values.popitem(last=False)
            self.weight -= self._weigh(forgotten)

    def remove(self, key: K) -> None:
        """Forget the value, if there is one."""
        value = self._values.pop(key, None)
        if value is not None:
            self.weight -= self._weigh(value)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self.weight = 0
