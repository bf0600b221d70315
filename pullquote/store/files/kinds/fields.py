"""The types of the values in files: what pydantic checks, and what editors are told in JSON Schema."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from pullquote.store.files.syntax.characters import without_invisible
from pullquote.store.files.syntax.trees import Number, described
from pullquote.store.model.dates import DateOrDateTime, InvalidDate
from pullquote.store.model.formats import MAX_SLUG, is_language_tag, is_web_address
from pullquote.store.pictures.formats import is_media_path

MAX_LINE = 2_000
"""Characters of a name, headline or other single text: ten times the longest in use."""
MAX_WORDS = 20_000
"""Characters of a quote, or of one part of it: a whole speech."""
MAX_BODY = 500_000
"""Characters of a body: a book."""
MAX_URL = 2_000
"""Characters of an address: what every browser takes."""
MAX_ITEMS = 1_000
"""Items of a list: quotes in a story, people mentioned, roles of a person."""
MAX_PIXELS = 1_000_000
"""Width or height of a picture: no format that browsers show has more."""

_SPACE = re.compile(r"[ \t\n]+")
_MEDIATOPIC = re.compile(r"medtop:[0-9]{8}")


def _one_line(text: str) -> str:
    """Line breaks and runs of spaces as one space, as they are read; a no-break space is meant."""
    return text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text)


def _url(text: str) -> str:
    if is_web_address(text):
        return text
    raise PydanticCustomError(
        "address",
        "{message}",
        {"message": f"expected an address that begins with https:// or http://, found {described(text)}"},
    )


def _language(text: str) -> str:
    if is_language_tag(text):
        return text
    raise PydanticCustomError(
        "language",
        "{message}",
        {"message": f"expected a language tag such as en, ur or pt-BR, found {described(text)}"},
    )


def _mediatopic(text: str) -> str:
    if _MEDIATOPIC.fullmatch(text):
        return text
    raise PydanticCustomError(
        "value", "{message}", {"message": f"expected a code such as medtop:11000000, found {described(text)}"}
    )


def _date(value: object) -> DateOrDateTime:
    text = value.text if isinstance(value, Number) else value
    try:
        if isinstance(text, str):
            return DateOrDateTime.parse(without_invisible(text))
    except InvalidDate as error:
        raise PydanticCustomError("date", "{message}", {"message": str(error)}) from None
    raise PydanticCustomError("date", "{message}", {"message": f"expected a date, found {described(value)}"})


def _moment(value: object) -> DateOrDateTime:
    text = without_invisible(value) if isinstance(value, str) else ""
    try:
        date = DateOrDateTime.parse(text)
        if date.has_time:
            return date
    except InvalidDate:
        pass
    message = f"expected a time and its offset, as in 2024-10-28T06:00:00Z, found {described(value)}"
    raise PydanticCustomError("moment", "{message}", {"message": message})


def _picture_address(text: str) -> str:
    if is_web_address(text) or is_media_path(text):
        return text
    expected = "an address that begins with https:// or http://, or a path such as media/harbour.jpg"
    raise PydanticCustomError(
        "picture", "{message}", {"message": f"expected {expected}, found {described(text)}"}
    )


def _pixels(value: object) -> int:
    text = value.text if isinstance(value, Number) else ""
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MAX_PIXELS and len(text) < 9:
        return int(text)
    message = f"expected a number of pixels from 1 to {MAX_PIXELS:,}, found {described(value)}"
    raise PydanticCustomError("value", "{message}", {"message": message})


def _reference(text: str) -> str:
    if slug := without_invisible(text):
        return slug
    raise PydanticCustomError("string_too_short", "nothing that is seen")


def _former_slug(text: str) -> str:
    if text.isprintable() and " " not in text:
        return text
    message = f"expected a former slug, which has no spaces, found {described(text)}"
    raise PydanticCustomError("value", "{message}", {"message": message})


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Line = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LINE),
    AfterValidator(_one_line),
]
"""Text without line breaks that count."""
BodyText = Annotated[str, Strict(), StringConstraints(max_length=MAX_BODY)]
Words = Annotated[
    list[
        Annotated[
            str,
            Strict(),
            StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_WORDS),
            AfterValidator(_one_line),
        ]
    ],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=MAX_ITEMS),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
]
"""The exact words of a quote: a text, or a list of them where the prose interrupts it."""
Reference = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LINE),
    AfterValidator(_reference),
]
"""A slug of another entity; whether it is one of any is not known yet."""


class _OneOrSeveral:
    """The JSON Schema of a text, or a list of texts; a new one each time, for slugs are written into it."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        del schema, handler
        return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}


SeveralReferences = Annotated[
    list[Reference], BeforeValidator(_listed), Field(min_length=1, max_length=MAX_ITEMS), _OneOrSeveral
]
"""A slug, or a list of them."""
Url = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, max_length=MAX_URL),
    AfterValidator(_url),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]
Language = Annotated[
    str, Strict(), StringConstraints(strip_whitespace=True, max_length=MAX_LINE), AfterValidator(_language)
]
Mediatopic = Annotated[
    str,
    Strict(),
    AfterValidator(_mediatopic),
    WithJsonSchema({"type": "string", "pattern": "^medtop:[0-9]{8}$"}),
]
DATE_SCHEMA = {
    "anyOf": [
        {
            "type": "string",
            "pattern": r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?)?)?$",
        },
        {"type": "integer"},
    ]
}
Date = Annotated[DateOrDateTime, PlainValidator(_date), WithJsonSchema(DATE_SCHEMA)]
Moment = Annotated[
    DateOrDateTime,
    PlainValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T"}),
]
"""A date with a time, for what happens at a moment."""
PictureAddress = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, max_length=MAX_URL),
    AfterValidator(_picture_address),
    WithJsonSchema({"type": "string", "pattern": "^(https?://|media/)"}),
]
"""Where a picture is: on the web, or in the newsroom's folder ``media``."""
Pixels = Annotated[
    int,
    PlainValidator(_pixels),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MAX_PIXELS}),
]
FormerSlug = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_SLUG),
    AfterValidator(_former_slug),
]
"""What was a slug once, here or in another system, which may have had other rules for them."""
YesNo = Annotated[bool, Strict()]
