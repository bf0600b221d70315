"""The words of HTML: what is left when it is read aloud, a line for each block and tabs between cells."""

from __future__ import annotations

from collections.abc import Iterable

from pullquote.store.quotes.html.line_joining import joined_lines
from pullquote.store.quotes.html.sanitising import EMBEDS
from pullquote.store.quotes.html.trees import OWN_LINES, Element, Node

NOTE_ROLES = frozenset({"doc-noteref", "doc-backlink"})
"""Roles (Digital Publishing WAI-ARIA) of links between a text and its footnotes, which are no words of either."""
WITHOUT_WORDS = frozenset({"img", "rp", "rt", "rtc", *EMBEDS})
"""Elements whose content is no word of the line: descriptions of pictures, addresses, how a word is pronounced."""
CELLS = frozenset({"td", "th"})


def text_of(*nodes: Node) -> str:
    """The text of nodes."""
    lines = _Lines()
    lines.add(nodes)
    lines.end_line()
    return "\n".join(lines.lines)


def code_of(element: Element) -> str:
    """The text of an element that is shown as it is written, with its spaces and lines."""
    pieces: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            pieces.append(child)
        else:
            pieces.append("\n" if child.name == "br" else code_of(child))
    return "".join(pieces)


def cells_of(row: Element) -> list[Element]:
    """The cells of a row of a table."""
    return [child for child in row.children if isinstance(child, Element) and child.name in CELLS]


def cell_text(cell: Element) -> str:
    """The text of a cell, which is one line."""
    return text_of(*cell.children).replace("\n", " ")


class _Lines:
    """Lines of text, and the pieces of the one that is being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._pieces: list[str] = []
        self._after_picture = False

    def add(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, str):
                if self._after_picture and node[:1].isalnum() and self._pieces[-1][-1:].isalnum():
                    self._pieces.append(" ")  # what a picture stands between is two words
                self._after_picture = False
                self._pieces.append(node)
            elif node.name == "img":
                self._after_picture = bool(self._pieces)
            elif node.name in WITHOUT_WORDS or node.attributes.get("role") in NOTE_ROLES:
                continue
            elif node.name == "pre":
                self.end_line()
                self.lines += code_of(node).rstrip("\n").split("\n")
            elif node.name == "tr":
                self.end_line()
                row = "\t".join(map(cell_text, cells_of(node)))
                self.lines += [row] if row.strip() else []
            elif node.name == "br" or node.name in OWN_LINES:
                self.end_line()
                self.add(node.children)
                if node.children:
                    self.end_line()
            else:
                self.add(node.children)

    def end_line(self) -> None:
        line = joined_lines("".join(self._pieces)).strip()
        self._pieces.clear()
        self._after_picture = False
        if line:
            self.lines.append(line)
