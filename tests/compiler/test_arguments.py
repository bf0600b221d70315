"""Arguments arrive in resolvers as graphql-core and Strawberry make them, whatever the variables are."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from pullquote.compiler import Compiler, Guarantees
from tests.compiler.equality import Equality
from tests.compiler.toy import GUARANTEES, library, toy_schema

ECHO = """query ($text: String, $number: Int, $ratio: Float = 0.25, $kind: Kind, $stamp: Stamp, $row: [Int!]!) {
  echo(text: $text, number: $number, ratio: $ratio, kind: $kind, stamp: $stamp, matrix: [$row, [7]])
}"""
DIRECT = """query ($text: String, $number: Int, $ratio: Float!, $kind: Kind! = WROTE, $flag: Boolean) {
  echo(text: $text, number: $number, ratio: $ratio, kind: $kind, flag: $flag, stamp: "12")
}"""
VALUES: dict[str, list[Any]] = {
    "text": ["a", "", None, 1, "é\ud800", True],
    "number": [0, 2**31 - 1, 2**31, -(2**31), 1.0, 1.5, "1", True, None],
    "ratio": [1.5, 2, float("nan"), "1.5", None, True],
    "kind": ["SAID", "WROTE", "said", 1, None, ["SAID"]],
    "stamp": ["12", "x", 5, None],
    "row": [[1, 2], 3, [], None, [None], "1"],
    "flag": [True, False, None, 0, "true"],
}


@pytest.fixture(params=[GUARANTEES, Guarantees()], ids=["shared", "not shared"])
def both(request: pytest.FixtureRequest) -> Equality:
    schema = toy_schema()
    return Equality(schema, Compiler(schema, request.param, threshold=1, patience=10**9), library())


@pytest.mark.parametrize("text", [ECHO, DIRECT], ids=["with literals", "variables alone"])
def test_every_variable_with_every_value_and_without(both: Equality, text: str) -> None:
    for name, values in VALUES.items():
        for value in values:
            base = {"ratio": 0.5, "kind": "SAID", "text": "t", "number": 1, "stamp": "1", "row": [1]}
            both.check(text, base | {name: value}, runs=2)
            base.pop(name, None)
            both.check(text, base, runs=2)
    both.check(text, {})
    assert both.seen["equal"] > 40
    assert both.seen["not compiled"] == 0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("query ($id: ID!) { story(by: {id: $id}) { id } }", {"id": ["s1", "s2", 3, None, ""]}),
        ("query ($id: ID) { story(by: {id: $id}) { id } }", {"id": ["s1", None]}),
        ("query ($t: String!) { story(by: {title: $t}) { id } }", {"t": ["Title 1", "Title 2"]}),
        ("query ($by: By!) { story(by: $by) { id } }", {"by": [{"id": "s1"}, {"title": "Title 2"}, {}, None]}),
        (
            "query ($w: Int, $k: [Kind!]) { stories(filter: {words: $w, kinds: $k}) { id } }",
            {"w": [100, 300, None], "k": [["SAID"], [], None, "WROTE", ["no"]]},
        ),
        (
            "query ($w: Int!, $s: Stamp!) { stories(filter: {words: 100, exclude: {words: $w, stamps: [$s]}}) { id } }",
            {"w": [100, 500], "s": ["11", "x", "71"]},
        ),
        (
            "query ($w: Int!) { stories(filter: {words: 100, exclude: {words: $w}}) { id } }",
            {"w": [100, 500, 2**31]},
        ),
        (
            "query ($f: Filter) { stories(filter: $f) { id } }",
            {"f": [None, {}, {"words": 200, "stamps": "11"}, {"exclude": {"kinds": ["SAID"]}}, {"no": 1}]},
        ),
        ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [["s1", "p1"], "s2", [], [None], [1]]}),
        ('query ($id: ID!) { nodes(ids: [$id, "p1"]) { id } }', {"id": ["s1", 4]}),
    ],
)  # fmt: skip
def test_input_objects_and_lists(both: Equality, text: str, values: dict[str, list[Any]]) -> None:
    for combination in product(*values.values()):
        both.check(text, dict(zip(values, combination, strict=True)), runs=2)
    both.check(text, {})
    assert both.seen["invalid"] in (0, len(list(product(*values.values()))) + 1)
    assert both.seen["equal"] or both.seen["invalid"]


def test_constants_are_what_the_document_says(both: Equality) -> None:
    for text in [
        "{ echo }",
        '{ echo(text: null, number: -1, ratio: 2, kind: WROTE, stamp: "5", matrix: [[1], 2], flag: null) }',
        '{ stories(filter: {words: 100, stamps: "11", exclude: {kinds: SAID}}) { id } }',
        '{ story(by: {title: "Title 1"}) { id count(kinds: [SAID]) all: count(kinds: null) none: count(kinds: []) } }',
    ]:  # fmt: skip
        both.check(text)
    assert both.seen == {"equal": 12}
