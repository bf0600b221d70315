"""Documents: parsed, within the limits and valid; those that come again are cached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)

from pullquote.api.compat_graphql import parse_document, release_tokens
from pullquote.api.compat_validation import RULES, validate_document
from pullquote.api.errors import Refused, format_error, refused
from pullquote.api.lru import LRU
from pullquote.api.operations.costs.cost import CostPlan
from pullquote.api.operations.costs.prices import Prices
from pullquote.api.operations.limits import Limits
from pullquote.api.operations.suggestions import suggest
from pullquote.api.settings import Settings

if TYPE_CHECKING:
    from pullquote.compiler import KnownOperation
    from pullquote.schema.hints import NamingArgument

TOKEN_BYTES: Final = 400
"""What a token takes with its nodes and what is planned of them; measured."""
TEXT_BYTES: Final = 8
"""What a character takes, at most: in the text, in a token and in a value, four bytes each where it is no Latin."""
DOCUMENT_BYTES: Final = 12_000
"""What any document takes."""
ABOUT_THE_SCHEMA: Final = re.compile(r"__(schema|type)\b")
SEEN_ONCE: Final = 10_000
"""Documents of which it is remembered that they came, and no more: clients that write values into their documents
send each once, and would push out those that come again."""
PARSING_ABORTED: Final = "Parsing aborted."
"""How graphql-core ends a message when a limit, and not a mistake, stopped the parser."""


@dataclass(eq=False)
class Document:
    """A document that was parsed and found valid."""

    text: str
    tree: DocumentNode
    hash: str
    """The SHA-256 of the text in hexadecimal: how logs and clients name it."""
    fragments: Mapping[str, FragmentDefinitionNode]
    comes_again: bool
    """Whether it came before, so that it is cached, with what is found out about it."""


class Label(NamedTuple):
    """As much of an operation as is written down of it: its name and kind, and the hash of its document."""

    name: str | None
    kind: OperationType
    document_hash: str


class SentLabel(NamedTuple):
    """The same of an operation whose document was not looked into; it is hashed when that is written down."""

    name: str | None
    kind: OperationType
    text: str

    @property
    def document_hash(self) -> str:
        """The hash of the document."""
        return hash_of(self.text)


@dataclass(eq=False)
class PreparedOperation:
    """One operation of a valid document, with what is known of it.

    It knows its document, and the document does not know it: so both are freed as soon as they are forgotten.
    """

    document: Document
    node: OperationDefinitionNode
    name: str | None
    kind: OperationType
    plan: CostPlan
    count: Callable[[], None]
    """To be called when ``compiled`` has grown: all that is cached of documents counts against one budget."""
    compiled: KnownOperation | None = None
    """What the compiler made of it, where there is one."""
    used_by_events: frozenset[str] | None = None
    """The variables that the answers to events depend on, once they are known."""
    naming: tuple[NamingArgument, ...] | None = None
    """The arguments in it that name something by its slug, once they are looked for."""
    comes_in_parts: bool | None = None
    """Whether ``@defer`` or ``@stream`` is in its document, once that is known."""
    is_shape: bool = False
    """Whether values of the document that was sent are variables here, so that only compiled code may run it."""

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables that it defines."""
        return tuple(each.variable.name.value for each in self.node.variable_definitions or ())

    @cached_property
    def about_the_schema(self) -> bool:
        """Whether something in the document asks for the schema."""
        return ABOUT_THE_SCHEMA.search(self.document.text) is not None

    @property
    def document_hash(self) -> str:
        """The hash of its document."""
        return self.document.hash

    @property
    def label(self) -> Label:
        """What is written down of it."""
        return Label(self.name, self.kind, self.document.hash)


Labelled = PreparedOperation | Label | SentLabel
"""Whatever knows as much of an operation as is written down of it."""


