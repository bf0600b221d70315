"""YAML 1.2 (core schema) read from the events of libyaml: nothing is ever constructed from a tag.

Anchors, aliases and tags are refused, which also is what YAML bombs are made of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it

from pullquote.store.files.syntax.traps import explained
from pullquote.store.files.syntax.trees import Builder, Node, Number, Position, Unreadable, shortened
from pullquote.store.model.file_problems import FileProblems

CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The plain words that are no text in the core schema of YAML 1.2; ``no`` and ``on`` are text."""
NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
HASHED = re.compile(r"(?<=[^\s#])[ \t]+(?P<word>#[^\s#]\S*)")
NUMBER_STARTS = frozenset("0123456789+-.")


def read_yaml(text: str, faults: FileProblems, *, lines_before: int = 0) -> Node | None:
    """The tree of a YAML document (one that is empty has the value None); None with a fault if it is not YAML.

    ``lines_before`` is how many lines of the file stand above ``text``.
    """
    first_line = lines_before + 1
    builder = Builder(faults)
    hashes = _hashes(text)
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            if hashes and isinstance(event, ScalarEvent):
                _check_comment(event, hashes, lines_before, faults)
            feed = FEEDERS.get(type(event))
            if feed is not None and (mark := event.start_mark) is not None:
                feed(builder, event, mark.line + first_line, mark.column + 1, faults)
    except MarkedYAMLError as error:
        fault = explained(error, text)
        line, column = fault.line + lines_before, fault.column
        # What begins with * or & is refused first, and then often is not YAML either.
        if not faults.has_at(line, column):
            faults.add(fault.code, line, column, fault.message, fault.suggestion)
        return None
    except YAMLError:
        # A ReaderError has no line; what it complains of is taken out before, so this is not expected.
        faults.add("PQ105", first_line, 1, "this is not YAML")
        return None
    except Unreadable:
        return None
    finally:
        parser.dispose()
    return builder.root or Node(None, Position(first_line, 1))


def _hashes(text: str) -> dict[int, tuple[int, int, str]]:
    """Where a word begins with # behind a space, by line (from 0): where the space begins, the #, and the word."""
    if "#" not in text:
        return {}
    hashes: dict[int, tuple[int, int, str]] = {}
    for number, line in enumerate(text.split("\n")):
        if "#" in line and (match := HASHED.search(line)):
            hashes[number] = (match.start(), match.start("word"), match["word"])
    return hashes


def _check_comment(
    event: ScalarEvent, hashes: dict[int, tuple[int, int, str]], lines_before: int, faults: FileProblems
) -> None:
    """``headline: The #MeToo years`` would be “The”: what is no comment to the eye is one to YAML."""
    end = event.end_mark
    if event.style or end is None or end.line not in hashes:
        return
    space, column, word = hashes[end.line]
    if end.column == space:
        message = f"the text ends before {shortened(word)}, for # begins a comment behind a space"
        suggestion = "put the text into quotation marks, or a space behind #"
        faults.add("PQ105", end.line + lines_before + 1, column + 1, message, suggestion)


def _scalar(builder: Builder, event: ScalarEvent, line: int, column: int, faults: FileProblems) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(event, line, column, faults)
    value, style = event.value, event.style
    if style == '"':
        builder.escaped(value, line, column)
    elif builder.wants_key:
        builder.key(value, line, column)
    else:
        builder.scalar(value if style else _plain(value), line, column)


def _mapping(
    builder: Builder, event: MappingStartEvent, line: int, column: int, faults: FileProblems
) -> None:
    _check_opening(builder, event, line, column, faults)
    builder.open_mapping(line, column)


def _sequence(
    builder: Builder, event: SequenceStartEvent, line: int, column: int, faults: FileProblems
) -> None:
    _check_opening(builder, event, line, column, faults)
    builder.open_sequence(line, column)


def _check_opening(
    builder: Builder,
    event: MappingStartEvent | SequenceStartEvent,
    line: int,
    column: int,
    faults: FileProblems,
) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(event, line, column, faults)
    if builder.wants_key:
        faults.add("PQ108", line, column, "a key must be text, found a mapping or a list")
        raise Unreadable


def _alias(builder: Builder, event: AliasEvent, line: int, column: int, faults: FileProblems) -> None:
    _refuse(
        faults, line, column, f"aliases of YAML are not read, found *{shortened(event.anchor or '')}", "*"
    )
    builder.escaped("", line, column)


def _document(builder: Builder, _event: Event, line: int, column: int, faults: FileProblems) -> None:
    if builder.root is not None:
        faults.add("PQ108", line, column, "a second YAML document begins here; a file has one")
        raise Unreadable


def _close(builder: Builder, _event: Event, _line: int, _column: int, _faults: FileProblems) -> None:
    builder.close()


FEEDERS: dict[type[Event], Callable[[Builder, Any, int, int, FileProblems], None]] = {
    ScalarEvent: _scalar,
    MappingStartEvent: _mapping,
    SequenceStartEvent: _sequence,
    MappingEndEvent: _close,
    SequenceEndEvent: _close,
    AliasEvent: _alias,
    DocumentStartEvent: _document,
}
"""What each event of libyaml tells the builder, at a line and column; raises Unreadable with a fault where
reading cannot go on."""


def _plain(text: str) -> str | bool | Number | None:
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] in NUMBER_STARTS and NUMBER.fullmatch(text):
        return Number(text)
    return text


def _refuse_properties(
    event: ScalarEvent | MappingStartEvent | SequenceStartEvent, line: int, column: int, faults: FileProblems
) -> None:
    if event.anchor is not None:
        _refuse(faults, line, column, f"anchors of YAML are not read, found &{shortened(event.anchor)}", "&")
    if event.tag is not None:
        _refuse(faults, line, column, f"tags of YAML are not read, found {shortened(event.tag)}", "!")


def _refuse(faults: FileProblems, line: int, column: int, message: str, character: str) -> None:
    suggestion = f"put text that begins with {character} into quotation marks"
    faults.add("PQ108", line, column, message, suggestion)
