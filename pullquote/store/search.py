"""Text search over the records of one snapshot: BM25 by Tantivy, over an index in memory.

The index holds the documents of its own snapshot and no others, so that the statistics behind a score
(how rare a word is, how long texts are) say nothing about what a reader may not see. Documents are numbered:
first the stories, then the quotes, people and organizations, each in the order of its catalogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import cast

from pyroaring import BitMap
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from pullquote.store.highlights import fragment
from pullquote.store.ordering import Record
from pullquote.store.pages import Highlight
from pullquote.store.queries import ANALYZERS, Unit, matches, normalized, parse
from pullquote.store.ranking import MORE, Hit, Ranking
from pullquote.store.records import Article, Editorial, Organization, Person, Quote
from pullquote.store.searchable import ENTITY_FIELDS, QUOTE_FIELDS, STORY_FIELDS, TextField

WRITER_BYTES = 128_000_000
"""What the index writer may hold before it writes a segment: one segment up to some 30,000 articles."""
SCORE_STEPS = 10_000
"""Scores are compared in ten-thousandths: coarser than what the order of additions can change."""
TIE_BREAKER = 0.1
"""What a word adds in a second field, as a share of its score there."""
FIRST_HITS = 64
"""Hits that are fetched at first: a page, and its ties."""
REMEMBERED_QUERIES = 64
"""Queries whose hits are kept for the next page."""
REMEMBERED_HITS = 20_000
"""Hits that a remembered query may have fetched: some 3 MB."""
NUMBER = "number"
"""The field of the index that holds a document's number."""

FIELDS: dict[type, tuple[TextField, ...]] = {
    Article: STORY_FIELDS,
    Editorial: STORY_FIELDS,
    Quote: QUOTE_FIELDS,
    Person: ENTITY_FIELDS,
    Organization: ENTITY_FIELDS,
}
INDEX_FIELDS = {field.index: field for fields in FIELDS.values() for field in fields}
"""One for each field of the index; fields that share one share analyzer and weight."""


def _schema() -> Schema:
    builder = SchemaBuilder().add_integer_field(NUMBER, fast=True)
    for name, field in INDEX_FIELDS.items():
        builder = builder.add_text_field(name, tokenizer_name=field.analyzer)
    return builder.build()


SCHEMA = _schema()


