"""Windows of positions are what looking at every place would give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pullquote.store.index import sort_positions
from pullquote.store.index.renumbering import MOST_CHANGES, renumber
from pullquote.store.index.sort_orders import Order, moved_rows, other_rows, permutation_of
from pullquote.store.index.sort_positions import Members, Natural, Permutation, Permuted, Positions
from pullquote.store.model.criteria import StoryOrder

MOST = 60


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks and sorted sets so small that a few records fill several."""
    monkeypatch.setattr(sort_positions, "BLOCK", 4)
    monkeypatch.setattr(sort_positions, "FEW", 3)


def check(row: Positions, order: Sequence[int], members: Members, data: st.DataObject) -> None:
    """Compare every question with the same question to a plain list."""
    start = data.draw(st.integers(0, len(order)))
    end = data.draw(st.integers(0, len(order)))
    count = data.draw(st.integers(0, len(order) + 1))
    standing = [ordinal for ordinal in order[start:end] if ordinal in members]
    assert list(row.window(members, start, end, count, False)) == standing[:count]
    assert (
        list(row.window(members, start, end, count, True))
        == standing[len(standing) - count if count < len(standing) else 0 :]
    )
    assert row.holds(members, start, end) == bool(standing)


@st.composite
def sets(draw: st.DrawFn, size: int) -> Members:
    """Any set of ordinals: all, none, a run of neighbours, or some."""
    low, high = sorted((draw(st.integers(0, size)), draw(st.integers(0, size))))
    some = st.sets(st.integers(0, size - 1)).map(BitMap) if size else st.just(BitMap())
    return draw(some | st.just(range(size)) | st.just(BitMap(range(size))) | st.just(range(low, high)))


@given(st.integers(0, MOST), st.booleans(), st.data())
def test_the_catalogues_own_order(size: int, reverse: bool, data: st.DataObject) -> None:
    order = list(range(size))[:: -1 if reverse else 1]
    check(Natural(size, reverse), order, data.draw(sets(size)), data)


@given(st.integers(0, MOST).flatmap(lambda size: st.permutations(range(size))), st.booleans(), st.data())
def test_another_order(ordinals: list[int], reverse: bool, data: st.DataObject) -> None:
    known = data.draw(st.integers(0, len(ordinals)))
    first = ordinals[:known][:: -1 if reverse else 1]
    row = Permuted(Permutation.of(ordinals), known, reverse)
    check(row, [*first, *ordinals[known:]], data.draw(sets(len(ordinals))), data)


def test_a_window_of_the_own_order_is_a_range_where_the_members_are() -> None:
    assert Natural(9, reverse=False).window(range(2, 7), 0, 9, 3, False) == range(2, 5)


class Thing(NamedTuple):
    """A record with a place among all, and a key of another order or none."""

    id: str
    place: int
    key: int | None


BY_KEY: Order[Thing] = Order(lambda thing: (thing.key,), (int,), descending=False)
keys = st.none() | st.integers(0, 5)


@given(st.lists(st.tuples(keys, st.booleans(), keys), max_size=16))
def test_an_order_in_which_records_were_replaced_is_as_if_it_were_made_anew(
    given: list[tuple[int | None, bool, int | None]],
) -> None:
    old = [Thing(f"{place:02}", place, key) for place, (key, _, _) in enumerate(given)]
    edited = [place for place, (_, is_edited, _) in enumerate(given) if is_edited][: MOST_CHANGES // 2]
    new = [Thing(old[place].id, place, given[place][2]) for place in edited]
    found = renumber(old, [old[place] for place in edited], new, lambda thing: thing.place)
    assert found is not None
    records, moves = found
    order, by_id = StoryOrder.HEADLINE, range(len(old))
    before = other_rows("things", order, BY_KEY, old, by_id)
    rows = moved_rows("things", order, before, records, moves)
    assert permutation_of(rows) == permutation_of(other_rows("things", order, BY_KEY, records, by_id))
