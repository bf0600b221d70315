"""JSON (RFC 8259) with the place of every value, read without recursion and by the same rules as YAML."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pullquote.store.files.syntax.trees import Builder, Node, Number, Unreadable
from pullquote.store.model.file_problems import FileProblems

TOKEN = re.compile(
    r"[ \t\n]*(?:(?P<punctuation>[{}\[\]:,])"
    r'|(?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.]))"
    r"|(?P<word>true|false|null)(?!\w)"
    r"|(?P<end>\Z)"
    r"|(?P<bad>.))",
    re.DOTALL,
)
WORDS = {"true": True, "false": False, "null": None}
NOT_JSON = {
    "'": "text in JSON stands between double quotation marks",
    '"': "the quotation mark that opens here is not closed on its line",
    "/": "JSON has no comments",
    "#": "JSON has no comments",
}


SHOWN_CHARACTERS = 20
"""How much of an unexpected word its message repeats."""


class Token(NamedTuple):
    """A word of JSON: its sort (a group of TOKEN), its text and its offset."""

    sort: str
    text: str
    offset: int


def read_json(text: str, faults: FileProblems) -> Node | None:
    """The tree of a JSON text; None with a fault where it is not JSON."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> tuple[int, int]:
        row = bisect_right(lines, offset) - 1
        return row + 1, offset - lines[row] + 1

    builder = Builder(faults)
    try:
        for token, expected in _checked(text):
            line, column = place(token.offset)
            if expected:
                found = NOT_JSON.get(token.text) or f"expected {expected}, found {_shown(token)}"
                faults.add("PQ105", line, column, found)
                return None
            _feed(builder, token, line, column, faults)
    except Unreadable:
        return None
    return builder.root


def _checked(text: str) -> Iterator[tuple[Token, str | None]]:
    """Every token of the text, the first that is out of place with what was expected there."""
    closers: list[str] = []
    expected = "value"
    for match in TOKEN.finditer(text):
        sort = match.lastgroup or "bad"
        token = Token(sort, match.group(sort), match.start(sort))
        if token.sort == "end":
            if expected != "end":
                yield token, EXPECTED[expected]
            return
        following = _following(token, expected, closers)
        if following is None:
            yield token, EXPECTED[expected]
            return
        yield token, None
        expected = following


EXPECTED = {
    "value": "a value",
    "first item": "a value or ]",
    "first key": "a key in quotation marks or }",
    "key": "a key in quotation marks",
    "colon": "a colon",
    "item": "a comma or ]",
    "entry": "a comma or }",
    "end": "the end of the file",
}


def _following(token: Token, expected: str, closers: list[str]) -> str | None:
    """What is expected behind a token, or None if the token itself is not expected."""
    if expected in ("value", "first item"):
        if token.text == "{" and token.sort == "punctuation":
            closers.append("}")
            return "first key"
        if token.text == "[" and token.sort == "punctuation":
            closers.append("]")
            return "first item"
        if token.sort in ("string", "number", "word"):
            return _behind(closers)
    if expected in ("key", "first key") and token.sort == "string":
        return "colon"
    if expected == "colon" and token.text == ":":
        return "value"
    closes = {"first item": "]", "first key": "}", "item": "]", "entry": "}"}.get(expected)
    if closes is not None and token.text == closes and token.sort == "punctuation":
        closers.pop()
        return _behind(closers)
    if token.text == "," and expected in ("item", "entry"):
        return "value" if expected == "item" else "key"
    return None


def _behind(closers: list[str]) -> str:
    """What is expected behind a whole value."""
    if not closers:
        return "end"
    return "item" if closers[-1] == "]" else "entry"


def _feed(builder: Builder, token: Token, line: int, column: int, faults: FileProblems) -> None:
    match token.sort, token.text:
        case "punctuation", "{":
            builder.open_mapping(line, column)
        case "punctuation", "[":
            builder.open_sequence(line, column)
        case "punctuation", "}" | "]":
            builder.close()
        case "string", text if "\\" in text:
            builder.escaped(_unescaped(text, line, column, faults), line, column)
        case "string", text if builder.wants_key:
            builder.key(text[1:-1], line, column)
        case "string", text:
            builder.scalar(text[1:-1], line, column)
        case "number", text:
            builder.scalar(Number(text), line, column)
        case "word", text:
            builder.scalar(WORDS[text], line, column)


def _unescaped(text: str, line: int, column: int, faults: FileProblems) -> str:
    try:
        value: str = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        faults.add("PQ105", line, column + error.pos, "not an escape of JSON", r"write \\ for a backslash")
        raise Unreadable from None
    return value


def _shown(token: Token) -> str:
    if token.sort == "end":
        return "the end of the file"
    return token.text if len(token.text) <= SHOWN_CHARACTERS else f"{token.text[:SHOWN_CHARACTERS]}…"
