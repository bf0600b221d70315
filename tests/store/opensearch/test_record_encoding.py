"""Records survive the cluster: what is read of a document is what was written, for every kind."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Person, Story
from pullquote.store.opensearch.documents import (
    EntityCounts,
    documents_of,
    entity_document,
    record_of,
    references_of,
)
from pullquote.store.opensearch.record_encoding import InvalidRecord, decoded, encoded
from tests.store.opensearch.newsrooms import NEWSROOMS, fields_of, records_in


def plain(value: Any, inside: frozenset[str] = frozenset()) -> Any:
    """A record as lists and dictionaries, all of it; whatever it is inside of by its id."""
    if isinstance(value, tuple | list):
        return [plain(each, inside) for each in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    identity = getattr(value, "id", None)
    if identity in inside:
        return identity
    within = inside | {identity} if identity else inside
    return type(value).__name__, {
        each.name: plain(getattr(value, each.name), within) for each in fields(value)
    }


def entities_of(records: Records) -> dict[str, Any]:
    return {record.id: record for listed in records.by_kind.values() for record in listed}


@pytest.mark.parametrize("newsroom", NEWSROOMS)
def test_every_story_is_read_as_it_was_written(newsroom: str) -> None:
    records = records_in(newsroom)
    entities = entities_of(records)
    assert records.stories
    for story in records.stories:
        written = fields_of(documents_of(story).story)["record"]
        read: Story = record_of(written, {name: entities[name] for name in references_of(written)})
        assert plain(read) == plain(story), story.slug
        assert type(read) is type(story)


@pytest.mark.parametrize("newsroom", NEWSROOMS)
def test_every_entity_is_read_as_it_was_written(newsroom: str) -> None:
    records = records_in(newsroom)
    entities = entities_of(records)
    for name, listed in records.by_kind.items():
        for record in listed:
            document = entity_document(records.kinds[name], record, EntityCounts())
            written = fields_of(document)["record"]
            read = record_of(written, {each: entities[each] for each in references_of(written)})
            assert plain(read) == plain(record), record.slug


def test_what_is_read_refers_to_the_records_that_were_given() -> None:
    records = records_in("invented")
    entities = entities_of(records)
    stories = [
        record_of(fields_of(documents_of(story).story)["record"], entities) for story in records.stories
    ]
    quotes = [quote for story in stories for quote in story.quotes]
    assert quotes
    for story in stories:
        assert story.publication is entities[story.publication.id]
        assert all(quote.story is story for quote in story.quotes)
    roles = [role for quote in quotes for role in quote.roles]
    assert roles
    assert all(role in role.person.roles and role.person is entities[role.person.id] for role in roles)
    with_role = next(quote for quote in quotes if quote.role)
    assert with_role.role is not None
    assert with_role.role.person is with_role.speaker


def test_what_is_no_record_is_refused() -> None:
    person = records_in("invented").people[0]
    text = encoded(person)
    with pytest.raises(InvalidRecord, match="Person"):
        decoded(Person, "AAAA", dict[str, object]().__getitem__)
    with pytest.raises(InvalidRecord):
        decoded(Story, text, dict[str, object]().__getitem__)
    with pytest.raises(InvalidRecord, match="Unicorn"):
        record_of(f"Unicorn {text}", {})


def test_a_reference_that_is_not_given_is_refused() -> None:
    story = records_in("invented").stories[0]
    with pytest.raises(InvalidRecord):
        record_of(fields_of(documents_of(story).story)["record"], {})
