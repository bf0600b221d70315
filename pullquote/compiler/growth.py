"""How much memory an operation takes, as it is compiled and as it learns from executions."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields, is_dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

LARGEST_LEARNED = 16_000
"""Bytes of a value that is remembered: what comes again is a filter, not a list of a thousand."""
OBJECT_BYTES = 100
"""What a small object takes, with its place in whatever holds it."""


def compact(written: bytes) -> bytes:
    """A copy of bytes that orjson made, to be kept: the original is in a buffer of 4 kB at least."""
    return bytes(memoryview(written))


@dataclass(eq=False)
class Growth:
    """Bytes, counted by whatever keeps something for one operation."""

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


class Learned(dict[K, V]):
    """What one part of an operation remembers of executions: so many values, none of them large, all counted.

    Full means: forget everything and begin again, which is cheaper than keeping an order of use.
    """

    def __init__(self, growth: Growth, most: int) -> None:
        super().__init__()
        self._growth = growth
        self._most = most
        self._bytes = 0

    def keep(self, key: K, value: V) -> V:
        """Remember ``value``, unless it is large; gives it back."""
        size = size_of(key) + size_of(value)
        if size <= LARGEST_LEARNED:
            if len(self) >= self._most:
                self.clear()
                self._growth.bytes -= self._bytes
                self._bytes = 0
            self[key] = value
            self._bytes += size
            self._growth.bytes += size
        return value
