"""A contract for every name of graphql-core that the server touches and nobody documents, and where it is mended.

When one of these fails after an upgrade, read what changed, then change ``compat_graphql``.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import graphql
import pytest
from graphql import (
    parse,
)
from graphql.execution import Executor

from pullquote.api import compat_graphql
from pullquote.api.compat_graphql import parse_document
from tests.conftest import ROOT

MAY_BE_DEEP = ("compat_graphql.py", "compat_validation.py", "compat_strawberry.py", "surface.py")
"""The modules that may import what their owners do not document."""
NOT_YET = frozenset({"websocket.py"})


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
