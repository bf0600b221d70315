"""What a client did wrong, as a GraphQL error with a code."""

from __future__ import annotations

from types import TracebackType

from graphql import GraphQLError

from pullquote.store.model.errors import BadInput
from pullquote.store.model.snapshots.change_feed import ExpiredCursor

BAD_USER_INPUT = "BAD_USER_INPUT"
"""``extensions.code`` of an argument that is well-typed but cannot be honoured."""

HISTORY_EXPIRED = "HISTORY_EXPIRED"
"""``extensions.code`` of a cursor that was good once: what followed it is no longer in the history."""


class BadUserInput(GraphQLError):
    """An argument that cannot be honoured; the message says what was expected and what was found."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": BAD_USER_INPUT})


class HistoryExpired(GraphQLError):
    """The history no longer reaches back to where a client was; it has to begin again."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": HISTORY_EXPIRED})


class client_errors:  # noqa: N801 - a lower-case name, as contextlib's own have
    """Turn what the store refuses (a bad cursor, a page too large) into :class:`BadUserInput`.

    That a cursor expired is :class:`HistoryExpired`: the client did nothing wrong, and can do something.
    A class and no ``contextmanager``, because every list of every answer passes through it: a generator
    takes ten times as long.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing is wrong yet."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say what went wrong in GraphQL's terms."""
        if isinstance(error, ExpiredCursor):
            raise HistoryExpired(str(error)) from None
        if isinstance(error, BadInput):
            raise BadUserInput(str(error)) from None
