"""YAML 1.2's core schema, the place of every value, and nothing that YAML could be abused for."""

from __future__ import annotations

import pytest

from pullquote.store.files.syntax.trees import (
    MAX_DEPTH,
    MAX_NODES,
    MappingNode,
    Node,
    Number,
    Position,
    Value,
)
from pullquote.store.files.syntax.yaml import read_yaml
from pullquote.store.model.file_problems import FileProblem, FileProblems


def read(text: str) -> tuple[Node | None, tuple[FileProblem, ...]]:
    faults = FileProblems()
    return read_yaml(text, faults), faults.listed()


def value(text: str) -> Value:
    tree, faults = read(text)
    assert faults == ()
    assert tree is not None
    return tree.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("10:00", "10:00"),
        ("2024-10-29", "2024-10-29"),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("null", None),
        ("", None),
        ("012", Number("012")),
        ("0o14", Number("0o14")),
        ("0xFF", Number("0xFF")),
        ("1_000", "1_000"),
        ("-1.5e3", Number("-1.5e3")),
        (".inf", Number(".inf")),
        (".5", Number(".5")),
        ("1.", Number("1.")),
        ("1.2.3", "1.2.3"),
        ("-", "-"),
        ("+1 555", "+1 555"),
        ('"no"', "no"),
        ("'012'", "012"),
        ('"a\\u00e9\\n"', "aé\n"),
        ("|-\n  a\n  b", "a\nb"),
        (">-\n  a\n  b", "a b"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_scalars_of_the_core_schema(written: str, meant: Value) -> None:
    read_value = value(f"key: {written}\n" if written != "-" else 'key: "-"\n')
    assert read_value == {"key": meant}


def test_keys_are_text_whatever_they_look_like() -> None:
    assert value("no: 1\n2024: x\ntrue: y\n") == {"no": Number("1"), "2024": "x", "true": "y"}


def test_every_value_and_key_has_its_place() -> None:
    tree, _ = read("# é\nquotes:\n  - text: 😀 a\n    speaker:   x\n  - {text: [b,  c]}\n")
    assert isinstance(tree, MappingNode)
    assert tree.at(("quotes", 0, "text")) == Position(3, 11)
    assert tree.at(("quotes", 0, "speaker")) == Position(4, 16)
    assert tree.key_at(("quotes", 0, "speaker")) == Position(4, 5)
    assert tree.at(("quotes", 1, "text", 1)) == Position(5, 17)
    assert tree.at(("quotes", 1, "text", 7)) == Position(5, 12)
    assert tree.at(("quotes", 9, "text")) == Position(3, 3)
    assert tree.key_at(("rights", "license")) == Position(2, 1)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "PQ107", 3, 1, '"a" stands here and on line 1'),
        ("a: &x 1\n", "PQ108", 1, 4, "anchors of YAML are not read, found &x"),
        ("a: [*x]\n", "PQ108", 1, 5, "aliases of YAML are not read, found *x"),
        ("a: !!python/object/apply:os.system [ls]\n", "PQ108", 1, 4, "tags of YAML are not read"),
        ("a: !foo bar\n", "PQ108", 1, 4, "tags of YAML are not read, found !foo"),
        ("[a, b]: c\n", "PQ108", 1, 1, "a key must be text"),
        ("a: b\n--- \nc: d\n", "PQ108", 2, 1, "a second YAML document"),
        ("a:\n" + "  b:\n" * 0 + "  " + "[" * MAX_DEPTH, "PQ109", 2, MAX_DEPTH + 2, "more than 32"),
        ('a: "x\\0y"\n', "PQ104", 1, 4, "control character U+0000"),
        ('"a\\0": x\n', "PQ104", 1, 1, "control character U+0000"),
    ],
)
def test_what_is_refused(text: str, code: str, line: int, column: int, message: str) -> None:
    _, faults = read(text)
    assert [fault[:3] for fault in faults] == [(code, line, column)]
    assert message in faults[0].message


def test_what_is_refused_does_not_hide_the_rest() -> None:
    tree, faults = read("a: &x [1]\nb: *x\nc: !t d\nc: e\nf: g\n")
    assert [fault.code for fault in faults] == ["PQ108", "PQ108", "PQ108", "PQ107"]
    assert tree is not None
    assert isinstance(tree.value, dict)
    assert tree.value["f"] == "g"
    assert tree.value["c"] == "d"


def test_a_repeated_key_leaves_its_whole_value_out() -> None:
    tree, faults = read("a: 1\na: {b: [c, {d: e}], f: g}\nh: i\n")
    assert len(faults) == 1
    assert tree is not None
    assert tree.value == {"a": Number("1"), "h": "i"}


def test_a_bomb_of_aliases_is_refused_where_it_begins() -> None:
    lines = ["a: &a [x, x]"] + [
        f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    _, faults = read("\n".join(lines))
    assert {fault.code for fault in faults} == {"PQ108"}
    assert faults[0][1:3] == (1, 4)


def test_there_is_a_limit_to_the_values_of_a_file() -> None:
    tree, faults = read("- a\n" * (MAX_NODES + 10))
    assert tree is None
    assert [fault.code for fault in faults] == ["PQ109"]
    assert "200,000" in faults[0].message


def test_deep_brackets_end_quickly() -> None:
    tree, faults = read("a: " + "[" * 100_000)
    assert tree is None
    assert [fault.code for fault in faults] == ["PQ109"]


def test_an_empty_document_has_no_value() -> None:
    for text in ("", "# nothing\n", "---\n", "~\n"):
        tree, faults = read(text)
        assert faults == ()
        assert tree is not None
        assert tree.value is None


def test_lines_above_are_counted() -> None:
    faults = FileProblems()
    read_yaml("a: 1\na: 2\n", faults, lines_before=4)
    read_yaml("a: b: c\n", faults, lines_before=4)
    assert [fault[:3] for fault in faults.listed()] == [("PQ105", 5, 5), ("PQ107", 6, 1)]


def test_a_warning_at_the_same_place_hides_no_error() -> None:
    faults = FileProblems()
    faults.add("PQ430", 2, 1, "a character that nobody sees")
    assert read_yaml("|\n\u202e", faults) is None
    assert [fault.code for fault in faults.listed()] == ["PQ430", "PQ105"]
