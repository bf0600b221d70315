"""Requests: one operation asked with variables, with its values written into its text, or by a new name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice, product
from typing import Any
from urllib.parse import quote

Variables = Mapping[str, Any]

JSON = {"Content-Type": "application/json"}
DEFINITIONS = re.compile(r"^(\w+ \w+)\([^)]*\)")
"""The name of an operation, and the definitions of its variables."""
VARIABLE = re.compile(r"\$(\w+)")
MOST_NAMES = 100
"""Names by which an operation is asked where its values are few."""


@dataclass(frozen=True)
class Request:
    """One HTTP request to ``/graphql``."""

    method: str
    query: str
    body: bytes
    headers: Mapping[str, str]


def post(text: str, variables: Variables | None = None) -> Request:
    """A POST of an operation."""
    body = {"query": text} if variables is None else {"query": text, "variables": variables}
    return Request("POST", "", json.dumps(body, separators=(",", ":")).encode(), JSON)


def requests(text: str, variables: Iterator[Variables], most: int) -> list[Request]:
    """A POST for each set of variables."""
    return [post(text, each) for each in islice(variables, most)]


def written(text: str, variables: Variables) -> str:
    """An operation with the values of its variables in its text."""
    return VARIABLE.sub(lambda name: literal(variables[name[1]]), DEFINITIONS.sub(r"\1", text))


def literal(value: object) -> str:
    """A value as GraphQL writes it; enums aside, which look like strings in JSON."""
    match value:
        case dict():
            return f"{{{', '.join(f'{name}: {literal(each)}' for name, each in value.items())}}}"
        case list():
            return f"[{', '.join(literal(each) for each in value)}]"
        case _:
            return json.dumps(value)


def written_out(text: str, variables: Iterator[Variables], most: int) -> list[Request]:
    """Different documents, each with its values written into it, up to so many.

    Where there are fewer values than that, the operation has several names, as if several clients asked it.
    """
    values: Sequence[Variables] = list(islice(variables, most))
    names = range(names_for(len(values), most))
    documents = (named(written(text, each), f"By{name}") for name, each in product(names, values))
    return [post(document) for document in islice(documents, most)]


def names_for(values: int, documents: int) -> int:
    """How many names an operation has, so that there are so many documents of so many values, if possible."""
    return min(MOST_NAMES, -(-documents // values))


def named(text: str, suffix: str) -> str:
    """The operation by a longer name."""
    return re.sub(r"^(\w+ \w+)", rf"\1{suffix}", text)


def first_sights(text: str, variables: Iterator[Variables]) -> Iterator[Request]:
    """The operation without end, each time by a name that it has not had."""
    for number, each in zip(count(), cycle(list(variables)), strict=False):
        yield post(named(text, f"Seen{number}"), each)


def conditional(text: str, etag: str) -> list[Request]:
    """A GET by somebody who has the answer."""
    return [Request("GET", f"?query={quote(text)}", b"", {"If-None-Match": etag})]
