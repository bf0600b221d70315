"""GraphQL requests over HTTP: what POST bodies and GET addresses say, checked and nothing more.

Raises :class:`~pullquote.api.errors.Refused` for whatever is not a GraphQL-over-HTTP request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from pullquote.api.errors import refused
from pullquote.api.http.bodies import parse_json
from pullquote.api.operations.operations import NOTHING

MOST_PARAMETERS = 50
"""Parameters of an address that are read; a GraphQL request has five."""
TEXT_PARAMETERS = ("query", "operationName", "documentId")
MAP_PARAMETERS = ("variables", "extensions")
NESTING = frozenset({dict, list})
KINDS: Mapping[type, str] = {
    str: "a string", int: "a number", float: "a number", bool: "a Boolean", list: "a list", dict: "an object"
}  # fmt: skip


class Asked(NamedTuple):
    """The parameters of a GraphQL request, each of its type; ``query`` may be absent where an id is given.

    A tuple, like all that is made for each request: it is made in a third of a dataclass's time.
    """

    query: str | None = None
    operation_name: str | None = None
    variables: Mapping[str, Any] = NOTHING
    extensions: Mapping[str, Any] = NOTHING
    document_id: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return self.query is None and self.document_id is None and not self.extensions


def parse_body(body: bytes, deepest: int) -> Asked:
    """The request in a JSON body; ``deepest`` is how deep its variables may nest."""
    value = parse_json(body, "The body")
    if (asked := _usual(value)) is not None:
        return asked
    if isinstance(value, list):
        raise refused("BAD_REQUEST", "The body is a list; batches are not served. Send one request each.")
    if not isinstance(value, dict):
        raise refused("BAD_REQUEST", f"The body must be a JSON object, not {_kind(value)}.")
    return read_parameters(value, deepest)


def _usual(value: Any) -> Asked | None:
    """What most send: a document, and maybe variables of which none has to be looked into; None for all else."""
    if type(value) is not dict or type(query := value.get("query")) is not str:
        return None
    if len(value) == 1:
        return Asked(query)
    variables = value.get("variables")
    if len(value) > 2 or type(variables) is not dict or not NESTING.isdisjoint(map(type, variables.values())):
        return None
    return Asked(query, None, variables)


def parse_query(query_string: bytes, deepest: int) -> Asked:
    """The request in the query component of an address."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=MOST_PARAMETERS,
            encoding="utf-8",
            errors="strict",
        )
    except UnicodeDecodeError:
        raise refused("BAD_REQUEST", "The address is not UTF-8.") from None
    except ValueError:
        raise refused("BAD_REQUEST", f"The address has more than {MOST_PARAMETERS} parameters.") from None
    given: dict[str, Any] = {}
    for name, text in pairs:
        if name in given and name in {*TEXT_PARAMETERS, *MAP_PARAMETERS}:
            raise refused("BAD_REQUEST", f"The address has “{name}” twice.")
        given[name] = text
    for name in MAP_PARAMETERS:
        if name in given:
            text = given[name]
            given[name] = parse_json(text.encode(), f"The parameter “{name}”") if text else None
    for name in ("operationName", "documentId"):
        given[name] = given.get(name) or None
    return read_parameters(given, deepest)


def read_parameters(given: Mapping[str, Any], deepest: int) -> Asked:
    """The request in these parameters, each checked; ``deepest`` is how deep its variables may nest."""
    for names, type_ in ((TEXT_PARAMETERS, str), (MAP_PARAMETERS, dict)):
        for name in names:
            value = given.get(name)
            if value is not None and not isinstance(value, type_):
                raise refused(
                    "BAD_REQUEST", f"The parameter “{name}” must be {KINDS[type_]}, not {_kind(value)}."
                )
    for name in MAP_PARAMETERS:
        if (value := given.get(name)) and nests_deeper(value, deepest):
            raise refused(
                "VARIABLES_LIMIT_EXCEEDED", f"The parameter “{name}” nests more than {deepest} deep."
            )
    return Asked(
        query=given.get("query"),
        operation_name=given.get("operationName") or None,
        variables=given.get("variables") or {},
        extensions=given.get("extensions") or {},
        document_id=given.get("documentId"),
    )


def nests_deeper(value: object, limit: int) -> bool:
    """Whether lists and objects nest in ``value`` more than ``limit`` deep, itself included."""
    level: list[Any] = [value]
    for _ in range(limit + 1):
        inner = [each for each in level if isinstance(each, list | dict)]
        if not inner:
            return False
        level = [child for each in inner for child in (each.values() if isinstance(each, dict) else each)]
    return True


def _kind(value: object) -> str:
    return "null" if value is None else KINDS[type(value)]
