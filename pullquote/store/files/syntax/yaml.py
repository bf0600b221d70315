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

from pullquote.store.files.syntax.characters import misplaced_spaces, with_plain_spaces
from pullquote.store.files.syntax.trees import Builder, Node, Number, Position, Unreadable, shortened
from pullquote.store.files.syntax.unclosed import unclosed_text
from pullquote.store.files.syntax.yaml_errors import explained
from pullquote.store.model.file_problems import FileProblem, FileProblems

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
    text = _with_plain_spaces(text, lines_before, faults)
    has_pairs = "\\u" in text and SURROGATES.search(text) is not None and FILLER not in text
    parser = CParser(SURROGATES.sub(_one_escape, text) if has_pairs else text)
    next_event: Callable[[], Any] = parser.get_event
    try:
        while (event := next_event()) is not None:
            kind, mark = type(event), event.start_mark
            if kind is ScalarEvent:
                style = event.style
                if style and event.end_mark.line != mark.line and (fault := unclosed_text(event, text)):
                    _add(fault, lines_before, faults)
                    return None
                if hashes and not style:
                    _check_comment(event, hashes, lines_before, faults)
                if has_pairs and FILLER in event.value:
                    _restore_pairs(event)
                _feed_scalar(builder, event, mark.line + first_line, mark.column + 1, faults)
            elif kind in FEEDERS:
                FEEDERS[kind](builder, event, mark.line + first_line, mark.column + 1, faults)
    except MarkedYAMLError as error:
        _add(explained(error, text), lines_before, faults)
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


def _add(fault: FileProblem, lines_before: int, faults: FileProblems) -> None:
    line, column = fault.line + lines_before, fault.column
    # What begins with * or & is refused first, and then often is not YAML either.
    if not faults.has_at(line, column, errors_only=True):
        faults.add(fault.code, line, column, fault.message, fault.suggestion)


def _with_plain_spaces(text: str, lines_before: int, faults: FileProblems) -> str:
    """The text with a space for each that is none to YAML, where it keeps a line from being read; each is a problem.

    In a text in quotation marks, or below | or >, any space is meant.
    """
    misplaced = {found[0]: found for found in misplaced_spaces(text)}
    if not misplaced:
        return text
    lines = text.split("\n")
    mended = [with_plain_spaces(line) if n in misplaced else line for n, line in enumerate(lines, 1)]
    of_texts = _lines_of_texts("\n".join(mended))
    if of_texts is None and _lines_of_texts(text) is not None:
        return text
    for number, column, message, suggestion in misplaced.values():
        if number in (of_texts or ()):
            mended[number - 1] = lines[number - 1]
        else:
            faults.add("PQ105", number + lines_before, column, message, suggestion)
    return "\n".join(mended)


def _lines_of_texts(text: str) -> set[int] | None:
    """The lines (from 1) on which texts in quotation marks, or below | or >, go on; None where it is not YAML."""
    parser = CParser(text)
    found: set[int] = set()
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, ScalarEvent) and event.style and event.start_mark and event.end_mark:
                found.update(range(event.start_mark.line + 2, event.end_mark.line + 2))
    except YAMLError:
        return None
    finally:
        parser.dispose()
    return found


SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""A character beyond U+FFFF as JSON escapes it: two halves (RFC 8259, section 7), which libyaml does not join."""
FILLER = "\ufdd0"
"""A character that no text has; it keeps the columns behind a joined escape what they are."""
JOINED = re.compile(rf"\\U([0-9A-F]{{8}}){FILLER}{FILLER}")


def _one_escape(match: re.Match[str]) -> str:
    """Two halves as one escape of YAML, as long as they were."""
    high, low = int(match[2], 16), int(match[3], 16)
    character = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    return f"{match[1]}\\U{character:08X}{FILLER}{FILLER}"


def _two_escapes(match: re.Match[str]) -> str:
    """Both halves as they were written: only double quotation marks make escapes of them."""
    return "".join(f"\\u{half:04x}" for half in _halves(int(match[1], 16)))


def _halves(character: int) -> tuple[int, int]:
    above = character - 0x10000
    return 0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF)


def _restore_pairs(event: ScalarEvent) -> None:
    value = event.value if event.style == '"' else JOINED.sub(_two_escapes, event.value)
    event.value = value.replace(FILLER, "")


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
    if end is None or end.line not in hashes:
        return
    space, column, word = hashes[end.line]
    if end.column == space:
        message = f"the text ends before {shortened(word)}, for # begins a comment behind a space"
        suggestion = "put the text into quotation marks, or a space behind #"
        faults.add("PQ105", end.line + lines_before + 1, column + 1, message, suggestion)


def _feed_scalar(builder: Builder, event: ScalarEvent, line: int, column: int, faults: FileProblems) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(event, line, column, faults)
    value, style = event.value, event.style
    if style == '"':
        builder.escaped(value, line, column)
    elif builder.wants_key:
        builder.key(value, line, column)
    elif style:
        builder.scalar(value, line, column)
    else:
        builder.scalar(_plain(value), line, column, is_plain=True)


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
        faults.add(
            "PQ108",
            line,
            column,
            "a key must be text, found a mapping or a list",
            "put it into quotation marks",
        )
        raise Unreadable


def _alias(builder: Builder, event: AliasEvent, line: int, column: int, faults: FileProblems) -> None:
    _refuse(
        faults, line, column, f"aliases of YAML are not read, found *{shortened(event.anchor or '')}", "*"
    )
    builder.escaped("", line, column)


def _document(builder: Builder, _event: Event, line: int, column: int, faults: FileProblems) -> None:
    if builder.root is not None:
        faults.add(
            "PQ108", line, column, "a second YAML document begins here; a file has one", "delete the line ---"
        )
        raise Unreadable


def _close(builder: Builder, _event: Event, _line: int, _column: int, _faults: FileProblems) -> None:
    builder.close()


FEEDERS: dict[type[Event], Callable[[Builder, Any, int, int, FileProblems], None]] = {
    MappingStartEvent: _mapping,
    SequenceStartEvent: _sequence,
    MappingEndEvent: _close,
    SequenceEndEvent: _close,
    AliasEvent: _alias,
    DocumentStartEvent: _document,
}
"""What each event of libyaml says to the builder, at a line and column; raises Unreadable with a fault where
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
