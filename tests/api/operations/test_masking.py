"""Errors of execution: whose mistake they are decides what the client reads."""

from __future__ import annotations

import pytest
import structlog
from graphql import FieldNode, GraphQLError, NameNode, StringValueNode

from pullquote.api.operations.masking import MASKED, code_of, format_field_error

SECRET = "/srv/newsroom/drafts/merger.md"
FIELD = FieldNode(name=NameNode(value="story"))
ARGUMENT = StringValueNode(value="x")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GraphQLError("no", extensions={"code": "HISTORY_EXPIRED"}), "HISTORY_EXPIRED"),
        (GraphQLError("no", extensions={"code": "HOMEMADE"}), "INTERNAL_SERVER_ERROR"),
        (GraphQLError("no", original_error=ValueError("no")), "INTERNAL_SERVER_ERROR"),
        (GraphQLError("no", original_error=GraphQLError("no"), nodes=[ARGUMENT]), "BAD_USER_INPUT"),
        (GraphQLError("bad literal", nodes=[ARGUMENT]), "BAD_USER_INPUT"),
        (GraphQLError("bad value of a resolver", nodes=[FIELD]), "INTERNAL_SERVER_ERROR"),
        (GraphQLError("from nowhere"), "INTERNAL_SERVER_ERROR"),
    ],
)
def test_the_code_says_whose_mistake_it_is(error: GraphQLError, code: str) -> None:
    assert code_of(error) == code


def test_what_is_meant_for_the_client_is_shown() -> None:
    error = GraphQLError("A page has 100 at most.", path=["stories"], extensions={"code": "BAD_USER_INPUT"})
    with structlog.testing.capture_logs() as lines:
        formatted = format_field_error(error, "r1")
    assert formatted == {
        "message": "A page has 100 at most.",
        "path": ["stories"],
        "extensions": {"code": "BAD_USER_INPUT"},
    }
    assert lines == []


def test_everything_else_is_masked_and_logged_with_the_id_that_the_client_gets() -> None:
    cause = OSError(f"no such file: {SECRET}")
    error = GraphQLError(str(cause), [FIELD], path=["story", 0], original_error=cause)
    with structlog.testing.capture_logs() as lines:
        formatted = format_field_error(error, "r1")
    assert formatted["message"] == MASKED
    assert formatted["path"] == ["story", 0]
    assert formatted["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "requestId": "r1"}
    assert SECRET not in str(formatted)
    [line] = lines
    assert (line["request_id"], line["path"], line["exc_info"][1]) == ("r1", "story.0", cause)
