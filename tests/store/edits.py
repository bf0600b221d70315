"""Random edits of files: bytes, lines and keys that are changed, deleted, doubled, moved or cut off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

SNIPPETS = (
    b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xf0\x9f\x8c\x8a", b"\x1b[31m",
    b"\t", b"\n", b"\r", b"\r\n", b"---\n", b"\n---\n", b"...\n", b": ", b"- ", b"? ", b"[", b"]", b"{", b"}", b"|\n",
    b">-\n", b"&a ", b"*a ", b"<<: *a\n", b"!!python/object/apply:os.system [id]", b"!x ", b"%YAML 1.1\n", b"#", b"'",
    b'"', b"\\", b'"\\ud800"', b"\\u0000", b"~", b"null", b"true", b"1e999", b".nan", b"0x1F", b"-0", b"2024-13",
    b"9" * 400, b"@x", b"`", b"`" * 30, b"*" * 40, b"_a_" * 20, b"[" * 50, b"](" * 30, b"![", b"<script>", b"<!--",
    b"<b>" * 30, b"> " * 30, b"| a | b |\n|---|---|\n", b"```\n", b"&amp;", b"&#0;", b"&#xD800;", b"\\\n", b"    ",
    "“".encode(), "”".encode(), "「".encode(), "— ".encode(), "\n\n» ".encode(), b"<q>", b"Q. ", "’".encode(), "« ".encode(), "…".encode(), "e\u0301".encode(), "\u00ad".encode(),
    "\u202e".encode(), b"quotes:\n", b"  - text: \n", b"speaker: nato\n", b"after: a\n", b"before: a\n", b"speaker: [nato, pentagon]\n", b"kind: direct\n", b"roles:\n", b"parent: nato\n",
    b"headline:\n", b"status: draft\n", b"embargo: 2999-01-01T00:00Z\n", b"a: &a [x]\nb: &b [*a, *a]\n", b"x" * 3000,
)  # fmt: skip
"""What somebody or something may put into a file that does not belong there."""
KEY = re.compile(rb'^[ ]*(?:- )*["{]?(?P<name>[A-Za-z][\w-]*)"?:(?P<value>.*)$', re.MULTILINE)
"""A key in a line of YAML or JSON."""
LONGEST = 60
"""Bytes of a short piece."""


def edited(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """The content of a file after one edit; ``others`` are those of other files, of which a piece may come in."""
    return chance.choice(EDITS)(data, chance, others)


Edit = Callable[[bytes, Random, Sequence[bytes]], bytes]


def _piece(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(1, LONGEST))


def _change_bytes(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _piece(data, chance)
    return (
        data[:start]
        + chance.randbytes(chance.randint(1, 4))
        + data[end if chance.random() < 0.5 else start + 1 :]
    )


def _insert(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, _ = _piece(data, chance)
    return data[:start] + chance.choice(SNIPPETS) + data[start:]


def _insert_often(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, _ = _piece(data, chance)
    return data[:start] + chance.choice(SNIPPETS) * chance.randint(2, 200) + data[start:]


def _replace(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + chance.choice(SNIPPETS) + data[end:]


def _delete(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _piece(data, chance)
    return data[:end] + data[start:]


def _move(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _piece(data, chance)
    rest, target = data[:start] + data[end:], chance.randint(0, len(data))
    return rest[:target] + data[start:end] + rest[target:]


def _truncate(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, _ = _piece(data, chance)
    return data[:start] if chance.random() < 0.8 else data[start:]


def _flip(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    if not data:
        return data
    start = chance.randrange(len(data))
    return data[:start] + bytes([data[start] ^ 1 << chance.randrange(8)]) + data[start + 1 :]


def _edit_lines(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Lines are deleted, doubled, moved, indented, joined, or come from another file."""
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    end = start + chance.choice((1, 1, 1, 2, 5))
    taken, rest = lines[start:end], lines[:start] + lines[end:]
    target = chance.randint(0, len(rest))
    match chance.randrange(6):
        case 0:
            lines = rest
        case 1:
            lines[start:start] = taken
        case 2:
            lines = rest[:target] + taken + rest[target:]
        case 3:
            by = chance.choice((-2, -1, 1, 2, 4))
            lines[start:end] = [b" " * by + line if by > 0 else line[-by:] for line in taken]
        case 4:
            lines[start:end] = [b" ".join(taken + lines[end : end + 1])]
            del lines[start + 1 : start + 2]
        case _:
            foreign = chance.choice(others).split(b"\n")
            first = chance.randrange(len(foreign))
            lines[start:start] = foreign[first : first + chance.choice((1, 2, 5, 20))]
    return b"\n".join(lines)


def _edit_keys(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """A key is renamed, or gets another value: none, one of the same file, or of another."""
    keys = list(KEY.finditer(data))
    if not keys:
        return data
    found = chance.choice(keys)
    foreign = list(KEY.finditer(chance.choice((data, *others[:3], chance.choice(others)))))
    other = chance.choice(foreign or keys)
    group = chance.choice(("name", "value", "value"))
    start, end = found.span(group)
    match chance.randrange(4):
        case 0:
            new = other[group]
        case 1:
            new = b"" if group == "value" else found["name"][1:] + found["name"][:1]
        case 2:
            new = found[group] + chance.choice((b"", b" ", b"x", b'"', b"]", b","))
        case _:
            new = b" " + chance.choice(SNIPPETS) if group == "value" else other["name"].upper()
    return data[:start] + new + data[end:]


EDITS: Sequence[Edit] = (
    _change_bytes, _insert, _insert_often, _replace, _delete, _double, _move, _truncate, _flip,
    _edit_lines, _edit_lines, _edit_lines, _edit_keys, _edit_keys, _edit_keys, _edit_keys,
)  # fmt: skip
