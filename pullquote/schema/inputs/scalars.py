"""The scalars: how they are written, read and specified."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NewType, TypeVar

import strawberry
from graphql import GraphQLError, StringValueNode, ValueNode

from pullquote.schema.compat_strawberry import ScalarDefinition
from pullquote.store.files.guesses.dates import in_iso_8601
from pullquote.store.model.dates import DateOrDateTime, InvalidDate
from pullquote.store.model.formats import is_language_tag, is_web_address

URL = NewType("URL", str)
LanguageTag = NewType("LanguageTag", str)
JSON = NewType("JSON", object)
JSONLD = NewType("JSONLD", dict[str, object])

T = TypeVar("T")

INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
"""RFC 3339, section 5.6; Python reads much more."""
SHOWN_CHARACTERS = 60
"""How much of a refused value its message repeats: enough to recognise it, too little to fill a log."""


def _scalar(
    name: str,
    description: str,
    url: str,
    *,
    example: str,
    read: Callable[[str], T],
    write: Callable[[T], str],
) -> ScalarDefinition:
    """A scalar that is a string in JSON; ``read`` raises ValueError with a message for the client."""

    def value(given: object) -> T:
        if not isinstance(given, str):
            raise GraphQLError(f'{name}: expected a string such as "{example}".')
        try:
            return read(given)
        except ValueError as error:
            raise GraphQLError(f"{name}: {error}") from None

    def literal(node: ValueNode, _variables: object = None) -> T:
        try:
            return value(node.value if isinstance(node, StringValueNode) else None)
        except GraphQLError as error:
            raise GraphQLError(error.message, node) from None

    return strawberry.scalar(
        name=name,
        description=description,
        specified_by_url=url,
        serialize=write,
        parse_value=value,
        parse_literal=literal,
    )


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def _read_day(text: str) -> date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(f'expected a day such as "2024-10-28", found "{_shown(text)}".')


def _read_instant(text: str) -> datetime:
    if INSTANT.fullmatch(text):
        try:
            return datetime.fromisoformat(text.upper())
        except ValueError:
            pass
    raise ValueError(
        f'expected a date and time with its offset such as "2024-10-28T09:30:00Z", found "{_shown(text)}".'
    )


def _written_instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read_date(text: str) -> DateOrDateTime:
    try:
        return DateOrDateTime.parse(text)
    except InvalidDate as error:
        meant = in_iso_8601(text)
        if meant is None or meant == f"{text}Z":  # the message says what to do about an offset
            raise
        raise ValueError(f'{error}; did you mean "{meant}"?') from None


def _written(value: DateOrDateTime) -> str:
    return value.text


def _read_url(text: str) -> str:
    if is_web_address(text):
        return text
    raise ValueError(f'expected an address that begins with https:// or http://, found "{_shown(text)}".')


def _read_language(text: str) -> str:
    if is_language_tag(text):
        return text
    raise ValueError(f'expected a language tag such as "en", "ur" or "pt-BR", found "{_shown(text)}".')


def _as_it_is(value: T) -> T:
    return value


SCALARS: dict[object, ScalarDefinition] = {
    DateOrDateTime: _scalar(
        "DateOrDateTime",
        "A date as precise as its source and no more: a year `2024`, a month `2024-10`, a day `2025-01-20`, "
        "or a date and time with its offset `2025-01-20T08:00:00+05:00`. Served exactly as it was written. "
        "In `from` and `to` a value without a time stands for its whole interval: "
        '`from: "2024-10"` begins on 1 October, `to: "2024-10"` ends with 31 October.',
        "https://www.w3.org/TR/NOTE-datetime",
        example="2024-10-28",
        read=_read_date,
        write=_written,
    ),
    date: _scalar(
        "Date",
        "A calendar day, `2024-10-28`.",
        "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        example="2024-10-28",
        read=_read_day,
        write=date.isoformat,
    ),
    datetime: _scalar(
        "DateTime",
        "An instant in UTC with milliseconds, `2025-01-20T03:00:00.000Z`.",
        "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        example="2024-10-28T09:30:00Z",
        read=_read_instant,
        write=_written_instant,
    ),
    URL: _scalar(
        "URL",
        "An absolute web address, `https://www.wikidata.org/wiki/Q8093`.",
        "https://url.spec.whatwg.org/",
        example="https://www.example.org/story",
        read=_read_url,
        write=_as_it_is,
    ),
    LanguageTag: _scalar(
        "LanguageTag",
        "A language by its BCP 47 tag: `en`, `ur`, `pt-BR`.",
        "https://www.rfc-editor.org/info/bcp47",
        example="en-GB",
        read=_read_language,
        write=_as_it_is,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any value of JSON: an object, a list, a text, a number, true, false or null.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
        serialize=_as_it_is,
    ),
    JSONLD: strawberry.scalar(
        name="JSONLD",
        description="A thing of schema.org as an object of JSON-LD 1.1, with its `@context` and `@type`.",
        specified_by_url="https://www.w3.org/TR/json-ld11/",
        serialize=_as_it_is,
    ),
}
"""Python types and the scalars that serve them."""
