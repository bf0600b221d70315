"""Writes the demo newsroom: every file of it, and nothing where something is already."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pullquote.demo import words
from pullquote.demo.extras import drawing, drawings_of, matters_anywhere
from pullquote.demo.quoting import Keys, YamlValue
from pullquote.demo.stories import DemoStory, article, editorial
from pullquote.demo.world import InventedOrganization, InventedPerson, Tenure, World, invent

ARTICLES_AN_EDITORIAL = 10
"""One editorial for so many articles."""
REPORT_EVERY = 100
"""How many stories are written between two reports of progress: a report costs as much as a story."""
PLAIN = re.compile(r"[A-Za-z][\w ’“”,()/&;-]*(?<! )")
"""Text that YAML reads as itself without quotation marks."""
RESERVED = frozenset({"true", "false", "null", "True", "False", "Null", "TRUE", "FALSE", "NULL"})


class FolderNotEmptyError(ValueError):
    """The folder has something in it, and a demo newsroom is written into an empty one only."""


@dataclass(frozen=True)
class Written:
    """How many of each were written."""

    articles: int
    editorials: int
    quotes: int
    people: int
    organizations: int


def write_demo(
    folder: Path, *, articles: int, seed: int, progress: Callable[[int, int], None] | None = None
) -> Written:
    """Write a newsroom with that many articles; the same one, byte for byte, for the same numbers.

    ``progress`` is called with how many stories of how many are written. Raises FolderNotEmptyError, and OSError
    where a file cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmptyError(f"{folder} is not empty")
    world = invent(articles, seed)
    editorials = max(1, articles // ARTICLES_AN_EDITORIAL) if articles else 0
    people: dict[str, InventedPerson] = {}
    organizations: dict[str, InventedOrganization] = {world.publisher.slug: world.publisher}
    topics: set[str] = set()
    sections: set[str] = set()
    quotes = 0
    for kind, make, count, done in (
        ("articles", article, articles, 0),
        ("editorials", editorial, editorials, articles),
    ):
        (folder / kind).mkdir(parents=True)
        for number in range(1, count + 1):
            story = make(world, number, seed)
            people |= {person.slug: person for person in story.people}
            organizations |= {organization.slug: organization for organization in story.organizations}
            topics.add(story.topic)
            sections.add(story.section)
            quotes += story.quotes
            (folder / kind / f"{story.slug}.md").write_text(_story_text(story), encoding="utf-8")
            if progress and (number % REPORT_EVERY == 0 or number == count):
                progress(done + number, articles + editorials)
    for person in people.values():
        organizations |= {tenure.organization.slug: tenure.organization for tenure in person.tenures}
    _write_each(folder / "people", {person.slug: _person(person) for person in people.values()})
    _write_each(
        folder / "organizations",
        {organization.slug: _organization(organization) for organization in organizations.values()},
    )
    if topics:
        (folder / "media").mkdir()
    for name in (name for topic in topics for name in drawings_of(topic)):
        (folder / "media" / name).write_text(drawing(name), encoding="utf-8")
    for kind, entities in _tables(world, sections, topics).items():
        (folder / f"{kind}.yaml").write_text(yaml_text(entities), encoding="utf-8")
    return Written(articles, editorials, quotes, len(people), len(organizations))


def yaml_text(keys: Keys) -> str:
    """The mapping as a block of YAML 1.2."""
    lines: list[str] = []
    _write(lines, keys, "", "")
    return "".join(lines)


def _write(lines: list[str], keys: Keys, first: str, indent: str) -> None:
    """Add the lines of a mapping, with ``first`` before the first of them and ``indent`` before the others."""
    start = first
    for key, value in keys.items():
        if isinstance(value, dict):
            lines.append(f"{start}{key}:\n")
            _write(lines, value, f"{indent}  ", f"{indent}  ")
        elif not isinstance(value, list):
            lines.append(f"{start}{key}: {_scalar(value)}\n")
        elif value and isinstance(value[0], dict):
            lines.append(f"{start}{key}:\n")
            for item in value:
                if isinstance(item, dict):
                    _write(lines, item, f"{indent}  - ", f"{indent}    ")
        else:
            lines.append(f"{start}{key}: [{', '.join(map(_scalar, value))}]\n")
        start = indent


def _scalar(value: YamlValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str() if value in RESERVED or ("," in value or not PLAIN.fullmatch(value)):
            return value if DATE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T[\d:]+(Z|[+-]\d\d:\d\d))?)?)?")


def _story_text(story: DemoStory) -> str:
    return f"---\n{yaml_text(story.keys)}---\n\n{story.body}\n"


def _write_each(folder: Path, entities: dict[str, Keys]) -> None:
    folder.mkdir()
    for slug, keys in entities.items():
        (folder / f"{slug}.yaml").write_text(yaml_text(keys), encoding="utf-8")


def _person(person: InventedPerson) -> Keys:
    return {
        "name": person.name,
        "givenName": person.given,
        "familyName": person.family,
        "description": person.description,
        "roles": [_role(tenure) for tenure in person.tenures],
    }


def _role(tenure: Tenure) -> Keys:
    """The role, its dates as precise as they are known."""
    precision = tenure.precision
    keys: Keys = {
        "title": tenure.title,
        "organization": tenure.organization.slug,
        "startDate": tenure.first.isoformat()[:precision],
    }
    if tenure.last is not None:
        keys["endDate"] = tenure.last.isoformat()[:precision]
    return keys


def _organization(organization: InventedOrganization) -> Keys:
    return {
        "name": organization.name,
        "kind": organization.kind.value,
        "description": organization.description,
    }


def _tables(world: World, sections: set[str], topics: set[str]) -> dict[str, Keys]:
    """The kinds that have few entities, each in a file of its own: those that stories use."""
    return {
        "publications": {
            "the-paper": {
                "name": world.paper,
                "description": "A newspaper that does not exist, in a town that does not either.",
                "publisher": world.publisher.slug,
                "inLanguage": "en",
                "url": world.site,
            }
        },
        "sections": {
            slug: {"name": name, "description": description, "publication": "the-paper"}
            for slug, (name, description) in words.SECTIONS.items()
            if slug in sections
        },
        "topics": {
            slug: {
                "name": name,
                "description": f"{name}, from {' to '.join(matters_anywhere(slug)[:2])}.",
                "mediatopic": mediatopic,
            }
            for slug, (name, _, mediatopic, _) in words.TOPICS.items()
            if slug in topics
        },
    }
