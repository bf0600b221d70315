"""The text index, in shards and segments, so that an edit writes a small part of it and ranking stays exact.

A shard is one Tantivy index; its segments are Tantivy's. A story and its quotes (or a person, or an organization)
are in the segment that a hash of the id chooses, or in that of what was edited: who saves a story saves it again. A
large segment that something leaves is not written at once: its documents are deleted, which takes a hundredth of the
time, and count in the statistics until the segment is written without them (:meth:`Shard.expunged`), when nobody waits
for it. Which shard something is in follows from its id alone, and scores from what is in a shard: after that, whatever
the edits were, they are those of a new index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import cast

from tantivy import DocAddress, Query, Searcher

from pullquote.store.search.fields import ANCHOR, FIELDS, NUMBER, SearchedFields, TextField
from pullquote.store.search.queries import STEMMERS, Unit, splits
from pullquote.store.search.text_index.documents import Segment
from pullquote.store.search.text_index.index_directory import MEMORY, IndexDirectory, copied
from pullquote.store.search.text_index.writing import STRIDE, SegmentWriter

KNOWN_FREQUENCIES = 20_000
"""Words whose frequencies a shard remembers: those of some thousand queries, about 3 MB."""
MAX_SPELLINGS = 8
"""Ways to write a phrase in more words that are searched for."""
FEWEST_ANCHORS = 32
"""A segment of fewer stories (or people, or organizations) is written again at once when one leaves it."""
DELETED_SHARE = 8
"""Of those of a segment, one in so many may be deleted at most, before it is written again at once."""
MOST_DOCUMENTS = 10_000
"""Documents that one story may have for them to be deleted singly."""

Deleted = Mapping[int, tuple[int, ...]]
"""Where the deleted documents of each segment were in it, in order."""


class _ShardIndex:
    """What writes an index, and the shard whose documents it has now."""

    def __init__(self, directory: IndexDirectory, writer: SegmentWriter) -> None:
        self.directory = directory
        self.writer = writer
        self.lock = Lock()
        self.current: Shard | None = None


@dataclass(frozen=True, eq=False)
class Shard:
    """Some segments, and what searches them. It does not change when a later shard is written to the same index."""

    segments: tuple[Segment, ...]
    searcher: Searcher
    index: _ShardIndex
    deleted: Deleted = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(
        cls, segments: Sequence[Segment], directory: IndexDirectory = MEMORY, fields: SearchedFields = FIELDS
    ) -> Shard:
        """Write all segments."""
        writer = SegmentWriter(fields, *directory.make(fields.schema))
        index, segments = _ShardIndex(directory, writer), tuple(segments)
        for number, segment in enumerate(segments):
            writer.write(number, writer.prepared(number, segment))
        writer.end()
        return cls._now(index, segments)

    @classmethod
    def restored(
        cls,
        folder: Path,
        segments: Sequence[Segment],
        directory: IndexDirectory,
        fields: SearchedFields = FIELDS,
    ) -> Shard:
        """The shard of some segments that was saved in a folder. Raises OSError or ValueError if it is not there."""
        index = _ShardIndex(directory, SegmentWriter(fields, *directory.open_copy(folder)))
        shard = cls._now(index, tuple(segments))
        if not shard.is_whole:
            raise ValueError("another shard")
        return shard

    @classmethod
    def _now(
        cls, index: _ShardIndex, segments: tuple[Segment, ...], deleted: Deleted = MappingProxyType({})
    ) -> Shard:
        """The shard of the documents that an index has now."""
        shard = index.current = cls(segments, index.writer.searcher(), index, deleted)
        return shard

    @property
    def is_in_files(self) -> bool:
        """Whether the index is in files, and not in memory only."""
        return self.index.writer.folder is not None

    @property
    def is_whole(self) -> bool:
        """Whether Tantivy's segments are those of this shard."""
        return self.searcher.num_segments == sum(map(bool, self.segments))

    def save(self, folder: Path) -> None:
        """Save a copy in a folder. Raises OSError if the index is in memory, or has documents of a later shard, or such as
        are deleted."""
        with self.index.lock:
            if self.index.writer.folder is None or self.index.current is not self or self.deleted:
                raise OSError("nothing that could be saved")
            copied(self.index.writer.folder, folder)

    def after(self, segments: Sequence[Segment]) -> Shard:
        """The shard of other segments, of which only those that differ are written, and those that something large left
        not even then."""
        segments = tuple(segments)
        changed = [number for number, segment in enumerate(segments) if segment != self.segments[number]]
        if not changed:
            return self
        index = self.index
        with index.lock:
            current = index.current
            # What was expunged meanwhile has the same segments.
            if current is not None and (current is self or current.segments == self.segments):
                shard = current.replaced(segments, changed)
                if shard.is_whole:
                    return shard
        return Shard.of(segments, index.directory, index.writer.fields)

    def replaced(self, segments: tuple[Segment, ...], changed: Iterable[int]) -> Shard:
        """What :meth:`after` comes to where this is the current shard, and nobody else writes."""
        index, deleted = self.index, dict(self.deleted)
        leaving: list[str] = []
        written = []
        for number in changed:
            ids = _leaving(self.segments[number], segments[number], len(deleted.get(number, ())))
            places = None if ids is None else self._places(number, ids)
            if ids is None or places is None:
                deleted.pop(number, None)
                written.append(number)
            else:
                deleted[number] = tuple(sorted([*deleted.get(number, ()), *places]))
                leaving += ids
        index.current = None
        for number in written:
            # All of it is prepared before Tantivy's threads have something to do: they would take the processor from
            # this one while others wait for what it holds.
            documents = [*index.writer.prepared(number, segments[number])]
            index.writer.write(number, documents, leaving)
            leaving = []
        if leaving:
            index.writer.delete(leaving)
        return self._now(index, segments, MappingProxyType(deleted))

    def _places(self, number: int, ids: Iterable[str]) -> list[int] | None:
        """Where in a segment the documents of some anchors are; None where not all of them are there."""
        places: list[int] = []
        for identity in ids:
            query = Query.term_query(self.index.writer.fields.schema, ANCHOR, identity)
            hits = self.searcher.search(query, MOST_DOCUMENTS).hits
            found = [divmod(each, STRIDE) for each in _numbers(self.searcher, [hit for _, hit in hits])]
            if not found or len(found) == MOST_DOCUMENTS or any(segment != number for segment, _ in found):
                return None
            places += [place for _, place in found]
        return places

    def expunged(self) -> Shard:
        """The same shard with one segment written again of which documents are deleted; itself where there is none, or
        a later shard has been written."""
        index = self.index
        if not self.deleted or index.current is not self:
            return self
        number = next(iter(self.deleted))
        documents = [*index.writer.prepared(number, self.segments[number])]
        with index.lock:
            if index.current is not self:
                return self
            index.current = None
            index.writer.write(number, documents)
            deleted = {each: places for each, places in self.deleted.items() if each != number}
            return self._now(index, self.segments, MappingProxyType(deleted))

    def frequency(self, field: str, word: str) -> int:
        """How many documents that count have a word in a field."""
        known = self._frequencies.get((field, word))
        if known is None:
            if len(self._frequencies) >= KNOWN_FREQUENCIES:
                self._frequencies.clear()
            known = self._frequencies[field, word] = self.searcher.doc_freq(field, word)
        return known

    @cached_property
    def known_pairs(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """What :func:`_known_pairs` found; it is no longer right for other shards."""
        return {}

    @cached_property
    def _frequencies(self) -> dict[tuple[str, str], int]:
        return {}

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return self.searcher.num_docs

    @cached_property
    def counted(self) -> int:
        """How many documents count in Tantivy's statistics: those that are deleted, too."""
        return self.size + sum(map(len, self.deleted.values()))

    def numbers(self, addresses: Sequence[DocAddress]) -> Sequence[int]:
        """The numbers of the documents at some addresses."""
        firsts = self._firsts
        if firsts is None:
            return _numbers(self.searcher, addresses)
        return [firsts[address.segment_ord] + address.doc for address in addresses]

    @cached_property
    def _firsts(self) -> Sequence[int] | None:
        """The number of each segment's first document; the others follow it. None if Tantivy's segments are not
        those of this shard.
        """
        if not self.is_whole:
            return None
        return _numbers(
            self.searcher, [DocAddress(segment, 0) for segment in range(self.searcher.num_segments)]
        )


def _leaving(before: Segment, after: Segment, deleted: int) -> list[str] | None:
    """The ids of those that leave a segment that is otherwise as it was, of which some were ``deleted`` already; None where
    others come, or so much leaves that it had better be written again."""
    if len(after) < FEWEST_ANCHORS or (len(before) - len(after)) + deleted > len(before) // DELETED_SHARE:
        return None
    stays = {*after}
    if tuple([anchor for anchor in before if anchor in stays]) != after:
        return None
    return [anchor.id for anchor in before if anchor not in stays]


def _numbers(searcher: Searcher, addresses: Sequence[DocAddress]) -> Sequence[int]:
    return cast("list[int]", searcher.fast_field_values(NUMBER, [*addresses]))


def boosts(shards: Sequence[Shard], field: str, words: Sequence[str]) -> list[float | None]:
    """The weight of words in a field for each shard: how rare they are in all shards, divided by how rare they
    are in this one. None for a shard without one of the words.
    """
    counts = [[shard.frequency(field, word) for word in words] for shard in shards]
    if len(shards) == 1:
        return [1.0 if all(counts[0]) else None]
    everywhere = _rarity(sum(shard.counted for shard in shards), list(map(sum, zip(*counts, strict=True))))
    return [
        everywhere / _rarity(shard.counted, found) if all(found) else None
        for shard, found in zip(shards, counts, strict=True)
    ]


def in_parts(unit: Unit, field: TextField, shards: Sequence[Shard]) -> list[tuple[str, ...]]:
    """A unit with some of its words in two parts, as far as the index has these."""
    stem = STEMMERS[field.analyzer]
    spelled: list[tuple[str, ...]] = [()]
    for word in unit.plain:
        parts = _known_pairs(shards, field.index, word, stem)
        spelled = [(*begun, *each) for begun in spelled for each in ((stem[word],), *parts)][:MAX_SPELLINGS]
    return [words for words in spelled if len(words) > len(unit.plain)]


def _known_pairs(
    shards: Sequence[Shard], field: str, word: str, stem: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The stems of the pairs of words that a word may be written as, of those that a field has."""
    memo = shards[0].known_pairs
    known = memo.get((field, word))
    if known is None:
        if len(memo) >= KNOWN_FREQUENCIES:
            memo.clear()
        known = []
        for head, tail in splits(word):
            pair = stem[head], stem[tail]
            if _is_known(shards, field, pair[0]) and _is_known(shards, field, pair[1]):
                known.append(pair)
        memo[field, word] = known
    return known


def _is_known(shards: Sequence[Shard], field: str, word: str) -> bool:
    return any(shard.frequency(field, word) for shard in shards)


def _rarity(documents: int, counts: Iterable[int]) -> float:
    """Words' inverse document frequency, as Tantivy computes it for BM25."""
    return sum([log(1 + (documents - count + 0.5) / (count + 0.5)) for count in counts])
