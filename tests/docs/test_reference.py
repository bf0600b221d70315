"""Every setting, code, command, option, metric, log event and type is described in what is generated."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import build_schema, is_specified_scalar_type

from docs import reference
from docs.build import GENERATED, pages
from pullquote.api.errors import CODES
from pullquote.api.settings import PREFIX, Settings
from pullquote.api.site.playground.examples import load_examples
from pullquote.store.model.problems import PROBLEMS
from tests.conftest import ROOT, SHIPPED

SOURCES = [path.read_text(encoding="utf-8") for path in (ROOT / "pullquote").rglob("*.py")]


def test_every_section_is_on_a_page_and_every_page_asks_for_one_that_there_is() -> None:
    found = [name for path in pages() for name in GENERATED.findall(path.read_text(encoding="utf-8"))]
    assert sorted(found) == sorted(reference.SECTIONS)


def test_every_setting_is_described_with_its_values_and_its_default() -> None:
    sections = dict(
        re.findall(r"^## (\w+)\n\n(.*?)\n(?=\n?## |\Z)", reference.settings(), re.MULTILINE | re.DOTALL)
    )
    assert list(sections) == [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    assert (
        "**Values:** a whole number, at least 0, at most 65535. **Default:** `8000` ("
        in sections["PULLQUOTE_PORT"]
    )
    assert "**Values:** `auto`, `console`, `json`. **Default:** `auto` (" in sections["PULLQUOTE_LOG_FORMAT"]
    for name, section in sections.items():
        assert re.fullmatch(r"\S.*\.\n\n\*\*Values:\*\* \S.*\. \*\*Default:\*\* \S.* \(\S.*\)\.", section), (
            name
        )


def test_every_error_code_is_described() -> None:
    rows = reference.errors().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(CODES)
    assert all(code.meaning in row for row, code in zip(rows, CODES.values(), strict=True))


def test_every_problem_code_is_explained() -> None:
    text = reference.problems()
    for code, (title, meaning, remedy) in PROBLEMS.items():
        assert f"### {code}: {title} {{#{code.lower()}}}\n\n{meaning} {remedy}\n" in text


def test_every_question_of_the_playground_is_there_with_its_query() -> None:
    text = reference.questions()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [each.question for each in load_examples()]
    for each in load_examples():
        assert each.explanation in text
        assert each.query.partition("query ")[2] in text


@pytest.mark.parametrize("name", ["serve", "check", "schema", "init", "new", "demo"])
def test_every_command_and_option_is_described(name: str) -> None:
    command = [sys.executable, "-m", "pullquote", name, "--help"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    options = set(re.findall(r"--[a-z][a-z-]+", shown.partition("Examples")[0])) - {"--help"}
    [section] = re.findall(
        rf"^## pullquote {name}\b.*?(?=^## |\Z)", reference.commands(), re.MULTILINE | re.DOTALL
    )
    assert {option for option in options if f"`{option}`" not in section} == set()


def test_every_metric_in_the_source_is_described() -> None:
    named = {name for source in SOURCES for name in re.findall(r'"(pullquote_[a-z_]+)"', source)}
    assert named
    described = set(re.findall(r"^\| `(pullquote_[a-z_]+?)(?:_total)?`", reference.metrics(), re.MULTILINE))
    assert named <= described


def test_every_log_event_in_the_source_is_described() -> None:
    call = re.compile(r'\b_?log\.(?:debug|info|warning|error|exception)\(\s*"([^"]+)"')
    named = {event for source in SOURCES for event in call.findall(source)}
    assert {"request", "newsroom loaded"} <= named
    described = reference.log_events()
    assert {event for event in named if f"| {event} |" not in described} == set()


def test_every_type_field_argument_and_value_of_the_schema_is_there() -> None:
    text = reference.SECTIONS["schema"]()
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    schema = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))
    types = {
        name: type_
        for name, type_ in schema.type_map.items()
        if not name.startswith("__") and not is_specified_scalar_type(type_)
    }
    assert set(sections) == set(types)
    for name, type_ in types.items():
        members = [*getattr(type_, "fields", {}), *getattr(type_, "values", {})]
        arguments = [
            each for field in getattr(type_, "fields", {}).values() for each in getattr(field, "args", {})
        ]
        missing = [member for member in members if f"| `{member}` |" not in sections[name]]
        assert missing + [each for each in arguments if f"<br>`{each}`: " not in sections[name]] == []


def test_every_key_that_an_editor_completes_is_described(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pullquote", "schema", str(SHIPPED), "--files", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    keys = {key for path in tmp_path.glob("*.json") for key in _properties(json.loads(path.read_bytes()))}
    assert {"headline", "speaker", "startDate"} <= keys
    text = reference.SECTIONS["keys"]()
    assert {key for key in keys if f"| `{key}` |" not in text} == set()


def _properties(schema: object) -> Iterator[str]:
    match schema:
        case dict():
            if isinstance(properties := schema.get("properties"), dict):
                yield from properties
            for value in schema.values():
                yield from _properties(value)
        case list():
            for value in schema:
                yield from _properties(value)


def test_the_values_that_a_key_may_have_are_named() -> None:
    text = reference.keys()
    for value in ("school", "police", "charity", "church", "court"):
        assert re.search(rf"^\| `kind` \| .* One of .*`{value}`", text, re.MULTILINE)
    assert "One of `published`, `draft`, `withdrawn`." in text