class TantivyHits:
    """The documents that a query finds (:class:`~pullquote.store.ranking.Hits`).

    They are in the order of relevance: by score, in steps of 1 / :data:`SCORE_STEPS`, then by id.
    """

    def __init__(self, searcher: Searcher, query: Query, documents: Sequence[Record]) -> None:
        self._searcher = searcher
        self._query = query
        self._documents = documents
        self._fetched: tuple[list[Hit], bool] = [], not documents
        self._numbers: BitMap | None = None
        self._places: dict[int, int] = {}

    @property
    def fetched(self) -> int:
        """How many were fetched so far."""
        return len(self._fetched[0])

    def top(self, count: int) -> tuple[list[Hit], bool]:
        """At least ``count`` of the most relevant hits (or all), and whether those are all."""
        hits, complete = self._fetched
        if not complete and len(hits) < count:
            hits, complete = self._fetched = self._fetch(count)
        return hits, complete

    def _fetch(self, count: int) -> tuple[list[Hit], bool]:
        documents = self._documents
        limit = max(FIRST_HITS, count + 1)
        while True:
            limit = min(limit, len(documents))
            found = self._searcher.search(self._query, limit, count=False).hits
            addresses = [address for _, address in found]
            numbers = cast("list[int]", self._searcher.fast_field_values(NUMBER, addresses))
            hits = [
                (-round(score * SCORE_STEPS), documents[number].id, number)
                for (score, _), number in zip(found, numbers, strict=True)
            ]
            if len(hits) < limit or limit == len(documents):
                return sorted(hits), True
            # Others may tie with the last of these, and come before it by their ids.
            hits = [hit for hit in hits if hit[0] != hits[-1][0]]
            if len(hits) >= count:
                return sorted(hits), False
            limit *= MORE

    def place(self, number: int) -> int | None:
        """The place of a document among the hits; None when it is none of them."""
        wanted = 1
        while True:
            hits, complete = self.top(wanted)
            if len(self._places) != len(hits):
                self._places = {hit[2]: place for place, hit in enumerate(hits)}
            place = self._places.get(number)
            if place is not None or complete:
                return place
            wanted = len(hits) * MORE

    def count(self) -> int:
        """How many there are."""
        hits, complete = self._fetched
        if complete:
            return len(hits)
        found = self._searcher.search(self._query, 1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # the stubs leave it out

    def numbers(self) -> BitMap:
        """The numbers of all of them."""
        if self._numbers is None:
            self._numbers = BitMap()
            if self._documents:
                everything = len(self._documents)
                found = self._searcher.search(
                    self._query, everything, count=False, order_by_field=NUMBER
                ).hits
                self._numbers = BitMap([number for number, _ in found])
        return self._numbers


def _query(units: Sequence[Unit], fields: Sequence[TextField], occur: Occur) -> Query:
    """All units (or any, by ``occur``), each in any of the fields."""
    indexed = {field.index: field for field in fields}.values()
    found = [[_in_field(unit, field) for field in indexed] for unit in units]
    return Query.boolean_query([(occur, Query.disjunction_max_query(each, TIE_BREAKER)) for each in found])


def _in_field(unit: Unit, field: TextField) -> Query:
    words = list(unit.words(field.analyzer))
    if len(words) == 1:
        found = Query.term_query(SCHEMA, field.index, words[0])
    else:
        found = Query.phrase_query(SCHEMA, field.index, [*words])
    return Query.boost_query(found, field.boost)


class SearchIndex:
    """The index over all documents of a snapshot. It is built when it is first searched, or by :meth:`build`."""

    def __init__(self, documents: Sequence[Record]) -> None:
        self.documents = documents
        self._lock = Lock()
        self._searcher: Searcher | None = None
        self._remembered: dict[object, TantivyHits] = {}

    def build(self) -> Searcher:
        """Build the index, unless it is built already."""
        with self._lock:
            if self._searcher is None:
                self._searcher = _build(self.documents)
            return self._searcher

    def hits(self, text: str, fields: tuple[TextField, ...], *, forgiving: bool = False) -> TantivyHits:
        """What has all words of ``text`` in ``fields``; nothing when it has no words.

        If there is no such document, a ``forgiving`` search finds what has any of the words.
        """
        units = parse(text)
        if not units:
            return TantivyHits(self._searcher or self.build(), Query.empty_query(), ())
        hits = self._hits(units, fields, Occur.Must)
        if forgiving and len(units) > 1 and not hits.top(1)[0]:
            return self._hits(units, fields, Occur.Should)
        return hits

    def _hits(self, units: tuple[Unit, ...], fields: tuple[TextField, ...], occur: Occur) -> TantivyHits:
        searcher = self._searcher or self.build()
        key = units, fields, occur == Occur.Must
        with self._lock:
            hits = self._remembered.pop(key, None)
            for heavy in [each for each, kept in self._remembered.items() if kept.fetched > REMEMBERED_HITS]:
                del self._remembered[heavy]
            if hits is None:
                hits = TantivyHits(searcher, _query(units, fields, occur), self.documents)
            self._remembered[key] = hits
            if len(self._remembered) > REMEMBERED_QUERIES:
                del self._remembered[next(iter(self._remembered))]
        return hits


def _build(documents: Sequence[Record]) -> Searcher:
    index = Index(SCHEMA)
    for name, analyzer in ANALYZERS.items():
        index.register_tokenizer(name, analyzer)
    # One thread numbers and scores the same documents the same way every time.
    writer = index.writer(WRITER_BYTES, num_threads=1)
    for number, record in enumerate(documents):
        document = Document()
        document.add_integer(NUMBER, number)
        for field in FIELDS[type(record)]:
            for text in field.texts(record):
                if text:
                    document.add_text(field.index, normalized(text))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher()


@dataclass(frozen=True)
class RecordSearch:
    """The search over one catalogue (:class:`~pullquote.store.catalogues.Searcher`).

    ``offset`` is the number of its first document, ``name`` what its cursors are called; ``forgiving`` see
    :meth:`SearchIndex.hits`.
    """

    index: SearchIndex
    name: str
    fields: tuple[TextField, ...]
    offset: int
    forgiving: bool = False

    def hits(self, text: str) -> BitMap:
        """The ordinals of everything that matches."""
        numbers = self.index.hits(text, self.fields, forgiving=self.forgiving).numbers()
        return numbers.shift(-self.offset) if self.offset else numbers

    def row(self, text: str, *, descending: bool) -> Ranking:
        """Everything that matches, the most relevant first when ``descending``."""
        name = f"{self.name}:RELEVANCE:{'DESC' if descending else 'ASC'}"
        hits = self.index.hits(text, self.fields, forgiving=self.forgiving)
        return Ranking(name, hits, self.offset, reverse=not descending)

    def highlight(self, text: str, ordinal: int) -> tuple[Highlight, ...]:
        """Where a record matches: for each of its fields that does, the best fragment."""
        units = parse(text)
        record = self.index.documents[ordinal + self.offset]
        found = []
        for field in FIELDS[type(record)] if units else ():
            for searched in field.texts(record):
                if searched and (places := matches(normalized(searched), units, field.analyzer)):
                    found.append(Highlight(field.name, fragment(normalized(searched), places)))
                    break
        return tuple(found)
