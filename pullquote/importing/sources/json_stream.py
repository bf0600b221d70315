"""The values of a JSON file one by one: of a list, of lines, or the one that it is; memory holds one at a time."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHUNK = 1 << 16
"""Characters that are read at once."""
MAX_VALUE = 64 << 20
"""Characters of one value: a document with all that it encloses."""
_BETWEEN = " \t\r\n,\ufeff"


def values_in(path: Path) -> Iterator[Any]:
    """The values of a file; raises ValueError at what is no JSON."""
    decoder = json.JSONDecoder(strict=False)
    with path.open("rb") as file:
        reader = codecs.getreader("utf-8-sig")(file, "replace")
        text, within, ended = "", False, False
        while True:
            text = text.lstrip(_BETWEEN)
            if not within and text.startswith("["):
                text, within = text[1:], True
                continue
            if within and text.startswith("]"):
                return
            value, end = _one(decoder, text, ended)
            if end:
                yield value
                text = text[end:]
                continue
            if ended:
                if text:
                    raise ValueError("it ends within a value")
                return
            if len(text) > MAX_VALUE:
                raise ValueError(f"one value has more than {MAX_VALUE:,} characters")
            more = reader.read(max(CHUNK, len(text)))
            ended = not more
            text += more


def _one(decoder: json.JSONDecoder, text: str, ended: bool) -> tuple[Any, int]:
    """The value that a text begins with, and where it ends; 0 where more of it is to come."""
    if not text:
        return None, 0
    try:
        value, end = decoder.raw_decode(text)
    except ValueError as error:
        if ended:
            raise ValueError(f"no JSON: {error}") from None
        return None, 0
    if end == len(text) and not ended and not isinstance(value, (dict, list)):
        return None, 0
    return value, end
