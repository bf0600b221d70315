"""The page about the architecture, and the one for contributors, name what there is."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "pullquote"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROOMS = "(?:compiler|demo|importing|store|schema|api)"
PATH = re.compile(rf"`({ROOMS}(?:/[a-z_]+)*(?:\.py)?)`")
CALL = re.compile(rf"`({ROOMS}/[a-z_/]+\.py)` `([A-Za-z_]+)`")
TESTS = re.compile(r"`(tests/[a-z_/]+)`")
MOST_WORDS = 25


@pytest.mark.parametrize("path", sorted(set(PATH.findall(ARCHITECTURE + CONTRIBUTING))))
def test_a_module_or_a_room_that_is_named_exists(path: str) -> None:
    assert (PACKAGE / path).exists()


@pytest.mark.parametrize("path", sorted(set(TESTS.findall(CONTRIBUTING))))
def test_a_folder_of_tests_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).is_dir()


@pytest.mark.parametrize(("path", "name"), CALL.findall(ARCHITECTURE))
def test_a_call_that_is_named_is_defined_there(path: str, name: str) -> None:
    tree = ast.parse((PACKAGE / path).read_bytes())
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, definitions)}


def test_every_room_is_named() -> None:
    rooms = {
        path.parent.relative_to(PACKAGE).as_posix()
        for floor in ("importing", "store", "schema", "api")
        for path in (PACKAGE / floor).glob("*/__init__.py")
    }
    assert rooms
    assert {room for room in rooms if f"`{room}`" not in ARCHITECTURE} == set()


def test_the_glossary_is_short_and_in_order() -> None:
    words = re.findall(r"^\| ([a-z ]+) \|", ARCHITECTURE.partition("## Glossary")[2], re.MULTILINE)
    assert 0 < len(words) <= MOST_WORDS
    assert words == sorted(words)
