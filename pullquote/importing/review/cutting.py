"""What is cut out of a file so that a key or an entry is no longer in it, in brackets and on lines of its own."""

from __future__ import annotations

from pullquote.importing.review.positions import Cut, FileText, NoEnd
from pullquote.store.files.syntax.trees import ListNode, MappingNode, Node


def cut_key(written: FileText, mapping: MappingNode, key: str) -> Cut:
    """What is cut for a key and its value, which stands on one line or in brackets. Raises NoEnd for others.

    A comment behind the value stays.
    """
    start, end = written.offset(mapping.keys[key]), written.end_of(mapping.children[key])
    return (
        cut_between_commas(written, start, end)
        if written.is_flow(mapping)
        else _on_lines(written, start, end)
    )


def cut_between_commas(written: FileText, start: int, end: int) -> Cut:
    """What is cut for something in brackets: with the comma behind it, or else the one before it."""
    text = written.text
    behind = written.behind_spaces(end)
    if text[behind : behind + 1] == ",":
        return Cut(start, written.behind_spaces(behind + 1))
    before = len(text[:start].rstrip())
    return Cut(before - 1 if text[before - 1 : before] == "," else start, end)


def _on_lines(written: FileText, start: int, end: int) -> Cut:
    """What is cut for something on lines of its own; the dash of an entry that begins with it stays."""
    text = written.text
    line = written.line_at(start)
    first = written.start_of_line(line)
    end_of_line = written.start_of_line(written.line_at(max(start, end - 1)) + 1)
    before, behind = text[first:start], text[end:end_of_line]
    if behind.strip():
        return Cut(start, end + len(behind) - len(behind.lstrip()))
    if not before.strip():
        return Cut(first, end_of_line)
    following = written.behind_spaces(end)
    if text[following : following + 1] in {"#", ""}:
        return Cut(len(text[:start].rstrip(" ")), end)
    return Cut(start, following)


def cut_entry(written: FileText, tree: MappingNode, number: int) -> list[Cut]:
    """What is cut for an entry of ``quotes``, and ``quotes:`` with the last one. Raises NoEnd where it cannot be told."""
    entries = tree.children["quotes"]
    children = tree.items("quotes")
    is_only = len(children) == 1
    if written.is_flow(entries):
        if is_only:
            return [cut_key(written, tree, "quotes")]
        start = written.offset(children[number].position)
        return [cut_between_commas(written, start, written.end_of(children[number]))]
    entry = _entry_on_lines(written, children, number)
    if not is_only:
        return [entry]
    key = written.offset(tree.keys["quotes"])
    return [_on_lines(written, key, written.text.index(":", key) + 1), entry]


def _entry_on_lines(written: FileText, children: list[Node], number: int) -> Cut:
    """The lines from the dash of an entry to the dash of the next, or to the first line that is not inside."""
    line = _line_of_dash(written, children[number])
    column = written.lines[line - 1].index("-")
    if number + 1 < len(children):
        behind = _line_of_dash(written, children[number + 1])
    else:
        last = max(_deepest(children[number]))
        behind = next(
            (
                each
                for each in range(last + 1, len(written.lines) + 1)
                if (indent := written.indentation(each)) is not None and indent <= column
            ),
            len(written.lines) + 1,
        )
    while behind > line + 1 and written.is_outside(behind - 1, column):
        behind -= 1
    return Cut(written.start_of_line(line), written.start_of_line(behind))


def _line_of_dash(written: FileText, entry: Node) -> int:
    """The line, from 1, with the dash of an entry, which may stand above it. Raises NoEnd where there is none."""
    line, column = entry.position
    before = written.lines[line - 1][: column - 1].strip()
    while not before and line > 1:
        line -= 1
        before = written.lines[line - 1].partition("#")[0].strip()
    if before != "-":
        raise NoEnd
    return line


def _deepest(node: Node) -> list[int]:
    """The lines of a value and of all inside of it."""
    children: list[Node] = []
    if isinstance(node, MappingNode | ListNode):
        children = list(node.children.values() if isinstance(node, MappingNode) else node.children)
    return [node.position.line, *(line for child in children for line in _deepest(child))]
