"""A template knows every key of its kind, and what it explains is true."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pullquote.store.files.jsonschema import known_slugs
from pullquote.store.files.kinds import KINDS, adapter_of
from pullquote.store.files.loading import load
from pullquote.store.files.templates import suffix, template

TODAY = date(2025, 1, 20)
OTHERS = {
    "people/some-person.yaml": "name: Some Person\nroles:\n  - {title: Mayor, organization: some-organization}\n",
    "organizations/some-organization.yaml": "{name: Some Organization, kind: other}\n",
    "publications/some-publication.yaml": "{name: Some Publication, inLanguage: en}\n",
    "sections/some-section.yaml": "name: Some Section\n",
    "topics/some-topic.yaml": "name: Some Topic\n",
    "articles/some-article.md": (
        "---\nheadline: Some Article\npublication: some-publication\nsection: some-section\n"
        "topics: [some-topic]\nmentions: [some-person]\ndatePublished: 2025\n---\nText.\n"
    ),
}


def newsroom(folder: Path, **files: str) -> Path:
    for name, text in (OTHERS | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def switched_on(text: str) -> str:
    """The template with every key in use: ``#key: value`` and what is indented below it."""
    return re.sub(r"^#(?=\S|  )", "", text, flags=re.MULTILINE)


def errors(folder: Path) -> list[str]:
    return [str(problem) for problem in load(folder).problems if problem.severity.name == "ERROR"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_valid_as_it_is(tmp_path: Path, kind: str) -> None:
    text = template(kind, "new-one", today=TODAY)
    assert errors(newsroom(tmp_path, **{f"{kind}/new-one{suffix(kind)}": text})) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_valid_with_every_key_in_use(tmp_path: Path, kind: str) -> None:
    text = switched_on(template(kind, "new-one", today=TODAY))
    listed = errors(newsroom(tmp_path, **{f"{kind}/new-one{suffix(kind)}": text}))
    assert [line for line in listed if " PQ331 " not in line] == []
    assert not (KINDS[kind].is_story and listed)
    for key in adapter_of(KINDS[kind].keys).json_schema()["properties"]:
        assert key == "body" or re.search(rf"^{key}:", text, re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_key_is_there(kind: str) -> None:
    text = switched_on(template(kind, "new-one", today=TODAY))
    for keys in adapter_of(KINDS[kind].keys).json_schema().get("$defs", {}).values():
        for key in keys.get("properties", ()):
            assert re.search(rf"^ +(- )?{key}:", text, re.MULTILINE)


def test_slugs_that_are_there_stand_in_a_template(tmp_path: Path) -> None:
    folder = newsroom(tmp_path, **{"publications/a-paper.json": '{"name": "A", "inLanguage": "en"}'})
    text = template("articles", "flood-wall", today=TODAY, known=known_slugs(folder))
    assert "\nheadline: Flood wall\n" in text
    assert "\npublication: a-paper\n" in text
    assert "\ndatePublished: 2025-01-20\n" in text
    assert "#authors: [some-person]\n" in text


def test_the_values_to_choose_from_are_named() -> None:
    assert "\n# The public sees what is published. One of: published, draft, withdrawn.\n" in template(
        "editorials", "x", today=TODAY
    )


def test_an_unknown_kind_has_no_template() -> None:
    with pytest.raises(KeyError):
        template("poems", "x", today=TODAY)
