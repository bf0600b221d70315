"""What an audience may know of the history: the changes that led to its snapshot, and none after.

A change feed is as immutable as the snapshot that it belongs to, so an answer from both is consistent: it
has no change whose result cannot be seen yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from pullquote.store.model import cursors
from pullquote.store.model.cursors import Cursor, InvalidCursor
from pullquote.store.model.errors import BadInput


class ExpiredCursor(BadInput):
    """A position in the history is older than its oldest change."""


class ChangeKind(Enum):
    """What happened to a story."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered change; ``version`` is that of the snapshot that brought it, ``at`` when it was noticed."""

    number: int
    kind: ChangeKind
    story: str
    slug: str
    quotes: tuple[str, ...]
    version: str
    at: datetime


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in a history: behind the change ``number``, and behind ``part`` quotes of the change after it."""

    number: int
    part: int = 0


@dataclass(frozen=True, eq=False)
class ChangeFeed:
    """The changes of one audience that there still are, oldest first, numbered without gaps up to ``number``.

    ``origin`` is that of the :class:`~pullquote.store.newsroom.history.History`; a cursor of another is refused.
    """

    audience: str
    origin: str = ""
    number: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def position(self) -> Position:
        """Where the change feed stands now: behind its last change."""
        return Position(self.number)

    @property
    def oldest(self) -> Position:
        """Where reading all of it begins."""
        return Position(self.number - len(self.changes))

    def after(self, position: Position, first: int) -> tuple[Change, ...]:
        """The changes behind ``position``, ``first`` at most.

        A position ahead is one of another process, which is a moment ahead: there is nothing there yet.
        Raises :class:`ExpiredCursor` where some of them are no longer there.
        """
        start = position.number - self.oldest.number
        if start < 0:
            raise ExpiredCursor(
                "The history no longer reaches back to this cursor; read the stories again and go on from there."
            )
        return self.changes[start : start + first]

    def cursor(self, position: Position) -> str:
        """What a client gets to come back to ``position``."""
        return Cursor(self._ordering, (position.number, position.part), self.origin).encode()

    def read(self, cursor: str, argument: str) -> Position:
        """The position that a cursor stands for.

        Raises :class:`~pullquote.store.model.cursors.InvalidCursor`, whose message names the ``argument``, for what
        is no cursor or is of another list or audience, and :class:`ExpiredCursor`
        for one of another history, or that the history no longer reaches back to.
        """
        found = cursors.decode(cursor, self._ordering, (int, int), argument)
        match found.key:
            case int(number), int(part) if number >= 0 and part >= 0:
                position = Position(number, part)
            case _:
                raise InvalidCursor(f'"{argument}" is not a cursor; pass one exactly as it was given.')
        if found.id != self.origin:
            raise ExpiredCursor(
                "This cursor is of a history that is no longer kept; read the stories again and go on from there."
            )
        self.after(position, 0)
        return position

    @property
    def _ordering(self) -> str:
        return f"changes/{self.audience}"
