"""Shapes: documents without the values written into them. What is found out about one holds for all documents of it.

A client that writes values into its documents sends another one each time. To parse and validate each takes
a hundred times as long as to answer it. So from the second document of a shape on, its values are
variables of one operation, which only compiled code runs. Whatever is unusual is none of its business: a value that
is not plainly right, an answer with an error. Then the document is taken as it was sent, so that
messages and locations are those of what the client wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from graphql import GraphQLSchema

from pullquote.api.errors import Refused
from pullquote.api.lru import LRU
from pullquote.api.operations.documents import (
    ABOUT_THE_SCHEMA,
    SEEN_ONCE,
    TOKEN_BYTES,
    DocumentEntry,
    Documents,
)
from pullquote.api.operations.literals.parameters import PREFIX, Parameter, with_parameters
from pullquote.api.operations.literals.reading import UNREAD
from pullquote.api.operations.literals.scanning import Scanner, Shape, spans

SIGHTINGS: Final = 2
"""Documents of a shape before it is made use of: to do that costs what validating one costs."""


PARAMETER_BYTES: Final = 2_500
"""What a value that is a variable takes besides its token: the definition of the variable, and what reads it; measured."""
VALUES: Final = '"'
"""Stands in the key of a shape before the values that are part of it: nothing between pieces has a quotation mark."""


@dataclass(eq=False)
class ShapeEntry(DocumentEntry):
    """The document of a shape, which has variables where others have values; ``fixed`` are pieces that all have."""

    parameters: Sequence[Parameter]
    fixed: Mapping[int, str]
    tokens: int
    """How many the document had that the shape was made of."""
    max_tokens: int

    @property
    def bytes(self) -> int:
        """What it takes in memory, about."""
        return super().bytes + TOKEN_BYTES * self.tokens + PARAMETER_BYTES * len(self.parameters)

    @cached_property
    def _equal(self) -> list[tuple[int, int]]:
        """Pairs of pieces that are one variable. They must be written alike: 1 and "1" are one id, and not one value."""
        first: dict[str, int] = {}
        pairs = [(first.setdefault(each.name, each.index), each.index) for each in self.parameters]
        return [pair for pair in pairs if pair[0] != pair[1]]

    def is_of(self, pieces: list[str]) -> bool:
        """Whether a document with these pieces is of this shape."""
        return not self.fixed or all(pieces[index] == piece for index, piece in self.fixed.items())

    def read(self, pieces: list[str]) -> dict[str, Any] | None:
        """The values in these pieces by the names of their variables; None where one is not plainly right."""
        values: dict[str, Any] = {}
        items = 0
        for one, other in self._equal:
            if pieces[one] != pieces[other]:
                return None
        for parameter in self.parameters:
            values[parameter.name] = value = parameter.read(pieces[parameter.index])
            if value is UNREAD:
                return None
            if type(value) is list:
                items += len(value)
        # Of all that a document of this shape has, only the items of its lists are not counted yet.
        if items and items + self.tokens > self.max_tokens:
            return None
        return values


class Shapes:
    """The shapes of the documents of one schema, cached among ``documents``."""

    def __init__(
        self, schema: GraphQLSchema, documents: Documents, max_tokens: int, *, sightings: int = SIGHTINGS
    ) -> None:
        self._schema = schema
        self._documents = documents
        self._max_tokens = max_tokens
        self._sightings = sightings
        self._scan = Scanner(schema)
        self._seen: LRU[int, int] = LRU(SEEN_ONCE, lambda *_: 1)
        """How often shapes came that are not made use of, by their hashes; too often, if they cannot be."""

    def find(self, text: str) -> tuple[DocumentEntry, dict[str, Any]] | None:
        """The shape of a document, and the values in it as variables; None where it is to be taken as it is."""
        shape, pieces = self._scan(text)
        if not pieces:
            return None
        key, entry = self._cached(shape, pieces)
        if entry is None:
            entry = self._sighted(key, shape, pieces, text)
        return _of_document(entry, pieces)

    def known(self, text: str) -> tuple[DocumentEntry, dict[str, Any]] | None:
        """The same, if the shape is made use of already; a document that is looked for here is not counted."""
        shape, pieces = self._scan(text)
        return _of_document(self._cached(shape, pieces)[1], pieces) if pieces else None

    def _cached(self, shape: Shape, pieces: list[str]) -> tuple[Shape, DocumentEntry | None]:
        """What is cached of a shape, and its key."""
        key, entry = shape, self._documents.cached(shape)
        if isinstance(entry, ShapeEntry) and not entry.is_of(pieces):
            key = (*shape, VALUES, *[pieces[index] for index in entry.fixed])
            entry = self._documents.cached(key)
        return key, entry

    def _sighted(self, key: Shape, shape: Shape, pieces: list[str], text: str) -> ShapeEntry | None:
        """Count a shape that is not made use of; its entry when it came often enough."""
        mark = hash(key)
        seen = (self._seen.get(mark) or 0) + 1
        if seen > self._sightings or (seen > 1 and self._documents.came_once(text)):
            return None  # it cannot be made use of, or all have the same values
        self._seen.put(mark, seen)
        if seen < self._sightings:
            return None
        entry = self._entry(key, shape, pieces, text)
        if entry is not None:
            self._seen.remove(mark)
            self._documents.put(key, entry)
        return entry

    def _entry(self, key: Shape, shape: Shape, pieces: list[str], text: str) -> ShapeEntry | None:
        if PREFIX in text or ABOUT_THE_SCHEMA.search(text):
            return None
        try:
            tree = self._documents.parse(text)
        except Refused:
            return None
        # Fields of one name in the answer must have equal arguments: then equal values are one variable.
        for values in ((), pieces):
            made = with_parameters(self._schema, tree, spans(shape, pieces), values)
            if made is not None and not self._documents.validate(made[0]):
                entry = self._documents.entry(text, made[0], key=key, comes_again=True, is_shape=True)
                free = {parameter.index for parameter in made[1]}
                fixed = {index: piece for index, piece in enumerate(pieces) if index not in free}
                return ShapeEntry(
                    entry.document, entry.operations, made[1], fixed, tree.token_count, self._max_tokens
                )
        return None


def _of_document(
    entry: DocumentEntry | None, pieces: list[str]
) -> tuple[DocumentEntry, dict[str, Any]] | None:
    """The shape of a document with these pieces, and their values; None where it is to be taken as it is."""
    if not isinstance(entry, ShapeEntry) or not entry.is_of(pieces):
        return None
    compiled = entry.operation(None).compiled
    if compiled is not None and compiled.unsupported is not None:
        return None
    values = entry.read(pieces)
    return None if values is None else (entry, values)
