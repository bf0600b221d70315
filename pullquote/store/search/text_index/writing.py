"""Writes the segments of a Tantivy index, each whole, and deletes single documents from them.

Tantivy counts what is deleted in its statistics until the segment is written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tantivy import Document, Index, IndexWriter, Searcher

from pullquote.store.model.records import Quote, Story
from pullquote.store.model.unread import one_at_a_time
from pullquote.store.search.fields import ANCHOR, NUMBER, SEGMENT, SearchedFields
from pullquote.store.search.queries import SPACES, WORDS, indexed
from pullquote.store.search.text_index.documents import HASHED_SEGMENTS, STORIES_A_SHARD, Anchor, Segment

WRITER_BYTES = 1_000_000_000
"""Bytes that a writer may use before it writes a segment: far more than a segment of any newsroom."""
PREPARED_CHARACTERS = 32_000_000
"""Characters of text that all shards together keep prepared for Tantivy, so that an edit does not fold and stem the
stories beside it again. That is all text of 12,000 stories, which takes some 220 MB; larger newsrooms keep no more."""
STRIDE = 1 << 32
"""A document's number is its position in its segment, plus this times the segment's number."""


class SegmentWriter:
    """Writes to one Tantivy index. It is used by one thread at a time, but for ``prepared``."""

    def __init__(self, fields: SearchedFields, tantivy: Index, folder: Path | None) -> None:
        self.fields = fields
        self.tantivy = tantivy
        self.folder = folder
        self.tantivy.register_tokenizer(WORDS, SPACES)
        self._writer: IndexWriter | None = None
        self._prepared: dict[int, dict[Anchor, _Prepared]] = {}
        self._characters: dict[int, int] = {}

    def write(self, number: int, documents: Iterable[Document], deleted: Iterable[str] = ()) -> None:
        """Replace a segment, and delete the documents of other anchors by their ids."""
        # One thread and one commit a segment make one segment of it, and the same one every time.
        with self._commit(deleted) as writer:
            writer.delete_documents_by_term(SEGMENT, number)
            for document in documents:
                writer.add_document(document)

    def delete(self, deleted: Iterable[str]) -> None:
        """Delete the documents of some anchors by their ids, wherever they are."""
        with self._commit(deleted):
            pass

    @contextmanager
    def _commit(self, deleted: Iterable[str]) -> Iterator[IndexWriter]:
        """Delete documents, do with a writer what is to be done, and commit all of it or nothing."""
        # It is kept: six threads are started for each, in a millisecond in which no other thread runs.
        writer, self._writer = self._writer or self.tantivy.writer(WRITER_BYTES, num_threads=1), None
        for identity in deleted:
            writer.delete_documents_by_term(ANCHOR, identity)
        yield writer
        writer.commit()
        self._writer = writer

    def end(self) -> None:
        """End the threads that write, until something is written again."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def searcher(self) -> Searcher:
        """What is written."""
        self.tantivy.reload()
        return self.tantivy.searcher()

    def prepared(self, number: int, segment: Segment) -> Iterator[Document]:
        """The documents of a segment. Those that are as they were are not prepared again."""
        before, prepared = self._prepared.pop(number, {}), {}
        self._characters[number] = 0
        kept = others = sum(self._characters.values())
        first = number * STRIDE
        # A shard has as many times STORIES_A_SHARD stories as there are shards.
        most = PREPARED_CHARACTERS // max(1, len(segment) * HASHED_SEGMENTS // STORIES_A_SHARD)
        for anchor in segment:
            found = before.get(anchor)
            if found is None:
                texts = next(_texts(each, self.fields) for each in one_at_a_time((anchor,)))
                found = _Prepared.of(anchor.id, texts, number, first)
            elif found.first != first:
                found = _Prepared.of(anchor.id, found.texts, number, first)
            if kept < most:
                prepared[anchor] = found
                kept += found.characters
            first += len(found.documents)
            yield from found.documents
        self._prepared[number], self._characters[number] = prepared, kept - others


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
    def of(cls, anchor: str, texts: tuple[Texts, ...], segment: int, first: int) -> _Prepared:
        """The documents of an anchor in a segment that have some texts, numbered from ``first`` on."""
        documents, characters = [], 0
        for number, each in enumerate(texts, first):
            document = Document()
            document.add_integer(NUMBER, number)
            document.add_integer(SEGMENT, segment)
            document.add_text(ANCHOR, anchor)
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
