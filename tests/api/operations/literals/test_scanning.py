"""The values in a document are found in its text, as graphql-core finds them, and in one go."""

from __future__ import annotations

import pytest
from graphql import parse, visit
from graphql.language import ValueNode, Visitor

from pullquote.api.operations.literals.scanning import Scanner, spans, value_in
from pullquote.schema import schema

SCAN = Scanner(schema._schema)


def values(text: str) -> list[str]:
    return [value_in(piece) for piece in SCAN(text)[1]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{ story(by: {slug: "a"}) { id } }', ['"a"']),
        ('{story(by:{slug:"a \\"b\\" \\\\"}){id}}', ['"a \\"b\\" \\\\"']),
        ('{ story(by: {slug: ""}) { id } }', ['""']),
        ('{ story(by: {slug: """a "b" \\""" c"""}) { id } }', ['"""a "b" \\""" c"""']),
        ("{ stories(first: -5, last: 1.5e3) { v1: id } }", ["-5", "1.5e3"]),
        ("{ stories(a: true, b:false, c: DESC, d: null) { id } }", ["true", "false", "DESC"]),
        ('{ stories(a: ["x", "y"], b: [1,2], c: [NEWS OPINION], d: []) { id } }',
         ['["x", "y"]', "[1,2]", "[NEWS OPINION]", "[]"]),
        ('{ stories(a: [$v, "x"], b: [{c: 1}]) { id } }', ['"x"', "1"]),
        ("query ($a: ID!, $b: [ID], $c: URL, $d: [String!]) { story { id } }", []),
        ("{ a: story { URL: id } }", []),
        ('{ a(b: "[", c: ["]", "}"]) }', ['"["', '["]", "}"]']),
    ],
)  # fmt: skip
def test_what_looks_like_a_value_is_a_piece(text: str, found: list[str]) -> None:
    assert values(text) == found
    shape, pieces = SCAN(text)
    assert [text[start:end] for start, end in spans(shape, pieces)] == found
    assert "".join(part + piece for part, piece in zip(shape, [*pieces, ""], strict=True)) == text


def test_pieces_are_the_values_that_graphql_core_finds() -> None:
    text = """
    query Q($v: Int) {
      a: stories(first: 3, filter: {topics: ["x" "y"], from: "2024", not: {kind: NEWS, live: true}}) { id }
      b(text: \"\"\"
        A block, with "quotes" \\\"""
      \"\"\", escaped: "\\u00e9\\n", far: [[1, 2], [3]], given: [$v, 4]) { id }
    }
    """
    found: list[tuple[int, int]] = []

    class Finder(Visitor):
        def enter(self, node: object, *_: object) -> None:
            if isinstance(node, ValueNode) and node.kind not in {"variable", "object_value"} and node.loc:
                found.append((node.loc.start, node.loc.end))

    visit(parse(text), Finder())
    cut = spans(*SCAN(text))
    assert set(cut) <= set(found)
    assert len(cut) == 10


def test_documents_that_differ_in_values_only_have_one_shape() -> None:
    one = '{ stories(first: 5, filter: {topics: ["a"], from: "2024"}, live: true) { id } }'
    other = '{ stories(first: 500, filter: {topics: ["b", "c", "d"], from: "1"}, live: false) { id } }'
    assert SCAN(one)[0] == SCAN(other)[0]
    assert SCAN(one)[0] != SCAN(one.replace("{ id }", "{ slug }"))[0]
    assert SCAN("{ a(b: null) }")[0] != SCAN("{ a(b: 1) }")[0]


@pytest.mark.parametrize(
    "unit",
    [
        '"""\n\\"""\n',
        '"',
        '"\\',
        '"\n',
        '""" ',
        "[",
        '["a" ',
        '["a", "\n',
        "[1 ",
        ": T",
        ": ID",
        "-",
        "1-",
        "[[1] ",
        "\\",
        "a: A[",
    ],
)
def test_a_text_is_scanned_in_time_that_grows_as_it_does(unit: str) -> None:
    # If what is left of it were looked at again for each of its parts, this would take hours.
    text = unit * (2_000_000 // len(unit))
    shape, pieces = SCAN(text)
    assert sum(map(len, shape)) + sum(map(len, pieces)) == len(text)
