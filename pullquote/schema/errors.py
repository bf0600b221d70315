"""What a client did wrong, as a GraphQL error with a code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphql import GraphQLError

from pullquote.store.errors import BadInput

BAD_USER_INPUT = "BAD_USER_INPUT"
"""``extensions.code`` of an argument that is well-typed but cannot be honoured."""


class BadUserInput(GraphQLError):
    """An argument that cannot be honoured; the message says what was expected and what was found."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": BAD_USER_INPUT})


@contextmanager
def bad_input_is_the_clients() -> Iterator[None]:
    """Turn the store's refusals (a bad cursor, a page too large) into :class:`BadUserInput`."""
    try:
        yield
    except BadInput as error:
        raise BadUserInput(str(error)) from None
