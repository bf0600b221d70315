"""Outlines of what is in a file of rows, which read an entity when it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.slugs.entries import entry_of
from pullquote.store.files.stamps import Stamped, digest_of_file
from pullquote.store.model.errors import CacheError
from pullquote.store.newsroom.cache.encoding import read_encoded
from pullquote.store.newsroom.cache.outlines import Outlines, row_in
from pullquote.store.newsroom.cache.rows import RowFile
from tests.store.written import SMALL, write

STORY = "articles/flood-wall.md"


class Outlined:
    """The small newsroom in a file of rows."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = write(tmp_path / "news", {})
        self.damage: list[str] = []
        self.rows = RowFile.create(tmp_path / "rows", b"key")
        self.outlines = Outlines(self.rows, self.folder, self.damage.append)
        self.added = self.outlines.add([read_encoded(self.folder, path) for path in sorted(SMALL)])

    @property
    def story(self) -> Stamped:
        return next(file for file in self.added if file.parsed.path == STORY)

    def spoil(self) -> None:
        self.rows._database.execute("UPDATE entity SET data = zeroblob(length(data))")


@pytest.fixture
def outlined(tmp_path: Path) -> Outlined:
    return Outlined(tmp_path)


def test_files_are_known_without_being_read(outlined: Outlined) -> None:
    assert [file.parsed.path for file in outlined.added] == sorted(SMALL)
    assert outlined.outlines.files().keys() == SMALL.keys()
    [entity] = outlined.story.parsed.entities
    assert (entity.slug, entity.url, entity.names_roles) == ("flood-wall", None, False)
    assert {target.slug for target in entity.targets} >= {"paper", "tom-reed", "ida-brook"}
    assert entity.read().keys.headline == "The flood wall"


def test_a_file_with_one_entity_is_one_object_with_it(outlined: Outlined) -> None:
    file = outlined.story.parsed
    [entity] = file.entities
    assert {id(outlined.story), id(file), id(entity), id(entry_of(file, entity))} == {id(entity)}
    topics = next(file for file in outlined.added if file.parsed.path == "topics.yaml")
    assert [entity.slug for entity in topics.parsed.entities] == ["tides", "ferries"]
    assert entry_of(topics.parsed, topics.parsed.entities[0]).file is topics.parsed
    assert topics.digest == digest_of_file(SMALL["topics.yaml"].encode())


def test_errors_and_what_is_taken_back_with_them_come_along(outlined: Outlined) -> None:
    write(outlined.folder, {STORY: "---\nheadline: a: b\nstatus: draft\n---\n"}, base={})
    [file] = outlined.outlines.add([read_encoded(outlined.folder, STORY)])
    assert file.parsed.has_errors
    assert [slug for slug, _ in file.parsed.restrictions] == ["flood-wall"]


def test_a_damaged_row_is_read_from_its_file_as_long_as_that_says_the_same(outlined: Outlined) -> None:
    outlined.spoil()
    [entity] = outlined.story.parsed.entities
    assert entity.read().keys.headline == "The flood wall"
    assert len(outlined.damage) == 1
    write(outlined.folder, {STORY: SMALL[STORY].replace("The flood", "A flood")}, base={})
    with pytest.raises(CacheError, match="says something else by now"):
        entity.read()


def test_an_entity_is_taken_over_into_another_file(outlined: Outlined, tmp_path: Path) -> None:
    [entity] = outlined.story.parsed.entities
    own = row_in(outlined.rows, entity)
    assert outlined.rows.entity(own) == outlined.rows.entity(row_in(outlined.rows, entity))
    other = RowFile.create(tmp_path / "other", b"key")
    assert other.entity(row_in(other, entity)) == outlined.rows.entity(own)
    assert other.entity(row_in(other, entity.read())) == outlined.rows.entity(own)
