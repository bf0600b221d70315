"""A value is made once, by the first thread that reads it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pullquote.store.index.lazy import LazyMapping


def test_it_is_made_when_it_is_asked_for_and_kept() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    mapping = LazyMapping({"a": lambda: make("a"), "b": lambda: make("b")})
    assert made == []
    assert (mapping["a"], mapping["a"]) == ("A", "A")
    assert made == ["a"]
    mapping.make_all()
    assert made == ["a", "b"]
    with pytest.raises(KeyError):
        mapping["c"]


def test_threads_that_ask_at_once_get_the_same() -> None:
    barrier = Barrier(8)
    mapping = LazyMapping({"a": object})

    def ask() -> object:
        barrier.wait()
        return mapping["a"]

    with ThreadPoolExecutor(8) as pool:
        found = {id(future.result()) for future in [pool.submit(ask) for _ in range(8)]}
    assert len(found) == 1


def test_one_may_need_another() -> None:
    mapping: LazyMapping[str, int] = LazyMapping({})
    mapping.makers |= {"one": lambda: 1, "two": lambda: mapping["one"] + 1}
    assert mapping["two"] == 2
