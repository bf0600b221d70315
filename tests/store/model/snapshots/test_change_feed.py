"""What an audience may know of the history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.store.model.cursors import InvalidCursor
from pullquote.store.model.snapshots.change_feed import (
    Change,
    ChangeFeed,
    ChangeKind,
    ExpiredCursor,
    Position,
)

AT = datetime(2025, 1, 1, tzinfo=UTC)


def change(number: int) -> Change:
    return Change(number, ChangeKind.PUBLISHED, f"id-{number}", f"story-{number}", (), "v", AT)


FEED = ChangeFeed("public", "origin", 5, tuple(map(change, (3, 4, 5))))


def numbers(after: Position, first: int = 100) -> list[int]:
    return [each.number for each in FEED.after(after, first)]


def test_changes_are_read_from_a_position_on() -> None:
    assert numbers(FEED.oldest) == [3, 4, 5]
    assert numbers(FEED.oldest, 2) == [3, 4]
    assert numbers(Position(4)) == [5]
    assert numbers(FEED.position) == []
    assert numbers(Position(9)) == []  # another process is a moment ahead


def test_a_position_before_the_oldest_change_is_refused() -> None:
    with pytest.raises(ExpiredCursor, match="no longer reaches back"):
        numbers(Position(1))


def test_a_cursor_leads_back_to_its_position() -> None:
    for position in (FEED.position, FEED.oldest, Position(3, 2)):
        assert FEED.read(FEED.cursor(position), "after") == position


@pytest.mark.parametrize(
    ("feed", "error"),
    [
        (ChangeFeed("preview", "origin", 5, FEED.changes), InvalidCursor),
        (ChangeFeed("public", "another", 5, FEED.changes), ExpiredCursor),
        (ChangeFeed("public", "origin", 9, tuple(map(change, (8, 9)))), ExpiredCursor),
    ],
)
def test_a_cursor_of_another_audience_or_history_is_refused(feed: ChangeFeed, error: type[Exception]) -> None:
    with pytest.raises(error):
        feed.read(FEED.cursor(FEED.oldest), "after")
    with pytest.raises(InvalidCursor, match='"after"'):
        feed.read("nonsense", "after")
