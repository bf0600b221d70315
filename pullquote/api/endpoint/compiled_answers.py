"""Answers of operations that compiled code has answered before: from the body of a request, in one call.

Of a request whose headers take any query as one answer in JSON, and whose document is known, little is left to decide:
what the operation costs with its variables, and what its compiled code answers. Whatever is unusual is None here,
and nothing is counted of it: it goes on to the endpoint, which decides everything.
"""

from __future__ import annotations

from typing import NamedTuple

from graphql import OperationType

from pullquote.api.endpoint.endpoint import Endpoint
from pullquote.api.endpoint.requests import parse_body
from pullquote.api.errors import Refused
from pullquote.api.operations.compiling import CompilingExecutor
from pullquote.api.operations.documents import Labelled
from pullquote.api.operations.operations import Operation, PreparedOperation, Result
from pullquote.api.streams.transports import comes_in_parts
from pullquote.store.newsroom.editions import Viewer
from pullquote.store.rounds.served import ServedEdition


class CompiledAnswer(NamedTuple):
    """The body of an answer without errors, what was executed, what it cost, and what the response cache had of it."""

    body: bytes
    label: Labelled
    cost: int
    cache: str


class CompiledAnswers:
    """Answers what compiled code can answer of an endpoint's requests, to the public."""

    def __init__(self, endpoint: Endpoint, executor: CompilingExecutor) -> None:
        self._endpoint = endpoint
        self._operations = endpoint.operations
        self._cached = endpoint.seen["POST"]
        self._responses = endpoint.responses
        self._executor = executor
        self._deepest = endpoint.settings.max_variables_depth
        self._max_cost = endpoint.settings.max_cost

    @classmethod
    def of(cls, endpoint: Endpoint) -> CompiledAnswers | None:
        """Those of an endpoint; None where nothing is compiled, where that is compared with what graphql-core answers,
        where a document must be a trusted one, or where records are fetched in rounds."""
        executor = endpoint.operations.executor
        if not isinstance(executor, CompilingExecutor) or not executor.answers_alone:
            return None
        return None if endpoint.settings.documents_only else cls(endpoint, executor)

    def find(self, body: bytes, edition: ServedEdition, request_id: str) -> CompiledAnswer | None:
        """The answer to a POST with this body, which is JSON by its headers; None where the endpoint is to decide."""
        if body in self._cached or (known := self._prepared(body)) is None:
            return None
        operation, prepared = known
        variables = operation.variables
        cost = prepared.plan.cost(variables)
        if cost > self._max_cost:
            return None
        state = edition.public, edition.public_changes
        key = self._responses.key(prepared, operation, preview=False)
        if key is not None and not self._responses.lacks(key, state):
            return None
        context = self._endpoint.make_context(edition, Viewer.PUBLIC, request_id)
        if (hints := self._operations.hints) and hints(prepared, variables, context):
            return None
        answered = self._executor.answer(prepared, context, variables)
        if answered is None:
            return None
        if key is not None:
            self._responses.add(key, state, Result(executed=True, encoded=answered, cost=cost))
        return CompiledAnswer(answered, operation.label(prepared), cost, "none" if key is None else "miss")

    def _prepared(self, body: bytes) -> tuple[Operation, PreparedOperation] | None:
        """The query that a body asks for, where it was asked for before and is answered in one piece."""
        try:
            asked = parse_body(body, self._deepest)
            if asked.query is None or asked.extensions or asked.document_id is not None:
                return None
            known = self._operations.known(asked.query, asked.variables)
            if known is None:
                return None
            operation, entry = known
            prepared = entry.operation(asked.operation_name)
        except Refused:
            return None
        if prepared.kind is not OperationType.QUERY or comes_in_parts(prepared):
            return None
        return operation, prepared
