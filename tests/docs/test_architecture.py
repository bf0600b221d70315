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
STEP = re.compile(rf"`({ROOMS}/[a-z_/]+\.py)`(?: `([A-Za-z_]+)`)?")
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


def test_features_of_every_floor_are_found_from_the_page() -> None:
    features = re.findall(
        rf"`({ROOMS}/[a-z_/]+)(?:\.py)?`", ARCHITECTURE.partition("## Where to find")[2].partition("\n## ")[0]
    )
    assert len(features) >= 30
    floors = {feature.split("/")[0] for feature in features}
    assert floors == {"api", "compiler", "demo", "importing", "schema", "store"}


def test_the_glossary_is_short_and_in_order() -> None:
    words = re.findall(r"^\| ([a-z ]+) \|", ARCHITECTURE.partition("## Glossary")[2], re.MULTILINE)
    assert 0 < len(words) <= MOST_WORDS
    assert words == sorted(words)


def steps(heading: str) -> list[tuple[str, str]]:
    """The modules in the list below a heading, each with the function of it that is called, if one is named."""
    section = ARCHITECTURE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if re.match(r"\d+\. ", line)]
    return STEP.findall("\n".join(lines))


def mentioned(path: str) -> set[str]:
    """The names that a module uses, of its own and of others."""
    tree = ast.parse((PACKAGE / path).read_bytes())
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize(
    "heading",
    ["A file, from the disk to a snapshot", "A request, from bytes to bytes"],
    ids=["file", "request"],
)
def test_each_call_is_made_by_a_module_that_was_named_before(heading: str) -> None:
    calls = steps(heading)
    assert len(calls) > 15
    known: set[str] = set()
    unreached = []
    for path, name in calls:
        if known and name and name not in known:
            unreached.append(f"{path} {name}")
        known |= mentioned(path)
    assert unreached == []
