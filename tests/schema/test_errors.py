"""What a client did wrong is said in GraphQL's terms; what the server did wrong goes through."""

from __future__ import annotations

import pytest

from pullquote.schema.errors import BadUserInput, HistoryExpired, client_errors
from pullquote.store.model.errors import BadInput
from pullquote.store.model.snapshots.change_feed import ExpiredCursor


def refuse(error: Exception) -> None:
    with client_errors():
        raise error


def test_what_the_store_refuses_is_the_clients_error() -> None:
    with pytest.raises(BadUserInput, match="no cursor") as raised:
        refuse(BadInput("no cursor"))
    assert raised.value.extensions == {"code": "BAD_USER_INPUT"}
    assert raised.value.__cause__ is None


def test_a_cursor_that_was_good_once_has_a_code_of_its_own() -> None:
    with pytest.raises(HistoryExpired, match="too old") as raised:
        refuse(ExpiredCursor("too old"))
    assert raised.value.extensions == {"code": "HISTORY_EXPIRED"}


def test_any_other_error_is_not_the_clients() -> None:
    with pytest.raises(KeyError):
        refuse(KeyError("a defect"))


def test_without_an_error_nothing_happens() -> None:
    with client_errors():
        done = True
    assert done
