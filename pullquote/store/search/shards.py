"""The text index, in shards and segments, so that an edit writes a small part of it and ranking stays exact.

A shard is one Tantivy index; its segments are Tantivy's. A story and its quotes (or a person, or an organization)
are in the segment that a hash of the id chooses, or in that of what was edited: who saves a story saves it again. A
segment that changes is deleted whole and written again, so no statistics of deleted documents remain. Which shard
something is in follows from its id alone, and scores from what is in a shard: after any edits they are those of a new index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from pathlib import Path
from threading import Lock
from typing import NamedTuple, cast

from tantivy import DocAddress, Document, Index, Searcher

from pullquote.store.model.records import Quote, Story
from pullquote.store.model.unread import one_at_a_time
from pullquote.store.search.documents import HASHED_SEGMENTS, STORIES_A_SHARD, Anchor, Segment
from pullquote.store.search.fields import FIELDS, NUMBER, SEGMENT, SearchedFields, TextField
from pullquote.store.search.index_directory import MEMORY, IndexDirectory, copied
from pullquote.store.search.queries import SPACES, STEMMERS, WORDS, Unit, indexed, splits

WRITER_BYTES = 1_000_000_000
"""Bytes that a writer may use before it writes a segment: far more than a segment of any newsroom."""
PREPARED_CHARACTERS = 32_000_000
"""Characters of text that all shards together keep prepared for Tantivy, so that an edit does not fold and stem the
stories beside it again. That is all text of 12,000 stories, which takes some 220 MB; larger newsrooms keep no more."""
KNOWN_FREQUENCIES = 20_000
"""Words whose frequencies a shard remembers: those of some thousand queries, about 3 MB."""
MAX_SPELLINGS = 8
"""Ways to write a phrase in more words that are searched for."""
STRIDE = 1 << 32
"""A document's number is its position in its segment, plus this times the segment's number."""


class _ShardIndex:
    """A Tantivy index, and the shard whose documents it has now."""

    def __init__(
        self, directory: IndexDirectory, fields: SearchedFields, tantivy: Index, folder: Path | None
    ) -> None:
        self.directory = directory
        self.fields = fields
        self.tantivy = tantivy
        self.folder = folder
        self.tantivy.register_tokenizer(WORDS, SPACES)
        self.lock = Lock()
        self.current: Shard | None = None
        self._prepared: dict[int, dict[Anchor, _Prepared]] = {}
        self._characters = 0

    def write(self, number: int, segment: Segment) -> None:
        """Replace a segment."""
        # One thread and one commit a segment make one segment of it, and the same one every time.
        writer = self.tantivy.writer(WRITER_BYTES, num_threads=1)
        writer.delete_documents_by_term(SEGMENT, number)
        for document in self._documents(number, segment):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def searcher(self) -> Searcher:
        """What is written."""
        self.tantivy.reload()
        return self.tantivy.searcher()

    def _documents(self, number: int, segment: Segment) -> Iterator[Document]:
        """The documents of a segment. Those that are as they were are not prepared again."""
        before, prepared = self._prepared.pop(number, {}), {}
        self._characters -= sum(each.characters for each in before.values())
        first = number * STRIDE
        # A shard has as many times STORIES_A_SHARD stories as there are shards.
        most = PREPARED_CHARACTERS // max(1, len(segment) * HASHED_SEGMENTS // STORIES_A_SHARD)
        for anchor in segment:
            found = before.get(anchor)
            if found is None:
                texts = next(_texts(each, self.fields) for each in one_at_a_time((anchor,)))
                found = _Prepared.of(texts, number, first)
            elif found.first != first:
                found = _Prepared.of(found.texts, number, first)
            if self._characters < most:
                prepared[anchor] = found
                self._characters += found.characters
            first += len(found.documents)
            yield from found.documents
        self._prepared[number] = prepared


Texts = tuple[tuple[str, str], ...]
"""What is written of a document: words as they are indexed, each with the name of its field."""


class _Prepared(NamedTuple):
    """The documents of a story, person or organization with their texts, the number of the first, and how long the
    texts are."""

    documents: tuple[Document, ...]
    texts: tuple[Texts, ...]
    first: int
    characters: int

    @classmethod
    def of(cls, texts: tuple[Texts, ...], segment: int, first: int) -> _Prepared:
        """The documents of a segment that have some texts, numbered from ``first`` on."""
        documents, characters = [], 0
        for number, each in enumerate(texts, first):
            document = Document()
            document.add_integer(NUMBER, number)
            document.add_integer(SEGMENT, segment)
            for index, words in each:
                document.add_text(index, words)
                characters += len(words)
            documents.append(document)
        return cls(tuple(documents), texts, first, characters)


def _texts(anchor: Anchor, fields: SearchedFields) -> tuple[Texts, ...]:
    records: tuple[Anchor | Quote, ...] = (anchor, *anchor.quotes) if isinstance(anchor, Story) else (anchor,)
    return tuple(
        tuple(
            (field.index, words)
            for field in fields.by_type[type(record)]
            for text in field.texts(record)
            if text
            for words in indexed(text, field.analyzer)
        )
        for record in records
    )


@dataclass(frozen=True, eq=False)
class Shard:
    """Some segments, and what searches them. It does not change when a later shard is written to the same index."""

    segments: tuple[Segment, ...]
    searcher: Searcher
    index: _ShardIndex

    @classmethod
    def of(
        cls, segments: Sequence[Segment], directory: IndexDirectory = MEMORY, fields: SearchedFields = FIELDS
    ) -> Shard:
        """Write all segments."""
        index = _ShardIndex(directory, fields, *directory.make(fields.schema))
        return cls._written(index, tuple(segments), range(len(segments)))

    @classmethod
    def restored(
        cls,
        folder: Path,
        segments: Sequence[Segment],
        directory: IndexDirectory,
        fields: SearchedFields = FIELDS,
    ) -> Shard:
        """The shard of some segments that was saved in a folder. Raises OSError or ValueError if it is not there."""
        index = _ShardIndex(directory, fields, *directory.open_copy(folder))
        shard = index.current = cls(tuple(segments), index.searcher(), index)
        if shard.searcher.num_segments != sum(map(bool, segments)):
            raise ValueError("another shard")
        return shard

    def save(self, folder: Path) -> None:
        """Save a copy in a folder. Raises OSError if the index is in memory, or has documents of a later shard."""
        with self.index.lock:
            if self.index.folder is None or self.index.current is not self:
                raise OSError("nothing that could be saved")
            copied(self.index.folder, folder)

    def after(self, segments: Sequence[Segment]) -> Shard:
        """The shard of other segments, of which only those that differ are written."""
        segments = tuple(segments)
        changed = [number for number, segment in enumerate(segments) if segment != self.segments[number]]
        if not changed:
            return self
        with self.index.lock:
            if self.index.current is self:
                shard = self._written(self.index, segments, changed)
                if shard.searcher.num_segments == sum(map(bool, segments)):
                    return shard
        return Shard.of(segments, self.index.directory, self.index.fields)

    @classmethod
    def _written(cls, index: _ShardIndex, segments: tuple[Segment, ...], numbers: Iterable[int]) -> Shard:
        index.current = None
        for number in numbers:
            index.write(number, segments[number])
        shard = index.current = cls(segments, index.searcher(), index)
        return shard

    def frequency(self, field: str, word: str) -> int:
        """How many documents have a word in a field."""
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
        segments = self.searcher.num_segments
        if segments != sum(map(bool, self.segments)):
            return None
        return _numbers(self.searcher, [DocAddress(segment, 0) for segment in range(segments)])


def _numbers(searcher: Searcher, addresses: Sequence[DocAddress]) -> Sequence[int]:
    return cast("list[int]", searcher.fast_field_values(NUMBER, [*addresses]))


def boosts(shards: Sequence[Shard], field: str, words: Sequence[str]) -> list[float | None]:
    """The weight of words in a field for each shard: how rare they are in all shards, divided by how rare they
    are in this one. None for a shard without one of the words.
    """
    counts = [[shard.frequency(field, word) for word in words] for shard in shards]
    if len(shards) == 1:
        return [1.0 if all(counts[0]) else None]
    everywhere = _rarity(sum(shard.size for shard in shards), list(map(sum, zip(*counts, strict=True))))
    return [
        everywhere / _rarity(shard.size, found) if all(found) else None
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
