"""YAML that the demo writes is read as what it was, whatever is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.demo.writing import yaml_text
from pullquote.store.files.loading import load
from tests.store.written import SMALL, write


def read(folder: Path, description: str) -> Any:
    """The description of a topic that is written with it."""
    topics = yaml_text(
        {"tides": {"name": "Tides", "description": description}, "ferries": {"name": "Ferries"}}
    )
    loaded = load(write(folder, {"topics.yaml": topics}, base=SMALL))
    assert loaded.records is not None, loaded.problems
    return {topic.slug: topic.description for topic in loaded.records.topics}["tides"]


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "true",
        "null",
        "No",
        "a: b",
        "# no comment",
        "- item",
        "'quoted'",
        '"double" and \\',
        "ends with a colon:",
        "1e3",
        "“curly”, and a comma",
        "{braces} [brackets]",
        "Zürich",
    ],
)
def test_text_is_read_as_it_was(tmp_path: Path, text: str) -> None:
    assert str(read(tmp_path, text)) == text


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1).map(str.strip)
)
def test_any_text_is_one_line(text: str) -> None:
    assert len(yaml_text({"key": text}).splitlines()) <= 1 + text.count("\u0085")


def test_mappings_and_lists_are_blocks_and_lists_of_words_are_one_line() -> None:
    keys: Any = {
        "name": "Ida Brook",
        "isTranslation": True,
        "topics": ["tides", "a, b"],
        "roles": [{"title": "Mayor", "startDate": "2019-05"}, {"title": "Minister"}],
        "rights": {"license": "MIT"},
        "none": [],
    }
    assert yaml_text(keys) == (
        "name: Ida Brook\n"
        "isTranslation: true\n"
        'topics: [tides, "a, b"]\n'
        "roles:\n"
        "  - title: Mayor\n"
        "    startDate: 2019-05\n"
        "  - title: Minister\n"
        "rights:\n"
        "  license: MIT\n"
        "none: []\n"
    )
