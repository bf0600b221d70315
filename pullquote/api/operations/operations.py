"""The seam between transports and execution: an operation goes in, a result comes out.

Every transport (POST, GET, server-sent events, multipart, WebSocket) makes an :class:`Operation` and asks
:class:`Operations` to prepare and execute it. Preparing parses, checks the limits and validates, once for
each text; executing prices the operation with its variables, then hands it to the executor. Nothing here
knows HTTP.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from time import perf_counter
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from graphql import ExecutionResult, GraphQLError, GraphQLSchema

from pullquote.api.errors import FormattedError, Refused, format_error, format_up_to
from pullquote.api.operations.costs.costliest import too_costly
from pullquote.api.operations.costs.prices import Prices
from pullquote.api.operations.documents import (
    DocumentEntry,
    Documents,
    Labelled,
    PreparedOperation,
    SentLabel,
)
from pullquote.api.operations.execution import (
    GIVEN_UP,
    DeadlinePassed,
    Executed,
    Executor,
    OfNoShape,
    execute_operation,
    given_up,
)
from pullquote.api.operations.literals.shapes import Shapes
from pullquote.api.operations.masking import format_field_error
from pullquote.api.operations.results import Difference, Result, encode
from pullquote.api.operations.rounds import (
    STORE_ERRORS,
    asks_in_rounds,
    is_executed,
    lacks_answers,
    store_refusal,
)
from pullquote.api.operations.variables import explain_variables
from pullquote.api.settings import CompileMode, Settings

__all__ = ["Executor", "Operation", "Operations", "PreparedOperation", "Result", "encode"]

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
"""The variables and extensions of a client that sends none."""


class Operation(NamedTuple):
    """What a client asks for: a document, the operation in it, and its variables."""

    document: str
    name: str | None = None
    variables: Mapping[str, Any] = NOTHING
    extensions: Mapping[str, Any] = NOTHING
    sent: Operation | None = None
    """The same as the client sent it, where ``variables`` has values that are written into the document, too."""

    @property
    def wants_cost(self) -> bool:
        """Whether the client asked for ``extensions.cost``, by the request extension ``cost: true``."""
        return self.extensions.get("cost") is True

    def with_values(self, values: Mapping[str, Any]) -> Operation:
        """The same with values that are written into its document as variables."""
        variables = {**self.variables, **values} if self.variables else values
        return Operation(self.document, self.name, variables, self.extensions, self)

    def label(self, prepared: PreparedOperation) -> Labelled:
        """What is written down of it: of the document as the client sent it."""
        return prepared if self.sent is None else SentLabel(prepared.name, prepared.kind, self.document)


Hints = Callable[[PreparedOperation, Mapping[str, Any], Any], "list[dict[str, Any]]"]
"""What of ``(prepared, variables as sent, context)`` finds nothing, and what was meant: ``extensions.hints``."""


class Operations:
    """Prepares and executes the operations of one schema; ``hints`` is None where there are none to give."""

    def __init__(
        self,
        schema: GraphQLSchema,
        settings: Settings,
        prices: Prices | None = None,
        executor: Executor | None = None,
        hints: Hints | None = None,
    ) -> None:
        self.schema = schema
        self.settings = settings
        self.documents = Documents(schema, settings, prices or Prices())
        self.executor = executor or self.execute_on_graphql_core
        self.shapes: Shapes | None = None
        """Set where an executor is that compiles."""
        self._in_shadow = settings.compile is CompileMode.SHADOW
        self.hints = hints
        self.observe_trips: Callable[[int], None] = lambda _trips: None
        """Gets the number of trips to a store that is elsewhere which an operation took."""

    def prepare(self, operation: Operation) -> PreparedOperation:
        """Parse, check and validate the document, and choose the operation. Raises Refused."""
        return self.document(operation.document).operation(operation.name)

    def find(self, operation: Operation) -> tuple[Operation, PreparedOperation]:
        """The same for one execution, with the operation to execute: values in its document may be variables there."""
        text = operation.document
        entry = self.documents.cached(text)
        if entry is None and self.shapes is not None and (found := self.shapes.find(text)) is not None:
            entry, operation = found[0], operation.with_values(found[1])
        return operation, (entry or self.document(text)).operation(operation.name)

    def known(self, text: str, variables: Mapping[str, Any]) -> tuple[Operation, DocumentEntry] | None:
        """As :meth:`find`, of a document that was understood before; None of any other, which does not count as seen."""
        operation, entry = Operation(text, None, variables), self.documents.cached(text)
        if entry is None and self.shapes is not None and (found := self.shapes.known(text)) is not None:
            entry, operation = found[0], operation.with_values(found[1])
        return None if entry is None else (operation, entry)

    def document(self, text: str) -> DocumentEntry:
        """Parse, check and validate a document, or remember that this was done. Raises Refused."""
        return self.documents.get(text)

    def price(self, prepared: PreparedOperation, variables: Mapping[str, Any]) -> int:
        """The cost of the operation with these variables. Raises Refused where it is over the limit."""
        cost = prepared.plan.cost(variables)
        limit = self.settings.max_cost
        if cost > limit:
            raise too_costly(cost, limit, prepared.plan.costliest(variables, limit))
        return cost

    async def execute(self, operation: Operation, context: Any) -> Result:
        """Prepare and execute the operation; everything that goes wrong is in the result."""
        try:
            operation, prepared = self.find(operation)
        except Refused as refusal:
            return Result.of_refusal(refusal)
        return await self.run(prepared, operation, context)

    async def run(self, prepared: PreparedOperation, operation: Operation, context: Any) -> Result:
        """Execute a prepared operation; everything that goes wrong is in the result."""
        started = self.start(prepared, operation, context)
        return started if isinstance(started, Result) else await started

    def start(
        self, prepared: PreparedOperation, operation: Operation, context: Any
    ) -> Result | Coroutine[Any, Any, Result]:
        """Begin to execute a prepared operation: the result, or the rest of the execution.

        The rest has to be awaited, in a task; it is what waits for asynchronous resolvers. Everything that goes
        wrong is in the result.
        """
        try:
            cost = self.price(prepared, operation.variables)
        except Refused as refusal:
            return Result.of_refusal(refusal)
        deadline = perf_counter() + self.settings.execution_seconds

        def execute() -> Executed:
            return self.executor(prepared, context, operation.variables, deadline)

        def finish(executed: ExecutionResult | bytes) -> Result | None:
            """The result; None where the execution lacked answers of the store."""
            wanted = self.hints if is_executed(executed) else None
            hints = wanted(prepared, operation.variables, context) if wanted else None
            if lacks_answers(context):
                return None
            if isinstance(executed, bytes):
                result = Result(executed=True, encoded=executed)
            else:
                result = self.result(prepared, operation, executed, context)
            if hints:
                result.extensions["hints"] = hints
            return self.priced(result, operation, cost)

        try:
            executed = execute()
        except DeadlinePassed:
            return self._given_up()
        except OfNoShape:
            return self._start_as_sent(operation.sent or operation, context)
        if isinstance(executed, ExecutionResult | bytes) and (result := finish(executed)) is not None:
            return result if operation.sent is None else self._checked(result, operation.sent, context)
        return self._rest(executed, context, deadline, execute, finish)

    def _checked(self, result: Result, sent: Operation, context: Any) -> Result | Coroutine[Any, Any, Result]:
        """The result of an operation with values that were variables; in shadow, the same as it was sent.

        Raises Difference there, where the two are not the same.
        """
        if not self._in_shadow:
            return result
        other = self._start_as_sent(sent, context)
        late = (
            isinstance(other, Result) and other.errors and other.errors[0]["extensions"]["code"] == GIVEN_UP
        )
        same = isinstance(other, Result) and (other.json(), other.cost) == (result.json(), result.cost)
        if not same and not late:
            raise Difference(f"another answer where values are variables: {sent.document}")
        return other

    def _start_as_sent(self, operation: Operation, context: Any) -> Result | Coroutine[Any, Any, Result]:
        """Begin to execute an operation whose document was not looked into."""
        try:
            prepared = self.prepare(operation)
        except Refused as refusal:
            return Result.of_refusal(refusal)
        return self.start(prepared, operation, context)

    async def _rest(
        self,
        executed: Executed,
        context: Any,
        deadline: float,
        execute: Callable[[], Executed],
        finish: Callable[[ExecutionResult | bytes], Result | None],
    ) -> Result:
        """Wait for an execution, fetch what it lacked, and execute again until it lacks nothing."""
        try:
            # Not wait_for, which in Python 3.11 loses a cancellation that comes as the result does.
            async with asyncio.timeout(deadline - perf_counter()):
                while True:
                    if not isinstance(executed, ExecutionResult | bytes):
                        executed = await executed
                    if (result := finish(executed)) is not None:
                        return result
                    await context.snapshot.fetch(deadline - perf_counter())
                    executed = execute()
        except (DeadlinePassed, TimeoutError):
            return self._given_up()
        except STORE_ERRORS as error:
            return Result.of_refusal(store_refusal(error))
        finally:
            if asks_in_rounds(context):
                self.observe_trips(context.snapshot.rounds)

    def _given_up(self) -> Result:
        return Result.of_refusal(given_up(self.settings.execution_seconds))

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
        )

    def result(
        self, prepared: PreparedOperation, operation: Operation, executed: ExecutionResult, context: Any
    ) -> Result:
        """What graphql-core made of the operation, with errors as clients may see them."""
        errors, settings = executed.errors or [], self.settings
        if not is_executed(executed):
            explained = explain_variables(
                self.schema,
                prepared.node,
                operation.variables,
                errors,
                max_errors=settings.max_errors,
                max_suggestions=settings.max_suggestions if settings.suggestions else 0,
            )
            return Result(
                errors=format_up_to(
                    settings.max_errors,
                    explained,
                    lambda error: format_error(error, "BAD_USER_INPUT"),
                    are_all=False,
                )
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
