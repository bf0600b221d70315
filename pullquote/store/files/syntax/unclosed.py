"""Quotation marks and brackets of YAML that are never closed: libyaml goes on to the next mark that it meets, and
complains there, often many lines below the mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yaml import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    Mark,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)
from yaml._yaml import Mark as CMark
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it

from pullquote.store.model.file_problems import FileProblem

START = re.compile(r"[ ]*(?:- +)*")
KEY_LINE = re.compile(r"[ ]*(?:- +)*(?:[A-Za-z_][\w-]*|\"[^\"]*\"):(?:[ \t]|$)")
TYPOGRAPHIC_MARKS = "“”„‟″‘’‚′"
"""Marks that look as if they closed a text."""
QUOTATION_MARKS = ('"', "'")
CLOSING = {"[": "]", "{": "}"}
BRACKETS = {*CLOSING, *CLOSING.values()}
BRACKET = re.compile(r"[\[\]{}]")
MARKS_AND_BRACKETS = re.compile(
    r"\"(?:[^\"\\]|\\.)*(?:\"|(?P<unclosed>\\?\Z))|(?<!\w)'(?:[^']|'')*'|[\[\]{}]", re.DOTALL
)
"""Texts in quotation marks, so that brackets in them do not count, and brackets; an apostrophe opens no text."""


def unclosed_text(event: ScalarEvent, text: str) -> FileProblem | None:
    """A text in quotation marks that goes on over the keys below it, up to a mark that belongs to another text.

    YAML 1.2 forbids it: the lines of a text are indented further than its key (section 7.3). libyaml reads it, and
    the keys are lost without a word.
    """
    (first, column), (last, _) = _at(event.start_mark), _at(event.end_mark)
    if first == last or event.style not in QUOTATION_MARKS:
        return None
    lines = _lines(text)
    owner = _column_of_owner(lines[first], column)
    if any(KEY_LINE.match(line) and _indent(line) <= owner for line in lines[first + 1 : last + 1]):
        return _mark(first, column, lines)
    return None


def unclosed_before(error: MarkedYAMLError, text: str) -> FileProblem | None:
    """The mark or bracket above an error that was never closed, and so is the cause of it; None where there is none."""
    lines = _lines(text)
    if "end of stream" in (error.problem or "") and error.context_mark is not None:
        return _mark(*_at(error.context_mark), lines)
    row, noticed = _at(error.problem_mark)
    around: list[tuple[int, int]] = []
    for event in _events(text):
        match event:
            case SequenceStartEvent() | MappingStartEvent():
                around.append(_at(event.start_mark))
            case SequenceEndEvent() | MappingEndEvent():
                around.pop()
            case ScalarEvent(style='"' | "'") if _at(event.end_mark)[0] == row:
                first, column = _at(event.start_mark)
                if _is_out_of_line(first, row, lines):
                    return _mark(first, column, lines)
    brackets = [place for place in around if _character(place, lines) in CLOSING]
    for first, column in brackets:
        if first < row and not _is_closed(first, column, lines):
            return _bracket(first, column, lines)
    found = _character((row, noticed), lines)
    if brackets and found in CLOSING.values() and found != CLOSING[_character(brackets[-1], lines)]:
        return _bracket(*brackets[-1], lines)
    return None


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """The lines of a text, which is asked about for each of its texts in quotation marks."""
    return text.split("\n")


def _character(place: tuple[int, int], lines: list[str]) -> str:
    """What stands at a place; nothing behind the end of the text."""
    row, column = place
    return lines[row][column : column + 1] if row < len(lines) else ""


def _events(text: str) -> Iterator[Event]:
    """What libyaml reads up to its error."""
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    except YAMLError:
        return
    finally:
        parser.dispose()


def _at(mark: Mark | CMark | None) -> tuple[int, int]:
    """Line and column, from 0."""
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _is_out_of_line(first: int, last: int, lines: list[str]) -> bool:
    """Whether a text has a line that begins no further to the right than the line that the text begins on."""
    outer = _indent(lines[first])
    return any(line.strip() and _indent(line) <= outer for line in lines[first + 1 : last + 1])


def _indent(line: str) -> int:
    """The column of what a line says first, behind the hyphens of a list."""
    match = START.match(line)
    return match.end() if match else 0


def _column_of_owner(line: str, column: int) -> int:
    """The column of the key or hyphen whose text begins at a column; one less than that where it stands above."""
    indent = _indent(line)
    if indent < column:
        return indent
    hyphen = line.rfind("-", 0, column)
    return hyphen if hyphen >= 0 else column - 1


def _is_closed(first: int, column: int, lines: list[str]) -> bool:
    """Whether a bracket has its other one before a key that stands no further to the right than its own line."""
    outer, inside = _indent(lines[first]), [lines[first][column:]]
    for line in lines[first + 1 :]:
        if KEY_LINE.match(line) and _indent(line) <= outer:
            break
        inside.append(line)
    depth = 0
    for bracket in _brackets("\n".join(inside)):
        depth += 1 if bracket in CLOSING else -1
        if depth == 0:
            return True
    return False


def _brackets(text: str) -> Iterator[str]:
    """The brackets outside texts in quotation marks; a mark that is never closed opens no text."""
    for found in MARKS_AND_BRACKETS.finditer(text):
        if found["unclosed"] is not None:
            yield from BRACKET.findall(found[0])
        elif found[0] in BRACKETS:
            yield found[0]


def _mark(row: int, column: int, lines: list[str]) -> FileProblem:
    mark, rest = lines[row][column], lines[row][column + 1 :].rstrip()
    suggestion = f"write {mark} where its text ends"
    if rest and rest[-1] in TYPOGRAPHIC_MARKS:
        suggestion = f"{rest[-1]} does not close it: {suggestion}"
    message = f"the quotation mark {mark} that opens here is never closed"
    return FileProblem("PQ105", row + 1, column + 1, message, suggestion)


def _bracket(row: int, column: int, lines: list[str]) -> FileProblem:
    bracket = lines[row][column]
    what = "list" if bracket == "[" else "mapping"
    message = f"the {bracket} that opens here is never closed"
    end = f"write {CLOSING[bracket]} where the {what} ends"
    suggestion = f"{end}, or put text that begins with {bracket} into quotation marks"
    return FileProblem("PQ105", row + 1, column + 1, message, suggestion)
