"""The text index, in volumes and shards, so that an edit writes a small part of it and ranking stays exact.

A story and its quotes (or a person, or an organization) belong to the shard that a hash of its id says. A
volume is one Tantivy index in memory with a segment for each of its shards; a shard that changes is deleted
whole and written again, so no statistics of what was deleted stay behind. What is written where follows from
the documents alone: after any edits, scores are those of an index that is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import log, sqrt
from pathlib import Path
from threading import Lock
from typing import cast
from zlib import crc32

from tantivy import DocAddress, Document, Index, Searcher

from pullquote.store.model.records import Named, Quote, Story
from pullquote.store.model.unread import one_at_a_time
from pullquote.store.search.fields import FIELDS, NUMBER, SHARD, SearchedFields
from pullquote.store.search.index_directory import MEMORY, IndexDirectory, copied
from pullquote.store.search.queries import ANALYZERS, normalized

SHARDS = 6
"""Shards of a volume: Tantivy merges segments of a size when there are eight, and would mix shards."""
STORIES_A_VOLUME = 2_800
"""Stories by which volumes are counted: there are as many as the root of so many times this. That is one for
5,000 stories (900 a shard, 0.1 s to write) and 6 for 100,000 (2,800 a shard, 0.3 s, and as long again for those
of them that were not read since the start); each costs a search some 60 µs, because every word is looked up in
every field of every shard."""
WRITER_BYTES = 1_000_000_000
"""What a writer may hold before it writes a segment: far more than a shard of any newsroom."""
STRIDE = 1 << 32
"""A document's number is its place in its shard, and this times the shard."""

Anchor = Story | Named
"""What documents are made of: of a story itself and its quotes, of whatever else itself."""
Shard = tuple[Anchor, ...]
"""What the documents of a shard are made of, in order."""


def volumes_for(stories: int) -> int:
    """How many volumes a newsroom of so many stories has."""
    return max(1, round(sqrt(stories / STORIES_A_VOLUME)))


def shard_of(identity: str, shards: int) -> int:
    """The shard of a story, person or organization."""
    return crc32(identity.encode()) % shards


class _Shelf:
    """A Tantivy index, and which of the volumes that were made of it is the one that it holds now."""

    def __init__(
        self, room: IndexDirectory, fields: SearchedFields, index: Index, folder: Path | None
    ) -> None:
        self.room = room
        self.fields = fields
        self.index = index
        self.folder = folder
        for name, analyzer in ANALYZERS.items():
            self.index.register_tokenizer(name, analyzer)
        self.lock = Lock()
        self.holds: Volume | None = None

    def write(self, number: int, shard: Shard) -> None:
        """Replace a shard."""
        # One thread and one commit a shard make one segment of it, and the same one every time.
        writer = self.index.writer(WRITER_BYTES, num_threads=1)
        writer.delete_documents_by_term(SHARD, number)
        for document in _documents(number, shard, self.fields):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def searcher(self) -> Searcher:
        """What is written."""
        self.index.reload()
        return self.index.searcher()


def _documents(number: int, shard: Shard, fields: SearchedFields) -> Iterable[Document]:
    for place, record in enumerate(chain.from_iterable(map(_records, one_at_a_time(shard)))):
        document = Document()
        document.add_integer(NUMBER, number * STRIDE + place)
        document.add_integer(SHARD, number)
        for field in fields.by_type[type(record)]:
            for text in field.texts(record):
                if text:
                    document.add_text(field.index, normalized(text))
        yield document


def _records(anchor: Anchor) -> tuple[Anchor | Quote, ...]:
    return (anchor, *anchor.quotes) if isinstance(anchor, Story) else (anchor,)


