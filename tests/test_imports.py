"""Imports go down only: api -> schema -> store."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pullquote

PACKAGE = Path(pullquote.__file__).parent
LAYERS = ("store", "schema", "api")
"""Lowest first: a layer imports itself and those before it."""
KNOWS_NO_NEWS = PACKAGE / "api" / "execution"


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "node_modules" not in path.parts)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and absolute name of every import in a module, those inside functions included."""
    package = path.relative_to(PACKAGE.parent).parent.parts
    for node in ast.walk(ast.parse(path.read_bytes())):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                above = package[: len(package) - level + 1] if level else ()
                base = ".".join([*above, *([module] if module else [])])
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in names)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_nothing_above_it(layer: str) -> None:
    above = tuple(f"pullquote.{name}" for name in LAYERS[LAYERS.index(layer) + 1 :])
    found = modules(PACKAGE / layer)
    assert found, f"the layer {layer} has no modules"
    upward = [
        f"{path.relative_to(PACKAGE.parent)}:{line} imports {name}"
        for path in found
        for line, name in imports(path)
        if any(name == prefix or name.startswith(f"{prefix}.") for prefix in above)
    ]
    assert upward == []


def test_the_compiler_of_operations_knows_no_news() -> None:
    found = modules(KNOWS_NO_NEWS)
    assert found
    strangers = [
        f"{path.relative_to(PACKAGE.parent)}:{line} imports {name}"
        for path in found
        for line, name in imports(path)
        if name.startswith("pullquote.") and not name.startswith("pullquote.api.execution")
    ]
    assert strangers == []


def test_the_store_knows_no_graphql_and_no_http() -> None:
    foreign = ("graphql", "strawberry", "starlette", "uvicorn")
    found = [
        f"{path.relative_to(PACKAGE.parent)}:{line} imports {name}"
        for path in modules(PACKAGE / "store")
        for line, name in imports(path)
        if name.split(".")[0] in foreign
    ]
    assert found == []
