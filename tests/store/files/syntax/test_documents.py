"""Bytes become text, text becomes a tree, and front matter is told from what stands below it."""

from __future__ import annotations

import pytest

from pullquote.store.files.syntax.documents import Document, read_document
from pullquote.store.files.syntax.text import MAX_BYTES
from pullquote.store.files.syntax.trees import Position
from pullquote.store.model.file_problems import FileProblem, FileProblems


def read(suffix: str, data: bytes | str) -> tuple[Document | None, tuple[FileProblem, ...]]:
    faults = FileProblems()
    document = read_document(suffix, data if isinstance(data, bytes) else data.encode(), faults)
    return document, faults.listed()


def test_front_matter_and_what_stands_below() -> None:
    document, faults = read(".md", "---\nheadline: x\n---\n\nBody\n---\nmore\n")
    assert faults == ()
    assert document is not None
    assert document.tree.value == {"headline": "x"}
    assert document.tree.at(("headline",)) == Position(2, 11)
    assert document.below == ("\nBody\n---\nmore\n", 4)


@pytest.mark.parametrize("breaks", ["\r\n", "\r"])
def test_any_line_break_is_one(breaks: str) -> None:
    document, faults = read(".md", f"---{breaks}a: b{breaks}c: d{breaks}---{breaks}One{breaks}{breaks}Two")
    assert faults == ()
    assert document is not None
    assert document.tree.at(("c",)) == Position(3, 4)
    assert document.below.text == "One\n\nTwo"


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    for suffix, text in ((".md", "---\na: b\n---\n"), (".yaml", "a: b\n"), (".json", '{"a": "b"}')):
        document, faults = read(suffix, b"\xef\xbb\xbf" + text.encode())
        assert faults == ()
        assert document is not None
        assert document.tree.value == {"a": "b"}


@pytest.mark.parametrize(
    ("suffix", "data", "code", "place", "message"),
    [
        (".yaml", b"", "PQ116", (1, 1), "empty"),
        (".yaml", b" \n\t\n", "PQ116", (1, 1), "empty"),
        (".yaml", b"\xef\xbb\xbf", "PQ116", (1, 1), "empty"),
        (".yaml", b"# only this\n", "PQ116", (1, 1), "nothing but comments"),
        (".json", b"", "PQ116", (1, 1), "empty"),
        (".yaml", b"- a\n", "PQ110", (1, 1), "expected a mapping, one key: value a line, found a list"),
        (".yaml", b"name:x\n", "PQ110", (1, 1), "a colon needs a space behind it"),
        (".json", b'"x"', "PQ110", (1, 1), 'found "x"'),
        (".md", b"headline: x\n", "PQ106", (1, 1), "begins with its keys between two lines ---"),
        (".md", b"\n---\na: b\n---\n", "PQ106", (1, 1), "begins with its keys between two lines ---"),
        (".md", b"---\nheadline: x\n\nBody\n", "PQ106", (1, 1), "never closed"),
        (".md", b"---\n- a\n---\n", "PQ110", (2, 1), "expected a mapping"),
        (".yaml", b"name: caf\xe9\n", "PQ103", (1, 10), "the byte 0xE9 is not UTF-8"),
        (".yaml", b"\xef\xbb\xbfa: b\r\nname: \xc3", "PQ103", (2, 7), "the byte 0xC3 is not UTF-8"),
        (".yaml", "name: é".encode("utf-16"), "PQ103", (1, 1), "UTF-16"),
        (".yaml", b"a: b\nname: x\x07y\n", "PQ104", (2, 8), "control character U+0007"),
        (".yaml", "a: x\u2028y\n", "PQ104", (1, 5), "line separator U+2028"),
        (".yaml", "a: x\ufeffy\n", "PQ104", (1, 5), "byte order mark U+FEFF"),
        (".md", "---\na: b\n---\n\nBody\x00\n", "PQ104", (5, 5), "control character U+0000"),
        (".yaml", b"a: " + b"x" * MAX_BYTES, "PQ102", (1, 1), "at most 4,194,304"),
    ],
)
def test_what_is_refused(
    suffix: str, data: bytes | str, code: str, place: tuple[int, int], message: str
) -> None:
    _, faults = read(suffix, data)
    assert [fault.code for fault in faults] == [code]
    assert (faults[0].line, faults[0].column) == place
    assert message in faults[0].message


def test_control_characters_do_not_hide_what_else_is_wrong() -> None:
    document, faults = read(".yaml", "a: x\x00\nb: y\na: z\n")
    assert [(fault.code, fault.line) for fault in faults] == [("PQ104", 1), ("PQ107", 3)]
    assert document is not None
    assert document.tree.value["b"] == "y"


def test_a_binary_file_is_told_in_a_hundred_faults_at_most() -> None:
    _, faults = read(".yaml", b"\x01" * 1_000_000)
    assert len(faults) <= 101
    assert faults[0].code == "PQ104"


def test_front_matter_without_keys_is_an_empty_mapping() -> None:
    document, faults = read(".md", "---\n# nothing yet\n---\nBody\n")
    assert faults == ()
    assert document is not None
    assert document.tree.value == {}
    assert document.tree.position == Position(1, 1)


@pytest.mark.parametrize("data", [b"", b"# only this\n"])
def test_a_file_without_anything_is_to_be_filled_or_deleted(data: bytes) -> None:
    faults = FileProblems()
    assert read_document(".yaml", data, faults) is None
    assert [fault.suggestion for fault in faults.listed()] == ["write its keys, or delete the file"]
