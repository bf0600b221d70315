"""The values of a file with the place of each: what YAML and JSON are read into, by the same rules.

Values are text, true and false, None, numbers as they are written, lists, and mappings from text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pullquote.store.files.syntax.text import visible
from pullquote.store.model.file_problems import FileProblems

MAX_DEPTH = 32
"""Mappings and lists inside one another; a newsroom's files need four."""
MAX_NODES = 200_000
"""Values in one file: ten thousand people in a people.yaml, some 50 MB while it is read."""
SHOWN_CHARACTERS = 60
"""How much of a value a message repeats."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: no key wants one, and a year keeps its zeros."""

    text: str


Value = str | bool | Number | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


class Position(NamedTuple):
    """Line and column, from 1, in characters."""

    line: int
    column: int


class Node:
    """A value and where it begins; ``is_plain`` is a text of YAML without quotation marks around it."""

    __slots__ = ("is_plain", "position", "value")

    def __init__(self, value: Value, position: Position, *, is_plain: bool = False) -> None:
        self.value = value
        self.position = position
        self.is_plain = is_plain

    def child(self, _step: str | int, /) -> Node | None:
        """The node of that key or index, if there is one."""
        return None

    def at(self, path: Path) -> Position:
        """The place of the value at ``path``, or of the innermost value around it that there is."""
        node = self
        for step in path:
            inner = node.child(step)
            if inner is None:
                break
            node = inner
        return node.position

    def key_at(self, path: Path) -> Position:
        """The place of the key that ends ``path``, or of the innermost mapping that it would be in."""
        node = self
        for step in path[:-1]:
            inner = node.child(step)
            if inner is None:
                return node.position
            node = inner
        if isinstance(node, MappingNode):
            return node.keys.get(str(path[-1]), node.position)
        return node.position


class ListNode(Node):
    """A list and the nodes of its items."""

    __slots__ = ("children",)
    value: list[Value]

    def __init__(self, position: Position) -> None:
        super().__init__([], position)
        self.children: list[Node] = []

    def child(self, step: str | int, /) -> Node | None:
        """The node of an item."""
        return self.children[step] if isinstance(step, int) and 0 <= step < len(self.children) else None


class MappingNode(Node):
    """A mapping, the nodes of its values and the places of its keys; ``repeated`` are those of keys that stand in it
    again."""

    __slots__ = ("children", "keys", "repeated")
    value: dict[str, Value]

    def __init__(self, position: Position) -> None:
        super().__init__({}, position)
        self.children: dict[str, Node] = {}
        self.keys: dict[str, Position] = {}
        self.repeated: list[Position] = []

    def child(self, step: str | int, /) -> Node | None:
        """The node of the value of a key."""
        return self.children.get(step) if isinstance(step, str) else None

    def items(self, key: str) -> list[Node]:
        """The nodes of the list under a key; none where there is no list."""
        node = self.children.get(key)
        return node.children if isinstance(node, ListNode) else []


class Unreadable(Exception):
    """Reading cannot go on; why is noted as a fault."""


class Builder:
    """Builds a tree from what a reader meets, and refuses what no file may have."""

    def __init__(self, faults: FileProblems) -> None:
        self.root: Node | None = None
        self.wants_key = False
        """Whether what comes next is a key of a mapping."""
        self._faults = faults
        self._open: list[MappingNode | ListNode] = []
        self._mapping: MappingNode | None = None
        self._list: ListNode | None = None
        """The innermost of those that are open, whichever it is."""
        self._key = ""
        self._repeated = False
        self._nodes = 0

    def key(self, key: str, line: int, column: int) -> None:
        """A key of the innermost mapping; one that is there already is refused and its value left out."""
        mapping = self._mapping
        if mapping is None:
            return
        self._key, self.wants_key = key, False
        self._repeated = key in mapping.keys
        if self._repeated:
            message = f'"{shortened(key)}" stands here and on line {mapping.keys[key].line}'
            self._faults.add(
                "PQ107", line, column, message, "delete one of the two, or write both values under one key"
            )
            mapping.repeated.append(Position(line, column))
        else:
            mapping.keys[key] = Position(line, column)

    def scalar(
        self, value: str | bool | Number | None, line: int, column: int, *, is_plain: bool = False
    ) -> None:
        """A value that has no values inside."""
        self._attach(Node(value, Position(line, column), is_plain=is_plain))

    def escaped(self, value: str, line: int, column: int) -> None:
        """A key or text that was written with escapes, by which any character can come in."""
        value = visible(value, self._faults, Position(line, column))
        if self.wants_key:
            self.key(value, line, column)
        else:
            self.scalar(value, line, column)

    def open_mapping(self, line: int, column: int) -> None:
        """A mapping begins."""
        self._enter(MappingNode(Position(line, column)))

    def open_sequence(self, line: int, column: int) -> None:
        """A list begins."""
        self._enter(ListNode(Position(line, column)))

    def close(self) -> None:
        """The innermost mapping or list ends."""
        self._open.pop()
        self._go_on_in(self._open[-1] if self._open else None)

    def _enter(self, node: MappingNode | ListNode) -> None:
        self._attach(node)
        self._open.append(node)
        self._go_on_in(node)
        if len(self._open) > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} mappings and lists in one another"
            self._faults.add("PQ109", *node.position, message)
            raise Unreadable

    def _go_on_in(self, node: Node | None) -> None:
        self._mapping = node if isinstance(node, MappingNode) else None
        self._list = node if isinstance(node, ListNode) else None
        self.wants_key = self._mapping is not None

    def _attach(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._faults.add("PQ109", *node.position, f"more than {MAX_NODES:,} values in one file")
            raise Unreadable
        if (mapping := self._mapping) is not None:
            if not (self.wants_key or self._repeated):
                mapping.children[self._key] = node
                mapping.value[self._key] = node.value
            self.wants_key = True
        elif self._list is not None:
            self._list.children.append(node)
            self._list.value.append(node.value)
        else:
            self.root = node


def shortened(text: str) -> str:
    """The text, or its beginning if it is long."""
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def described(value: object) -> str:
    """A value in the words of a message."""
    match value:
        case str():
            return f'"{shortened(value)}"'
        case bool():
            return "true" if value else "false"
        case Number():
            return f"the number {shortened(value.text)}"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "nothing"
