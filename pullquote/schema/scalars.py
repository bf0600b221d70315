"""The scalars: how they are written, read and specified."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NewType, TypeVar

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from pullquote.store.dates import DateOrDateTime

URL = NewType("URL", str)
LanguageTag = NewType("LanguageTag", str)

T = TypeVar("T")

SHOWN_CHARACTERS = 60
"""How much of a refused value its message repeats: enough to recognise it, too little to fill a log."""


def _reader(name: str, example: str, read: Callable[[str], T]) -> Callable[[object], T]:
    """A parser of JSON strings into a scalar; ``read`` raises ValueError with a message for the client."""

    def parse(value: object) -> T:
        if not isinstance(value, str):
            raise GraphQLError(f'{name}: expected a string such as "{example}".')
        try:
            return read(value)
        except ValueError as error:
            raise GraphQLError(f"{name}: {error}") from None

    return parse


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def _read_date(text: str) -> date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(f'expected a day such as "2024-10-28", found "{_shown(text)}".')


def _read_instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError(
            f'expected a date and time with its offset such as "2024-10-28T09:30:00Z", found "{_shown(text)}".'
        )
    return instant


def _written_instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written_date(value: DateOrDateTime) -> str:
    return value.text


def _same(value: str) -> str:
    return value


SCALARS: dict[object, ScalarDefinition] = {
    DateOrDateTime: strawberry.scalar(
        name="DateOrDateTime",
        description=(
            "A date as precise as its source and no more: a year `2024`, a month `2024-10`, a day `2025-01-20`, "
            "or a date and time with its offset `2025-01-20T08:00:00+05:00`. Served exactly as it was written. "
            "In `from` and `to` a value without a time stands for its whole interval: "
            '`from: "2024-10"` begins on 1 October, `to: "2024-10"` ends with 31 October.'
        ),
        specified_by_url="https://www.w3.org/TR/NOTE-datetime",
        serialize=_written_date,
        parse_value=_reader("DateOrDateTime", "2024-10-28", DateOrDateTime.parse),
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar day, `2024-10-28`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=date.isoformat,
        parse_value=_reader("Date", "2024-10-28", _read_date),
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant in UTC with milliseconds, `2025-01-20T03:00:00.000Z`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=_written_instant,
        parse_value=_reader("DateTime", "2024-10-28T09:30:00Z", _read_instant),
    ),
    URL: strawberry.scalar(
        name="URL",
        description="An absolute web address, `https://www.wikidata.org/wiki/Q8093`.",
        specified_by_url="https://url.spec.whatwg.org/",
        serialize=_same,
        parse_value=_reader("URL", "https://www.example.org/story", _same),
    ),
    LanguageTag: strawberry.scalar(
        name="LanguageTag",
        description="A language by its BCP 47 tag: `en`, `ur`, `pt-BR`.",
        specified_by_url="https://www.rfc-editor.org/info/bcp47",
        serialize=_same,
        parse_value=_reader("LanguageTag", "en-GB", _same),
    ),
}
"""Python types and the scalars that serve them."""
