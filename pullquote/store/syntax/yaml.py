"""YAML 1.2 (core schema) read from the events of libyaml: nothing is ever constructed from a tag.

Anchors, aliases and tags are refused, which also is what YAML bombs are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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

from pullquote.store.faults import Faults
from pullquote.store.syntax.traps import explained
from pullquote.store.syntax.trees import Builder, Node, Number, Position, Unreadable, shortened

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
NUMBER_STARTS = frozenset("0123456789+-.")


def read_yaml(text: str, faults: Faults, *, lines_before: int = 0) -> Node | None:
    """The tree of a YAML document (one that is empty has the value None); None with a fault if it is not YAML.

    ``lines_before`` is how many lines of the file stand above ``text``.
    """
    first_line = lines_before + 1
    builder = Builder(faults)
    try:
        for event in _events(text):
            _feed(builder, event, first_line, faults)
    except MarkedYAMLError as error:
        fault = explained(error, text)
        faults.add(fault.code, fault.line + lines_before, fault.column, fault.message, fault.suggestion)
        return None
    except YAMLError:
        # A ReaderError has no line; what it complains of is taken out before, so this is not expected.
        faults.add("PQ105", first_line, 1, "this is not YAML")
        return None
    except Unreadable:
        return None
    return builder.root or Node(None, Position(first_line, 1))


def _events(text: str) -> Iterator[Event]:
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def _feed(builder: Builder, event: Event, first_line: int, faults: Faults) -> None:
    """Tell the builder of an event; raises Unreadable with a fault where reading cannot go on."""
    if isinstance(event, MappingEndEvent | SequenceEndEvent):
        builder.close()
        return
    line, column = first_line, 1
    if event.start_mark is not None:
        line, column = event.start_mark.line + first_line, event.start_mark.column + 1
    if isinstance(event, ScalarEvent):
        if event.anchor is not None or event.tag is not None:
            _refuse_properties(event, line, column, faults)
        if event.style == '"':
            builder.escaped(event.value, line, column)
        elif builder.wants_key:
            builder.key(event.value, line, column)
        else:
            builder.scalar(event.value if event.style else _plain(event.value), line, column)
    elif isinstance(event, MappingStartEvent | SequenceStartEvent):
        _open(builder, event, line, column, faults)
    elif isinstance(event, AliasEvent):
        _refuse(faults, line, column, f"aliases of YAML are not read, found *{event.anchor}", "*")
        builder.escaped("", line, column)
    elif isinstance(event, DocumentStartEvent) and builder.root is not None:
        faults.add("PQ108", line, column, "a second YAML document begins here; a file has one")
        raise Unreadable


def _open(
    builder: Builder, event: MappingStartEvent | SequenceStartEvent, line: int, column: int, faults: Faults
) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(event, line, column, faults)
    if builder.wants_key:
        faults.add("PQ108", line, column, "a key must be text, found a mapping or a list")
        raise Unreadable
    if isinstance(event, MappingStartEvent):
        builder.open_mapping(line, column)
    else:
        builder.open_sequence(line, column)


def _plain(text: str) -> str | bool | Number | None:
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] in NUMBER_STARTS and NUMBER.fullmatch(text):
        return Number(text)
    return text


def _refuse_properties(
    event: ScalarEvent | MappingStartEvent | SequenceStartEvent, line: int, column: int, faults: Faults
) -> None:
    if event.anchor is not None:
        _refuse(faults, line, column, f"anchors of YAML are not read, found &{shortened(event.anchor)}", "&")
    if event.tag is not None:
        _refuse(faults, line, column, f"tags of YAML are not read, found {shortened(event.tag)}", "!")


def _refuse(faults: Faults, line: int, column: int, message: str, character: str) -> None:
    suggestion = f"put text that begins with {character} into quotation marks"
    faults.add("PQ108", line, column, message, suggestion)
