"""The documentation and the code say things the usual way: no pictures, no private words, one name for one thing."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import FENCE, PAGES
from tests.test_rooms import MODULES

UNUSUAL = (
    "anew", "catalogue", "chronicle", "dear", "dearer", "dearest", "front door", "garbage", "journal", "lazily",
    "manners", "renumbering", "shelf", "short way", "tallies", "waking", "whoever", "who would rather",
)  # fmt: skip
"""Pictures and old-fashioned words that have the usual word beside them in every case."""
PRIVATE = (
    *UNUSUAL, "faults", "guarding", "keeping", "kept", "meanings", "rests", "roomy", "rooms", "settle", "settled", "shelves", "stock",
    "tally", "tell", "tells", "told", "woken",
)  # fmt: skip
"""What the code said where it has a plain word now: it stands in no name, docstring or comment of the rooms below."""
NAMES = (*PRIVATE, "cast", "desk", "lift", "marks", "places", "promise", "room", "wish")
"""What is in no name either: in prose these are usual words."""
DONE = ("api", "compiler", "demo", "schema", "store.files.versions", "store.newsroom")
"""The floors that are held to this, and rooms of the store are added as they are."""
USUAL = re.compile(
    r"garbage[ _]collect(or|ion)|run of the garbage|typing\.cast|keep[_-]alive|nobody tells", re.IGNORECASE
)
"""Where the field itself says so."""
EXCEPTIONS = {
    ("demo.drafts", "places"), ("demo.world", "places"),
}  # fmt: skip
"""The towns of an invented newspaper."""
CODE = re.compile(r"`[^`]*`")
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_has_no_word_that_a_reader_stumbles_over(page: Path) -> None:
    prose = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8"))).lower()
    assert [word for word in UNUSUAL if re.search(rf"\b{word}\b", prose)] == []


def is_done(module: str) -> bool:
    """Whether a module is in a room that is held to plain words."""
    return any(module == room or module.startswith(f"{room}.") for room in DONE)


def names_of(tree: ast.Module) -> Iterator[str]:
    """What a module gives a name to: functions, classes, parameters, variables and attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def prose_of(source: str, tree: ast.Module) -> Iterator[str]:
    """The docstrings of a module, those of its attributes too, and its comments."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def words_of(name: str) -> set[str]:
    """The words that a name is made of, in lower case."""
    return {part.lower() for part in PARTS.findall(name)}


@pytest.mark.parametrize("module", sorted(filter(is_done, MODULES)))
def test_a_module_says_it_in_plain_words(module: str) -> None:
    source = MODULES[module].read_text(encoding="utf-8")
    tree = ast.parse(source)
    named = {
        (word, name)
        for name in names_of(tree)
        if name != "keep_alive"
        for word in words_of(name) & set(NAMES)
    }
    prose = [USUAL.sub("", text) for text in prose_of(source, tree)]
    written = {
        (word, text.strip()[:80])
        for text in prose
        for word in PRIVATE
        if re.search(rf"\b{word}\b", CODE.sub("", text), re.IGNORECASE)
    }
    stem = {(word, module) for word in words_of(module.rpartition(".")[2]) & set(NAMES)}
    found = {each for each in named | written | stem if (module, each[0]) not in EXCEPTIONS}
    assert found == set()
