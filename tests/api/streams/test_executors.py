"""Execution in parts: each part has a time of its own, and says so when that is over."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import ExecutionResult, parse
from graphql.execution import ExperimentalIncrementalExecutionResults

from pullquote.api.streams.executors import PartsExecutor, PartTimer
from tests.api.streams.toy import schema

pytestmark = pytest.mark.anyio
DEFERRED = "{ quotes { text ... @defer { speaker { name } } } }"


def execute(timer: PartTimer, document: str = DEFERRED) -> Any:
    executor: Any = PartsExecutor.build(schema._schema, parse(document), timer=timer)
    return executor.execute_operation()


async def test_within_its_time_a_document_comes_in_parts() -> None:
    result = execute(PartTimer(60))
    assert isinstance(result, ExperimentalIncrementalExecutionResults)
    assert result.initial_result.data is not None
    assert result.initial_result.data["quotes"][0] == {"text": "Quote 0"}
    later = [part async for part in result.subsequent_results]
    assert later[-1].has_next is False


async def test_past_its_time_every_field_fails_and_says_why() -> None:
    timer = PartTimer(0)
    timer.start()
    result = execute(timer, "{ quotes { text } }")
    assert isinstance(result, ExecutionResult)
    assert result.errors is not None
    assert {error.message for error in result.errors} == {
        "This part of the operation was given up after 0 s."
    }
    assert {error.extensions["code"] for error in result.errors if error.extensions} == {"EXECUTION_TIMEOUT"}


async def test_the_time_of_a_part_begins_when_it_is_started() -> None:
    timer = PartTimer(60)
    assert timer.deadline == float("inf")
    timer.start()
    first = timer.deadline
    timer.start()
    assert timer.deadline >= first


async def test_a_deferred_part_that_is_too_late_is_an_error_of_that_part_alone() -> None:
    timer = PartTimer(60)
    result = execute(timer)
    timer.deadline = 0.0
    errors = [
        error
        async for part in result.subsequent_results
        for each in [*(part.incremental or ()), *(part.completed or ())]
        for error in each.errors or ()
    ]
    assert result.initial_result.errors is None
    assert errors
    assert {error.extensions["code"] for error in errors if error.extensions} == {"EXECUTION_TIMEOUT"}
