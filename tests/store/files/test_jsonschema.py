"""The JSON Schemas say yes to every file that loads, and know the newsroom's slugs."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest

from pullquote.store.files.jsonschema import json_schemas
from pullquote.store.files.kinds import KINDS, key_names
from pullquote.store.files.syntax.documents import read_document
from pullquote.store.files.syntax.trees import Number, Value
from pullquote.store.model.file_problems import FileProblems
from tests.conftest import INVENTED, SHIPPED
from tests.store.written import write


def plain(value: Value) -> object:
    """As an editor reads it: numbers are numbers."""
    match value:
        case Number(text=text):
            return float(text) if "." in text else int(text)
        case list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case _:
            return value


def read(path: Path) -> object:
    faults = FileProblems()
    document = read_document(path.suffix, path.read_bytes(), faults)
    assert document is not None
    assert faults.listed() == ()
    return plain(document.tree.value)


@pytest.mark.parametrize("folder", [SHIPPED, INVENTED], ids=["shipped", "invented"])
def test_every_file_of_the_newsrooms_is_valid(folder: Path) -> None:
    schemas = json_schemas(folder)
    checked = 0
    for path in folder.rglob("*.*"):
        kind = path.parent.name if path.parent != folder else f"all-{path.stem}"
        if kind.removeprefix("all-") in KINDS:
            jsonschema_rs.Draft7Validator(schemas[kind]).validate(read(path))
            checked += 1
    assert checked > 10


def test_there_is_one_for_a_file_and_one_for_a_whole_kind() -> None:
    schemas = json_schemas(SHIPPED)
    assert set(schemas) == {name for kind in KINDS for name in (kind, f"all-{kind}")}
    for name, kind in KINDS.items():
        assert tuple(schemas[name]["properties"]) == key_names(kind.keys)
        for key, described in schemas[name]["properties"].items():
            assert described.get("description"), (name, key)


def test_references_complete_to_the_slugs_of_the_newsroom(tmp_path: Path) -> None:
    schemas = json_schemas(write(tmp_path, {"people/broken-one.yaml": "name: ["}))
    article = schemas["articles"]
    assert article["properties"]["publication"]["enum"] == ["paper"]
    assert article["properties"]["topics"]["items"]["enum"] == ["ferries", "tides"]
    assert article["properties"]["authors"]["items"]["enum"] == ["broken-one", "ida-brook", "tom-reed"]
    quote = article["definitions"]["QuoteKeys"]["properties"]
    assert quote["speaker"]["anyOf"][0]["enum"] == ["broken-one", "council", "ida-brook", "press", "tom-reed"]
    role = schemas["all-people"]["definitions"]["RoleKeys"]["properties"]
    assert role["organization"]["anyOf"][0]["enum"] == ["council", "press"]


def test_a_kind_that_has_none_yet_takes_any_slug(tmp_path: Path) -> None:
    schemas = json_schemas(tmp_path)
    validator = jsonschema_rs.Draft7Validator(schemas["articles"])
    assert validator.is_valid({"headline": "A", "publication": "any-paper", "datePublished": "2024"})
    assert not validator.is_valid({"headline": "A", "publication": "Any Paper", "datePublished": "2024"})


STORY = {"headline": "A", "publication": "dawn", "datePublished": "2024-10"}


@pytest.mark.parametrize(
    ("keys", "valid"),
    [
        ({}, True),
        ({"datePublished": 2024}, True),
        ({"section": None}, True),
        ({"datePublished": "28 October"}, False),
        ({"section": "wrld"}, False),
        ({"headlin": "x"}, False),
        ({"status": "drafd"}, False),
        ({"url": "e.example"}, False),
        ({"embargo": "2024"}, False),
        ({"quotes": [{"text": "x", "speaker": "nato"}]}, True),
        ({"quotes": [{"text": ["x", "y"], "source": "document"}]}, True),
        ({"quotes": [{"text": "x"}]}, False),
        ({"quotes": [{"text": "x", "speaker": "nato", "source": "document"}]}, False),
        ({"quotes": [{"text": "x", "speaker": "otan"}]}, False),
        ({"quotes": [{"text": "x", "speaker": "nato", "translated": "yes"}]}, False),
    ],
)
def test_what_is_valid(keys: dict[str, object], valid: bool) -> None:
    validator = jsonschema_rs.Draft7Validator(json_schemas(SHIPPED)["articles"])
    assert validator.is_valid({**STORY, **keys}) is valid
