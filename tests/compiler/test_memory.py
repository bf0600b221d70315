"""What an operation takes is counted, and its caches are bounded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pytest

from pullquote.compiler.memory import (
    MAX_CACHED_BYTES,
    OBJECT_BYTES,
    BoundedCache,
    MemoryUse,
    compact,
    size_of,
)


class Kind(Enum):
    ONE = "a value that is not counted, for it is shared"


@dataclass
class Filter:
    words: str
    kinds: tuple[Kind, ...]


@pytest.mark.parametrize(
    ("value", "objects", "characters"),
    [
        (None, 1, 0),
        ("word", 1, 4),
        ("wörd", 1, 16),
        (b"word", 1, 4),
        (["a", "b"], 3, 2),
        ({"key": ("value",)}, 4, 8),
        (Filter("word", (Kind.ONE,)), 4, 4),
        (Filter, 1, 0),
    ],
)
def test_a_value_takes_its_objects_and_its_characters(value: object, objects: int, characters: int) -> None:
    assert size_of(value) == objects * OBJECT_BYTES + characters


def test_a_cache_counts_what_it_holds_and_is_emptied_when_it_is_full() -> None:
    memory = MemoryUse()
    cache: BoundedCache[str, str] = BoundedCache(memory, 3)
    assert cache.put("a", "1") == "1"
    one = memory.bytes
    assert one == size_of("a") + size_of("1")
    for key in "bc":
        cache.put(key, "1")
    assert (len(cache), memory.bytes) == (3, 3 * one)
    cache.put("d", "1")
    assert (dict(cache), memory.bytes) == ({"d": "1"}, one)


def test_a_large_value_is_given_back_and_not_cached() -> None:
    memory = MemoryUse()
    cache: BoundedCache[str, str] = BoundedCache(memory, 3)
    large = "x" * MAX_CACHED_BYTES
    assert cache.put("a", large) is large
    assert (len(cache), memory.bytes) == (0, 0)


def test_several_caches_count_together() -> None:
    memory = MemoryUse()
    first: BoundedCache[str, str] = BoundedCache(memory, 1)
    second: BoundedCache[str, str] = BoundedCache(memory, 1)
    first.put("a", "1")
    second.put("a", "1")
    before = memory.bytes
    second.put("b", "1")
    assert memory.bytes == before == 2 * (size_of("a") + size_of("1"))


def test_compact_bytes_are_equal() -> None:
    assert compact(b"[1,2]") == b"[1,2]"
