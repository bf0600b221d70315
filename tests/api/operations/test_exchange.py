"""An exchange knows what became of its operation."""

from __future__ import annotations

from starlette.types import Message, Scope

from pullquote.api.operations.exchange import OperationExchange
from pullquote.api.operations.results import Result


async def _receive() -> Message:
    return {"type": "http.request"}


async def _send(_message: Message) -> None:
    pass


def test_it_begins_without_an_operation_and_has_errors_when_its_result_has() -> None:
    scope: Scope = {"type": "http", "method": "GET", "headers": [(b"x-request-id", b"r1")]}
    exchange = OperationExchange.begin(scope, _receive, _send)
    assert (exchange.prepared, exchange.result, exchange.cache) == (None, None, "none")
    assert exchange.request_id == "r1"
    assert not exchange.has_errors
    exchange.result = Result(executed=True, data={})
    assert not exchange.has_errors
    exchange.result = Result(executed=True, data={}, errors=[{"message": "No."}])
    assert exchange.has_errors