@dataclass(eq=False)
class DocumentEntry:
    """A document, and its operations by name."""

    document: Document
    operations: Mapping[str | None, PreparedOperation]

    def operation(self, name: str | None) -> PreparedOperation:
        """The operation to execute (GetOperation of the specification); Refused where that is none or not clear."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name is not None and name in self.operations:
            return self.operations[name]
        if not self.operations:
            message = "The document has no operation."
        elif name is None:
            message = "The document has several operations; `operationName` must say which."
        else:
            message = f"The document has no operation named “{name}”."
        raise refused("OPERATION_RESOLUTION_FAILURE", message)

    @property
    def bytes(self) -> int:
        """What it takes in memory, about."""
        document = self.document
        compiled = sum(each.compiled.bytes for each in self.operations.values() if each.compiled is not None)
        return (
            DOCUMENT_BYTES
            + TEXT_BYTES * len(document.text)
            + TOKEN_BYTES * document.tree.token_count
            + compiled
        )


DocumentKey = str | tuple[str, ...]
"""What a document is cached by: its text, or its shape (see :mod:`~pullquote.api.operations.literals`)."""


class Documents:
    """The documents of one schema. Those that came twice are cached."""

    def __init__(self, schema: GraphQLSchema, settings: Settings, prices: Prices) -> None:
        self._schema = schema
        self._settings = settings
        self._prices = prices
        self._limits = Limits.of(settings)
        self._known: LRU[DocumentKey, DocumentEntry] = LRU(
            settings.document_cache_bytes, lambda _, entry: entry.bytes
        )
        self._once: LRU[int, bool] = LRU(SEEN_ONCE, lambda *_: 1)

    def __len__(self) -> int:
        return len(self._known)

    @property
    def bytes(self) -> int:
        """What the cached documents take, with all that is cached of them."""
        return self._known.weight

    def clear(self) -> None:
        """Forget all cached documents."""
        self._known.clear()

    def get(self, text: str) -> DocumentEntry:
        """Parse, check and validate a document, or remember that this was done. Raises Refused."""
        entry = self._known.get(text)
        if entry is None:
            entry = self._understand(text)
            if entry.document.comes_again:
                self._known.put(text, entry)
        return entry

    def cached(self, key: DocumentKey) -> DocumentEntry | None:
        """What is cached by this key."""
        return self._known.get(key)

    def put(self, key: DocumentKey, entry: DocumentEntry) -> None:
        """Cache what is known of a document."""
        self._known.put(key, entry)

    def came_once(self, text: str) -> bool:
        """Whether a document came before and is not cached, or another one with the same hash."""
        return hash(text) in self._once

    def _comes_again(self, text: str) -> bool:
        """Whether a document came before, or another one with the same hash, which does no harm."""
        mark = hash(text)
        if self._once.get(mark):
            self._once.remove(mark)
            return True
        self._once.put(mark, True)
        return False

    def _understand(self, text: str) -> DocumentEntry:
        tree = self.parse(text)
        errors = self.validate(tree)
        if errors:
            if self._settings.suggestions and self._settings.max_suggestions:
                suggest(self._schema, tree, errors, self._settings.max_suggestions)
            raise Refused([format_error(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
        return self.entry(text, tree, key=text, comes_again=self._comes_again(text))

    def entry(
        self, text: str, tree: DocumentNode, *, key: DocumentKey, comes_again: bool, is_shape: bool = False
    ) -> DocumentEntry:
        """What is known of a valid document that is, or would be, cached by ``key``."""
        release_tokens(tree)
        fragments = {
            node.name.value: node for node in tree.definitions if isinstance(node, FragmentDefinitionNode)
        }
        document = Document(text, tree, hash_of(text), fragments, comes_again)
        operations = [
            PreparedOperation(
                document=document,
                node=node,
                name=node.name.value if node.name else None,
                kind=node.operation,
                plan=CostPlan(self._schema, fragments, node, self._prices),
                count=partial(self._known.weigh_again, key),
                is_shape=is_shape,
            )
            for node in tree.definitions
            if isinstance(node, OperationDefinitionNode)
        ]
        return DocumentEntry(document, {each.name: each for each in operations})

    def validate(self, tree: DocumentNode) -> list[GraphQLError]:
        """What is wrong with a document, as many errors as the settings have; nothing is suggested."""
        return validate_document(
            self._schema, tree, RULES, max_errors=self._settings.max_errors, hide_suggestions=True
        )

    def parse(self, text: str) -> DocumentNode:
        """The tree of a document within the limits. Raises Refused."""
        tree = self._parse(text)
        self._limits.check(tree)
        return tree

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse_document(text, max_tokens=self._settings.max_tokens)
        except GraphQLError as error:
            if not error.message.endswith(PARSING_ABORTED):
                raise Refused([format_error(error, "GRAPHQL_PARSE_FAILED")]) from None
            if "nested" in error.message:
                message = f"The document nests too deep; the limit is {self._settings.max_depth}."
                raise refused("DEPTH_LIMIT_EXCEEDED", message) from None
            message = f"The document is longer than {self._settings.max_tokens} tokens."
            raise refused("TOKEN_LIMIT_EXCEEDED", message) from None


def hash_of(text: str) -> str:
    """The SHA-256 of a document in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
