"""Documents: parsed, within the limits and valid; those that come again are kept while there is room."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldsOnCorrectTypeRule,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    KnownArgumentNamesRule,
    KnownTypeNamesRule,
    OperationDefinitionNode,
    OperationType,
    ValuesOfCorrectTypeRule,
    parse,
    specified_rules,
    validate,
)

from pullquote.api.errors import Refused, format_error, refused
from pullquote.api.lru import LRU
from pullquote.api.operations.cost import CostPlan, Prices
from pullquote.api.operations.limits import Limits
from pullquote.api.settings import Settings

CHARACTERS_PER_TOKEN: Final = 100
"""How much text takes the memory of one token: 400 bytes were measured for a token with its nodes."""
SEEN_ONCE: Final = 10_000
"""Documents of which it is remembered that they came, and no more: clients that write values into their documents
send each once, and would push out those that come again."""
SUGGESTING_RULES: Final = (
    KnownTypeNamesRule,
    FieldsOnCorrectTypeRule,
    KnownArgumentNamesRule,
    ValuesOfCorrectTypeRule,
)
"""The rules whose errors may suggest something; in the order in which all rules are applied."""
PARSING_ABORTED: Final = "Parsing aborted."
"""How graphql-core ends a message when a limit, and not a mistake, stopped the parser."""


@dataclass(eq=False)
class Document:
    """A document that was parsed and found valid."""

    text: str
    tree: DocumentNode
    tokens: int
    fragments: Mapping[str, FragmentDefinitionNode]
    operations: Mapping[str | None, PreparedOperation]

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the text in hexadecimal: how logs and clients name it."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

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


@dataclass(eq=False)
class PreparedOperation:
    """One operation of a valid document, with what is known of it; ``memory`` is the executor's own."""

    node: OperationDefinitionNode
    name: str | None
    kind: OperationType
    plan: CostPlan
    document: Document = field(init=False)
    memory: dict[str, Any] = field(default_factory=dict)


def _weight(document: Document) -> int:
    """What a document takes in memory, in tokens: its tree, and its text three times (source, token, value)."""
    return document.tokens + len(document.text) // CHARACTERS_PER_TOKEN


class Documents:
    """The documents of one schema. Those that came twice are kept."""

    def __init__(self, schema: GraphQLSchema, settings: Settings, prices: Prices) -> None:
        self._schema = schema
        self._settings = settings
        self._prices = prices
        self._limits = Limits.of(settings)
        self._known: LRU[str, Document] = LRU(settings.document_cache_tokens, _weight)
        self._once: LRU[int, bool] = LRU(SEEN_ONCE, lambda _: 1)

    def __len__(self) -> int:
        return len(self._known)

    def clear(self) -> None:
        """Forget all documents that are kept."""
        self._known.clear()

    def get(self, text: str) -> Document:
        """Parse, check and validate a document, or remember that this was done. Raises Refused."""
        document = self._known.get(text)
        if document is None:
            document = self._understand(text)
            if self._comes_again(text):
                self._known.put(text, document)
        return document

    def _comes_again(self, text: str) -> bool:
        """Whether a document came before, or another one with the same hash, which does no harm."""
        mark = hash(text)
        if self._once.get(mark):
            self._once.remove(mark)
            return True
        self._once.put(mark, True)
        return False

    def _understand(self, text: str) -> Document:
        tree = self._parse(text)
        self._limits.check(tree)
        errors = self._validate(tree)
        if errors:
            raise Refused([format_error(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
        fragments = {
            node.name.value: node for node in tree.definitions if isinstance(node, FragmentDefinitionNode)
        }
        prepared = [
            PreparedOperation(
                node=node,
                name=node.name.value if node.name else None,
                kind=node.operation,
                plan=CostPlan(self._schema, fragments, node, self._prices),
            )
            for node in tree.definitions
            if isinstance(node, OperationDefinitionNode)
        ]
        document = Document(
            text=text,
            tree=tree,
            tokens=tree.token_count,
            fragments=fragments,
            operations={operation.name: operation for operation in prepared},
        )
        for operation in prepared:
            operation.document = document
        return document

    def _validate(self, tree: DocumentNode) -> list[GraphQLError]:
        settings = self._settings
        errors = validate(
            self._schema, tree, specified_rules, max_errors=settings.max_errors, hide_suggestions=True
        )
        if errors and settings.suggestions and settings.max_suggestions:
            self._suggest(tree, errors)
        return errors

    def _suggest(self, tree: DocumentNode, errors: list[GraphQLError]) -> None:
        """Have the first errors say what may have been meant, which takes too long to be done for each."""
        most = self._settings.max_suggestions
        for error in validate(self._schema, tree, SUGGESTING_RULES, max_errors=most)[:most]:
            said, suggests, _ = error.message.partition(" Did you mean ")
            if suggests:
                place, said = [*map(id, error.nodes or ())], said.removesuffix(".")
                for index, plain in enumerate(errors):
                    if [*map(id, plain.nodes or ())] == place and plain.message.startswith(said):
                        errors[index] = error
                        break

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self._settings.max_tokens)
        except GraphQLError as error:
            if not error.message.endswith(PARSING_ABORTED):
                raise Refused([format_error(error, "GRAPHQL_PARSE_FAILED")]) from None
            if "nested" in error.message:
                message = f"The document nests too deep; the limit is {self._settings.max_depth}."
                raise refused("DEPTH_LIMIT_EXCEEDED", message) from None
            message = f"The document is longer than {self._settings.max_tokens} tokens."
            raise refused("TOKEN_LIMIT_EXCEEDED", message) from None
