"""Where the values of a file begin and end in its text, as it was written: what is cut out of it, and what stays."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from pullquote.store.files.syntax.trees import ListNode, MappingNode, Node, Position

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.DOTALL)
PLAIN_IN_FLOW = re.compile(r"(?:[^,\[\]{}#\r\n]|(?<=\S)#)*(?<=\S)")
BETWEEN = re.compile(r"(?:\s|(?<![^\s,\[{])#[^\r\n]*)*")
"""Spaces, line breaks and comments."""


class NoEnd(Exception):
    """Where a value ends cannot be told: it is written in a way that programs seldom do."""


class Cut(NamedTuple):
    """A range of a text, and what is put in its place."""

    start: int
    end: int
    text: str = ""


class FileText:
    """The text of a file with the offsets of its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = LINE.findall(text)
        self._starts = [0, *accumulate(map(len, self.lines))]

    def offset(self, position: Position) -> int:
        """Of a place in the text."""
        return self._starts[position.line - 1] + position.column - 1

    def start_of_line(self, line: int) -> int:
        """Of a line, from 1; the end of the text behind the last."""
        return self._starts[min(line, len(self.lines) + 1) - 1]

    def line_at(self, offset: int) -> int:
        """The line, from 1, that an offset is in."""
        return bisect_right(self._starts, offset)

    def is_flow(self, node: Node) -> bool:
        """Whether a mapping or a list stands in brackets."""
        return self.text[self.offset(node.position) :][:1] in {"{", "["}

    def end_of(self, node: Node) -> int:
        """Where a value ends: a text on one line or in quotation marks, or whatever stands in brackets.

        Raises NoEnd for others.
        """
        start = self.offset(node.position)
        match node:
            case MappingNode() | ListNode():
                children = list(node.children.values() if isinstance(node, MappingNode) else node.children)
                if not self.is_flow(node):
                    raise NoEnd
                end = self.end_of(children[-1]) if children else start + 1
                return self._behind_bracket(end)
            case _ if match := QUOTED.match(self.text, start):
                return match.end()
            case Node(value=str(value), is_plain=True) if self.text.startswith(value, start):
                return start + len(value)
            case _ if match := PLAIN_IN_FLOW.match(self.text, start):
                return match.end()
        raise NoEnd

    def _behind_bracket(self, offset: int) -> int:
        while True:
            offset = self.behind_blanks(offset)
            if self.text[offset : offset + 1] != ",":
                break
            offset += 1
        if self.text[offset : offset + 1] not in {"]", "}"}:
            raise NoEnd
        return offset + 1

    def behind_blanks(self, offset: int) -> int:
        """Behind the spaces, line breaks and comments at an offset."""
        match = BETWEEN.match(self.text, offset)
        return match.end() if match else offset

    def behind_spaces(self, offset: int) -> int:
        """Behind the spaces and line breaks at an offset."""
        return len(self.text) - len(self.text[offset:].lstrip())

    def indentation(self, line: int) -> int | None:
        """How far a line, from 1, is indented; None for one with nothing but a comment or spaces in it."""
        written = self.lines[line - 1].strip()
        return None if not written or written.startswith("#") else _indent(self.lines[line - 1])

    def is_outside(self, line: int, column: int) -> bool:
        """Whether a line is blank, or a comment that is indented no deeper than that."""
        written = self.lines[line - 1]
        return not written.strip() or (written.lstrip().startswith("#") and _indent(written) <= column)

    def without(self, cuts: Iterable[Cut]) -> str:
        """The text once the cuts are made, which do not overlap."""
        text = self.text
        for cut in sorted(cuts, reverse=True):
            text = text[: cut.start] + cut.text + text[cut.end :]
        return text


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
