"""What is used stays, what is not goes, and the weight never passes the capacity."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pullquote.api.lru import LRU


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    kept: LRU[str, str] = LRU(3, len)
    for key in "abc":
        kept.put(key, key)
    assert kept.get("a") == "a"
    kept.put("d", "d")
    assert ("a" in kept, "b" in kept, "c" in kept, "d" in kept) == (True, False, True, True)


def test_what_weighs_more_than_there_is_room_for_is_not_kept() -> None:
    kept: LRU[str, str] = LRU(3, len)
    kept.put("a", "aa")
    kept.put("b", "bbbb")
    assert (len(kept), kept.get("b"), kept.get("a")) == (1, None, "aa")


def test_nothing_is_kept_in_no_room() -> None:
    kept: LRU[str, str] = LRU(0, len)
    kept.put("a", "a")
    assert kept.get("a") is None


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.text(max_size=6))))
def test_the_weight_is_that_of_what_is_kept(puts: list[tuple[str, str]]) -> None:
    kept: LRU[str, str] = LRU(10, len)
    for key, value in puts:
        kept.put(key, value)
        values = [kept.get(each) or "" for each in "abcdef"]
        assert kept.weight == sum(map(len, values)) <= 10
    kept.clear()
    assert (kept.weight, len(kept)) == (0, 0)
