"""Answers that need no decision: those that are cached, and those of operations that compiled code has answered before.

From the body of a request in one call. Of a request whose headers take any query as one answer in JSON, and whose
document is known, little is left to decide: what the operation costs with its variables, and what its compiled code
answers. Whatever is unusual is None here, and nothing is counted of it: it goes on to the endpoint, which decides
everything.
"""

from __future__ import annotations

from typing import NamedTuple

from graphql import OperationType

from pullquote.api.endpoint.endpoint import Endpoint
from pullquote.api.endpoint.requests import parse_body
from pullquote.api.errors import Refused
from pullquote.api.http.exchange import AnswerBody
from pullquote.api.operations.compiling import CompilingExecutor
from pullquote.api.operations.documents import Labelled
from pullquote.api.operations.operations import Operation, PreparedOperation, Result
from pullquote.api.streams.transports import comes_in_parts
from pullquote.store.newsroom.editions import Viewer
from pullquote.store.rounds.served import ServedEdition


class KnownAnswer(NamedTuple):
    """An answer without errors, what was executed, what it cost, and what the response cache had of it."""

    body: AnswerBody
    label: Labelled
    cost: int
    cache: str


class KnownAnswers:
    """Answers what the response cache or compiled code can answer of an endpoint's requests, to the public."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._operations = endpoint.operations
        self._seen = endpoint.seen["POST"]
        self._responses = endpoint.responses
        executor = endpoint.operations.executor
        self._executor = (
            executor
            if isinstance(executor, CompilingExecutor)
            and executor.answers_alone
            and not endpoint.settings.documents_only
            else None
        )
        """None where nothing is compiled, where that is compared with what graphql-core answers, where a document must be
        a trusted one, or where records are fetched in rounds."""
        self._deepest = endpoint.settings.max_variables_depth
        self._max_cost = endpoint.settings.max_cost

    def find(self, body: bytes, edition: ServedEdition, request_id: str) -> KnownAnswer | None:
        """The answer to a POST with this body, which is JSON by its headers; None where the endpoint is to decide."""
        state = edition.public, edition.public_changes
        seen = self._seen.get(body)
        if seen is not None:
            label, seen_key = seen
            again = _cached(self._responses.get(seen_key, state), label)
            if again is not None:
                return again
        known = self._prepared(body)
        if known is None:
            return None
        operation, prepared = known
        label, key = operation.label(prepared), self._responses.key(prepared, operation, preview=False)
        if key is not None:
            cached = _cached(self._responses.get(key, state), label)
            if cached is not None:
                self._endpoint.remember("POST", body, label, key)
                return cached
            if self._responses.is_computing(key):
                return None
        context = self._endpoint.make_context(edition, Viewer.PUBLIC, request_id)
        found = self._run(operation, prepared, context)
        if found is None:
            return None
        answered, cost = found
        if key is None:
            return KnownAnswer(AnswerBody(answered), label, cost, "none")
        result = Result(executed=True, encoded=answered, cost=cost)
        self._responses.add(key, state, result)
        return KnownAnswer(result.payload, label, cost, "miss")

    def _run(
        self, operation: Operation, prepared: PreparedOperation, context: object
    ) -> tuple[bytes, int] | None:
        """What compiled code answers, without errors and hints, and what it cost."""
        executor, variables = self._executor, operation.variables
        cost = prepared.plan.cost(variables)
        if executor is None or cost > self._max_cost:
            return None
        if (hints := self._operations.hints) and hints(prepared, variables, context):
            return None
        answered = executor.answer(prepared, context, variables)
        return None if answered is None else (answered, cost)

    def _prepared(self, body: bytes) -> tuple[Operation, PreparedOperation] | None:
        """The query that a body asks for, where it was asked for before and is answered in one piece."""
        if self._executor is None:
            return None
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


def _cached(result: Result | None, label: Labelled) -> KnownAnswer | None:
    if result is None or result.cost is None:
        return None
    return KnownAnswer(result.payload, label, result.cost, "hit")
