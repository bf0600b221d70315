"""The tables of a cache say what was put into them."""

from __future__ import annotations

from pathlib import Path

from pullquote.store.files.loading import load
from pullquote.store.files.parsing import parse_file
from pullquote.store.files.stamps import Stamp
from pullquote.store.model.records import StoryStatus
from pullquote.store.newsroom.cache.tables import TABLES, Tables, TableWriter
from tests.store.written import SMALL, article, write

FILES = {
    **SMALL,
    "articles/second.md": article(
        front="url: https://paper.example/2\nstatus: draft\naliases: [former]\n", body="Text."
    ),
}


def written(folder: Path) -> Tables:
    tables = Tables()
    writer = TableWriter(tables)
    for row, (path, text) in enumerate(sorted(FILES.items())):
        parsed = parse_file(path, text.encode())
        stamp = Stamp(row, 2, 3, 4) if row else None
        writer.add_file(path, stamp, path.encode(), parsed.problems, complete=parsed.complete)
        for entity in parsed.entities:
            writer.add_entity(entity, row)
    records = load(write(folder, FILES)).records
    assert records is not None
    writer.add_stories(records.stories, frozenset(records.restricted), records.public_versions)
    return tables


def test_stories_are_known_by_what_it_takes_to_find_and_to_hide_them(tmp_path: Path) -> None:
    heads = {key: known for key, known, _ in written(tmp_path).heads()}
    assert [*heads] == [("articles", "flood-wall"), ("articles", "second")]
    second = heads["articles", "second"]
    assert second["url"] == "https://paper.example/2"
    assert second["aliases"] == ("former",)
    assert second["status"] is StoryStatus.DRAFT
    assert "status" not in heads["articles", "flood-wall"]


def test_each_file_has_its_entities_and_each_entity_what_it_refers_to(tmp_path: Path) -> None:
    tables = written(tmp_path)
    assert tables.paths == sorted(FILES)
    assert sum(tables.sizes) == len(tables.slugs) == len(tables.first_target) - 1
    place = tables.slugs.index("flood-wall")
    start, end = tables.first_target[place : place + 2]
    wanted = {tables.target_names[number].slug for number in tables.targets[start:end]}
    assert wanted == {"paper", "news", "tides", "ferries", "tom-reed", "ida-brook"}
    assert len(tables.target_names) == len(set(tables.target_names))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    tables = written(tmp_path)
    assert TABLES.decode(TABLES.encode(tables)) == tables
