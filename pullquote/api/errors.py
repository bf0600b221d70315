"""Errors as clients get them: one table of codes, and nothing in an answer that the table does not have.

Every error has ``extensions.code``, on every address and every transport. A code decides the HTTP status:

- an error of the HTTP request itself has its status always;
- an error before execution has it in ``application/graphql-response+json``, and is a 200 in
  ``application/json``, as GraphQL over HTTP has it (old clients take any other status for a proxy's);
- an error during execution is part of a 200, unless it leaves no ``data`` at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from graphql import GraphQLError


class Stage(Enum):
    """When an error happens, which decides whether its HTTP status is sent."""

    HTTP = "the HTTP request"
    REQUEST = "before execution"
    FIELD = "during execution"


@dataclass(frozen=True)
class Code:
    """One row of the table: the status of an error, when it happens, and what the client should do."""

    status: int
    stage: Stage
    meaning: str


CODES: Mapping[str, Code] = {
    "BAD_REQUEST": Code(400, Stage.HTTP, "Not a GraphQL request: the body is not JSON, or a parameter is missing or of the wrong type."),
    "UNAUTHENTICATED": Code(401, Stage.HTTP, "The bearer token is not the preview token. Leave it out, or correct it."),
    "CSRF_REFUSED": Code(403, Stage.HTTP, "A browser sent this for another site without asking first. Add `Content-Type: application/json`."),
    "ORIGIN_REFUSED": Code(403, Stage.HTTP, "A page of this origin may not open a WebSocket."),
    "LOCAL_ONLY": Code(403, Stage.HTTP, "This address answers on the server's own machine only, under a name such as `localhost`, and through no proxy."),
    "NOT_FOUND": Code(404, Stage.HTTP, "There is nothing at this address."),
    "METHOD_NOT_ALLOWED": Code(405, Stage.HTTP, "Not with this HTTP method; the `Allow` header has those that work."),
    "NOT_ACCEPTABLE": Code(406, Stage.HTTP, "The `Accept` header has none of the media types that are served."),
    "REQUEST_TIMEOUT": Code(408, Stage.HTTP, "The request did not arrive in time."),
    "NOT_WRITTEN": Code(409, Stage.HTTP, "A decision about a proposed quote was not written: its file has changed meanwhile, or is for people to change. The message says which."),
    "PAYLOAD_TOO_LARGE": Code(413, Stage.HTTP, "The body is over the limit."),
    "UNSUPPORTED_MEDIA_TYPE": Code(415, Stage.HTTP, "The body must be `application/json` in UTF-8, and not compressed."),
    "HEAD_TOO_LARGE": Code(431, Stage.HTTP, "The address and headers are over the limit. Send the operation by POST."),
    "NOT_IMPLEMENTED": Code(501, Stage.HTTP, "A body may be sent whole or in chunks, in no other transfer coding."),
    "VARIABLES_LIMIT_EXCEEDED": Code(400, Stage.HTTP, "`variables` or `extensions` nest too deep."),
    "NOT_READY": Code(503, Stage.HTTP, "The newsroom is still loading, or cannot be loaded. Ask again."),
    "STREAM_LIMIT_EXCEEDED": Code(503, Stage.HTTP, "Too many streams are open. Ask again later, or by a query."),
    "GRAPHQL_PARSE_FAILED": Code(400, Stage.REQUEST, "The document is not GraphQL; `locations` says where."),
    "GRAPHQL_VALIDATION_FAILED": Code(400, Stage.REQUEST, "The document does not fit the schema."),
    "OPERATION_RESOLUTION_FAILURE": Code(400, Stage.REQUEST, "`operationName` is missing and there are several operations, or there is none of that name."),
    "BAD_USER_INPUT": Code(400, Stage.REQUEST, "A variable cannot be honoured. An argument that cannot (a bad cursor, a page too large) is an error of execution: `data` is null at its `path`, and the status 200."),
    "INTROSPECTION_DISABLED": Code(403, Stage.REQUEST, "This server does not show its schema."),
    "TOKEN_LIMIT_EXCEEDED": Code(400, Stage.REQUEST, "The document is too long."),
    "DEPTH_LIMIT_EXCEEDED": Code(400, Stage.REQUEST, "The document nests too deep."),
    "ALIAS_LIMIT_EXCEEDED": Code(400, Stage.REQUEST, "The document has too many aliases."),
    "DIRECTIVE_LIMIT_EXCEEDED": Code(400, Stage.REQUEST, "The document has too many directives."),
    "COST_LIMIT_EXCEEDED": Code(422, Stage.REQUEST, "The operation would cost too much; `extensions.cost` has the sum, the limit and the fields that cost most, and where a list says how long it is, how long would be `enough`."),
    "PERSISTED_QUERY_NOT_FOUND": Code(400, Stage.REQUEST, "The hash is unknown, or no longer known. Send it again together with the document."),
    "PERSISTED_QUERY_HASH_MISMATCH": Code(400, Stage.REQUEST, "The hash is not the SHA-256 of the document."),
    "PERSISTED_QUERY_NOT_SUPPORTED": Code(400, Stage.REQUEST, "This server does not register documents. Send the document."),
    "PERSISTED_QUERY_NOT_IN_LIST": Code(403, Stage.REQUEST, "The document is not among the trusted ones."),
    "SUBSCRIPTION_TRANSPORT_REQUIRED": Code(406, Stage.REQUEST, "A subscription needs a WebSocket, server-sent events or multipart; the message says how."),
    "SUBSCRIPTION_LIMIT_EXCEEDED": Code(429, Stage.REQUEST, "The WebSocket has too many open operations. End one first."),
    "EXECUTION_TIMEOUT": Code(503, Stage.FIELD, "The operation took too long and was stopped. Ask for less."),
    "STORE_UNAVAILABLE": Code(503, Stage.FIELD, "The cluster that the newsroom is served from does not answer now. Ask again."),
    "ROUND_LIMIT_EXCEEDED": Code(422, Stage.FIELD, "The operation would have to ask the cluster that the newsroom is served from too often, one question depending on the answer to another. Nest fewer lists."),
    "ERROR_LIMIT_EXCEEDED": Code(200, Stage.FIELD, "There were more errors than are shown."),
    "HISTORY_EXPIRED": Code(410, Stage.FIELD, "The history no longer reaches back to this cursor, or a subscriber read too slowly. Read the stories again, with `dataset.cursor`, and continue from there."),
    "STREAM_ENDED": Code(503, Stage.FIELD, "The server ended a stream: it is a day old, or the server stops. Subscribe again."),
    "INTERNAL_SERVER_ERROR": Code(500, Stage.FIELD, "An error of the server, which is logged. Report it with `extensions.requestId`."),
}  # fmt: skip
"""Every code that an answer can have. The documentation's table is generated from here."""

