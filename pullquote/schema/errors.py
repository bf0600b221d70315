"""What a client did wrong, as a GraphQL error with a code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphql import GraphQLError

from pullquote.store.errors import BadInput
from pullquote.store.history import ExpiredCursor

BAD_USER_INPUT = "BAD_USER_INPUT"
"""``extensions.code`` of an argument that is well-typed but cannot be honoured."""

HISTORY_EXPIRED = "HISTORY_EXPIRED"
"""``extensions.code`` of a cursor that was good once: what followed it is no longer kept."""


class BadUserInput(GraphQLError):
    """An argument that cannot be honoured; the message says what was expected and what was found."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": BAD_USER_INPUT})


class HistoryExpired(GraphQLError):
    """The history no longer reaches back to where a client was; it has to begin anew."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": HISTORY_EXPIRED})


@contextmanager
def bad_input_is_the_clients() -> Iterator[None]:
    """Turn the store's refusals (a bad cursor, a page too large) into :class:`BadUserInput`.

    That a cursor expired is :class:`HistoryExpired`: the client did nothing wrong, and can do something.
    """
    try:
        yield
    except ExpiredCursor as error:
        raise HistoryExpired(str(error)) from None
    except BadInput as error:
        raise BadUserInput(str(error)) from None
