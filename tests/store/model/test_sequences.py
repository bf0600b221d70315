"""Long sequences are copied and compared a few items at a time, as if it were at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model import sequences
from pullquote.store.model.sequences import copied, difference, equal, extend


class Thing:
    """What equals nothing but itself."""


THINGS = [Thing() for _ in range(12)]
some = st.lists(st.sampled_from(THINGS), max_size=30)


@pytest.fixture(autouse=True, scope="module")
def few_at_once() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "AT_ONCE", 4)
        yield


@given(some, some, st.integers(0, 30), st.integers(0, 30))
def test_copies_have_everything(these: list[Thing], others: list[Thing], start: int, stop: int) -> None:
    assert copied(these) == these
    assert copied(these) is not these
    longer = [*these]
    extend(longer, others, start, min(stop, len(others)))
    assert longer == [*these, *others[start:stop]]


@given(some, some, some, some)
def test_what_is_not_between_the_ends_is_the_same(
    first: list[Thing], last: list[Thing], old: list[Thing], new: list[Thing]
) -> None:
    before, after = [*first, *old, *last], [*first, *new, *last]
    start, end, until = difference(before, after)
    assert before[:start] == after[:start]
    assert before[end:] == after[until:]
    assert 0 <= start <= min(end, until)
    assert len(before) - end == len(after) - until
    if start < min(end, until):
        assert before[start] is not after[start]
        assert before[end - 1] is not after[until - 1]


@given(some, some)
def test_a_tuple_is_compared_with_a_list(these: list[Thing], others: list[Thing]) -> None:
    assert difference(tuple(these), others) == difference(these, others)
    assert difference(tuple(these), these) == (len(these),) * 3


@given(st.lists(st.integers(0, 2), max_size=20), st.lists(st.integers(0, 2), max_size=20))
def test_sequences_are_equal_whose_items_are(these: list[int], others: list[int]) -> None:
    assert equal(these, others) == (these == others)
    assert equal(tuple(these), tuple(others)) == (these == others)