FormattedError = dict[str, Any]
"""An error as JSON: message, locations and path where known, and extensions with a code."""


class Refused(Exception):
    """A request is refused before execution; the answer has its errors and no ``data``.

    The status is that of the first error's code.
    """

    def __init__(self, errors: Sequence[FormattedError], *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(errors[0]["message"])
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    @property
    def code(self) -> str:
        """The code of the first error."""
        return str(self.errors[0]["extensions"]["code"])


def refused(
    code: str, message: str, *, headers: Mapping[str, str] | None = None, **extensions: object
) -> Refused:
    """A refusal with one error: its code, a message for the client, headers, and further extensions.

    Raises KeyError for a code that is not in the table.
    """
    CODES[code]
    return Refused([{"message": message, "extensions": {"code": code, **extensions}}], headers=headers)


def format_error(error: GraphQLError, code: str, **extensions: object) -> FormattedError:
    """``error`` as JSON with ``code``; its own extensions stay, and a code of its own goes first."""
    message = error.message
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]}…"
    formatted: FormattedError = {"message": plain(message)}
    if error.locations:
        formatted["locations"] = [
            {"line": location.line, "column": location.column} for location in error.locations
        ]
    if error.path:
        formatted["path"] = list(error.path)
    formatted["extensions"] = {"code": code, **extensions, **(error.extensions or {})}
    return formatted


LONGEST_MESSAGE: Final = 2_000
"""Characters of a message: names and values of a client's own are in it, and may be as long as its request."""
PYTHON_WORDS = {"None": "null", "True": "true", "False": "false", "Undefined": "nothing"}
PYTHON = re.compile(rf"\b({'|'.join(PYTHON_WORDS)})\b")


def plain(message: str) -> str:
    """``message`` without Python's words for null, true and false; what is in quotation marks stays."""
    if not any(word in message for word in PYTHON_WORDS):
        return message
    pieces = _split_by_quotes(message)
    return "".join(piece if quoted else _without_python(piece) for piece, quoted in pieces)


def _split_by_quotes(message: str) -> Iterable[tuple[str, bool]]:
    start, mark = 0, ""
    for index, character in enumerate(message):
        if not mark and character in "'\"":
            yield message[start:index], False
            start, mark = index, character
        elif mark and character == mark:
            yield message[start : index + 1], True
            start, mark = index + 1, ""
    yield message[start:], False


def _without_python(text: str) -> str:
    return PYTHON.sub(lambda found: PYTHON_WORDS[found[0]], text)


def status(code: str, *, legacy: bool) -> int:
    """The HTTP status of an answer without ``data``; ``legacy`` where it is sent as ``application/json``."""
    entry = CODES[code]
    return 200 if legacy and entry.stage is Stage.REQUEST else entry.status


def format_up_to(
    limit: int,
    errors: Sequence[GraphQLError],
    format_: Callable[[GraphQLError], FormattedError],
    *,
    are_all: bool = True,
) -> list[FormattedError]:
    """The first ``limit`` errors as JSON, and how many more there are; those are not even looked at.

    ``are_all`` is false where nobody looked how many there are.
    """
    shown = [format_(error) for error in errors[:limit]]
    hidden = len(errors) - len(shown)
    if hidden:
        message = (
            f"{hidden} more error{'s' if hidden > 1 else ''} not shown."
            if are_all
            else "More errors not shown."
        )
        shown.append({"message": message, "extensions": {"code": "ERROR_LIMIT_EXCEEDED"}})
    return shown
