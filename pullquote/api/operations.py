"""The seam between transports and execution: an operation goes in, a result comes out.

Every transport (POST, GET, server-sent events, multipart, WebSocket) makes an :class:`Operation` and asks
:class:`Operations` to prepare and execute it. Preparing parses, checks the limits and validates, once for
each text; executing prices the operation with its variables, then hands it to the executor. Nothing here
knows HTTP.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from time import perf_counter
from typing import Any, Final

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)

from pullquote.api.cost import CostPlan, Prices
from pullquote.api.errors import FormattedError, Refused, format_error, format_up_to, refused
from pullquote.api.exchange import Body
from pullquote.api.execute import DeadlinePassed, execute_operation
from pullquote.api.limits import Limits
from pullquote.api.lru import LRU
from pullquote.api.masking import format_field_error
from pullquote.api.settings import Settings
from pullquote.api.variables import explain_variables

CHARACTERS_PER_TOKEN: Final = 100
"""How much text takes the memory of one token: 400 bytes were measured for a token with its nodes."""
PARSING_ABORTED: Final = "Parsing aborted."
"""How graphql-core ends a message when a limit, and not a mistake, stopped the parser."""


@dataclass(frozen=True)
class Operation:
    """What a client asks for: a document, the operation in it, and its variables."""

    document: str
    name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wants_cost(self) -> bool:
        """Whether the client asked for ``extensions.cost``, by the request extension ``cost: true``."""
        return self.extensions.get("cost") is True


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


@dataclass
class Result:
    """What came of an operation.

    ``executed`` says whether it has ``data`` at all; ``encoded`` is the body ``{"data":{…}}`` in JSON where
    the executor wrote bytes, and then ``data`` and ``errors`` are empty.
    """

    data: Any = None
    executed: bool = False
    encoded: bytes | None = None
    errors: list[FormattedError] = field(default_factory=list)
    extensions: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cost: int | None = None

    @cached_property
    def payload(self) -> Body:
        """The response as it is sent, with the forms of it that were made: as it is when first asked for."""
        return Body(self.json())

    @classmethod
    def of_refusal(cls, refusal: Refused) -> Result:
        """The result of an operation that was not executed."""
        return cls(errors=list(refusal.errors), headers=refusal.headers)

    def json(self) -> bytes:
        """The response in JSON, UTF-8."""
        if self.encoded is None:
            return encode(self.body())
        if not self.extensions:
            return self.encoded
        return b'%b,"extensions":%b}' % (self.encoded[:-1], encode(self.extensions))

    def body(self) -> dict[str, Any]:
        """The response as the specification has it: errors first, and no ``data`` before execution."""
        if self.encoded is not None:
            self.data = orjson.loads(self.encoded)["data"]
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = self.errors
        if self.executed:
            body["data"] = self.data
        if self.extensions:
            body["extensions"] = self.extensions
        return body


Executor = Callable[
    [PreparedOperation, Any, Mapping[str, Any], float], "ExecutionResult | bytes | Awaitable[ExecutionResult]"
]
"""Executes an operation: ``(prepared, context, variables as sent, deadline)``. Bytes are a body without errors.

