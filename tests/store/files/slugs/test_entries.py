"""Entities are found by their slugs, and by former ones that are nobody else's."""

from __future__ import annotations

from pullquote.store.files.parsing import parse_file
from pullquote.store.files.slugs.entries import EntityInFile, Entries


def test_an_entity_is_found_by_its_own_slug_before_a_former_one() -> None:
    file = parse_file("topics.yaml", b"a: {name: A}\nb: {name: B}\n")
    entries = Entries()
    entries.update({entity.slug: EntityInFile(file, entity) for entity in file.entities})
    entries.former.update({"old": "a", "b": "a"})
    found = {slug: entry.entity.slug for slug in ("a", "b", "old", "none") if (entry := entries.named(slug))}
    assert found == {"a": "a", "b": "b", "old": "a"}
