"""Generated source: functions, and the values that they know by name."""

from __future__ import annotations

import json

import pytest
from graphql import GraphQLBoolean, GraphQLError, GraphQLFloat, GraphQLInt, GraphQLLeafType, GraphQLString

from pullquote.compiler.leaves import Deoptimise
from pullquote.compiler.source import FunctionBody, Source


def test_lines_are_indented_and_static_text_is_written_before_what_follows() -> None:
    body = FunctionBody()
    body.add("if o:")
    body.depth += 1
    body.static += '{"a":'
    body.static += "1}"
    body.flush()
    body.flush()
    assert body.lines == ["    if o:", "        w(b'{\"a\":1}')"]


def test_names_are_never_used_twice() -> None:
    source = Source()
    names = {source.name("v"), source.name("v"), source.constant("v", 1), source.constant("x", 1)}
    assert len(names) == 4


def test_an_operation_is_what_its_root_writes_around_the_data() -> None:
    source = Source()
    body = FunctionBody()
    constant = source.constant("text", b'"said"')
    body.add(f"w({constant})")
    root = source.define(source.name("write"), "o, w, i, a, k", body)
    operation, text, names = source.build(root)
    assert operation(None, None, (), ()) == b'{"data":"said"}'
    assert f"def {root}(o, w, i, a, k):" in text
    assert names[constant] == b'"said"'


@pytest.mark.parametrize(
    ("leaf", "good", "bad", "error"),
    [
        (GraphQLString, "said", None, Deoptimise),
        (GraphQLInt, -(2**31), 2**31, GraphQLError),
        (GraphQLFloat, 0.5, float("nan"), GraphQLError),
        (GraphQLBoolean, False, ValueError("no"), Deoptimise),
    ],
)
def test_a_leaf_is_served_as_it_is_or_refused(
    leaf: GraphQLLeafType, good: object, bad: object, error: type[Exception]
) -> None:
    source = Source()
    expression = source.leaf(leaf, "o[0]", nullable=False)
    body = FunctionBody()
    body.add(f"w(dumps({expression}))")
    operation, _, _ = source.build(source.define("write", "o, w, i, a, k", body))
    assert json.loads(operation([good], None, (), ())) == {"data": good}
    with pytest.raises(error):
        operation([bad], None, (), ())
