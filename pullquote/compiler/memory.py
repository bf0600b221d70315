"""How much memory an operation takes, and caches that count it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields, is_dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MAX_CACHED_BYTES = 16_000
"""Bytes of a value that is cached: what comes again is a filter, not a list of a thousand."""
OBJECT_BYTES = 100
"""What a small object takes, with its place in whatever holds it."""


def compact(written: bytes) -> bytes:
    """A copy of bytes that orjson made, to be held: the original is in a buffer of 4 kB at least."""
    return bytes(memoryview(written))


@dataclass(eq=False)
class MemoryUse:
    """Bytes that all caches of one operation take."""

    bytes: int = 0


def size_of(value: object) -> int:
    """What a value takes in memory, about: of text, numbers, lists, mappings and dataclasses of them.

    Nothing else is looked into: an enum leads to its class, and a class to anything.
    """
    size, stack = 0, [value]
    while stack:
        each = stack.pop()
        size += OBJECT_BYTES
        if isinstance(each, str | bytes):
            size += len(each) if isinstance(each, bytes) or each.isascii() else 4 * len(each)
        elif isinstance(each, dict):
            stack += each.keys()
            stack += each.values()
        elif isinstance(each, list | tuple):
            stack += each
        elif is_dataclass(each) and not isinstance(each, type):
            stack += [getattr(each, field.name) for field in fields(each)]
    return size


class BoundedCache(dict[K, V]):
    """A cache of one part of an operation: at most so many values, none of them large, all counted.

    When it is full it is emptied, which is cheaper than an order of use.
    """

    def __init__(self, memory: MemoryUse, most: int) -> None:
        super().__init__()
        self._memory = memory
        self._most = most
        self._bytes = 0

    def put(self, key: K, value: V) -> V:
        """Cache ``value``, unless it is large; gives it back."""
        size = size_of(key) + size_of(value)
        if size <= MAX_CACHED_BYTES:
            if len(self) >= self._most:
                self.clear()
                self._memory.bytes -= self._bytes
                self._bytes = 0
            self[key] = value
            self._bytes += size
            self._memory.bytes += size
        return value