The deadline is a reading of :func:`time.perf_counter`; past it, the executor raises
:class:`~pullquote.api.execute.DeadlinePassed`. An error without a path and with ``data`` None is about the
variables, and is a request error.
"""


def encode(value: object) -> bytes:
    """``value`` in JSON, UTF-8.

    What orjson refuses (a lone half of a surrogate pair, an integer over 64 bits) the standard library writes.
    """
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":")).encode()


def _weight(document: Document) -> int:
    """What a document takes in memory, in tokens: its tree, and its text three times (source, token, value)."""
    return document.tokens + len(document.text) // CHARACTERS_PER_TOKEN


class Operations:
    """Prepares and executes the operations of one schema."""

    def __init__(
        self,
        schema: GraphQLSchema,
        settings: Settings,
        prices: Prices | None = None,
        executor: Executor | None = None,
    ) -> None:
        self.schema = schema
        self.settings = settings
        self._limits = Limits.of(settings)
        self._prices = prices or Prices()
        self._hide_suggestions = not settings.suggestions
        self._documents: LRU[str, Document] = LRU(settings.document_cache_tokens, _weight)
        self.executor = executor or self.execute_on_graphql_core

    def prepare(self, operation: Operation) -> PreparedOperation:
        """Parse, check and validate the document, and choose the operation. Raises Refused."""
        return self.document(operation.document).operation(operation.name)

    def document(self, text: str) -> Document:
        """Parse, check and validate a document, or remember that this was done. Raises Refused."""
        document = self._documents.get(text)
        if document is None:
            document = self._document(text)
            self._documents.put(text, document)
        return document

    def _document(self, text: str) -> Document:
        tree = self._parse(text)
        self._limits.check(tree)
        errors = validate(
            self.schema,
            tree,
            specified_rules,
            max_errors=self.settings.max_errors,
            hide_suggestions=self._hide_suggestions,
        )
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
                plan=CostPlan(self.schema, fragments, node, self._prices),
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

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self.settings.max_tokens)
        except GraphQLError as error:
            if not error.message.endswith(PARSING_ABORTED):
                raise Refused([format_error(error, "GRAPHQL_PARSE_FAILED")]) from None
            if "nested" in error.message:
                message = f"The document nests too deep; the limit is {self.settings.max_depth}."
                raise refused("DEPTH_LIMIT_EXCEEDED", message) from None
            message = f"The document is longer than {self.settings.max_tokens} tokens."
            raise refused("TOKEN_LIMIT_EXCEEDED", message) from None

    def price(self, prepared: PreparedOperation, variables: Mapping[str, Any]) -> int:
        """The cost of the operation with these variables. Raises Refused where it is over the limit."""
        cost = prepared.plan.cost(variables)
        limit = self.settings.max_cost
        if cost > limit:
            message = f"The operation costs {cost}; the limit is {limit}."
            raise refused("COST_LIMIT_EXCEEDED", message, cost={"requested": cost, "limit": limit})
        return cost

    async def execute(self, operation: Operation, context: Any) -> Result:
        """Prepare and execute the operation; everything that goes wrong is in the result."""
        try:
            prepared = self.prepare(operation)
        except Refused as refusal:
            return Result.of_refusal(refusal)
        return await self.run(prepared, operation, context)

    async def run(self, prepared: PreparedOperation, operation: Operation, context: Any) -> Result:
        """Execute a prepared operation; everything that goes wrong is in the result."""
        try:
            cost = self.price(prepared, operation.variables)
        except Refused as refusal:
            return Result.of_refusal(refusal)
        seconds = self.settings.execution_seconds
        deadline = perf_counter() + seconds
        try:
            executed = self.executor(prepared, context, operation.variables, deadline)
            if not isinstance(executed, ExecutionResult | bytes):
                # Not wait_for, which in Python 3.11 loses a cancellation that comes as the result does.
                async with asyncio.timeout(deadline - perf_counter()):
                    executed = await executed
        except (DeadlinePassed, TimeoutError):
            message = f"The operation was given up after {seconds:g} s."
            return Result.of_refusal(refused("EXECUTION_TIMEOUT", message))
        if isinstance(executed, bytes):
            result = Result(executed=True, encoded=executed)
        else:
            result = self.result(prepared, operation, executed, context)
        return self.priced(result, operation, cost)

    def priced(self, result: Result, operation: Operation, cost: int) -> Result:
        """``result`` with its cost, which the client gets where it asked for it."""
        result.cost = cost
        if operation.wants_cost:
            result.extensions["cost"] = {"requested": cost, "limit": self.settings.max_cost}
        return result

    def execute_on_graphql_core(
        self, prepared: PreparedOperation, context: Any, variables: Mapping[str, Any], deadline: float
    ) -> ExecutionResult | Awaitable[ExecutionResult]:
        """The executor that others fall back on."""
        return execute_operation(
            self.schema,
            prepared.document.tree,
            prepared.name,
            context,
            variables,
            deadline=deadline,
            max_errors=self.settings.max_errors,
            hide_suggestions=self._hide_suggestions,
        )

    def result(
        self, prepared: PreparedOperation, operation: Operation, executed: ExecutionResult, context: Any
    ) -> Result:
        """What graphql-core made of the operation, with errors as clients may see them."""
        errors = executed.errors or []
        if executed.data is None and errors and all(error.path is None for error in errors):
            explained = explain_variables(
                self.schema,
                prepared.node,
                operation.variables,
                errors,
                hide_suggestions=self._hide_suggestions,
            )
            return Result(
                errors=self.format_errors(explained, lambda error: format_error(error, "BAD_USER_INPUT"))
            )
        if not errors:
            return Result(data=executed.data, executed=True)
        request_id = getattr(context, "request_id", "")
        formatted = self.format_errors(errors, lambda error: format_field_error(error, request_id))
        return Result(data=executed.data, executed=True, errors=formatted)

    def format_errors(
        self, errors: Sequence[GraphQLError], format_: Callable[[GraphQLError], FormattedError]
    ) -> list[FormattedError]:
        """Errors as JSON, as many as the settings have shown."""
        return format_up_to(self.settings.max_errors, errors, format_)
