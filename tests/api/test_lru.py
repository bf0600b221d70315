"""What is used stays, what is not goes, and the weight never passes the capacity."""

from __future__ import annotations

import weakref
from collections.abc import Sized

from hypothesis import given
from hypothesis import strategies as st

from pullquote.api.lru import LRU


def length(_key: str, value: Sized) -> int:
    return len(value)


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    kept: LRU[str, str] = LRU(3, length)
    for key in "abc":
        kept.put(key, key)
    assert kept.get("a") == "a"
    kept.put("d", "d")
    assert ("a" in kept, "b" in kept, "c" in kept, "d" in kept) == (True, False, True, True)


def test_what_weighs_more_than_there_is_room_for_is_not_kept() -> None:
    kept: LRU[str, str] = LRU(3, length)
    kept.put("a", "aa")
    kept.put("b", "bbbb")
    assert (len(kept), kept.get("b"), kept.get("a")) == (1, None, "aa")


def test_nothing_is_kept_in_no_room() -> None:
    kept: LRU[str, str] = LRU(0, length)
    kept.put("a", "a")
    assert kept.get("a") is None


def test_what_has_grown_is_weighed_again_and_others_make_room() -> None:
    kept: LRU[str, list[int]] = LRU(5, length, heaviest=4)
    values: dict[str, list[int]] = {"a": [1], "b": [1, 2], "c": [1, 2]}
    for key, value in values.items():
        kept.put(key, value)
    values["c"].append(3)
    kept.weigh_again("c")
    assert ([key for key in "abc" if key in kept], kept.weight) == (["b", "c"], 5)
    values["c"] += [4, 5]
    kept.weigh_again("c")
    assert ([key for key in "abc" if key in kept], kept.weight) == (["b"], 2)
    kept.weigh_again("a")
    assert kept.weight == 2


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.text(max_size=6))))
def test_the_weight_is_that_of_what_is_kept(puts: list[tuple[str, str]]) -> None:
    kept: LRU[str, str] = LRU(10, length)
    for key, value in puts:
        kept.put(key, value)
        values = [kept.get(each) or "" for each in "abcdef"]
        assert kept.weight == sum(map(len, values)) <= 10
    kept.clear()
    assert (kept.weight, len(kept)) == (0, 0)


class Thing:
    """Something of which it is seen whether it is in memory."""


def test_what_is_forgotten_is_freed_as_others_come() -> None:
    kept: LRU[int, Thing] = LRU(100, lambda _key, _value: 1)
    things = [Thing() for _ in range(20)]
    left = [weakref.ref(thing) for thing in things]
    for number, thing in enumerate(things):
        kept.put(number, thing)
    del things, thing
    kept.forget()
    assert (len(kept), kept.weight, kept.get(3)) == (0, 0, None)
    assert all(each() for each in left)
    for number in range(20):
        kept.put(number, Thing())
    assert not any(each() for each in left)
    assert (len(kept), kept.weight) == (20, 20)
