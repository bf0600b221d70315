"""Words before and behind a quote choose among its places."""

from __future__ import annotations

from pullquote.store.quotes.hints import choosing, following, places_named

CHAINS = [[(0, 2)], [(10, 12)], [(20, 22)]]


def test_parts_follow_each_other_as_close_as_they_stand() -> None:
    assert following([[(0, 2), (8, 10)], [(12, 14)]]) == [[(8, 10), (12, 14)]]
    assert following([[(8, 10)], [(0, 2)]]) == []


def test_after_takes_the_next_place_and_before_the_last_one() -> None:
    assert choosing(CHAINS, [(5, 8)], "after") == [[(10, 12)]]
    assert choosing(CHAINS, [(5, 8)], "before") == [[(0, 2)]]
    assert choosing(CHAINS, [(5, 8), (15, 18)], "after") == [[(10, 12)], [(20, 22)]]
    assert choosing(CHAINS, [(30, 35)], "after") == []


def test_blocks_are_named_once_and_not_too_many() -> None:
    assert places_named([2, 2]) == "block 2 of the body"
    assert places_named([1, 2, 2]) == "the body, in blocks 1 and 2"
    assert places_named([1, 2, 3, 4, 5]) == "the body, in blocks 1, 2, 3, 4 and more"