@dataclass(frozen=True, eq=False)
class Volume:
    """Some shards, and what searches them. It stays as it is when a later one is made of the same index."""

    shards: tuple[Shard, ...]
    searcher: Searcher
    shelf: _Shelf

    @classmethod
    def of(
        cls, shards: Sequence[Shard], room: IndexDirectory = MEMORY, fields: SearchedFields = FIELDS
    ) -> Volume:
        """Write all shards."""
        shelf = _Shelf(room, fields, *room.make(fields.schema))
        return cls._written(shelf, tuple(shards), range(len(shards)))

    @classmethod
    def kept(
        cls, folder: Path, shards: Sequence[Shard], room: IndexDirectory, fields: SearchedFields = FIELDS
    ) -> Volume:
        """The volume of some shards that was kept in a folder. Raises OSError or ValueError where it is not there."""
        shelf = _Shelf(room, fields, *room.take(folder))
        volume = shelf.holds = cls(tuple(shards), shelf.searcher(), shelf)
        if volume.searcher.num_segments != sum(map(bool, shards)):
            raise ValueError("another volume")
        return volume

    def keep(self, folder: Path) -> None:
        """Keep a copy in a folder. Raises OSError where that is not possible: it is in memory, or the index holds
        another volume by now."""
        with self.shelf.lock:
            if self.shelf.folder is None or self.shelf.holds is not self:
                raise OSError("nothing that could be kept")
            copied(self.shelf.folder, folder)

    def after(self, shards: Sequence[Shard]) -> Volume:
        """The volume of other shards: the same one, or one of which only those that differ are written."""
        shards = tuple(shards)
        changed = [number for number, shard in enumerate(shards) if shard != self.shards[number]]
        if not changed:
            return self
        with self.shelf.lock:
            if self.shelf.holds is self:
                volume = self._written(self.shelf, shards, changed)
                if volume.searcher.num_segments == sum(map(bool, shards)):
                    return volume
        return Volume.of(shards, self.shelf.room, self.shelf.fields)

    @classmethod
    def _written(cls, shelf: _Shelf, shards: tuple[Shard, ...], numbers: Iterable[int]) -> Volume:
        shelf.holds = None
        for number in numbers:
            shelf.write(number, shards[number])
        volume = shelf.holds = cls(shards, shelf.searcher(), shelf)
        return volume

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return self.searcher.num_docs

    def numbers(self, addresses: Sequence[DocAddress]) -> Sequence[int]:
        """The numbers of documents that were found."""
        firsts = self._firsts
        if firsts is None:
            return _numbers(self.searcher, addresses)
        return [firsts[address.segment_ord] + address.doc for address in addresses]

    @cached_property
    def _firsts(self) -> Sequence[int] | None:
        """The number of each segment's first document, which those of the others follow; None where they may not,
        because a segment is not just one shard.
        """
        segments = self.searcher.num_segments
        if segments != sum(map(bool, self.shards)):
            return None
        return _numbers(self.searcher, [DocAddress(segment, 0) for segment in range(segments)])


def _numbers(searcher: Searcher, addresses: Sequence[DocAddress]) -> Sequence[int]:
    return cast("list[int]", searcher.fast_field_values(NUMBER, [*addresses]))


def boosts(volumes: Sequence[Volume], field: str, words: Sequence[str]) -> list[float | None]:
    """By how much each volume underrates words in a field: how rare they are in all volumes, by how rare it
    thinks they are. None for a volume without one of the words.
    """
    counts = [[volume.searcher.doc_freq(field, word) for word in words] for volume in volumes]
    if len(volumes) == 1:
        return [1.0 if all(counts[0]) else None]
    everywhere = _rarity(sum(volume.size for volume in volumes), list(map(sum, zip(*counts, strict=True))))
    return [
        everywhere / _rarity(volume.size, found) if all(found) else None
        for volume, found in zip(volumes, counts, strict=True)
    ]


def _rarity(documents: int, counts: Iterable[int]) -> float:
    """Words' inverse document frequency, as Tantivy computes it for BM25."""
    return sum([log(1 + (documents - count + 0.5) / (count + 0.5)) for count in counts])
