"""Documents say of a record what the indexes in memory say."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from pullquote.store.index.sort_orders import QUOTE_ORDERS, STORY_ORDERS
from pullquote.store.model.criteria import QuoteOrder, StoryOrder
from pullquote.store.model.kinds import Records
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.opensearch.documents import (
    EntityCounts,
    document_id,
    documents_of,
    entity_document,
    subject_of,
)
from pullquote.store.opensearch.mappings import (
    AS_BOOLEANS,
    ENTITIES,
    LIVING,
    QUOTES,
    STORIES,
    Sharding,
    index_body,
)
from tests.store.opensearch.newsrooms import NEWSROOMS, fields_of, records_in


def snapshot_of(records: Records) -> MemorySnapshot:
    return MemorySnapshot(records, version="1", loaded_at=datetime.now(UTC))


@pytest.mark.parametrize("newsroom", NEWSROOMS)
def test_terms_are_those_of_the_indexes_in_memory(newsroom: str) -> None:
    snapshot = snapshot_of(records_in(newsroom))
    assert snapshot.stories.records
    for number, story in enumerate(snapshot.stories.records):
        documents = documents_of(story)
        of_story = fields_of(documents.story)
        for name, index in snapshot.stories.indexes.items():
            keys = sorted(bucket_key for bucket_key in _keys(index, number))
            assert _as_keys(of_story.get(name), name) == keys, (story.slug, name)
        first = snapshot.order.first_quote[number]
        for place, quote in enumerate(documents.quotes):
            of_quote = fields_of(quote)
            for name, index in snapshot.quotes.indexes.items():
                assert _as_keys(of_quote.get(name), name) == sorted(_keys(index, first + place)), (
                    quote.id,
                    name,
                )


def _keys(index: object, number: int) -> list[str]:
    from pullquote.store.index.dimensions import term_of

    terms = index.terms(number)  # type: ignore[attr-defined]
    return [term_of(wanted).key for wanted in terms]


def _as_keys(value: object, name: str) -> list[str]:
    if name in AS_BOOLEANS:
        return [str(value).lower()]
    assert value is None or isinstance(value, list)
    return value or []


def test_orders_are_those_of_memory() -> None:
    for story in records_in("demo").stories:
        documents = documents_of(story)
        fields = fields_of(documents.story)
        for order in STORY_ORDERS:
            assert fields.get(f"sort_{order.name.lower()}") == STORY_ORDERS[order].key(story)[0]
        for quote, document in zip(story.quotes, documents.quotes, strict=True):
            of_quote = fields_of(document)
            position = (of_quote["sort_position_latest"], of_quote["story_id"], of_quote["position"])
            assert position == QUOTE_ORDERS[QuoteOrder.POSITION].key(quote)
            assert of_quote.get("sort_date_spoken") == QUOTE_ORDERS[QuoteOrder.DATE_SPOKEN].key(quote)[0]
            assert of_quote.get("sort_speaker_name") == QUOTE_ORDERS[QuoteOrder.SPEAKER_NAME].key(quote)[0]
    assert StoryOrder.RELEVANCE not in STORY_ORDERS


@pytest.mark.parametrize("newsroom", NEWSROOMS)
def test_every_field_is_in_the_mappings(newsroom: str) -> None:
    records = records_in(newsroom)
    known = {
        each: set(index_body(each, Sharding())["mappings"]["properties"])
        for each in (STORIES, QUOTES, ENTITIES)
    }
    for story in records.stories:
        documents = documents_of(story)
        assert set(json.loads(documents.story.source(1, LIVING))) <= known[STORIES]
        for quote in documents.quotes:
            assert set(json.loads(quote.source(1, LIVING))) <= known[QUOTES]
    for name, listed in records.by_kind.items():
        for record in listed:
            document = entity_document(records.kinds[name], record, EntityCounts(1, 1, -1))
            assert set(json.loads(document.source(1, LIVING))) <= known[ENTITIES]


def test_the_words_of_a_story_are_folded_and_stemmed() -> None:
    story = next(each for each in records_in("invented").stories if each.body)
    fields = fields_of(documents_of(story).story)
    assert fields["words_headline"][0] == fields["words_headline"][0].lower()
    assert all("," not in words for words in fields["words_body"])


def test_the_same_story_has_the_same_hash_and_another_has_another() -> None:
    stories = records_in("demo").stories
    hashes = [documents_of(story).whole_hash for story in stories]
    assert hashes == [documents_of(story).whole_hash for story in stories]
    assert len(set(hashes)) == len(stories)


def test_a_document_takes_no_more_memory_than_it_is_long() -> None:
    stories = records_in("demo").stories
    for story in stories:
        documents_of(story)  # what is remembered of words and dates is remembered now
    tracemalloc.start()
    try:
        documents = [documents_of(story) for story in stories]
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    size = sum(len(each.json) for found in documents for each in (found.story, *found.quotes))
    assert held < 1.5 * size


def test_a_document_says_in_which_editions_it_is() -> None:
    document = documents_of(records_in("invented").stories[0]).story
    source = json.loads(document.source(3, 9))
    assert (source["from_edition"], source["to_edition"]) == (3, 9)
    assert source["hash"] == document.hash
    assert source["check"] == document.check < 2**24
    assert document_id(document.id, 3) == f"{document.id}@3"


def test_an_entity_says_how_much_it_appears() -> None:
    records = records_in("invented")
    person = records.people[0]
    kind = records.kinds["people"]
    fields = fields_of(entity_document(kind, person, EntityCounts(quotes=3, stories=2, latest=-5)))
    assert (fields["sort_quote_count"], fields["sort_story_count"], fields["sort_latest"]) == (-3, -2, -5)
    assert "sort_latest" not in fields_of(entity_document(kind, person, EntityCounts()))
    assert subject_of(kind, person.slug) == f"people/{person.slug}"


def test_subjects_are_whatever_a_story_is_of() -> None:
    snapshot = snapshot_of(records_in("demo"))
    kind = snapshot.records.kinds["people"]
    documents = [fields_of(documents_of(story).story) for story in snapshot.stories.records]
    for person in snapshot.people.records:
        having = [each["slug"] for each in documents if subject_of(kind, person.slug) in each["subjects"]]
        expected = [story.slug for story in snapshot.stories_of(person).page(first=100).nodes]
        assert having == expected
