"""The rooms of the house: who may import whom, what each offers, and how large it may grow.

``docs/architecture.md`` says what is in each room and why the arrows run as they do.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import pullquote

PACKAGE = Path(pullquote.__file__).parent
MODULES_A_ROOM = 15
LINES_A_MODULE = 300
STORE = (
    "store.model",
    "store.quotes.html",
    "store.quotes",
    "store.pictures",
    "store.files.syntax",
    "store.files.kinds",
    "store.files.guesses",
    "store.files",
    "store.index",
    "store.search",
    "store.newsroom",
    "store.rounds",
    "store.opensearch",
    "store.opensearch.queries",
    "store.opensearch.reading",
    "store.publishing",
)
SCHEMA = ("schema.base", "schema.inputs", "schema.connections", "schema.types", "schema")
API = (
    "api",
    "api.http",
    "api.operations",
    "api.telemetry",
    "api.streams",
    "api.endpoint",
    "api.site",
    "api.server",
    "api.cli",
)
IMPORTING = (
    "importing.base",
    "importing.text",
    "importing.proposals.english",
    "importing.proposals.offices",
    "importing.proposals.reading",
    "importing.proposals",
    "importing.mapping",
    "importing.pages",
    "importing.sources",
    "importing",
    "importing.review",
)
BELOW_THE_SCHEMA = frozenset({"compat_strawberry", "context", "errors", "fields", "references"})
"""Modules of the schema that all its rooms may import."""
BELOW_THE_IMPORTING = frozenset({"items", "extra"})
"""Modules of the import that all its rooms may import."""
NAMES_FOR_TYPE_CHECKERS = "schema.references"
"""The module by whose names the types point at each other: what it imports is imported for type checkers only."""
APART = {("api.site", "api.endpoint"), ("store.newsroom", "store.opensearch")}
"""Neighbours that do not import each other."""
TABLES = frozenset(
    {
        "api.settings",
        "demo.words",
        "importing.proposals.english.words",
        "store.model.problems",
        "store.model.records",
    }
)
"""Modules that are tables, and may be as long as they are."""
TOO_LONG: Mapping[str, int] = {}
"""Modules that are longer than they should be: they may become shorter, and none may be added."""
FOREIGN_TO_THE_STORE = ("graphql", "strawberry", "starlette", "uvicorn")


def above(rooms: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Each room with itself and the rooms before it."""
    return {room: frozenset(rooms[: number + 1]) for number, room in enumerate(rooms)}


ALLOWED: Mapping[str, frozenset[str]] = {
    "": frozenset(),
    "compiler": frozenset({"compiler"}),
    **above(STORE),
    "demo": frozenset({"demo", *STORE}),
    **{room: rooms | set(STORE) for room, rooms in above(IMPORTING).items()},
    **{room: rooms | set(STORE) for room, rooms in above(SCHEMA).items()},
    **{room: rooms | {*STORE, *SCHEMA, "compiler", ""} for room, rooms in above(API).items()},
}
WITH_DEMO = ("api.site", "api.cli")


