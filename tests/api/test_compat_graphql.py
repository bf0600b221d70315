"""A contract for every name of graphql-core that the server touches and nobody documents, and where it is mended.

When one of these fails after an upgrade, read what changed, then change ``compat_graphql``.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path
from typing import Any

import graphql
import pytest
from graphql import (
    BREAK,
    SKIP,
    ASTValidationRule,
    GraphQLError,
    GraphQLSchema,
    ParallelVisitor,
    TypeInfo,
    ValidationContext,
    build_schema,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.execution import Executor

from pullquote.api import compat_graphql
from pullquote.api.compat_graphql import (
    RULES,
    OneOfVariablesRule,
    RulesTogether,
    parse_document,
    validate_document,
)
from tests.conftest import ROOT

SCHEMA = build_schema("""
    directive @oneOf on INPUT_OBJECT
    input By @oneOf { id: ID, slug: String }
    input Many { by: By!, all: [By!], maybe: By }
    type Query { one(by: By!): Int maybe(by: By): Int all(by: [By!]!): Int many(given: Many): Int first(n: Int): Int }
""")
MAY_BE_DEEP = ("compat_graphql.py", "compat_strawberry.py", "surface.py")
"""The modules that may import what their owners do not document."""
NOT_YET = frozenset({"websocket.py"})


def errors(text: str, schema: GraphQLSchema = SCHEMA) -> list[GraphQLError]:
    return validate_document(schema, parse(text), RULES, max_errors=20, hide_suggestions=False)


@pytest.mark.parametrize(
    "text",
    ["{ }", "{ first { } }", "{ ... { } }", "{ ... on Query { } }", "fragment F on Query { } { ...F }", "query A { first } query B { }"],
)  # fmt: skip
def test_a_selection_set_has_a_selection(text: str) -> None:
    assert parse(text)  # if graphql-core refuses it by itself, the option can go
    with pytest.raises(graphql.GraphQLSyntaxError, match=r"Expected Name, found '}'") as caught:
        parse_document(text, max_tokens=100)
    assert caught.value.locations is not None
    assert text[caught.value.locations[0].column - 1] == "}"


def test_rules_together_see_what_graphql_core_has_them_see() -> None:
    def rule(number: int, answers: dict[str, Any]) -> type[ASTValidationRule]:
        class Rule(ASTValidationRule):
            def enter_field(self, node: Any, *_: Any) -> Any:
                seen.append((number, "enter", node.name.value))
                return answers.get(node.name.value)

            def leave_field(self, node: Any, *_: Any) -> Any:
                seen.append((number, "leave", node.name.value))
                return answers.get(f"after {node.name.value}")

            def leave_name(self, node: Any, *_: Any) -> None:
                seen.append((number, "name", node.value))

        return Rule

    class Everything(ASTValidationRule):
        def enter(self, node: Any, *_: Any) -> None:
            seen.append((9, "any", node.kind))

    class Skipping(ASTValidationRule):
        def enter_selection_set(self, node: Any, *_: Any) -> Any:
            seen.append((8, "set", len(node.selections)))
            return SKIP

    rules = [
        rule(1, {}), rule(2, {"b": SKIP}), rule(3, {"c": BREAK}), Everything, Skipping,
        rule(4, {"after b": BREAK}), rule(5, {"a": False}),
    ]  # fmt: skip
    tree = parse("{ a { b { c } c(d: 1) } b { c } e }")
    context = ValidationContext(SCHEMA, tree, TypeInfo(SCHEMA), lambda _: None)
    seen: list[Any] = []
    visit(tree, ParallelVisitor([each(context) for each in rules]))
    expected, seen = seen, []
    visit(tree, ParallelVisitor([RulesTogether(rules, context)]))
    assert seen == expected
    assert len(seen) > 50


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
    usage = inspect.signature(Executor.get_stream_usage)
    assert list(usage.parameters) == ["self", "field_details_list", "path"]
    assert "allow_empty_selection_sets" in inspect.signature(parse).parameters
    assert compat_graphql.inspect({"a": [None]}) == "{'a': [None]}"
    assert compat_graphql.print_path_list(["a", 1, "b"]) == " at .a[1].b"
    tree = parse("{ a }")
    assert tree.loc is not None
    first = tree.loc.start_token
    assert first.next is not None
    compat_graphql.release_tokens(tree)
    following: object = first.next
    assert (following, tree.loc.start, tree.loc.end) == (None, 0, 5)


def test_what_is_not_documented_is_imported_in_few_places() -> None:
    for path in (ROOT / "pullquote").rglob("*.py"):
        if path.name not in MAY_BE_DEEP and path.name not in NOT_YET:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    _check(path, node.module, [each.name for each in node.names])


def _check(path: Path, module: str, names: list[str]) -> None:
    owner, _, rest = module.partition(".")
    if owner == "graphql":
        public = {"", "execution", "language", "type", "utilities", "validation"}
        assert rest in public, f"{path}: {module}"
        exported = importlib.import_module(module).__all__
        assert set(names) <= set(exported), f"{path}: {names}"
    elif owner == "strawberry":
        assert rest in {"", "schema.config"}, f"{path}: {module}"
