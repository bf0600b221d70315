"""Windows of positions are what looking at every place would give."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pullquote.store.index import sort_positions
from pullquote.store.index.sort_positions import Members, Natural, Permutation, Permuted, Positions

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
