"""Errors of execution: those meant for clients are shown, all others are masked and logged."""

from __future__ import annotations

import structlog
from graphql import FieldNode, GraphQLError
from structlog.typing import FilteringBoundLogger

from pullquote.api.errors import CODES, FormattedError, format_error

log: FilteringBoundLogger = structlog.get_logger()

MASKED = "Internal server error."
"""All that a client learns of an unexpected error, besides the request id that the log has too."""


def format_field_error(error: GraphQLError, request_id: str) -> FormattedError:
    """An error of execution as JSON; what is not meant for the client is logged, once, and masked."""
    code = code_of(error)
    if code != "INTERNAL_SERVER_ERROR":
        return format_error(error, code)
    cause = error.original_error or error
    log.error(
        "unexpected error",
        request_id=request_id,
        path=".".join(map(str, error.path or ())),
        exc_info=(type(cause), cause, cause.__traceback__),
    )
    masked = GraphQLError(MASKED, error.nodes, path=error.path)
    return format_error(masked, code, requestId=request_id)


def code_of(error: GraphQLError) -> str:
    """The code of an error of execution: its own, or what its origin says."""
    own = (error.extensions or {}).get("code")
    if own in CODES:
        return str(own)
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        return "INTERNAL_SERVER_ERROR"
    # graphql-core itself complains of two things: an argument, and then it names the argument's node, or a
    # value that a resolver should not have returned, and then it names the field.
    nodes = error.nodes or []
    return "BAD_USER_INPUT" if nodes and not isinstance(nodes[0], FieldNode) else "INTERNAL_SERVER_ERROR"
