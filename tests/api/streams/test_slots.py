"""So many streams at once, and none when the server closes."""

from __future__ import annotations

import pytest

from pullquote.api.streams.slots import Slots

pytestmark = pytest.mark.anyio


async def test_slots_are_taken_and_given_back_whatever_happens() -> None:
    slots = Slots(2)

    def break_off() -> None:
        with slots.taken():
            assert slots.full
            raise ValueError("broken")

    with slots.taken():
        assert (slots.open, slots.full) == (1, False)
        with pytest.raises(ValueError, match="broken"):
            break_off()
        assert (slots.open, slots.full) == (1, False)
    assert slots.open == 0


async def test_a_server_that_closes_has_none_left() -> None:
    slots = Slots(2)
    slots.close()
    assert slots.full
    assert slots.closing.is_set()
