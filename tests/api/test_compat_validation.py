"""Validation in one walk finds what graphql-core's finds; a contract for every name that it uses and nobody documents.

When one of these fails after an upgrade, read what changed, then change ``compat_validation``.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

import graphql
import pytest
from graphql import (
    BREAK,
    SKIP,
    GraphQLError,
    GraphQLSchema,
    ParallelVisitor,
    TypeInfo,
    TypeInfoVisitor,
    ValidationContext,
    ValidationRule,
    build_schema,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.validation.validation_context import VariableUsageVisitor
from hypothesis import assume, given
from hypothesis import strategies as st

from pullquote.api.compat_validation import RULES, OneOfVariablesRule, validate_document, walk
from pullquote.schema import schema as pullquotes_schema
from pullquote.schema.compat_strawberry import core_schema

SCHEMA = build_schema("""
    directive @oneOf on INPUT_OBJECT
    input By @oneOf { id: ID, slug: String }
    input Many { by: By!, all: [By!], maybe: By }
    type Query { one(by: By!): Int maybe(by: By): Int all(by: [By!]!): Int many(given: Many): Int first(n: Int): Int }
""")


def errors(text: str, schema: GraphQLSchema = SCHEMA) -> list[GraphQLError]:
    return validate_document(schema, parse(text), RULES, max_errors=20, hide_suggestions=False)


def test_a_walk_shows_rules_what_graphql_core_shows_them() -> None:
    def rule(number: int, answers: dict[str, Any]) -> type[ValidationRule]:
        class Rule(ValidationRule):
            def enter_field(self, node: Any, key: Any, parent: Any, _path: Any, ancestors: Any) -> Any:
                at = (key, id(parent), [id(each) for each in ancestors])
                seen.append((number, "enter", node.name.value, str(self.context.get_type()), at))
                return answers.get(node.name.value)

            def leave_field(self, node: Any, *_: Any) -> Any:
                seen.append((number, "leave", node.name.value))
                return answers.get(f"after {node.name.value}")

            def leave_name(self, node: Any, *_: Any) -> None:
                seen.append((number, "name", node.value))

        return Rule

    class Everything(ValidationRule):
        def enter(self, node: Any, *_: Any) -> None:
            seen.append((9, "any", node.kind))

    class Skipping(ValidationRule):
        def enter_selection_set(self, node: Any, *_: Any) -> Any:
            seen.append((8, "set", len(node.selections)))
            return SKIP

    rules = [
        rule(1, {}), rule(2, {"b": SKIP}), rule(3, {"c": BREAK}), Everything, Skipping,
        rule(4, {"after b": BREAK}), rule(5, {"a": False}),
    ]  # fmt: skip
    tree = parse("{ a { b { c } c(d: 1) } b { c } e }")
    type_info = TypeInfo(SCHEMA)
    context = ValidationContext(SCHEMA, tree, type_info, lambda _: None)
    seen: list[Any] = []
    visit(tree, TypeInfoVisitor(type_info, ParallelVisitor([each(context) for each in rules])))
    expected, seen = seen, []
    walk(tree, [each(context) for each in rules], type_info)
    assert seen == expected
    assert len(seen) > 50


DOCUMENTS = (
    (
        "query A($slug: String!, $n: Int = 3, $by: StoryBy, $with: Boolean!) { story(by: {slug: $slug}) { ...Head "
        "quotes(first: $n) @include(if: $with) { nodes { text kind } } } other: story(by: $by) { headline id } } "
        "fragment Head on Story { id headline ...Section } fragment Section on Story { section { name } }"
    ),
    (
        'query B { stories(first: 2, filter: {topics: ["water"], from: "2024"}, orderBy: NEWEST) { totalCount nodes { '
        "... on Article { headline slug } ... on Editorial { headline: slug } ... @skip(if: false) { id } } } }"
    ),
    (
        "query C($q: String!) { search(query: $q, first: 1) { edges { node { __typename ... on Quote { text speaker { "
        "name ... on Person { slug } } } } } } } subscription D { changes { version } dataset { version } }"
    ),
    (
        "{ dataset { version } ...X } fragment X on Query { dataset { problems { code } ...X } } "
        "query E($a: [Int], $b: [ID!]!) { nodes(ids: $b) { id } }"
    ),
)
TOKEN = re.compile(r'"[^"]*"|[$@]?\w+|\.\.\.|\S')
TOKENS = sorted(
    {token for text in DOCUMENTS for token in TOKEN.findall(text)} | {"null", "1.5", "[1]", "{a: 1}"}
)
"""What the documents are made of, and is put in other places of them."""


@st.composite
def odd_documents(draw: st.DrawFn) -> graphql.DocumentNode:
    """One of the documents with some of its words replaced, left out or written twice."""
    tokens = TOKEN.findall(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(tokens) - 1))
        tokens[at : at + 1] = draw(
            st.one_of(
                st.sampled_from(TOKENS).map(lambda each: [each]), st.just([tokens[at]] * 2), st.just([])
            )
        )
        assume(tokens)
    try:
        return parse(" ".join(tokens))
    except graphql.GraphQLSyntaxError:
        assume(False)
        raise


@given(odd_documents(), st.sampled_from([1, 3, 100]), st.booleans())
def test_what_is_found_is_what_graphql_core_finds(
    tree: graphql.DocumentNode, most: int, hide_suggestions: bool
) -> None:
    schema = core_schema(pullquotes_schema)
    found = validate_document(schema, tree, RULES, max_errors=most, hide_suggestions=hide_suggestions)
    expected = validate(schema, tree, RULES, max_errors=most, hide_suggestions=hide_suggestions)
    assert [(each.message, each.locations) for each in found] == [
        (each.message, each.locations) for each in expected
    ]


@pytest.mark.parametrize("depth", [20, 60, 150])
def test_fragments_that_nest_deep_are_as_in_graphql_core(depth: int) -> None:
    links = " ".join(f"fragment F{each} on Query {{ ...F{each + 1} }}" for each in range(depth))
    tree = parse(f"{{ ...F0 }} {links} fragment F{depth} on Query {{ first }}")
    assert [
        each.message for each in validate_document(SCHEMA, tree, RULES, max_errors=9, hide_suggestions=True)
    ] == [each.message for each in validate(SCHEMA, tree)]


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("one(by: {slug: $v})", 1),
        ("maybe(by: {slug: $v})", 1),
        ("all(by: [{slug: $v}, {id: 1}])", 1),
        ("many(given: {by: {slug: $v}, all: [{slug: $v}], maybe: {slug: $v}})", 3),
        ("one(by: {slug: $v, id: 1})", 2),
    ],
)
def test_a_variable_in_a_one_of_input_is_not_null(field: str, count: int) -> None:
    for text in (f"query ($v: String) {{ {field} }}", f'query ($v: String = "a") {{ {field} }}'):
        assert len(errors(text)) == count, text
        assert "must be non-nullable" in errors(text)[0].message or count == 2
    through = f"query ($v: String) {{ ...F }} fragment F on Query {{ {field} }}"
    assert len(errors(through)) == count
    required = errors(f"query ($v: String!) {{ {field} }}")
    assert len(required) == (1 if count == 2 else 0)


def test_a_variable_of_another_input_may_be_null() -> None:
    assert errors("query ($v: Int, $b: By) { first(n: $v) maybe(by: $b) }") == []


@pytest.mark.parametrize("digits", [11, 400, 4_301, 20_000])
@pytest.mark.parametrize(
    "text", ["{ first(n: NUMBER) }", "query ($v: Int = NUMBER) { first(n: $v) }", "{ first(n: -NUMBER) }"]
)
def test_an_int_has_32_bits_however_long_it_is(digits: int, text: str) -> None:
    [error] = errors(text.replace("NUMBER", "9" * digits))
    assert error.message.startswith("Int cannot represent non 32-bit signed integer value: ")
    assert error.locations
    assert "digits" not in error.message


def test_rules_are_graphql_cores_and_one_more() -> None:
    assert (*specified_rules, OneOfVariablesRule) == RULES
    text = "query ($u: Int) { first(n: true) x first(n: 3) }"
    assert [error.message for error in errors(text)] == [
        error.message for error in validate(SCHEMA, parse(text))
    ]


def test_validation_leaves_nothing_that_has_the_tree() -> None:
    contexts: list[object] = []

    class Watching(graphql.ValidationRule):
        def __init__(self, context: graphql.ValidationContext) -> None:
            super().__init__(context)
            contexts.append(context)

    validate_document(SCHEMA, parse("{ first }"), [Watching], max_errors=1, hide_suggestions=True)
    [context] = contexts
    assert vars(context) == {}


def test_the_names_that_are_used_are_there() -> None:
    context = ValidationContext(SCHEMA, parse("{ first }"), TypeInfo(SCHEMA), print, True)
    for name in ("_fragment_spreads", "_variable_usages", "_recursive_variable_usages"):
        assert vars(context)[name] == {}, name
    assert context.hide_suggestions is True
    assert list(inspect.signature(VariableUsageVisitor).parameters) == ["type_info", "fragment_definition"]
    assert "(node)" in inspect.getsource(TypeInfo.enter)
    assert "method()" in inspect.getsource(TypeInfo.leave)
