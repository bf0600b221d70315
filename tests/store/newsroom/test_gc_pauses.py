"""What stays is set aside, and what is left behind is found all the same, in time."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from pullquote.store.newsroom.gc_pauses import SECONDS_BETWEEN, GcPauses, collection_paused


class Record:
    """Something in a circle, as a story and its quotes are."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # what is there of all tests, as it was


def test_what_an_edition_leaves_behind_goes_but_not_at_once() -> None:
    time = [0.0]
    pauses = GcPauses(lambda: time[0])
    record = Record()
    left_behind = weakref.ref(record)
    assert pauses.set_aside()
    assert gc.get_freeze_count() > 0
    del record
    gc.collect()
    assert left_behind() is not None
    assert not pauses.set_aside()
    assert left_behind() is not None
    time[0] += SECONDS_BETWEEN
    assert pauses.set_aside()
    assert left_behind() is None


def read_in_vain() -> None:
    with collection_paused():
        assert not gc.isenabled()
        raise ValueError("in vain")


def test_nothing_is_collected_for_a_while() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="in vain"):
        read_in_vain()
    assert gc.isenabled()
