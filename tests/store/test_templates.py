"""A template knows every key of its kind, and what it explains is true."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pullquote.store.loading import load
from pullquote.store.templates import TEMPLATES, known_slugs, template

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


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_valid_as_it_is(tmp_path: Path, kind: str) -> None:
    form = TEMPLATES[kind]
    text = template(kind, "new-one", today=TODAY)
    assert errors(newsroom(tmp_path, **{f"{kind}/new-one{form.suffix}": text})) == []


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_valid_with_every_key_in_use(tmp_path: Path, kind: str) -> None:
    form = TEMPLATES[kind]
    text = switched_on(template(kind, "new-one", today=TODAY))
    assert errors(newsroom(tmp_path, **{f"{kind}/new-one{form.suffix}": text})) == []
    for key in form.keys:
        assert re.search(rf"^{key.name}:", text, re.MULTILINE)


def test_slugs_that_are_there_stand_in_a_template(tmp_path: Path) -> None:
    folder = newsroom(tmp_path, **{"publications/a-paper.json": '{"name": "A", "inLanguage": "en"}'})
    text = template("articles", "flood-wall", today=TODAY, known=known_slugs(folder))
    assert "\nheadline: Flood wall\n" in text
    assert "\npublication: a-paper\n" in text
    assert "\ndatePublished: 2025-01-20\n" in text
    assert "#authors: [some-person]\n" in text


def test_an_unknown_kind_has_no_template() -> None:
    with pytest.raises(KeyError):
        template("poems", "x", today=TODAY)
