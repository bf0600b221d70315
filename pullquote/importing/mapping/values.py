"""Values of other systems as texts, lists and JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from pullquote.importing.text.characters import clean, plain_line
from pullquote.importing.text.plain import without_markdown
from pullquote.store.files.kinds.fields import MAX_LINE, MAX_URL
from pullquote.store.model.formats import MAX_SLUG, is_web_address

MAX_EXTRA_BYTES = 8_000
"""Of ``extra`` as JSON: a little less than a newsroom reads."""
MAX_DEPTH = 8
"""Levels of mappings and lists in ``extra``; deeper ones are written as JSON."""
MAX_KEY = 200
"""Characters of a key in ``extra``: YAML reads at most 1,024 of them, and each may be written as several."""
_INTEGERS = range(-(2**63), 2**63)
"""Those that JSON is written with; all others are texts."""


def is_empty(value: object) -> bool:
    """Whether a value says nothing."""
    return (
        value is None
        or value is False
        or (isinstance(value, (str, list, dict)) and not value)
        or (isinstance(value, str) and not value.strip())
    )


def line_of(value: object) -> str | None:
    """A value as a line of text; None where it is none."""
    match value:
        case bool() | None:
            return None
        case str():
            return plain_line(without_markdown(value)) or None
        case int() | float():
            return str(value)
        case Mapping():
            return next(
                (
                    line
                    for key in ("name", "title", "value", "text", "rendered")
                    if (line := line_of(value.get(key)))
                ),
                None,
            )
        case list():
            return line_of(value[0]) if len(value) == 1 else None
        case _:
            return None


def lines_of(value: object, *, split_words: bool = False) -> list[str]:
    """A value as a list of lines: a list, or a text with commas (or, in Jekyll, spaces) between them."""
    if isinstance(value, list):
        return (
            [line for each in value for line in lines_of(each) if line]
            if all(not isinstance(each, str) for each in value)
            else [line for each in value if (line := line_of(each))]
        )
    text = line_of(value)
    if text is None:
        return []
    if isinstance(value, str) and ("," in text or ";" in text):
        return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    return text.split() if split_words and isinstance(value, str) else [text]


def shortened(text: str) -> str:
    """A text that a line can hold."""
    if len(text) <= MAX_LINE:
        return text
    return f"{text[: MAX_LINE - 1].rpartition(' ')[0] or text[: MAX_LINE - 1]}…"


def json_of(value: Any, depth: int = 0) -> Any:
    """A value as JSON has it."""
    match value:
        case None | bool():
            return value
        case int():
            return value if value in _INTEGERS else str(value)
        case float():
            return value if math.isfinite(value) else str(value)
        case str():
            return clean(value)
        case Mapping() if depth < MAX_DEPTH:
            return together(value.items(), depth + 1)
        case list() | tuple() if depth < MAX_DEPTH:
            return [json_of(each, depth + 1) for each in value]
        case _:
            return clean(orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode())


def together(pairs: Iterable[tuple[object, object]], depth: int = 0) -> dict[str, Any]:
    """Keys and their values as JSON has them; a key that is there already gets a number, so that none is lost."""
    found: dict[str, Any] = {}
    for said, value in pairs:
        name = key = clean(str(said))[:MAX_KEY]
        number = 1
        while key in found:
            number += 1
            key = f"{name} {number}"
        found[key] = json_of(value, depth)
    return found


def is_address(text: object) -> bool:
    """Whether a value is a web address that a newsroom reads."""
    return isinstance(text, str) and len(text) <= MAX_URL and is_web_address(text)


def is_former_slug(text: str) -> bool:
    """Whether a text can be an alias."""
    return bool(text) and len(text) <= MAX_SLUG and text.isprintable() and " " not in text


def fitted(extra: dict[str, Any]) -> list[str]:
    """Take away the largest values until the rest fits; the keys that were taken."""
    taken = []
    while len(orjson.dumps(extra)) > MAX_EXTRA_BYTES:
        largest = max(extra, key=lambda key: len(orjson.dumps(extra[key])))
        del extra[largest]
        taken.append(largest)
    return taken
