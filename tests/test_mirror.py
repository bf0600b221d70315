"""Tests mirror rooms: what is in ``pullquote/store/files/parsing.py`` is tested in ``tests/store/files/test_parsing.py``.

A module has a test file of its own at the mirrored path, or a test file of its room imports it, or it only
declares what others decide by. Whoever looks for the test of a line finds it by the name of the module.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.test_rooms import MODULES, PACKAGES

TESTS = Path(__file__).parent
DECLARES = frozenset({
    "__main__",  # calls the command line
    "demo.words",  # the sentences of the demo newsroom
    "schema.context",  # what a resolver is given
    "schema.references",  # names of types
    "store.model.errors",
    "store.model.snapshots.remote",  # what a store that is elsewhere offers
    "store.newsroom.watch_modes",
})  # fmt: skip
"""Modules that decide nothing: names, and tables that another module's tests read."""
UNTESTED: frozenset[str] = frozenset({
    "store.files.kinds.checks",
    "store.files.kinds.keys",
    "store.files.kinds.making",
    "store.files.kinds.paths",
    "store.files.linker",
    "store.files.linking",
    "store.model.unread",
    "store.quotes.html.embeds",
    "store.quotes.html.sanitising",
    "store.quotes.html.texts",
    "store.quotes.html.tidying",
    "store.quotes.html.trees",
})  # fmt: skip
"""Modules that have no test of their own yet. One that has is taken out, and none is added."""
SHARED = frozenset({"store.files.kinds", "store.newsroom.cache"})
"""Rooms in a room, whose tests may be among those of the room around them."""


def mirrored(module: str) -> Path:
    """Where the tests of a module are."""
    *rooms, name = module.split(".")
    if module in PACKAGES:
        return TESTS.joinpath(*rooms, name, f"test_{name}.py")
    return TESTS.joinpath(*rooms, f"test_{name}.py")


def names_in(path: Path) -> set[str]:
    """The modules of the package that a test file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pullquote"):
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.removeprefix("pullquote.") for name in found}


def decides(module: str) -> bool:
    """Whether a module has a function or a method: a room that only lists its modules has none."""
    tree = ast.parse(MODULES[module].read_bytes())
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))


def is_tested(module: str) -> bool:
    """Whether a module has tests where a reader looks for them."""
    if mirrored(module).exists():
        return True
    room = module.rpartition(".")[0]
    folders = [room, room.rpartition(".")[0]] if room in SHARED else [room]
    return any(
        module in names_in(path)
        for folder in folders
        for path in TESTS.joinpath(*folder.split(".")).glob("test_*.py")
    )


TESTABLE = sorted(module for module in MODULES if module not in DECLARES and module and decides(module))


@pytest.mark.parametrize("module", TESTABLE)
def test_a_module_is_tested_where_a_reader_looks(module: str) -> None:
    assert is_tested(module) != (module in UNTESTED), (
        f"{module} has tests now: take it out of UNTESTED" if module in UNTESTED else f"no {mirrored(module)}"
    )


def test_every_exception_is_a_module() -> None:
    assert MODULES.keys() >= UNTESTED | DECLARES | SHARED
