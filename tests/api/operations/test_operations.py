"""The seam: whatever carries an operation gets the same result, and texts that come again are kept."""

from __future__ import annotations

import gc
import weakref
from types import SimpleNamespace
from typing import Any

import pytest
import strawberry
from graphql import ExecutionResult
from strawberry.schema.config import StrawberryConfig

from pullquote.api.operations.execution import DeadlinePassed
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation, Result, encode
from pullquote.api.settings import Settings
from tests.api import toys
from tests.api.toys import SCHEMA

pytestmark = pytest.mark.anyio

CONTEXT = SimpleNamespace(request_id="r1", snapshot=SimpleNamespace(version="1"))
HELLO = Operation("{ hello }")


def operations(executor: Any = None, **settings: Any) -> Operations:
    return Operations(SCHEMA._schema, Settings(**settings), executor=executor)


async def test_an_operation_is_executed() -> None:
    result = await operations().execute(
        Operation("query ($n: String!) { hello(name: $n) }", None, {"n": "you"}), CONTEXT
    )
    assert result.body() == {"data": {"hello": "Hello, you"}}
    assert (result.executed, result.cost) == (True, 1)


async def test_a_refusal_is_a_result_without_data() -> None:
    result = await operations().execute(Operation("{"), CONTEXT)
    assert not result.executed
    assert list(result.body()) == ["errors"]


async def test_asynchronous_and_synchronous_fields_go_together() -> None:
    result = await operations().execute(Operation("{ hello later }"), CONTEXT)
    assert result.body() == {"data": {"hello": "Hello, world", "later": 1}}


async def test_defer_is_ignored_where_one_answer_is_wanted() -> None:
    config = StrawberryConfig(enable_experimental_incremental_execution=True)
    made = Operations(strawberry.Schema(toys.Query, config=config)._schema, Settings())
    result = await made.execute(Operation("{ hello ... @defer { later } }"), CONTEXT)
    assert result.body() == {"data": {"hello": "Hello, world", "later": 1}}


def test_a_text_that_comes_again_is_kept_and_its_operations_chosen_by_name() -> None:
    made = operations()
    text = "query A { hello } query B { later }"
    made.prepare(Operation(text, "A"))
    first, second = (made.prepare(Operation(text, name)) for name in "AB")
    assert first is made.prepare(Operation(text, "A"))
    assert (first.name, second.name) == ("A", "B")
    assert first.document is second.document
    assert len(first.document.hash) == 64


def prepared_again(made: Operations, operation: Operation) -> PreparedOperation:
    """The operation as it is prepared when its text has come twice."""
    made.prepare(operation)
    return made.prepare(operation)


def test_documents_are_forgotten_by_what_they_take_and_long_texts_take_more() -> None:
    made = operations(document_cache_bytes=50_000)
    first = prepared_again(made, HELLO)
    assert made.prepare(HELLO) is first
    for number in range(20):
        prepared_again(made, Operation(f"{{ a{number}: hello }}"))
        assert 0 < made.documents.bytes <= 50_000
    assert prepared_again(made, HELLO) is not first
    long = Operation('{ hello(name: "' + "x" * 10_000 + '") }')
    assert prepared_again(made, long) is not made.prepare(long)


def test_documents_that_come_once_push_out_none_that_come_again() -> None:
    made = operations(document_cache_bytes=50_000)
    first = prepared_again(made, HELLO)
    for number in range(20):
        made.prepare(Operation(f"{{ a{number}: hello }}"))
    assert made.prepare(HELLO) is first


def test_what_is_forgotten_is_freed_at_once() -> None:
    made = operations(document_cache_bytes=50_000)
    freed: list[weakref.ref[Any]] = [
        weakref.ref(prepared_again(made, HELLO)),
        weakref.ref(prepared_again(made, HELLO).document.tree),
    ]
    gc.disable()
    try:
        assert None not in [each() for each in freed]
        made.documents.clear()
        assert [each() for each in freed] == [None, None]
        once = weakref.ref(made.prepare(Operation("{ later }")).document.tree)
        assert once() is None
    finally:
        gc.enable()


async def test_another_executor_can_take_over() -> None:
    seen: list[tuple[PreparedOperation, Any, Any]] = []

    def executor(
        prepared: PreparedOperation, context: Any, variables: Any, deadline: float
    ) -> ExecutionResult:
        seen.append((prepared, context, variables))
        assert deadline > 0
        return ExecutionResult({"hello": "from elsewhere"}, None)

    result = await operations(executor).execute(HELLO, CONTEXT)
    assert result.body() == {"data": {"hello": "from elsewhere"}}
    assert seen == [(seen[0][0], CONTEXT, {})]


async def test_an_executor_may_write_the_answer_itself() -> None:
    made = operations(lambda *_: b'{"data":{"hello":"bytes"}}')
    plain = await made.execute(HELLO, CONTEXT)
    priced = await made.execute(Operation("{ hello }", extensions={"cost": True}), CONTEXT)
    assert plain.json() == b'{"data":{"hello":"bytes"}}'
    assert plain.body() == {"data": {"hello": "bytes"}}
    assert priced.json() == b'{"data":{"hello":"bytes"},"extensions":{"cost":{"requested":1,"limit":30000}}}'


async def test_an_executor_that_runs_out_of_time_is_a_timeout() -> None:
    def executor(*_: Any) -> ExecutionResult:
        raise DeadlinePassed

    result = await operations(executor).execute(HELLO, CONTEXT)
    assert result.errors[0]["extensions"]["code"] == "EXECUTION_TIMEOUT"
    assert not result.executed


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"a": "ü"}, '{"a":"ü"}'.encode()),
        ({"a": "\ud800"}, b'{"a":"\\ud800"}'),
        ({"a": 2**70}, b'{"a":1180591620717411303424}'),
    ],
)
def test_anything_that_can_be_data_can_be_json(value: Any, written: bytes) -> None:
    assert encode(value) == written
    assert Result(data=value, executed=True).json() == b'{"data":' + written + b"}"
