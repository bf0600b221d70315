"""Every code is in one table, and every answer's code is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import GraphQLError

import pullquote.api
import pullquote.schema
from pullquote.api.errors import CODES, Stage, format_up_to, plain, refused, status


def test_every_code_in_the_source_is_in_the_table() -> None:
    written = re.compile(r'(?:refused\(\s*|"code": )"([A-Z_]+)"')
    found = {
        code
        for package in (pullquote.api, pullquote.schema)
        for path in Path(str(package.__file__)).parent.rglob("*.py")
        for code in written.findall(path.read_text(encoding="utf-8"))
    }
    assert found
    assert found <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_status_is_that_of_the_table_except_where_old_clients_would_not_understand(code: str) -> None:
    entry = CODES[code]
    assert status(code, legacy=False) == entry.status
    assert status(code, legacy=True) == (200 if entry.stage is Stage.REQUEST else entry.status)
    assert entry.meaning.endswith(".")


def test_a_code_that_is_not_in_the_table_cannot_be_used() -> None:
    with pytest.raises(KeyError):
        refused("MADE_UP", "No.")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Expected value not to be None.", "Expected value not to be null."),
        ("found: [True, None]", "found: [true, null]"),
        ("Field 'None' is not 'True'.", "Field 'None' is not 'True'."),
        ("Nonesuch", "Nonesuch"),
        ("nothing to do", "nothing to do"),
    ],
)
def test_messages_say_null_and_not_none(message: str, said: str) -> None:
    assert plain(message) == said


def test_errors_over_the_limit_are_counted_and_not_looked_at() -> None:
    looked: list[str] = []

    def format_(error: GraphQLError) -> dict[str, object]:
        looked.append(error.message)
        return {"message": error.message, "extensions": {"code": "BAD_USER_INPUT"}}

    formatted = format_up_to(2, [GraphQLError(str(number)) for number in range(5)], format_)
    assert looked == ["0", "1"]
    assert [error["message"] for error in formatted] == ["0", "1", "3 more errors not shown."]
