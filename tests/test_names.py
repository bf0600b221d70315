"""One name, one thing: a class or a type alias has a name of its own over the whole project.

A type of the schema is called as the record is that it serves; that is one thing.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.test_rooms import MODULES

SHARED = frozenset({
    "Before", "Change", "Checked", "Choice", "Document", "Documents", "Draft", "Entries", "Entry", "Format", "Head", "Key", "Label", "Language", "Lines", "Listed", "Named", "Node", "Path", "Position", "Progress", "Range", "Read", "Reference", "Report", "Restrictions", "Row", "Rules", "Schema", "Served", "Site", "Source", "Words",
})  # fmt: skip
"""Names that two things of the store still have. One that has become the name of one thing is taken out."""


def named(module: str) -> Iterator[str]:
    """The classes and type aliases of a module; variables of types are no names of things."""
    for node in ast.parse(MODULES[module].read_bytes()).body:
        match node:
            case ast.ClassDef(name=name):
                yield name.lstrip("_")
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if not name.isupper():
                function = getattr(getattr(value, "func", None), "id", "")
                if name[0].isupper() and function not in {"TypeVar", "ParamSpec"}:
                    yield name


def serves(modules: list[str]) -> bool:
    """Whether all but one of these are of the schema, and serve what the one in the model of the store is."""
    others = [module for module in modules if not module.startswith("schema.")]
    return not others or (len(others) == 1 and others[0].startswith("store.model."))


def test_a_name_is_one_thing() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for name in named(module):
            found[name].append(module)
    twice = {name: modules for name, modules in found.items() if len(modules) > 1 and not serves(modules)}
    assert {name: modules for name, modules in twice.items() if name not in SHARED} == {}, (
        "rename one of them"
    )
    assert SHARED - twice.keys() == set(), "these name one thing now: take them out of SHARED"