def modules() -> dict[str, Path]:
    """Every module by its name below the package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "node_modules" not in path.parts:
            parts = path.relative_to(PACKAGE).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
PACKAGES = frozenset(name for name, path in MODULES.items() if path.name == "__init__.py")


def room_of(module: str) -> str:
    """The room that a module is in."""
    if module in PACKAGES and module in {"store", "schema"}:
        return module
    room = module if module in PACKAGES else module.rpartition(".")[0]
    if room == "schema" and module.rpartition(".")[2] in BELOW_THE_SCHEMA:
        return "schema.base"
    if room == "importing" and module.rpartition(".")[2] in BELOW_THE_IMPORTING:
        return "importing.base"
    while room and room not in ALLOWED:
        room = room.rpartition(".")[0]
    return room


@cache
def imports(module: str, *, at_run_time: bool = False) -> tuple[tuple[int, str], ...]:
    """Line and name of every module of the package that a module imports, those inside functions included.

    With ``at_run_time`` without those that only a type checker sees.
    """
    return tuple(_imports(module, at_run_time))


def _imports(module: str, at_run_time: bool) -> Iterator[tuple[int, str]]:
    tree = ast.parse(MODULES[module].read_bytes())
    unseen = {
        id(node)
        for branch in ast.walk(tree)
        if at_run_time and isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=str(base), names=names, level=0):
                for alias in names:
                    full = f"{base}.{alias.name}"
                    yield node.lineno, full if full.removeprefix("pullquote.") in MODULES else base


def arrows() -> Iterator[tuple[str, int, str]]:
    """Every import of one of our modules by another: who, in which line, and whom."""
    for module in MODULES:
        for line, name in imports(module, at_run_time=module == NAMES_FOR_TYPE_CHECKERS):
            if name == "pullquote" or name.startswith("pullquote."):
                yield module, line, name.removeprefix("pullquote").removeprefix(".")


def test_rooms_import_only_what_they_may() -> None:
    wrong = [
        f"{module}:{line} imports {name}"
        for module, line, name in arrows()
        if room_of(name) not in ALLOWED[room_of(module)]
        and not (room_of(name).partition(".")[0] in {"demo", "importing"} and room_of(module) in WITH_DEMO)
        and module != "__main__"
    ]
    assert wrong == []


@pytest.mark.parametrize(("one", "other"), sorted(APART))
def test_neighbours_that_stay_apart(one: str, other: str) -> None:
    wrong = [
        f"{module}:{line} imports {name}"
        for module, line, name in arrows()
        if {room_of(module), room_of(name)} == {one, other}
    ]
    assert wrong == []


def test_a_room_offers_what_others_use() -> None:
    """``__all__`` of a room's ``__init__`` lists the modules that other rooms may import, and no others.

    A package that offers names of its own (the schema, the compiler) lists those instead.
    """
    used: dict[str, set[str]] = {}
    for module, _, name in arrows():
        room, _, stem = name.rpartition(".")
        if name not in PACKAGES and room and room_of(name) != room_of(module):
            used.setdefault(room, set()).add(stem)
    listing = {room for room in PACKAGES if room and not imports(room)}
    assert {room: used.get(room, set()) for room in listing} == {room: _exported(room) for room in listing}


def _exported(package: str) -> set[str]:
    for node in ast.parse(MODULES[package].read_bytes()).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return set(ast.literal_eval(value))
    return set()


def test_a_room_says_what_is_inside() -> None:
    silent = [name for name in PACKAGES if not ast.get_docstring(ast.parse(MODULES[name].read_bytes()))]
    assert silent == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {
        module: {
            name.removeprefix("pullquote.")
            for _, name in imports(module, at_run_time=True)
            if name.removeprefix("pullquote.") in MODULES
        }
        for module in MODULES
    }
    # What is left when everything that imports nothing more is taken away, again and again, is a circle.
    while free := {module for module, names in graph.items() if not names}:
        graph = {module: names - free for module, names in graph.items() if module not in free}
    assert sorted(graph) == []


def test_rooms_stay_small() -> None:
    sizes: dict[str, int] = {}
    for module in MODULES.keys() - PACKAGES:
        folder = module.rpartition(".")[0]
        sizes[folder] = sizes.get(folder, 0) + 1
    assert {room: size for room, size in sizes.items() if size > MODULES_A_ROOM} == {}


def test_modules_stay_short() -> None:
    lengths = {
        name: len(path.read_bytes().splitlines()) for name, path in MODULES.items() if name not in TABLES
    }
    assert {
        name: length for name, length in lengths.items() if length > TOO_LONG.get(name, LINES_A_MODULE)
    } == {}
    assert {name for name in TOO_LONG if lengths[name] <= LINES_A_MODULE} == set()


def test_the_store_knows_no_graphql_and_no_http() -> None:
    found = [
        f"{module}:{line} imports {name}"
        for module in MODULES
        if module.startswith("store")
        for line, name in imports(module)
        if name.split(".")[0] in FOREIGN_TO_THE_STORE
    ]
    assert found == []
