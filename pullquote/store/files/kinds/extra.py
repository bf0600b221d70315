"""What a newsroom keeps of its own in a file: a mapping of anything, as JSON has it."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

import orjson
from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from pullquote.store.files.syntax.trees import Number

MAX_EXTRA_BYTES = 8_192
"""Of ``extra``, as JSON: what another system needs to find its own again, and no second story."""
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
MAX_DIGITS = 25
"""More than any integer of 64 bits has."""
_INTEGERS = range(-(2**63), 2**63)
"""Those that are written as they are; others stay text, so that no digit is lost."""


def _extra(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PydanticCustomError("dict_type", "not a mapping")
    extra: dict[str, Any] = _json(value)
    size = len(orjson.dumps(extra))
    if size > MAX_EXTRA_BYTES:
        message = f"{size:,} bytes as JSON; at most {MAX_EXTRA_BYTES:,} are read"
        raise PydanticCustomError("too_large", "{message}", {"message": message})
    return extra


def _json(value: Any) -> Any:
    """A value of a file as JSON has it. What JSON does not take for a number (``007``, ``0x1F``) stays text."""
    match value:
        case Number(text=text):
            return _number(text)
        case list():
            return [_json(each) for each in value]
        case dict():
            return {key: _json(each) for key, each in value.items()}
        case _:
            return value


def _number(text: str) -> int | float | str:
    if not _JSON_NUMBER.fullmatch(text):
        return text
    if text.lstrip("-").isdigit():
        return int(text) if len(text) < MAX_DIGITS and int(text) in _INTEGERS else text
    number = float(text)
    return number if math.isfinite(number) else text


Extra = Annotated[dict[str, Any], PlainValidator(_extra), WithJsonSchema({"type": "object"})]
"""A mapping that is served as it is."""
