"""Records as documents of the cluster, and documents as records.

A document has what is asked about its record as fields of their own, by the names of
:mod:`~pullquote.store.opensearch.mappings`, and the record itself as one. Fields say what the indexes in memory say:
they are made by the same tables (dimensions, orders, dates, searched fields). A quote has no record: it is in that of
its story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.index.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
    Dimension,
    dimensions_of,
    kind_of,
)
from pullquote.store.index.sort_orders import (
    BY_NAME,
    QUOTE_ORDERS,
    STORY_ORDERS,
    microseconds,
)
from pullquote.store.model.criteria import QuoteOrder, StoryOrder
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.kinds import Kind, named_in, texts_of
from pullquote.store.model.records import Entity, Named, Quote, Story
from pullquote.store.opensearch.mappings import AS_BOOLEANS
from pullquote.store.opensearch.record_encoding import InvalidRecord, decoded, encoded
from pullquote.store.search.fields import FIELDS, QUOTE_FIELDS, STORY_FIELDS, TextField
from pullquote.store.search.names import beginnings
from pullquote.store.search.queries import indexed

HASH_BYTES = 16
CHECK_BITS = 24
"""Of a document's hash that are added up on the cluster, where sums are exact up to 2^53: of half a billion documents."""

Fields = dict[str, Any]


