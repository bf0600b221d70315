"""Text search over the records of one snapshot: BM25 by Tantivy, over an index in memory.

The index holds the documents of its own snapshot and no others, so that the statistics behind a score
(how rare a word is, how long texts are) say nothing about what a reader may not see. Documents are numbered:
first the stories, then the quotes, then the other kinds, each in the order of its collection.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from pyroaring import BitMap
from tantivy import Occur, Query, Schema

from pullquote.store.index.running_order import RunningOrder
from pullquote.store.model.kinds import Records
from pullquote.store.model.pages import Highlight
from pullquote.store.model.records import Named
from pullquote.store.search.documents import Documents
from pullquote.store.search.fields import SearchedFields, TextField
from pullquote.store.search.highlights import fragment
from pullquote.store.search.index_directory import MEMORY, IndexDirectory
from pullquote.store.search.memory import give_back
from pullquote.store.search.queries import ANALYZERS, Unit, finder, normalized, parse
from pullquote.store.search.ranking import Ranking
from pullquote.store.search.results import NOTHING, Built, First, TantivyResults
from pullquote.store.search.shards import SHARDS, Shard, Volume, boosts, volumes_for

TIE_BREAKER = 0.1
"""What a word adds in a second field, as a share of its score there."""
REMEMBERED_QUERIES = 64
"""Queries whose hits are kept for the next page, or for a list that is filtered by them."""
REMEMBERED_FIRST = 1_000
"""Queries of which the first hits are kept after that: what one reader looks for, others do as well. Each takes
some 5 KB."""

Key = tuple[tuple[Unit, ...], tuple[TextField, ...], bool]
"""What a query is remembered by: its units, its fields, and whether all units must be found."""


def _queries(
    schema: Schema,
    units: Sequence[Unit],
    fields: Sequence[TextField],
    occur: Occur,
    volumes: Sequence[Volume],
) -> dict[int, Query]:
    """What finds all units (or any, by ``occur``), each in any of the fields, by the volumes that have them."""
    indexed = {field.index: field for field in fields}.values()
    wanted: list[list[list[Query]]] = [[[] for _ in units] for _ in volumes]
    for place, unit in enumerate(units):
        for field in indexed:
            words = unit.words(field.analyzer)
            for volume, boost in enumerate(boosts(volumes, field.index, words)):
                if boost is not None:
                    wanted[volume][place].append(_in_field(schema, field, words, boost))
    queries = {}
    for volume, by_unit in enumerate(wanted):
        found = [(occur, Query.disjunction_max_query(each, TIE_BREAKER)) for each in by_unit if each]
        if len(found) == len(units) or (found and occur == Occur.Should):
            # A query in a query costs a call for every hit.
            queries[volume] = found[0][1] if len(found) == 1 else Query.boolean_query(found)
    return queries


def _in_field(schema: Schema, field: TextField, words: Sequence[str], boost: float) -> Query:
    if len(words) == 1:
        found = Query.term_query(schema, field.index, words[0])
    else:
        found = Query.phrase_query(schema, field.index, [*words])
    return Query.boost_query(found, field.boost * boost)


@dataclass(frozen=True)
class Text:
    """Where text indexes are written, and where the one of the first snapshot is kept, if it is."""

    room: IndexDirectory = MEMORY
    kept: Path | None = None


class SearchIndex:
    """The index over all documents of a snapshot. It is built when it is first searched, or by :meth:`build`.

    Of a ``previous`` index those volumes and shards are used again that have the same documents.
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
        self.text: Text = text or (Text(previous.text.room) if previous else Text())
        self.fields: SearchedFields = previous.fields if previous else SearchedFields(records.kinds)
        self.documents = Documents(order, by_kind)
        self._records = records
        self._lock = Lock()
        self._built: Built | None = None
        self._before: Built | None = previous.last_built if previous else None
        self._remembered: dict[Key, TantivyResults] = {}
        self._first: dict[Key, First] = {}
        self._heavy: list[Key] = []

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

    def _build(self) -> Built:
        count, before = volumes_for(len(self._records.stories)), self._before
        if before is not None and len(before.volumes) != count:
            before = None
        parts, numbers = self._parts(count, before)
        if before is not None:
            volumes = tuple([self._after(old, part) for old, part in zip(before.volumes, parts, strict=True)])
        elif (kept := self._kept(parts)) is not None:
            volumes = kept
        else:
            volumes = tuple([self._made(part) for part in parts])
            give_back()
        return Built(self.documents, volumes, numbers)

    def _after(self, volume: Volume, shards: Sequence[Shard]) -> Volume:
        """The volume of other shards; a new one where the old one's files cannot be written any more."""
        try:
            return volume.after(shards)
        except (OSError, ValueError):
            return self._made(shards)

    def _made(self, shards: Sequence[Shard]) -> Volume:
        """A new volume of some shards; in memory where its files cannot be written (a full disk)."""
        room = self.text.room
        try:
            return Volume.of(shards, room, self.fields)
        except (OSError, ValueError) as error:
            room.failure = str(error)
            return Volume.of(shards, fields=self.fields)

    def _parts(self, count: int, before: Built | None) -> tuple[list[list[Shard]], tuple[array[int], ...]]:
        """The shards of each volume, and the documents' numbers."""
        records = self._records
        shards = self.documents.shards_after(before.documents, before.shards) if before else None
        if before is None or shards is None:
            named = [
                record
                for name, kind in records.kinds.items()
                for record in (records.by_kind[name] if kind.searched else ())
            ]
            shards, numbers = self.documents.shards(records.stories, named, count * SHARDS)
        else:
            numbers = before.numbers
        return [shards[start : start + SHARDS] for start in range(0, len(shards), SHARDS)], numbers

    def _kept(self, parts: Sequence[Sequence[Shard]]) -> tuple[Volume, ...] | None:
        """The volumes of these shards, where they were kept."""
        folder = self.text.kept
        if folder is None:
            return None
        try:
            volumes = tuple(
                [
                    Volume.kept(folder / str(number), part, self.text.room, self.fields)
                    for number, part in enumerate(parts)
                ]
            )
        except (OSError, ValueError):
            return None
        return volumes if sum(volume.size for volume in volumes) == len(self.documents) else None

    def keep(self, folder: Path) -> None:
        """Keep all volumes in a folder. Raises OSError or ValueError where one cannot be kept."""
        for number, volume in enumerate(self.build().volumes):
            # One that is in memory because there was no room for its files is written anew: there may be now.
            kept = volume if volume.shelf.folder else Volume.of(volume.shards, self.text.room, self.fields)
            kept.keep(folder / str(number))

    def hits(self, text: str, fields: tuple[TextField, ...], *, forgiving: bool = False) -> TantivyResults:
        """What has all words of ``text`` in ``fields``; nothing when it has no words.

        If there is no such document, a ``forgiving`` search finds what has any of the words.
        """
        units = parse(text)
        if not units:
            return TantivyResults(self._built or self.build(), dict)
        hits = self._hits(units, fields, Occur.Must)
        if forgiving and len(units) > 1 and not hits.top(1)[0]:
            return self._hits(units, fields, Occur.Should)
        return hits

    def _hits(self, units: tuple[Unit, ...], fields: tuple[TextField, ...], occur: Occur) -> TantivyResults:
        built = self._built or self.build()
        key = units, fields, occur == Occur.Must
        with self._lock:
            self._forget(but=key)
            hits = self._remembered.pop(key, None)
            if hits is None:
                hits = TantivyResults(
                    built,
                    partial(_queries, self.fields.schema, units, fields, occur, built.volumes),
                    self._first.pop(key, NOTHING),
                    partial(self._heavy.append, key),
                )
            self._remembered[key] = hits
        return hits

    def _forget(self, but: Key) -> None:
        """Keep no more than the first hits of what was asked long ago, and of what was found very often."""
        leaving = set()
        while self._heavy:
            leaving.add(self._heavy.pop())
        if but in leaving:
            self._heavy.append(but)
        if len(self._remembered) >= REMEMBERED_QUERIES:
            leaving.add(next(iter(self._remembered)))
        for key in leaving - {but}:
            if (hits := self._remembered.pop(key, None)) is not None:
                self._first[key] = hits.first
        while len(self._first) > REMEMBERED_FIRST:
            del self._first[next(iter(self._first))]


@dataclass(frozen=True)
class RecordSearch:
    """The search over one collection (:class:`~pullquote.store.index.collections.Searcher`).

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
        finders = {analyzer: finder(units, analyzer) for analyzer in ANALYZERS}
        for field in self.index.fields.by_type[type(record)] if units else ():
            for searched in filter(None, field.texts(record)):
                normal = normalized(searched)
                if places := finders[field.analyzer](normal):
                    found.append(Highlight(field.name, fragment(normal, places)))
                    break
        return tuple(found)
