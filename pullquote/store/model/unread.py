"""Stories that are on disk and not in memory: how one is read, for good or for a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from pullquote.store.model.records import Story

T = TypeVar("T")


class Noted(NamedTuple):
    """What a history writes of a story besides what stays in memory: ``dateModified`` as written, and the ids of its
    quotes, with spaces between. It is noted when a story is made and forgotten, so that it need not be read for it."""

    modified: str
    quotes: str


def noted(story: Story) -> Noted:
    """What is to be noted of a story that is in memory."""
    modified = story.date_modified.text if story.date_modified else ""
    return Noted(modified, " ".join([quote.id for quote in story.quotes]))


def take_note(story: Story) -> Noted:
    """What was noted of a story, which is needed once; without a note, the story is read for a moment."""
    note: Noted | None = vars(story).pop("noted", None)
    return note or next(map(noted, one_at_a_time([story])))


class Unread(Protocol):
    """What a story is read from: it is among the attributes of a story that was not read yet, as ``unread``."""

    def read_into(self, story: Story) -> None:
        """Give the story all its fields. Raises OSError where they cannot be read any more."""

    def read_copy(self, story: Story) -> Story:
        """The same story with all its fields; the given one stays as it is. Raises OSError as above."""


def is_unread(record: object) -> bool:
    """Whether a record is a story of which not all fields were read."""
    return getattr(record, "unread", None) is not None


def one_at_a_time(records: Iterable[T]) -> Iterator[T]:
    """Records to look at, each for as long as the next is not asked for: stories that are on disk are read, and
    forgotten again. So a newsroom can be gone through that would not fit into memory."""
    for record in records:
        unread: Any = getattr(record, "unread", None)
        if unread is None:
            yield record
            continue
        copy = unread.read_copy(record)
        try:
            yield copy
        finally:
            forget(copy)


def forget(story: Story) -> None:
    """Take all fields from a story that nobody else has: it and its quotes hold one another, and would both stay
    until such circles are looked for."""
    vars(story).clear()
