"""Text search over the records of one snapshot: BM25 by Tantivy.

The index has the documents of its own snapshot and no others, so that the statistics behind a score
(how rare a word is, how long texts are) say nothing about what a reader may not see. What readers saw
until a moment ago may count in them a little longer.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock

from pyroaring import BitMap
from tantivy import Occur, Query, Schema

from pullquote.store.index.running_order import RunningOrder
from pullquote.store.model.kinds import Records
from pullquote.store.model.pages import Highlight
from pullquote.store.model.records import Named
from pullquote.store.search.fields import SearchedFields, TextField
from pullquote.store.search.highlights import Highlights
from pullquote.store.search.memory import give_back
from pullquote.store.search.queries import Unit, parse
from pullquote.store.search.ranking import Ranking
from pullquote.store.search.results import NOTHING, Built, FirstResults, TantivyResults
from pullquote.store.search.text_index.documents import (
    SEGMENTS,
    Documents,
    Segment,
    Segmentation,
    anchors_of,
    shards_for,
)
from pullquote.store.search.text_index.index_directory import MEMORY, IndexDirectory
from pullquote.store.search.text_index.shards import Shard, boosts, in_parts

TIE_BREAKER = 0.1
"""What a word adds in a second field, as a share of its score there."""
WRITERS = 2
"""Shards that are written at the same time: Tantivy writes in threads of its own, while the next is prepared."""
REMEMBERED_QUERIES = 64
"""Queries whose results are kept for the next page, or for a list that is filtered by them."""
REMEMBERED_FIRST = 1_000
"""Queries whose first results are kept after that: readers search for the same things. Each takes some 5 KB."""

EDITED = "edited"
"""The file of a saved index with the ids of what was edited."""

QueryKey = tuple[tuple[Unit, ...], tuple[TextField, ...], bool]
"""What a query is remembered by: its units, its fields, and whether all units must be found."""


def _queries(
    schema: Schema,
    units: Sequence[Unit],
    fields: Sequence[TextField],
    occur: Occur,
    shards: Sequence[Shard],
) -> dict[int, Query]:
    """The queries for all units (or any, by ``occur``), each in any of the fields, by the numbers of the shards
    that have them."""
    indexed = {field.index: field for field in fields}.values()
    wanted: list[list[list[Query]]] = [[[] for _ in units] for _ in shards]
    for number, unit in enumerate(units):
        for field in indexed:
            for words in (*unit.spellings(field.analyzer), *in_parts(unit, field, shards)):
                for shard, boost in enumerate(boosts(shards, field.index, words)):
                    if boost is not None:
                        wanted[shard][number].append(_in_field(schema, field, words, boost))
    queries = {}
    for shard, by_unit in enumerate(wanted):
        found = [(occur, Query.disjunction_max_query(each, TIE_BREAKER)) for each in by_unit if each]
        if len(found) == len(units) or (found and occur == Occur.Should):
            # A query in a query costs a call for every hit.
            queries[shard] = found[0][1] if len(found) == 1 else Query.boolean_query(found)
    return queries


def _in_field(schema: Schema, field: TextField, words: Sequence[str], boost: float) -> Query:
    if len(words) == 1:
        found = Query.term_query(schema, field.index, words[0])
    else:
        found = Query.phrase_query(schema, field.index, [*words])
    return Query.boost_query(found, field.boost * boost)


@dataclass(frozen=True)
class Text:
    """Where text indexes are written; where the one of the first snapshot is saved, if it is, and what segments it has."""

    directory: IndexDirectory = MEMORY
    saved: Path | None = None
    segmentation: Segmentation | None = None


class SearchIndex:
    """The index over all documents of a snapshot. It is built when it is first searched, or by :meth:`build`.

    Of a ``previous`` index those shards and segments are used again that have the same documents.
    """

    def __init__(
        self,
        records: Records,
        order: RunningOrder,
        by_kind: Mapping[str, Sequence[Named]],
        *,
        previous: SearchIndex | None = None,
        text: Text | None = None,
    ) -> None:
        self.text: Text = text or (Text(previous.text.directory) if previous else Text())
        self.fields: SearchedFields = previous.fields if previous else SearchedFields(records.kinds)
        self.documents = Documents(order, by_kind)
        self._records = records
        self._lock = Lock()
        self._built: Built | None = None
        self._before: Built | None = previous.last_built if previous else None
        self._remembered: dict[QueryKey, TantivyResults] = {}
        self._first: dict[QueryKey, FirstResults] = {}
        self._heavy: list[QueryKey] = []
        self.highlights = Highlights(self.documents, self.fields)

    @property
    def last_built(self) -> Built | None:
        """What was built, or while that is not done, what it will be built from."""
        return self._built or self._before

    def build(self) -> Built:
        """Build the index, unless it is built already."""
        with self._lock:
            if self._built is None:
                self._built = self._build()
                self._before = None
            return self._built

    def expunge(self) -> Built:
        """Write the segments again of which documents are deleted, unless a later index does: their words count no more."""
        built = self.build()
        for number in range(len(built.shards)):
            while (shard := built.shards[number].expunged()) is not built.shards[number]:
                shards = (*built.shards[:number], shard, *built.shards[number + 1 :])
                with self._lock:
                    built = self._built = replace(built, shards=shards)
                    self._remembered.clear()
                    self._first.clear()
        return built

    def _build(self) -> Built:
        count, before = shards_for(len(self._records.stories)), self._before
        if before is not None and len(before.shards) != count:
            before = None
        if before is not None:
            edited = self.documents.edited_after(before.documents, before.edited)
            parts, numbers = self._parts(count, edited, before)
            with ThreadPoolExecutor(WRITERS) as threads:
                shards = tuple(threads.map(self._after, before.shards, parts))
            return Built(self.documents, shards, numbers, edited)
        return self._restored(count) or self._new(count)

    def _new(self, count: int) -> Built:
        parts, numbers = self._parts(count)
        shards = tuple([self._made(part) for part in parts])
        give_back()
        return Built(self.documents, shards, numbers)

    def _after(self, shard: Shard, segments: Sequence[Segment]) -> Shard:
        """The shard of other segments; a new one where the old one's files cannot be written any more."""
        try:
            return shard.after(segments)
        except (OSError, ValueError):
            return self._made(segments)

    def _made(self, segments: Sequence[Segment]) -> Shard:
        """A new shard of some segments; in memory where its files cannot be written (a full disk)."""
        directory = self.text.directory
        try:
            return Shard.of(segments, directory, self.fields)
        except (OSError, ValueError) as error:
            directory.failure = str(error)
            return Shard.of(segments, fields=self.fields)

    def _parts(
        self,
        count: int,
        edited: AbstractSet[str] = frozenset(),
        before: Built | None = None,
        known: Segmentation | None = None,
    ) -> tuple[list[Sequence[Segment]], tuple[array[int], ...]]:
        """The segments of each shard, and the documents' numbers."""
        divided = None
        if before is not None:
            divided = self.documents.segments_after(before.documents, before.divided, before.edited, edited)
        segments, numbers = divided or self.documents.segments(
            anchors_of(self._records), count, edited, known
        )
        return [segments[start : start + SEGMENTS] for start in range(0, len(segments), SEGMENTS)], numbers

    def _restored(self, count: int) -> Built | None:
        """What was saved of the same documents; None where nothing was."""
        if (folder := self.text.saved) is None:
            return None
        try:
            edited = frozenset((folder / EDITED).read_text(encoding="utf-8").split())
            parts, numbers = self._parts(count, edited, known=self.text.segmentation)
            shards = tuple(
                [
                    Shard.restored(folder / str(number), part, self.text.directory, self.fields)
                    for number, part in enumerate(parts)
                ]
            )
        except (OSError, ValueError):
            return None
        is_whole = sum(shard.size for shard in shards) == len(self.documents)
        return Built(self.documents, shards, numbers, edited) if is_whole else None

    def save(self, folder: Path) -> None:
        """Save all shards in a folder. Raises OSError or ValueError where one cannot be saved."""
        built = self.expunge()
        for number, shard in enumerate(built.shards):
            # One that is in memory because there was no space for its files is written again: there may be now.
            saved = shard if shard.is_in_files else Shard.of(shard.segments, self.text.directory, self.fields)
            saved.save(folder / str(number))
        (folder / EDITED).write_text("\n".join(sorted(built.edited)), encoding="utf-8")

    def results(self, text: str, fields: tuple[TextField, ...], *, any_word: bool = False) -> TantivyResults:
        """What has all words of ``text`` in ``fields``, or any; nothing when it has no words."""
        units = parse(text)
        if not units:
            return TantivyResults(self._built or self.build(), dict)
        return self._results(units, fields, Occur.Should if any_word and len(units) > 1 else Occur.Must)

    def _results(
        self, units: tuple[Unit, ...], fields: tuple[TextField, ...], occur: Occur
    ) -> TantivyResults:
        built = self._built or self.build()
        key = units, fields, occur == Occur.Must
        with self._lock:
            self._forget(but=key)
            results = self._remembered.pop(key, None)
            if results is None:
                results = TantivyResults(
                    built,
                    partial(_queries, self.fields.schema, units, fields, occur, built.shards),
                    self._first.pop(key, NOTHING),
                    partial(self._heavy.append, key),
                )
            self._remembered[key] = results
        return results

    def _forget(self, but: QueryKey) -> None:
        """Keep no more than the first results of what was asked long ago, and of what was found very often."""
        leaving = set()
        while self._heavy:
            leaving.add(self._heavy.pop())
        if but in leaving:
            self._heavy.append(but)
        if len(self._remembered) >= REMEMBERED_QUERIES:
            leaving.add(next(iter(self._remembered)))
        for key in leaving - {but}:
            if (results := self._remembered.pop(key, None)) is not None:
                self._first[key] = results.first
        while len(self._first) > REMEMBERED_FIRST:
            del self._first[next(iter(self._first))]


@dataclass(frozen=True)
class RecordSearch:
    """The search over one collection (:class:`~pullquote.store.index.collections.Searcher`).

    ``offset`` is the number of its first document, ``name`` what its cursors are called; ``any_word`` see
    :meth:`SearchIndex.results`.
    """

    index: SearchIndex
    name: str
    fields: tuple[TextField, ...]
    offset: int
    any_word: bool = False

    def matching(self, text: str) -> BitMap:
        """The ordinals of everything that matches."""
        numbers = self.index.results(text, self.fields, any_word=self.any_word).numbers()
        return numbers.shift(-self.offset) if self.offset else numbers

    def row(self, text: str, *, descending: bool) -> Ranking:
        """Everything that matches, the most relevant first when ``descending``."""
        name = f"{self.name}:RELEVANCE:{'DESC' if descending else 'ASC'}"
        results = self.index.results(text, self.fields, any_word=self.any_word)
        return Ranking(name, results, self.offset, reverse=not descending)

    def highlight(self, text: str, ordinal: int) -> tuple[Highlight, ...]:
        """Where a record matches: for each of its fields that does, the best fragment."""
        return self.index.highlights.of(text, ordinal + self.offset)