@dataclass(frozen=True)
class ClusterDocument:
    """A document without the editions that it is in: the id of its record, its fields as JSON, and their hash."""

    id: str
    json: bytes
    hash: str

    @property
    def check(self) -> int:
        """As much of the hash as is added up."""
        return int(self.hash[: CHECK_BITS // 4], 16)

    def source(self, from_edition: int, to_edition: int) -> bytes:
        """The whole document in some editions."""
        head = f'{{"from_edition":{from_edition},"to_edition":{to_edition},"hash":"{self.hash}","check":{self.check},'
        return head.encode() + self.json[1:]


@dataclass(frozen=True)
class StoryDocuments:
    """The documents of a story and of its quotes; ``whole_hash`` is over all of them, and ``subjects`` are the entities
    that they are of."""

    story: ClusterDocument
    quotes: tuple[ClusterDocument, ...]
    whole_hash: str
    subjects: tuple[str, ...]

    @property
    def quotes_check(self) -> int:
        """The sum of what is added up of the quotes."""
        return sum(quote.check for quote in self.quotes)


def document_id(identity: str, from_edition: int) -> str:
    """What the document of a record is called that begins with an edition."""
    return f"{identity}@{from_edition}"


def documents_of(story: Story) -> StoryDocuments:
    """The documents of a story, which has all its fields, and of its quotes."""
    quotes = tuple([_document(quote.id, _quote_fields(quote)) for quote in story.quotes])
    fields = _story_fields(story)
    fields["quotes_check"] = sum(quote.check for quote in quotes)
    alone = orjson.dumps(fields)
    fields["whole_hash"] = whole = _hash(alone, *(quote.hash.encode() for quote in quotes))
    return StoryDocuments(_document(story.id, fields), quotes, whole, tuple(fields["subjects"]))


def entity_document(kind: Kind, record: Any, counts: EntityCounts) -> ClusterDocument:
    """The document of a record of a kind that is listed by name."""
    return _document(record.id, _entity_fields(kind, record, counts))


@dataclass(frozen=True)
class EntityCounts:
    """In how many quotes and stories of an audience an entity is, and the key of the latest of these."""

    quotes: int = 0
    stories: int = 0
    latest: int | None = None


def references_of(record: str) -> Sequence[str]:
    """The ids of the entities that the record of a document names. Raises InvalidRecord."""
    return _unpacked(record)[1]


def record_of(record: str, entities: Mapping[str, Any], kinds: Kinds = KINDS) -> Any:
    """The record of a document: a story with its quotes, or an entity. ``entities`` has whatever it names, by id.

    Raises InvalidRecord.
    """
    type_name, _, text = _unpacked(record)
    kind = next((kind for kind in kinds.values() if kind.type_name == type_name), None)
    if kind is None:
        raise InvalidRecord(f"there is no kind with records called {type_name}")
    return decoded(kind.record, text, entities.__getitem__)


def _packed(record: Any, references: Iterable[Entity | Named]) -> str:
    """The record with the name of its type and the ids of what it names, in words before it."""
    names = dict.fromkeys(each.id for each in references)
    return " ".join([type(record).__name__, *names, encoded(record)])


def _unpacked(record: str) -> tuple[str, list[str], str]:
    type_name, *names = record.split(" ")
    if not names:
        raise InvalidRecord("a document has no record in it")
    return type_name, names[:-1], names[-1]


def _document(identity: str, fields: Fields) -> ClusterDocument:
    data = orjson.dumps({name: value for name, value in fields.items() if value not in (None, [], ())})
    # A copy of the right size: what orjson makes is in a buffer of up to eight times that.
    return ClusterDocument(identity, bytes(memoryview(data)), _hash(data))


def _hash(*parts: bytes) -> str:
    digest = blake2b(digest_size=HASH_BYTES)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _story_fields(story: Story) -> Fields:
    orders = {order: STORY_ORDERS[order].key(story)[0] for order in STORY_ORDERS}
    terms = _terms(STORY_DIMENSIONS, story)
    return {
        "id": story.id,
        "noun": kind_of(story).value,
        "slug": story.slug,
        "aliases": story.aliases,
        "url": story.url,
        **terms,
        "subjects": _subjects(terms, lambda kind: kind.stories_by),
        **_date_fields(story.date),
        **_bounds("modified", story.date_modified),
        **_word_fields(STORY_FIELDS, story),
        "headline_beginnings": _distinct(beginnings(story.headline, joined=False)),
        "sort_latest_date": orders[StoryOrder.LATEST_DATE],
        "sort_date_published": orders[StoryOrder.DATE_PUBLISHED],
        "sort_headline": orders[StoryOrder.HEADLINE],
        "sort_quote_count": orders[StoryOrder.QUOTE_COUNT],
        "digest": story.digest,
        "modified": story.date_modified.text if story.date_modified else None,
        "quote_ids": [quote.id for quote in story.quotes],
        "record": _packed(story, named_in(story)),
    }


def _quote_fields(quote: Quote) -> Fields:
    story = quote.story
    terms = _terms(QUOTE_DIMENSIONS, quote) | _terms(QUOTED_STORY_DIMENSIONS, story)
    latest, story_id, position = QUOTE_ORDERS[QuoteOrder.POSITION].key(quote)
    return {
        "id": quote.id,
        "noun": "quote",
        "story_id": story_id,
        "story_slug": story.slug,
        "story_aliases": story.aliases,
        "position": position,
        **terms,
        "subjects": _subjects(terms, lambda kind: (kind.quotes_by,) if kind.quotes_by else ()),
        **_date_fields(quote.date),
        **_word_fields(QUOTE_FIELDS, quote),
        "sort_position_latest": latest,
        "sort_date_spoken": QUOTE_ORDERS[QuoteOrder.DATE_SPOKEN].key(quote)[0],
        "sort_speaker_name": QUOTE_ORDERS[QuoteOrder.SPEAKER_NAME].key(quote)[0],
    }


def _entity_fields(kind: Kind, record: Any, counts: EntityCounts) -> Fields:
    names = [name for text in texts_of(record, kind.names) for name in beginnings(text, joined=True)]
    return {
        "id": record.id,
        "noun": kind.noun,
        "kind": kind.name,
        "slug": record.slug,
        "aliases": getattr(record, "aliases", ()),
        **_terms(dimensions_of(kind), record),
        **_word_fields(FIELDS.by_type.get(kind.record, ()), record),
        "name_beginnings": _distinct(names),
        "sort_name": BY_NAME.key(record)[0],
        "sort_quote_count": -counts.quotes,
        "sort_story_count": -counts.stories,
        "sort_latest": counts.latest,
        "record": _packed(record, kind.linked(record)),
    }


def _terms(dimensions: Iterable[Dimension[Any]], record: Any) -> Fields:
    """The keys of a record's terms, by dimension."""
    found: Fields = {}
    for dimension in dimensions:
        terms = [dimension.term(value) for value in dimension.values(record)]
        if dimension.name in AS_BOOLEANS:
            found[dimension.name] = terms[0].wanted
        else:
            found[dimension.name] = sorted({term.key for term in terms})
    return found


def subject_of(kind: Kind, slug: str) -> str:
    """What the documents of stories and quotes call an entity that they are of, in whatever way: ``people/ada``."""
    return f"{kind.name}/{slug}"


def _subjects(terms: Fields, dimensions_of: Callable[[Kind], Iterable[str]]) -> list[str]:
    """The entities that a story or a quote is of, as :func:`subject_of` calls them. Where a dimension has two kinds, it
    may be called after either: no two of them have one slug."""
    return sorted(
        {
            subject_of(kind, slug)
            for kind in KINDS.values()
            for dimension in dimensions_of(kind)
            for slug in terms[dimension]
        }
    )


def _bounds(name: str, date: DateOrDateTime | None) -> Fields:
    """What a range is compared with."""
    if date is None:
        return {}
    return {
        f"{name}_first_day": date.first_day.toordinal(),
        f"{name}_last_day": date.last_day.toordinal(),
        f"{name}_start": microseconds(date.start),
        f"{name}_end": microseconds(date.end),
    }


def _date_fields(date: DateOrDateTime) -> Fields:
    """What ranges and timelines are made of."""
    fields = _bounds("date", date)
    for interval in (TimelineInterval.MONTH, TimelineInterval.YEAR):
        fields[f"date_first_{interval.value}"] = interval.number(date.first_day)
        fields[f"date_last_{interval.value}"] = interval.number(date.last_day)
    fields["date_is_long"] = not date.has_time and date.last_day != date.first_day
    return fields


def _word_fields(searched: Iterable[TextField], record: Any) -> Fields:
    """The words of a record as they are searched, by the field of the index; compounds follow as words of their own."""
    fields: Fields = {}
    for field in searched:
        for text in filter(None, field.texts(record)):
            fields.setdefault(f"words_{field.index}", []).extend(indexed(text, field.analyzer))
    return fields


def _distinct(words: Iterable[str]) -> list[str]:
    return sorted(set(words))
